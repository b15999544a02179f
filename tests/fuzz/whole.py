"""Whole libraries without a problem, of any records: every field filled, every link resolved."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any

import msgspec
from hypothesis import strategies as st

from tests.library.libraries import SOURCES
from tests.model.test_records import structs
from xiaomi_cli.model.fields import DERIVED, marked
from xiaomi_cli.model.records import KINDS, Record

# What the records of a library may cite: a document of three paragraphs, and a page.
THIRD = '  - {n: 3, head: Third, print: "000000000003"}\n'
CITED = SOURCES.replace("- id: source/page", f"{THIRD}- id: source/page")
LINKS = {"see", "entities", "about"}
_RAW = re.compile("[\x7f-\x9f\u2028\u2029]")  # JSON writes these as they are, YAML may not
_RECORD = st.one_of(*(structs(struct) for kind, struct in KINDS.items() if kind != "source"))


@st.composite
def libraries(draw: st.DrawFn) -> str:
    """The YAML (for JSON is YAML) of up to five records that cite what CITED holds."""
    records = draw(st.lists(_RECORD, min_size=1, max_size=5))
    ids = [f"{type(record).__name__.lower()}/r{n}" for n, record in enumerate(records)]
    written = [_written(record, n, ids) for n, record in enumerate(records)]
    text = json.dumps(written, ensure_ascii=False, indent=1)
    return _RAW.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _written(record: Record, number: int, ids: list[str]) -> dict[str, Any]:
    """A record as its author writes it: valid in itself, and with links to its neighbours."""
    fields: dict[str, Any] = _plain(msgspec.to_builtins(record, builtin_types=(Decimal,)))
    for name in {"kind", "version_of", *marked(type(record), DERIVED)}:
        fields.pop(name, None)
    fields["id"] = ids[number]
    others = [other for other in ids if other != ids[number]]
    for name in LINKS & fields.keys():
        fields[name] = others
    if "parts" in fields:  # only to what comes later, so that no circle is closed
        later = [other for other in ids[number + 1 :] if other.startswith(("fr", "prin"))]
        fields["parts"] = later
    if "currency" in fields:
        fields.pop("unit", None)
    for place, point in enumerate(fields.get("points", [])):
        _mend_amount(point)
        point.pop("contested", None)
        point["id"] = f"p{place}"
    _mend_statements(fields, others, count())
    return fields


def _mend_statements(value: Any, others: list[str], numbers: Iterator[int]) -> None:
    """Give statements ids of their own; let some be drawn in, and some sides point, instead."""
    for entries in _lists_of_statements(value):
        for place, statement in enumerate(entries):
            for name in ("home", "contested", *(["at"] if "says" in statement else [])):
                statement.pop(name, None)
            statement["id"] = f"s{next(numbers)}"
            statement.setdefault("name", "N")
            statement.setdefault("cite", [])
            for quantity in statement.get("quantities", []):
                _mend_amount(quantity)
            if others and "says" in statement and place % 2:
                entries[place] = {"at": f"{others[0]}#title", "says": statement["says"]}
            elif others and place % 2:
                entries[place] = f"{others[-1]}#summary"


def _lists_of_statements(value: Any) -> Iterator[list[Any]]:
    """Every list of statements in a record, at any depth."""
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, list) and inner and isinstance(inner[0], dict) and "text" in inner[0]:
            if "sides" in inner[0]:
                yield from _lists_of_statements(inner)
            else:
                yield inner
        elif isinstance(inner, dict | list):
            yield from _lists_of_statements(inner)


def _mend_amount(amount: dict[str, Any]) -> None:
    """A range that rises, and one measure."""
    if Decimal(amount.get("to", "0")) <= Decimal(amount["value"]):
        amount.pop("to", None)
    if "currency" in amount:
        amount.pop("unit", None)


def _plain(value: Any) -> Any:
    """Texts that are not blank, and numbers in digits; what is left out is empty."""
    match value:
        case dict():
            kept = {_plain(key): _plain(child) for key, child in value.items()}
            return {key: child for key, child in kept.items() if child not in ("", None)}
        case list():
            return [_plain(child) for child in value]
        case Decimal():
            return f"{value:f}"
        case str():
            return value if value.strip() or not value else "x"
    return value
