"""The schema of a library's files as JSON Schema, from the structs that are the schema.

The program reads every plain value as a text, takes one text for a list of one, and refuses blanks.
An editor's schema that did not say so would mark what is right and pass what is wrong.
"""

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from xiaomi_cli.library.schema_check import (
    INTEGER,
    LARGEST_NUMBER,
    LONGEST_KEY,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    NUMBER,
    TRUTHS,
)
from xiaomi_cli.library.settings import GLOSSARY, RENAMED, SETTINGS, Settings
from xiaomi_cli.model.fields import DERIVED, LONGEST_ID, NEEDED, marked
from xiaomi_cli.model.locators import ADDRESS, CITATION, LONGEST_ADDRESS
from xiaomi_cli.model.record_parts import (
    CURRENCY_CODES,
    Claim,
    Contest,
    Paragraph,
    Point,
    Position,
    Quantity,
    Tension,
)
from xiaomi_cli.model.records import KINDS

Schema: TypeAlias = dict[str, Any]

_PARTS: tuple[type[Struct], ...] = (Claim, Position, Point, Quantity, Tension, Paragraph)
_STATEMENT = {"$ref": "#/$defs/Statement"}
_ADDRESS: Schema = {"type": "string", "pattern": f"^{ADDRESS}$", "maxLength": LONGEST_ADDRESS,
            "description": "the address of a statement, kind/slug#id"}  # fmt: skip
_MAY_BE_EMPTY = ["object", "null"]  # a file may hold comments alone
_KEY = {"minLength": 1, "maxLength": LONGEST_KEY, "pattern": r"\S"}
_SHORT_TEXTS = {"type": "array", "items": {"type": "string", "maxLength": LONGEST_KEY}}

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_schema() -> Schema:
    """JSON Schema 2020-12 of a file of records: a list of records, or one record."""
    record = record_of_kinds(struct.__name__ for struct in KINDS.values())
    return {
        "$schema": DIALECT,
        "title": "Records of a library",
        **one_or_list({"$ref": "#/$defs/Record"}),
        "$defs": {"Record": record, **as_read(fields())},
    }


def fields() -> Schema:
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
        component["description"] = cleandoc(component["description"])
        for name, field in component["properties"].items():
            component["properties"][name] = _with_addresses(field)
    components["Statement"] = {"anyOf": [{"$ref": "#/$defs/Claim"}, _ADDRESS]}
    return components


def settings_schema() -> Schema:
    """JSON Schema of library.yaml: what a library says of itself."""
    (top,), components = msgspec.json.schema_components([Settings], ref_template="#/$defs/{name}")
    written = as_read(components)
    written[Settings.__name__]["type"] = _MAY_BE_EMPTY
    return {"$schema": DIALECT, "title": SETTINGS, **top, "$defs": written}


def glossary_schema() -> Schema:
    """JSON Schema of glossary.yaml: a phrase of the library, and what people type for it."""
    return {
        "$schema": DIALECT,
        "title": GLOSSARY,
        "type": _MAY_BE_EMPTY,
        "propertyNames": _KEY,
        "additionalProperties": as_read(_SHORT_TEXTS),
    }


