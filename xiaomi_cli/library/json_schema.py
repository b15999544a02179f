"""The schema of a library's files as JSON Schema, from the structs that are the schema."""

from typing import Any

import msgspec

from xiaomi_cli.model.records import KINDS, derived_fields


def file_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a file of records: a list of records, or one record."""
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
    record = {"oneOf": [{"$ref": f"#/$defs/{struct.__name__}"} for struct in KINDS.values()]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of a library",
        "oneOf": [{"type": "array", "items": record}, record],
        "$defs": components,
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
