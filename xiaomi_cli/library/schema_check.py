"""Holds a tree to a struct and reports everything that is wrong, not only the first thing.

The structs of `model.records` are the schema; this walks their types as msgspec describes them.
"""

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from msgspec import inspect

from xiaomi_cli.library.yaml_nodes import Node, Value
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.fields import DERIVED, NEEDED, marked
from xiaomi_cli.model.locators import LocatorError, parse_address, parse_citation
from xiaomi_cli.model.problem import Problem, Suggester, shorten
from xiaomi_cli.model.record_parts import Claim, check_currency

Plain: TypeAlias = "str | int | bool | Decimal | list[Plain] | dict[str, Plain] | None"
NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?"
INTEGER = r"[+-]?[0-9]{1,9}"
TRUTHS = {"true": True, "True": True, "TRUE": True,
          "false": False, "False": False, "FALSE": False}  # fmt: skip
_LINE_ENDS = re.compile(r"\s*\n\s*")
LONGEST_NUMBER, LARGEST_NUMBER = 28, 10**28  # as many digits as decimals are exact in
LONGEST_KEY = 100  # characters of a free key, such as a theme
LONGEST_TEXT = 10_000  # characters of a text for which the schema names no limit


class _Form(NamedTuple):
    """What msgspec knows of a type, without its wrappings, in the order that a check asks for it.

    `holds`: the form of the entries of a list or the values of a mapping. `notation`: see
    `model.fields`.
    """

    spec: Any
    notation: str
    holds: "_Form | None"


def _form(spec: inspect.Type, notation: str = "") -> _Form:
    if isinstance(spec, inspect.Metadata):
        return _form(spec.type, (spec.extra or {}).get("format", ""))
    if isinstance(spec, inspect.UnionType):  # of something and nothing
        return _form(next(t for t in spec.types if not isinstance(t, inspect.NoneType)), notation)
    if isinstance(spec, inspect.ListType):
        return _Form(spec, notation, _form(spec.item_type))
    if isinstance(spec, inspect.DictType):
        return _Form(spec, notation, _form(spec.value_type))
    return _Form(spec, notation, None)


class _Shape(NamedTuple):
    """The fields of a struct by their names in YAML: those to write, refused ones, needed ones.

    `needed`: with an example of a value. Of those in `unless_at` a statement that is only pointed
    to (`at`) has none.
    """

    forms: dict[str, _Form]
    refused: frozenset[str]
    needed: dict[str, str]
    unless_at: dict[str, str]


@lru_cache(maxsize=64)
def _shape(struct: type) -> _Shape:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    names = {field.name: field.encode_name for field in info.fields}
    refused = {names[name] for name in marked(struct, DERIVED)} | {info.tag_field or ""}
    fields = {f.encode_name: f for f in info.fields if f.encode_name not in refused}
    required = {name for name, field in fields.items() if field.required}
    unless_at = {*marked(struct, NEEDED)}
    examples = {name: _example(field.type) for name, field in fields.items()}
    return _Shape(
        {name: _form(field.type) for name, field in fields.items()},
        frozenset(refused),
        {name: example for name, example in examples.items() if name in required | unless_at},
        {name: example for name, example in examples.items() if name in required - unless_at},
    )


