"""The schema of a library's files as JSON Schema, from the structs that are the schema."""

from typing import Any

import msgspec

from xiaomi_cli.library.schema_check import LONGEST_KEY
from xiaomi_cli.library.schema_for_editors import as_read, one_or_list, record_of_kinds
from xiaomi_cli.library.settings import GLOSSARY, SETTINGS, EraFields, Settings
from xiaomi_cli.model.records import KINDS, derived_fields

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a file of records: a list of records, or one record."""
    record = record_of_kinds(struct.__name__ for struct in KINDS.values())
    return {
        "$schema": DIALECT,
        "title": "Records of a library",
        **one_or_list({"$ref": "#/$defs/Record"}),
        "$defs": {"Record": record, **as_read(fields())},
    }


def fields() -> dict[str, Any]:
    """The fields of each kind of record and of their parts, as they are meant to be written."""
    _, components = msgspec.json.schema_components(
        list(KINDS.values()), ref_template="#/$defs/{name}"
    )
    for struct in KINDS.values():
        _as_written(components[struct.__name__], derived_fields(struct))
    for name in ("Claim", "Position", "Point"):
        one_or_more = components[name]["properties"]["cite"]
        components[name]["properties"]["cite"] = {"anyOf": [one_or_more["items"], one_or_more]}
    for component in components.values():
        for name, field in component["properties"].items():
            component["properties"][name] = _as_editors_read(field)
    return components


def settings_schema() -> dict[str, Any]:
    """JSON Schema of library.yaml: what a library says of itself."""
    (top,), components = msgspec.json.schema_components([Settings], ref_template="#/$defs/{name}")
    era = components[EraFields.__name__]["properties"]
    for name in ("from", "to"):
        era[name] |= {"description": "EDTF (ISO 8601-2)"}
    return {"$schema": DIALECT, "title": SETTINGS, **top, "$defs": as_read(components)}


def glossary_schema() -> dict[str, Any]:
    """JSON Schema of glossary.yaml: a phrase of the library, and what people type for it."""
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY}
    synonyms = as_read({"type": "array", "items": text})
    return {
        "$schema": DIALECT,
        "title": GLOSSARY,
        "type": "object",
        "propertyNames": {"minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"\S"},
        "additionalProperties": synonyms,
    }


def _as_written(component: dict[str, Any], derived: frozenset[str]) -> None:
    """In YAML a record has no `kind` (its id tells) and none of the derived fields."""
    for name in {"kind", *derived}:
        component["properties"].pop(name, None)
    component["required"] = [name for name in component["required"] if name != "kind"]
    kind = component["title"].lower()
    component["properties"]["id"] = {
        "type": "string",
        "pattern": f"^{kind}/[a-z0-9]+(-[a-z0-9]+)*$",
    }
    cite = component["properties"]["cite"]
    component["properties"]["cite"] = {"anyOf": [cite["items"], cite]}


def _as_editors_read(field: Any) -> Any:
    """The program reads every scalar as text; an editor takes `2021` and `13.2` for numbers."""
    if isinstance(field, list):
        return [_as_editors_read(entry) for entry in field]
    if not isinstance(field, dict):
        return field
    read = {name: _as_editors_read(value) for name, value in field.items()}
    if read.get("format") == "decimal":
        return {"type": ["number", "string"]}
    if read.get("description", "").startswith("EDTF"):
        read["type"] = ["string", "integer"]
    return read
