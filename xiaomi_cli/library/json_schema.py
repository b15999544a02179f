"""The schema of a library's files as JSON Schema, from the forms that the program checks.

The program reads every plain value as a text, takes one text for a list of one, and refuses blanks.
An editor's schema that did not say so would mark what is right and pass what is wrong. It says what
the program says, but for what compares two parts of one text (an interval whose end is before its
start, a citation from 5 to 3), and for what an editor has read as a number already: it cannot tell
`2e3` or `0x7D0` from 2000.
"""

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any, TypeAlias

from msgspec import Struct, inspect

from xiaomi_cli.library.schema import Form, form_of, shape_of
from xiaomi_cli.library.schema_check import (
    INTEGER,
    LARGEST_NUMBER,
    LONGEST_KEY,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    NUMBER,
    TRUTHS,
)
from xiaomi_cli.library.settings import FILES
from xiaomi_cli.model.fields import ID
from xiaomi_cli.model.locators import ADDRESS, CITATION, LONGEST_ADDRESS
from xiaomi_cli.model.record_parts import CURRENCY_CODES
from xiaomi_cli.model.records import KINDS, Record

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_schema() -> Schema:
    """JSON Schema 2020-12 of a file of records: a list of records, or one record."""
    record = {"$ref": "#/$defs/Record"}
    some = {"if": {"type": "array"}, "then": {"type": "array", "items": record}, "else": record}
    return {
        "$schema": DIALECT,
        "title": "Records of a library",
        "if": {"not": {"type": "null"}},  # a file may hold comments alone
        "then": some,
        "$defs": {"Record": _record(), **_definitions(KINDS.values())},
    }


def schema_of(file: str) -> Schema:
    """JSON Schema of one of the files that hold no records."""
    form = form_of(FILES[file])
    schema = {"$schema": DIALECT, "title": file, **_schema(form)}
    defs = _definitions(_structs(form))
    if top := schema.pop("$ref", ""):
        schema |= defs.pop(top.rpartition("/")[2])
    return {**schema, "type": ["object", "null"], "$defs": defs}


def _record() -> Schema:
    """A record, held to the kind that its id names, so that what is wrong is told of that kind."""
    return {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string", "pattern": f"^({'|'.join(KINDS)})/"}},
        "allOf": [
            {
                "if": {"properties": {"id": {"pattern": f"^{kind}/"}}, "required": ["id"]},
                "then": {"$ref": f"#/$defs/{struct.__name__}"},
            }
            for kind, struct in KINDS.items()
        ],
    }


def _definitions(structs: Iterable[type[Struct]]) -> Schema:
    """The schemas of these structs and of all that they hold, by their names."""
    waiting = list(structs)
    for struct in waiting:
        held = [part for form in shape_of(struct).forms.values() for part in _structs(form)]
        waiting += [part for part in dict.fromkeys(held) if part not in waiting]
    return {struct.__name__: _definition(struct) for struct in waiting}


def _structs(form: Form) -> list[type[Struct]]:
    if form.holds:
        return _structs(form.holds)
    return [form.spec.cls] if isinstance(form.spec, inspect.StructType) else []


def _definition(struct: type[Struct]) -> Schema:
    shape = shape_of(struct)
    fields = {name: _schema(form) for name, form in shape.forms.items()}
    needed: Schema = {"required": shape.needed}
    if issubclass(struct, Record):
        kind = struct.__name__.lower()
        slug = ID.partition("/")[2]
        fields["id"] |= {"description": f"{kind}/slug", "pattern": f"^{kind}/{slug}$"}
    elif "at" in fields:
        stated = [name for name in shape.needed if name in shape.unless_at]
        needed = {
            "required": [name for name in shape.needed if name not in stated],
            "anyOf": [{"required": ["at"]}, {"required": stated}],
        }
    return {
        "title": struct.__name__,
        "description": cleandoc(struct.__doc__ or ""),
        "type": "object",
        "properties": fields,
        **needed,
        "additionalProperties": False,
    }