class Checker:
    """Checks the records of one file; `problems` collects what is wrong."""

    def __init__(self, file: str, problems: list[Problem], suggester: Suggester) -> None:
        self.file = file
        self.problems = problems
        self.suggester = suggester

    def say(self, line: int, message: str) -> None:
        """Note a problem of this file."""
        self.problems.append(Problem(self.file, line, message))

    def struct(self, node: Node, struct: type) -> Plain:
        """Check a mapping against a struct; returns plain values for msgspec.convert."""
        return self._struct(node, struct, struct.__name__.lower())

    def _struct(self, node: Node, struct: type, name: str) -> Plain:
        if not isinstance(node.value, dict):
            self.say(node.line, f"{name} must be a mapping of fields, not {_kind(node)}")
            return {}
        forms, refused, needed, at_home = _shape(struct)
        plain: dict[str, Plain] = {}
        meant: set[str] = set()
        for key, child in node.value.items():
            if form := forms.get(key):
                if _blank(child.value):
                    line = node.key_lines[key]
                    self.say(line, f"{key} is empty; give it a value or leave it out")
                else:
                    plain[key] = self._value(child, form, key)
            elif key in refused:
                message = f"{name}: {key!r} is filled in by the program; leave it out"
                self.say(node.key_lines[key], message)
            else:
                near = self.suggester.suggest(key, forms)
                meant.add(near)
                hint = f"did you mean {near}?" if near else f"it has {', '.join(forms)}"
                self.say(node.key_lines[key], f"{name} has no field {shorten(key)}; {hint}")
        for key, example in (at_home if "at" in node.value else needed).items():
            if key not in node.value and key not in meant:
                self.say(node.line, f"{name} needs the field {key!r}{example}")
        return plain

    def _value(self, node: Node, form: _Form, name: str) -> Plain:
        spec, notation, holds = form
        value = node.value
        kind = type(spec)
        if holds:
            read = self._list if kind is inspect.ListType else self._dict
            return read(node, spec, holds, name)
        if kind is inspect.StructType:
            if spec.cls is Claim and isinstance(value, str):
                return self._drawn_in(value, node.line, name)
            return self._struct(node, spec.cls, name)
        if not isinstance(value, str):
            self.say(node.line, f"{name} must be a text, not {_kind(node)}")
            return None
        if kind is inspect.StrType:
            return self._text(value, node.line, spec, name, notation)
        return self._scalar(value, node.line, spec, name)

    def _list(self, node: Node, spec: Any, holds: _Form, name: str) -> Plain:
        items = [node] if isinstance(node.value, str) else node.value  # one text may stand alone
        if not isinstance(items, list):
            self.say(node.line, f"{name} must be a list, not {_kind(node)}")
            return None
        if spec.min_length and len(items) < spec.min_length:
            self.say(node.line, f"expected at least {spec.min_length} {name}, not {len(items)}")
        if spec.max_length and len(items) > spec.max_length:
            self.say(node.line, f"expected at most {spec.max_length} {name}, not {len(items)}")
            return None
        plain: list[Plain] = []
        for item in items:
            if _blank(item.value):
                self.say(item.line, f"{name} has an empty entry; give it a value or leave it out")
            else:
                plain.append(self._value(item, holds, name))
        return plain

    def _drawn_in(self, text: str, line: int, name: str) -> Plain:
        """A statement that stands elsewhere: where a text is written for one, it is its address."""
        try:
            parse_address(text)
        except LocatorError as error:
            self.say(line, f"{name}: {error}, nor a mapping with its text")
        return {"home": text}

    def _dict(self, node: Node, _: Any, holds: _Form, name: str) -> Plain:
        if not isinstance(node.value, dict):
            self.say(node.line, f"{name} must be a mapping, not {_kind(node)}")
            return None
        plain: dict[str, Plain] = {}
        for key, child in node.value.items():
            if not key.strip() or len(key) > LONGEST_KEY:
                line = node.key_lines[key]
                message = f"{name}: expected 1 to {LONGEST_KEY} characters, not {shorten(key)}"
                self.say(line, message)
            else:
                plain[key] = self._value(child, holds, f"{name}.{key}")
        return plain

    def _scalar(self, text: str, line: int, spec: Any, name: str) -> Plain:
        match spec:
            case inspect.BoolType():
                if text not in TRUTHS:
                    self.say(line, f"{name} must be true or false, not {shorten(text)}")
                return TRUTHS.get(text)
            case inspect.IntType():
                if re.fullmatch(INTEGER, text):
                    return int(text)
                self.say(line, f"{name} must be a whole number, not {shorten(text)}")
            case inspect.DecimalType():
                if (number := _number(text)) is not None:
                    return number
                self.say(line, f"{name} must be a number such as 63.6, not {shorten(text)}")
            case inspect.LiteralType():
                if text in spec.values:
                    return text
                known = [str(value) for value in spec.values if value]
                expected = self.suggester.expected(text, known)
                self.say(line, f"{name} is {shorten(text)}; {expected}")
            case _:
                raise NotImplementedError(f"the schema uses a type that nothing checks: {spec}")
        return None

    def _text(self, text: str, line: int, spec: inspect.StrType, name: str, notation: str) -> str:
        if "\n" in text and not notation:  # a block: every field is one line
            text = _LINE_ENDS.sub(" ", text).strip()
        limit = spec.max_length or LONGEST_TEXT
        if len(text) > limit:
            self.say(line, f"{name} has {len(text)} characters; at most {limit} fit")
        elif notation:
            try:
                if read := _NOTATIONS.get(notation):
                    read(text)
                else:
                    _check_form(text, spec.pattern or "", _FORMS[notation])
            except ValueError as error:
                self.say(line, f"{name}: {error}")
            return sys.intern(text)  # the same few citations, dates and ids stand everywhere
        return text


_NOTATIONS: dict[str, Callable[[str], object]] = {
    "edtf": parse_date,
    "citation": parse_citation,
    "address": parse_address,
    "currency": check_currency,
}


_FORMS = {"id": "of the form kind/slug (a-z, 0-9, dashes)", "slug": "a slug (a-z, 0-9, dashes)"}


def _check_form(text: str, pattern: str, form: str) -> None:
    if not re.fullmatch(pattern, text):
        raise ValueError(f"{shorten(text)} is not {form}")


def _number(text: str) -> Decimal | None:
    """A number as YAML has them, without an exponent; nothing if not all digits can be kept."""
    if len(text) > LONGEST_NUMBER or not re.fullmatch(NUMBER, text):
        return None
    number = Decimal(text)
    return Decimal(f"{number:f}") if abs(number) < LARGEST_NUMBER else None


def _blank(value: Value) -> bool:
    return value == "" or (type(value) is str and value.isspace())


def _kind(node: Node) -> str:
    return {str: "a text", list: "a list", dict: "a mapping"}[type(node.value)]


def _example(spec: inspect.Type) -> str:
    """How a value of this type may look, for a message that ends with it."""
    if isinstance(spec, inspect.ListType):
        return _example(spec.item_type)
    if not isinstance(spec, inspect.Metadata):
        return ""
    examples = (spec.extra_json_schema or {}).get("examples")
    return f", such as {examples[0]}" if examples else _example(spec.type)