def renamed_schema() -> Schema:
    """JSON Schema of renamed.yaml: ids that are gone, and where what they held now stands."""
    old = {"pattern": r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": LONGEST_ID}
    to = {"anyOf": [{"type": "string", **old}, _ADDRESS]}
    moved = {
        "type": "object",
        "properties": {"to": to, "names": as_read(_SHORT_TEXTS)},
        "required": ["to"],
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": RENAMED,
        "type": _MAY_BE_EMPTY,
        "propertyNames": old,
        "additionalProperties": {"anyOf": [to, moved]},
    }


def _as_written(component: Schema, struct: type[Struct]) -> None:
    """In YAML none of the derived fields stands, and one citation may stand alone."""
    for name in marked(struct, DERIVED):
        component["properties"].pop(name, None)
    required = set(component["required"]) - set(marked(struct, DERIVED))
    if struct is not Position:
        required |= set(marked(struct, NEEDED))
    component["required"] = [name for name in component["properties"] if name in required]
    if cite := component["properties"].get("cite"):
        component["properties"]["cite"] = {"anyOf": [cite["items"], cite]}


def _as_record(component: Schema) -> None:
    """A record has no `kind` in YAML: its id tells."""
    component["properties"].pop("kind")
    component["required"] = [name for name in component["required"] if name != "kind"]
    kind = component["title"].lower()
    component["properties"]["id"] = {
        "description": f"{kind}/slug",
        "type": "string",
        "pattern": f"^{kind}/[a-z0-9]+(-[a-z0-9]+)*$",
        "maxLength": LONGEST_ID,
    }


def _with_addresses(field: Any) -> Any:
    """Where a list holds statements, the address of one may stand for it."""
    if not isinstance(field, dict):
        return field
    if field.get("items") == {"$ref": "#/$defs/Claim"}:
        return {**field, "items": _STATEMENT}
    return {name: _with_addresses(value) for name, value in field.items()}


_POINT = "[0-9]{4}(-(3[3-6]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?[~?%]?"
_NO_LEAP = "([02468][1235679]|[13579][01345789])"  # the end of such a year, and such a century
_NO_DATE = rf"-02-30|-(02|04|06|09|11)-31|([0-9]{{2}}{_NO_LEAP}|{_NO_LEAP}00)-02-29"
DATE = rf"^(?!.*({_NO_DATE}))({_POINT}(/({_POINT}|\.\.))?|\.\./{_POINT})$"
# What may be written for a text of a notation, by what its field is described as.
_NOTATIONS: dict[str, Schema] = {
    "EDTF (ISO 8601-2)": {
        "type": ["string", "integer"], "minimum": 1000, "maximum": 9999, "pattern": DATE,
    },
    "source¶paragraph": {
        "type": ["string", "integer"], "minimum": 0, "pattern": f"^{CITATION}$",
        "maxLength": LONGEST_TEXT,
    },
    "a-z, 0-9, dashes": {"type": ["string", "integer"], "minimum": 0},
    _ADDRESS["description"]: _ADDRESS,
    "ISO 4217 code": {"enum": sorted(CURRENCY_CODES)},
}  # fmt: skip
# What may be written for a value of a type. Numbers are bounded by the digits that are exact.
_VALUES: dict[str, Schema] = {
    "boolean": {"type": ["boolean", "string"], "pattern": f"^({'|'.join(TRUTHS)})$"},
    "integer": {
        "type": ["integer", "string"], "pattern": f"^{INTEGER}$",
        "exclusiveMinimum": -(10**9), "exclusiveMaximum": 10**9,
    },
    "decimal": {
        "type": ["number", "string"], "pattern": f"^{NUMBER}$", "maxLength": LONGEST_NUMBER,
        "exclusiveMinimum": -LARGEST_NUMBER, "exclusiveMaximum": LARGEST_NUMBER,
    },
}  # fmt: skip


def as_read(schema: Any) -> Any:
    """A schema of texts, numbers and lists as one of what may be written for them in YAML.

    It says what the program says, but for what compares two parts of one text (an interval whose
    end is before its start, a citation from 5 to 3), and for what an editor has read as a number
    already: it cannot tell `2e3` or `0x7D0` from 2000.
    """
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
    read.pop("default", None)  # a default is what a record has without the field
    if "anyOf" in read:  # of which one may have become several, and a field holds no null
        options = [option for inner in read["anyOf"] for option in inner.get("anyOf", [inner])]
        read["anyOf"] = [o for n, o in enumerate(options) if o not in [_NULL, *options[:n]]]
    if isinstance(values := read.get("additionalProperties"), dict):
        if _is_text(values):  # what is said of a key may be left to be written
            values = {"type": [*values["type"], "null"], "maxLength": values["maxLength"]}
        read |= {"propertyNames": _KEY, "additionalProperties": values}
    return _one_or_more(_scalar(read))


_NULL = {"type": "null"}


def _scalar(read: Schema) -> Schema:
    kind = "decimal" if read.get("format") == "decimal" else read.get("type")
    if isinstance(kind, str) and kind in _VALUES:
        return {**_without(read, "format"), **_VALUES[kind]}
    if kind != "string" or "enum" in read:
        return read
    if notation := _NOTATIONS.get(read.get("description", "")):
        return {**read, **notation}
    if "pattern" in read:
        return read
    text = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
    return {"maxLength": LONGEST_TEXT, **read, **text}


def _one_or_more(read: Schema) -> Schema:
    """A list of texts may be a single one, a list of statements the address of one."""
    items = read.get("items")
    if read.get("type") != "array" or not isinstance(items, dict) or read.get("minItems", 0) > 1:
        return read
    single = _ADDRESS if items == _STATEMENT else items if _is_text(items) else None
    return {"anyOf": [single, read]} if single else read


def _is_text(schema: Schema) -> bool:
    return "enum" in schema or "string" in schema.get("type", ())


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
    some = {"if": {"type": "array"}, "then": {"type": "array", "items": record}, "else": record}
    return {"if": {"not": {"type": "null"}}, "then": some}  # a file may hold comments alone