_POINT = (
    "([0-9]{3}X|[0-9]{2}XX|[0-9]{4}"
    "(-(2[1-4]|3[3-6]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?))?)[~?%]?"
)
_CHOICE = rf"{_POINT}(\.\.{_POINT})?"
_NO_LEAP = "([02468][1235679]|[13579][01345789])"  # the end of such a year, and such a century
_NO_DATE = rf"-02-30|-(02|04|06|09|11)-31|([0-9]{{2}}{_NO_LEAP}|{_NO_LEAP}00)-02-29|9999-24"
_DATE = (
    rf"^(?!.*({_NO_DATE}))"
    rf"({_POINT}(/({_POINT}|\.\.)?)?|(\.\.)?/{_POINT}|\[(?=.*[,.]){_CHOICE}(,{_CHOICE})*\])$"
)
# What may be written for a text of a notation. A whole number is one that reads as such a text.
_NOTATIONS: dict[str, Schema] = {
    "": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
    "edtf": {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999, "pattern": _DATE},
    "citation": {"type": ["string", "integer"], "minimum": 0, "pattern": f"^{CITATION}$"},
    "slug": {"type": ["string", "integer"], "minimum": 0},
    "id": {"type": "string"},
    "address": {"type": "string", "pattern": f"^{ADDRESS}$", "maxLength": LONGEST_ADDRESS},
    "target": {"type": "string"},
    "currency": {"enum": sorted(CURRENCY_CODES)},
}  # fmt: skip
# What may be written for a value of a type. Numbers are bounded by the digits that are exact.
_VALUES: dict[type, Schema] = {
    inspect.BoolType: {"type": ["boolean", "string"], "pattern": f"^({'|'.join(TRUTHS)})$"},
    inspect.IntType: {
        "type": ["integer", "string"], "pattern": f"^{INTEGER}$",
        "exclusiveMinimum": -(10**9), "exclusiveMaximum": 10**9,
    },
    inspect.DecimalType: {
        "type": ["number", "string"], "pattern": f"^{NUMBER}$", "maxLength": LONGEST_NUMBER,
        "exclusiveMinimum": -LARGEST_NUMBER, "exclusiveMaximum": LARGEST_NUMBER,
    },
}  # fmt: skip


def _schema(form: Form) -> Schema:
    """What may be written for a value of a form."""
    match form.spec:
        case inspect.StructType(cls=struct):
            whole = {"$ref": f"#/$defs/{struct.__name__}"}
            alone = shape_of(struct).alone
            return {"anyOf": [_schema(alone[1]), whole]} if alone else whole
        case inspect.ListType():
            return _list(form)
        case inspect.DictType():
            return _mapping(form)
        case inspect.LiteralType(values=values):
            return {"enum": [value for value in values if value]}
        case inspect.StrType(max_length=most, pattern=pattern):
            limits = {"pattern": pattern, "maxLength": most or LONGEST_TEXT}
            return {**form.about, **limits, **_NOTATIONS[form.notation]}
    return {**form.about, **_VALUES[type(form.spec)]}


def _list(form: Form) -> Schema:
    """A list of texts may be a single one, a list of statements the address of one."""
    assert form.holds
    items = _schema(form.holds)
    limits = {"minItems": form.spec.min_length, "maxItems": form.spec.max_length}
    listed = {"type": "array", "items": items, **{n: most for n, most in limits.items() if most}}
    single = items.get("anyOf", [items])[0]
    if "$ref" in single or (form.spec.min_length or 0) > 1:
        return listed
    return {"anyOf": [single, listed]}


def _mapping(form: Form) -> Schema:
    assert form.holds
    assert form.keys
    values = _schema(form.holds)
    if not form.holds.holds and "pattern" in values:  # what is said of a key may be left unwritten
        values = {"type": [*values["type"], "null"], "maxLength": values["maxLength"]}
    keys = {"minLength": 1, "pattern": r"\S", **_schema(form.keys), "maxLength": LONGEST_KEY}
    return {"type": "object", "propertyNames": keys, "additionalProperties": values}
