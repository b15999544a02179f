"""CSV after RFC 4180: a header, then one row a record, and nothing that a spreadsheet would run.

A cell that starts with a sign of a formula (= + - @), or with an apostrophe, gets an apostrophe
before it: spreadsheets then show it as text, and whoever drops one apostrophe from each cell that
starts with one has the original. Where a cell holds several values, `; ` parts them.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from xiaomi_cli.model.edtf import EARLIEST, LATEST
from xiaomi_cli.model.records import Record
from xiaomi_cli.render.exports.dates import date_of
from xiaomi_cli.render.exports.selection import Selection
from xiaomi_cli.render.exports.text import lines
from xiaomi_cli.store.reader import Entry

COLUMNS = ("id", "kind", "type", "title", "zh", "summary", "date", "earliest", "latest", "themes",
           "cite", "aliases", "see", "disputes", "url", "origin")  # fmt: skip
# Some programs drop the blanks before a sign, and some read full-width signs as formulas too.
_FORMULA = re.compile(r"\s*['=+\-@＝＋－＠]")


def render(selection: Selection) -> Iterator[str]:
    """The header and the rows, each ended by CRLF."""
    yield _row(COLUMNS)
    for entry, record in zip(selection.entries, selection.records(), strict=True):
        yield _row(inert(lines(cell)) for cell in _cells(entry, record))


def inert(cell: str) -> str:
    """The cell as a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _cells(entry: Entry, record: Record) -> Iterator[str]:
    """The texts of a row, in the order of the columns; an open end of a date is left empty."""
    own = {
        "kind": entry.kind,
        "type": entry.type,
        "date": date_of(record),
        "earliest": entry.earliest if entry.earliest != EARLIEST else "",
        "latest": entry.latest if entry.latest != LATEST else "",
    }
    for name in COLUMNS:
        value = own[name] if name in own else getattr(record, name, "")
        yield "; ".join(value) if isinstance(value, list) else value or ""


def _row(cells: Iterable[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
