"""Holds a tree to a type and reports everything that is wrong, not only the first thing.

The structs of `model.records` are the schema; this walks their types as msgspec describes them.
On its way it notes where a record points, whether the record turns out to be well or broken.
"""

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec
from msgspec import inspect

from xiaomi_cli.library.schema import Form, form_of, shape_of
from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.locators import parse_address, parse_citation
from xiaomi_cli.model.problem import Problem, Suggester, shorten
from xiaomi_cli.model.record_parts import check_currency
from xiaomi_cli.model.records import KINDS

Plain: TypeAlias = "str | int | bool | Decimal | list[Plain] | dict[str, Plain] | None"

NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?"
INTEGER = r"[+-]?[0-9]{1,9}"
TRUTHS = {"true": True, "True": True, "TRUE": True,
          "false": False, "False": False, "FALSE": False}  # fmt: skip
LONGEST_NUMBER, LARGEST_NUMBER = 28, 10**28  # as many digits as decimals are exact in
LONGEST_KEY = 100  # characters of a free key, such as a theme
LONGEST_TEXT = 10_000  # characters of a text for which the schema names no limit
_LINE_ENDS = re.compile(r"\s*\n\s*")


class End(NamedTuple):
    """Where a record points: `field` is the relation of a link, a kind of voice, or `cite`.

    `form`: what the target is, an id that is linked to, one that speaks or is spoken of, the text
    of a citation, or the address of a statement.
    """

    field: str
    target: str
    line: int
    form: Literal["", "link", "voice", "cite", "address"]


def is_id(text: str) -> bool:
    """Whether a text that may be an id or a plain name is an id; AFP/Getty is a name."""
    kind, slash, _ = text.partition("/")
    return bool(slash) and kind in KINDS


class Checker:
    """Checks the entries of a file: `problems` collects what is wrong, `ends` where one points."""

    def __init__(self, file: str, problems: list[Problem], suggester: Suggester) -> None:
        self.file = file
        self.problems = problems
        self.suggester = suggester
        self.ends: list[End] = []

    def say(self, line: int, message: str) -> None:
        """Note a problem of this file."""
        self.problems.append(Problem(self.file, line, message))

    def read(self, node: Node, wanted: Any, name: str) -> Any:
        """What a tree holds, as a value of the wanted type, or nothing if something is wrong."""
        before = len(self.problems)
        self.ends = []
        plain = self._value(node, form_of(wanted), name)
        return None if len(self.problems) > before else msgspec.convert(plain, wanted)

    def _value(self, node: Node, form: Form, name: str) -> Plain:
        if reader := _HOLDING.get(type(form.spec)):
            return reader(self, node, form, name)
        value = node.value
        if not isinstance(value, str):
            self.say(node.line, f"{name} must be a text, not {_kind(node)}")
            return None
        if isinstance(form.spec, inspect.StrType):
            return self._text(value, node, form, name)
        if isinstance(form.spec, inspect.LiteralType):
            if value in form.spec.values:
                return value
            known = [str(choice) for choice in form.spec.values if choice]
            expected = self.suggester.expected(value, known)
            self.say(node.line, f"{name} is {shorten(value)}; {expected}")
            return None
        read, expected = _SCALARS[type(form.spec)]
        if (found := read(value)) is None:
            self.say(node.line, f"{name} must be {expected}, not {shorten(value)}")
        return found

    def _struct(self, node: Node, form: Form, name: str) -> Plain:
        shape = shape_of(form.spec.cls)
        if isinstance(node.value, str) and shape.alone:
            field, alone = shape.alone
            hint = f", nor a mapping with its {shape.needed[0]}"
            return {field: self._text(node.value, node, alone, name, hint)}
        if not isinstance(node.value, dict):
            self.say(node.line, f"{name} must be a mapping of fields, not {_kind(node)}")
            return {}
        plain: dict[str, Plain] = {}
        meant: set[str] = set()
        for key, child in node.value.items():
            if found := shape.forms.get(key):
                if _blank(child):
                    self.say(child.place, f"{key} is empty; give it a value or leave it out")
                else:
                    plain[key] = self._value(child, found, key)
            elif key in shape.refused:
                message = f"{name}: {key!r} is filled in by the program; leave it out"
                self.say(child.place, message)
            else:
                near = self.suggester.suggest(key, shape.forms)
                meant.add(near)
                hint = f"did you mean {near}?" if near else f"it has {', '.join(shape.forms)}"
                self.say(child.place, f"{name} has no field {shorten(key)}; {hint}")
        for key in shape.needed:
            if key in node.value or key in meant or ("at" in node.value and key in shape.unless_at):
                continue
            self.say(node.line, f"{name} needs the field {key!r}{_example(shape.forms[key])}")
        return plain

    def _list(self, node: Node, form: Form, name: str) -> Plain:
        items = [node] if isinstance(node.value, str) else node.value  # one text may stand alone
        if not isinstance(items, list):
            self.say(node.line, f"{name} must be a list, not {_kind(node)}")
            return None
        spec, holds = form.spec, form.holds
        assert holds
        if spec.min_length and len(items) < spec.min_length:
            self.say(node.line, f"expected at least {spec.min_length} {name}, not {len(items)}")
        if spec.max_length and len(items) > spec.max_length:
            self.say(node.line, f"expected at most {spec.max_length} {name}, not {len(items)}")
            return None
        plain: list[Plain] = []
        for item in items:
            if _blank(item):
                self.say(item.line, f"{name} has an empty entry; give it a value or leave it out")
            else:
                plain.append(self._value(item, holds, name))
        return plain

    def _dict(self, node: Node, form: Form, name: str) -> Plain:
        if not isinstance(node.value, dict):
            self.say(node.line, f"{name} must be a mapping, not {_kind(node)}")
            return None
        assert form.holds
        assert form.keys
        plain: dict[str, Plain] = {}
        for key, child in node.value.items():
            if not key.strip() or len(key) > LONGEST_KEY:
                message = f"{name}: expected 1 to {LONGEST_KEY} characters, not {shorten(key)}"
                self.say(child.place, message)
            else:
                self._text(key, Node(key, child.place), form.keys, name)
                plain[key] = self._value(child, form.holds, f"{name}.{key}")
        return plain

    def _text(self, text: str, node: Node, form: Form, name: str, hint: str = "") -> str:
        if "\n" in text and not form.notation:  # a block: every field is one line
            text = _LINE_ENDS.sub(" ", text).strip()
        limit = form.spec.max_length or LONGEST_TEXT
        if len(text) > limit:
            self.say(node.line, f"{name} has {len(text)} characters; at most {limit} fit")
            return text
        if form.notation:
            try:
                _check_notation(text, form)
            except ValueError as error:
                self.say(node.line, f"{name}: {error}{hint}")
                return text
            text = sys.intern(text)  # the same few citations, dates and ids stand everywhere
        if form.points and (not form.or_name or is_id(text)):
            self.ends.append(End(name, text, node.place, form.points))
        return text


