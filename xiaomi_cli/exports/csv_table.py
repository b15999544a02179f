"""CSV after RFC 4180: a header, then one row a record, and nothing that a spreadsheet would run.

A table of one kind has the fields of that kind as well, and one of figures has a row for each
value. A cell that starts with a sign of a formula (= + - @), or with an apostrophe, gets an
apostrophe before it: spreadsheets then show it as text, and whoever drops one apostrophe from each
cell that starts with one has the original. A number stays one, below zero as well. Where a cell
holds several values, `; ` parts them.
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
from xiaomi_cli.model.record_parts import Point, magnitude
from xiaomi_cli.model.records import KINDS, Figure
from xiaomi_cli.render.sanitize import lines

COLUMNS = ("id", "kind", "type", "title", "zh", "summary", "date", "earliest", "latest", "themes",
           "cite", "aliases", "see", "disputes", "url", "origin")  # fmt: skip
# What a row of a figure has besides; a value's own days stand in `earliest` and `latest`.
VALUE_COLUMNS = ("period", "value", "value_to", "scale", "number", "number_to", "unit", "currency",
                 "qualifier", "basis", "definition", "said_by", "note", "as_of", "status", "reason",
                 "confidence", "value_cite")  # fmt: skip
LEAN_COLUMNS = ("figure", "period", "value", "value_to", "qualifier", "unit", "currency", "basis",
                "definition", "status", "source")  # fmt: skip
# Some programs drop the blanks before a sign, and some read full-width signs as formulas too.
_FORMULA = re.compile(r"(?!-?[0-9]+(\.[0-9]+)?\Z)\s*['=+\-@＝＋－＠]")


def render(selection: Selection) -> Iterator[str]:
    """The header and the rows, each ended by CRLF."""
    figures = {entry.kind for entry in selection.entries} == {"figure"}
    return lines_of(_lean(selection) if figures and not selection.full else _table(selection))


def lines_of(table: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of a table, ended by CRLF."""
    for row in table:
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerow(map(_cell, row))
        yield buffer.getvalue()


def _table(selection: Selection) -> Iterator[Sequence[Any]]:
    """All that fits a cell: of a table of one kind its own fields as well."""
    kinds = {entry.kind for entry in selection.entries}
    own = own_columns(kinds.pop()) if len(kinds) == 1 else ()
    columns = (*COLUMNS, *own)
    yield columns
    for entry, record in zip(selection.entries, selection.records(), strict=True):
        row = {name: getattr(record, name, "") for name in columns} | {
            "kind": entry.kind,
            "type": entry.subtype,
            "date": entry.date,
            **_known(entry.earliest, entry.latest),
        }
        if own and isinstance(record, Figure):
            rows = [row | value_row(record, p) | {"value_cite": p.cite} for p in record.points]
        else:
            rows = [row]
        for cells in rows:
            yield [cells.get(name) for name in columns]


def _lean(selection: Selection) -> Iterator[Sequence[Any]]:
    """What a chart needs: a row a value, in ones, with its basis and what it was read from.

    The upper ends of ranges, what qualifies values (`over`), that they count something else or
    are superseded have columns if there are any.
    """
    figures = [record for record in selection.records() if isinstance(record, Figure)]
    points = [point for figure in figures for point in figure.points]
    some = {"value_to": any(p.to is not None for p in points),
            "qualifier": any(p.qualifier for p in points),
            "definition": any(p.definition for p in points),
            "status": any(p.status != "current" for p in points)}  # fmt: skip
    columns = [name for name in LEAN_COLUMNS if some.get(name, True)]
    yield columns
    for figure in figures:
        for point in figure.points:
            value = value_row(figure, point)
            row = value | {"figure": figure.id, "value": value["number"],
                           "value_to": value["number_to"], "source": point.cite}  # fmt: skip
            yield [row[name] for name in columns]


def value_row(figure: Figure, point: Point) -> dict[str, Any]:
    """A value of a figure by the names of its columns.

    `value` has the scale that the source gives it, `number` is in ones; of a range, `value_to` and
    `number_to` are the upper end. `period` is EDTF, `earliest` and `latest` are the first and the
    last day that it can mean. `definition`: what it counts, if not what its figure does.
    """
    same = ("period", "value", "scale", "qualifier", "basis", "definition", "note", "as_of",
            "status", "reason", "confidence")  # fmt: skip
    bounds = parse_date(point.period).bounds if point.period else (EARLIEST, LATEST)
    return {name: getattr(point, name) for name in same} | {
        **_known(*bounds),
        "value_to": point.to,
        "number": magnitude(point.value, point.scale),
        "number_to": None if point.to is None else magnitude(point.to, point.scale),
        "unit": figure.unit,
        "currency": figure.currency,
        "said_by": point.by,
    }


def _known(earliest: str | None, latest: str | None) -> dict[str, Any]:
    """The first and the last day of a date; an open end is left empty."""
    return {
        "earliest": earliest if earliest != EARLIEST else "",
        "latest": latest if latest != LATEST else "",
    }


def inert(cell: str) -> str:
    """The cell as a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def own_columns(kind: str) -> tuple[str, ...]:
    """The columns that only a table of this kind has."""
    own = own_fields(kind)
    return tuple(dict.fromkeys([*own, *VALUE_COLUMNS])) if KINDS[kind] is Figure else own


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
