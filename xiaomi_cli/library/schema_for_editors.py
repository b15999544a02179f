"""What an editor has to know besides: how the program reads YAML, and which kind a record is of.

The program reads every plain value as a text, takes one text for a list of one, and refuses blanks.
An editor's schema that did not say so would mark what is right and pass what is wrong.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

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
