"""Records for other programs' line tools: one a line, with tabs between the fields."""

import json
from collections.abc import Iterable

from xiaomi_cli.cli.output import emit
from xiaomi_cli.store.reader import Entry

# The field that dates a record of a kind, in EDTF; other kinds have no date.
DATE = {
    "event": "date", "promise": "made", "product": "released", "source": "published",
    "framework": "date",
}  # fmt: skip
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def emit_plain(entries: Iterable[Entry]) -> None:
    """Id, kind, date (EDTF, or nothing), title and summary of each record."""
    emit(*("\t".join(field.translate(_ESCAPES) for field in _fields(e)) for e in entries))


def _fields(entry: Entry) -> tuple[str, ...]:
    date = json.loads(entry.json).get(DATE[entry.kind], "") if entry.kind in DATE else ""
    return entry.id, entry.kind, str(date), entry.name, entry.summary