_Reader: TypeAlias = Callable[[Checker, Node, Form, str], Plain]
_HOLDING: dict[type, _Reader] = {
    inspect.StructType: Checker._struct,
    inspect.ListType: Checker._list,
    inspect.DictType: Checker._dict,
}


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(INTEGER, text) else None


def _number(text: str) -> Decimal | None:
    """A number as YAML has them, without an exponent; nothing if not all digits can be kept."""
    if len(text) > LONGEST_NUMBER or not re.fullmatch(NUMBER, text):
        return None
    number = Decimal(text)
    return Decimal(f"{number:f}") if abs(number) < LARGEST_NUMBER else None


# How a text is read as a value of a type, and what was expected where it cannot be.
_SCALARS: dict[type, tuple[Callable[[str], Plain], str]] = {
    inspect.BoolType: (TRUTHS.get, "true or false"),
    inspect.IntType: (_whole, "a whole number"),
    inspect.DecimalType: (_number, "a number such as 63.6"),
}


_NOTATIONS: dict[str, Callable[[str], object]] = {
    "edtf": parse_date,
    "citation": parse_citation,
    "address": parse_address,
    "currency": check_currency,
}
_FORMS = {
    "id": "of the form kind/slug (a-z, 0-9, dashes)",
    "slug": "a slug (a-z, 0-9, dashes)",
    "target": "the id of a record or the address of a statement",
}


def _check_notation(text: str, form: Form) -> None:
    """Raises ValueError with what was expected."""
    if check := _NOTATIONS.get(form.notation):
        check(text)
    elif not re.fullmatch(form.spec.pattern, text):
        raise ValueError(f"{shorten(text)} is not {_FORMS[form.notation]}")


def _blank(node: Node) -> bool:
    value = node.value
    return value == "" or (type(value) is str and value.isspace())


def _kind(node: Node) -> str:
    return {str: "a text", list: "a list", dict: "a mapping"}[type(node.value)]


def _example(form: Form) -> str:
    """How a value of this form may look, for a message that ends with it."""
    examples = (form.holds or form).about.get("examples")
    return f", such as {examples[0]}" if examples else ""
