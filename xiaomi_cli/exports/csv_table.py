"""CSV after RFC 4180: a header, then one row a record, and nothing that a spreadsheet would run.

A table of one kind has the fields of that kind as well; one of figures has a row for each value. A
cell that starts with a sign of a formula (= + - @), or with an apostrophe, gets an apostrophe
before it: spreadsheets then show it as text, and whoever drops one apostrophe from each cell that
starts with one has the original. A number stays one, below zero as well. Where a cell holds several
values, `; ` parts them.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.fields import DERIVED, marked, parts_of
from xiaomi_cli.model.record_parts import magnitude
from xiaomi_cli.model.records import KINDS, Figure
from xiaomi_cli.render.sanitize import lines

COLUMNS = ("id", "kind", "type", "title", "zh", "summary", "date", "earliest", "latest", "themes",
           "cite", "aliases", "see", "disputes", "url", "origin")  # fmt: skip
# Of a value of a figure. Those that would be empty throughout are left out of a lean table.
VALUE_COLUMNS = ("figure", "period", "value", "value_to", "qualifier", "unit", "currency", "basis",
                 "definition", "status", "source")  # fmt: skip
# Of a full one besides: the period as days, and the value as its source has it.
_MORE_COLUMNS = ("title", "measure", "of", "themes", "earliest", "latest", "stated", "stated_to",
                 "scale", "by", "note", "as_of", "reason", "confidence")  # fmt: skip
_SAME = ("period", "qualifier", "basis", "definition", "status", "scale", "by", "note", "as_of",
         "reason", "confidence")  # fmt: skip
_SPARE = {"value_to": None, "qualifier": None, "definition": "", "status": "current"}
# Some programs drop the blanks before a sign, and some read full-width signs as formulas too.
_FORMULA = re.compile(r"(?!-?[0-9]+(\.[0-9]+)?\Z)\s*['=+\-@＝＋－＠]")


def render(selection: Selection) -> Iterator[str]:
    """The header and the rows, each ended by CRLF."""
    kinds = {entry.kind for entry in selection.entries}
    return lines_of(_values(selection) if kinds == {"figure"} else _table(selection, kinds))


def lines_of(table: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of a table, ended by CRLF."""
    for row in table:
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerow(map(_cell, row))
        yield buffer.getvalue()


def _table(selection: Selection, kinds: set[str]) -> Iterator[Sequence[Any]]:
    """All that fits a cell: of a table of one kind its own fields as well."""
    columns = (*COLUMNS, *(own_fields(*kinds) if len(kinds) == 1 else ()))
    yield columns
    for entry, record in zip(selection.entries, selection.records(), strict=True):
        row = {name: getattr(record, name, "") for name in columns} | {
            "kind": entry.kind,
            "type": entry.subtype,
            "date": entry.date,
            **_days(entry.earliest, entry.latest),
        }
        yield [row[name] for name in columns]


def _values(selection: Selection) -> Iterator[Sequence[Any]]:
    """A row a value, in ones: what a chart needs, or all that is known of it."""
    rows = [
        {
            "figure": figure.id,
            "value": magnitude(point.value, point.scale),
            "value_to": point.to if point.to is None else magnitude(point.to, point.scale),
            "unit": figure.unit,
            "currency": figure.currency,
            "source": point.cite,
            "title": figure.title,
            "measure": figure.measure,
            "of": figure.of,
            "themes": figure.themes,
            **_days(*parse_date(point.period).bounds if point.period else (EARLIEST, LATEST)),
            "stated": point.value,
            "stated_to": point.to,
            **{name: getattr(point, name) for name in _SAME},
        }
        for figure in selection.records()
        if isinstance(figure, Figure)
        for point in figure.points
    ]  # fmt: skip
    columns = [*VALUE_COLUMNS, *_MORE_COLUMNS] if selection.full else [
        name for name in VALUE_COLUMNS
        if name not in _SPARE or any(row[name] != _SPARE[name] for row in rows)
    ]  # fmt: skip
    yield columns
    yield from ([row[name] for name in columns] for row in rows)


def _days(earliest: str | None, latest: str | None) -> dict[str, str | None]:
    """The first and the last day of a date; an open end is left empty."""
    return {
        "earliest": earliest if earliest != EARLIEST else "",
        "latest": latest if latest != LATEST else "",
    }


def inert(cell: str) -> str:
    """The cell as a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def own_fields(kind: str) -> tuple[str, ...]:
    """The fields that only this kind has, and that fit a cell."""
    struct = KINDS[kind]
    skipped = {*COLUMNS, "asked", *marked(struct, DERIVED), *parts_of(struct)}
    return tuple(name for name in struct.__struct_fields__ if name not in skipped)


def _cell(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, bool):
        return "true" if value else ""
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return inert(lines(text))
