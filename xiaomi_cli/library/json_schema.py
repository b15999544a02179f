"""The schema of a library's files as JSON Schema, from the structs that are the schema."""

from typing import Any

import msgspec
from msgspec import Struct

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


def file_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a file of records: a list of records, or one record."""
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
    record = {"oneOf": [{"$ref": f"#/$defs/{struct.__name__}"} for struct in KINDS.values()]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of a library",
        "oneOf": [{"type": "array", "items": record}, record],
        "$defs": components,
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
