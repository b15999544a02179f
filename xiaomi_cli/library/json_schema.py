"""The schema of a library's files as JSON Schema, from the structs that are the schema."""

from typing import Any

import msgspec
from msgspec import Struct

from xiaomi_cli.library.renamed import RENAMED
from xiaomi_cli.library.schema_check import LONGEST_KEY
from xiaomi_cli.library.schema_for_editors import as_read, one_or_list, record_of_kinds
from xiaomi_cli.library.settings import GLOSSARY, SETTINGS, EraFields, Settings
from xiaomi_cli.model.fields import DERIVED, NEEDED, marked
from xiaomi_cli.model.records import (
    KINDS,
    Claim,
    Contest,
    Paragraph,
    Point,
    Position,
    Quantity,
    Tension,
)

_PARTS: tuple[type[Struct], ...] = (Claim, Position, Point, Quantity, Tension, Paragraph)
_ADDRESS = {"type": "string", "pattern": "^[a-z]+/[a-z0-9-]+#[^#]+$",
            "description": "the address of a statement that stands elsewhere"}  # fmt: skip

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
    del components[Contest.__name__]  # what is derived is not written
    for struct in (*KINDS.values(), *_PARTS):
        _as_written(components[struct.__name__], struct)
    for struct in KINDS.values():
        _as_record(components[struct.__name__])
    position = components[Position.__name__]
    position["anyOf"] = [{"required": ["at"]}, {"required": sorted(marked(Position, NEEDED))}]
    for component in components.values():
        for name, field in component["properties"].items():
            component["properties"][name] = _as_editors_read(field)
    components["Statement"] = {"anyOf": [{"$ref": "#/$defs/Claim"}, _ADDRESS]}
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


def renamed_schema() -> dict[str, Any]:
    """JSON Schema of renamed.yaml: ids that are gone, and where what they held now stands."""
    identifier = "[a-z]+/[a-z0-9]+(-[a-z0-9]+)*"
    to = {"type": "string", "pattern": f"^{identifier}(#[^#]+)?$"}
    names = as_read({"type": "array", "items": {"type": "string"}})
    moved = {
        "type": "object",
        "properties": {"to": to, "names": names},
        "required": ["to"],
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": RENAMED,
        "type": ["object", "null"],  # a file may hold comments alone
        "propertyNames": {"pattern": f"^{identifier}$"},
        "additionalProperties": {"anyOf": [to, moved]},
    }


def _as_written(component: dict[str, Any], struct: type[Struct]) -> None:
    """In YAML none of the derived fields stands, and one citation may stand alone."""
    for name in marked(struct, DERIVED):
        component["properties"].pop(name, None)
    required = set(component["required"]) - set(marked(struct, DERIVED))
    if struct is not Position:
        required |= set(marked(struct, NEEDED))
    component["required"] = [name for name in component["properties"] if name in required]
    if cite := component["properties"].get("cite"):
        component["properties"]["cite"] = {"anyOf": [cite["items"], cite]}


def _as_record(component: dict[str, Any]) -> None:
    """A record has no `kind` in YAML: its id tells."""
    component["properties"].pop("kind")
    component["required"] = [name for name in component["required"] if name != "kind"]
    component["properties"]["id"] = {
        "type": "string",
        "pattern": f"^{component['title'].lower()}/[a-z0-9]+(-[a-z0-9]+)*$",
    }


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
    if read.get("type") == "array" and read.get("items") == {"$ref": "#/$defs/Claim"}:
        read["items"] = {"$ref": "#/$defs/Statement"}
    return read
