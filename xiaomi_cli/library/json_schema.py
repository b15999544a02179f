"""The schema of a library's files as JSON Schema, from the structs that are the schema.

The program reads every plain value as a text, takes one text for a list of one, and refuses blanks.
An editor's schema that did not say so would mark what is right and pass what is wrong.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from xiaomi_cli.library.schema_check import LONGEST_KEY
from xiaomi_cli.library.settings import GLOSSARY, RENAMED, SETTINGS, EraFields, Settings
from xiaomi_cli.model.fields import DERIVED, NEEDED, marked
from xiaomi_cli.model.record_parts import (
    Claim,
    Contest,
    Paragraph,
    Point,
    Position,
    Quantity,
    Tension,
)
from xiaomi_cli.model.records import KINDS

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


Schema: TypeAlias = dict[str, Any]

_POINT = (
    r"\d{2}(\d[\dX]|XX)"
    r"(-(2[1-4]|3[3-6]|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?[~?%]?"
)
_END = rf"({_POINT}|\.\.)?"
_SET = rf"[\[{{](\.\.)?{_POINT}((, ?|\.\.){_POINT})*(\.\.)?[\]}}]"
# Wider than what the program reads: days of a month and the order of ends are left to it.
DATE = rf"^({_POINT}|{_END}/{_END}|{_SET})$"
CITATION = r"^[a-z0-9][a-z0-9-]*(¶[1-9]\d{0,5}(-[1-9]\d{0,5})?)?$"
_NUMBER = r"^[+-]?\d+(\.\d+)?$"
_INTEGER = r"^-?\d{1,9}$"
_NOT_BLANK = r"\S"


def as_read(schema: Any) -> Any:
    """A schema of texts, numbers and lists as one of what may be written for them in YAML."""
    if isinstance(schema, list):
        return [as_read(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    read = {
        name: {key: as_read(entry) for key, entry in value.items()}
        if name in {"properties", "$defs"}
        else value if name in {"enum", "default", "examples", "required", "pattern"}
        else as_read(value)
        for name, value in schema.items()
    }  # fmt: skip
    if "anyOf" in read:  # of which one may have become several
        options = [option for inner in read["anyOf"] for option in inner.get("anyOf", [inner])]
        read["anyOf"] = [o for n, o in enumerate(options) if o not in options[:n]]
    read.pop("default", None)  # a default is what a record has without the field
    return _one_or_more(_scalar(read))


def _scalar(read: Schema) -> Schema:  # noqa: PLR0911 - one for each kind of value
    held = read.get("type")
    if held == "boolean":
        return {**_without(read, "type"), "enum": [True, False, "true", "false"]}
    if held == "integer":
        return {**read, "type": ["integer", "string"], "pattern": _INTEGER}
    if held in ("number", ["number", "string"]) or read.get("format") == "decimal":
        return {**_without(read, "format"), "type": ["number", "string"], "pattern": _NUMBER}
    if held not in ("string", ["string", "integer"]) or "enum" in read:
        return read
    said = read.get("description", "")
    if said.startswith("EDTF"):
        years = {"minimum": 1000, "maximum": 9999}
        return {**read, "type": ["string", "integer"], "pattern": DATE, **years}
    if said.startswith("source¶"):
        return {**read, "type": ["string", "number"], "pattern": CITATION}
    if "pattern" in read:
        return read
    return {**read, "type": ["string", "number", "boolean"], "pattern": _NOT_BLANK}


def _one_or_more(read: Schema) -> Schema:
    """A list of texts may be a single one."""
    items = read.get("items")
    if read.get("type") != "array" or not isinstance(items, dict) or read.get("minItems", 0) > 1:
        return read
    single = "enum" in items or {"string", "number"} & set(_types(items))
    return {"anyOf": [items, read]} if single else read


def _types(schema: Schema) -> Iterable[str]:
    held = schema.get("type", ())
    return [held] if isinstance(held, str) else held


def _without(schema: Schema, name: str) -> Schema:
    return {key: value for key, value in schema.items() if key != name}


def record_of_kinds(kinds: Iterable[str]) -> Schema:
    """A record, held to the kind that its id names, so that what is wrong is told of that kind."""
    known = list(kinds)
    return {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string", "pattern": f"^({'|'.join(map(str.lower, known))})/"}
        },
        "allOf": [
            {
                "if": {"properties": {"id": {"pattern": f"^{kind.lower()}/"}}, "required": ["id"]},
                "then": {"$ref": f"#/$defs/{kind}"},
            }
            for kind in known
        ],
    }


def one_or_list(record: Schema) -> Schema:
    """A file of one record, or of a list of them."""
    return {"if": {"type": "array"}, "then": {"type": "array", "items": record}, "else": record}
