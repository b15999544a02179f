"""Looking at the library with less than all of it: as of a day, or from the documents alone."""

import json
from typing import Any, NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import LATEST, parse_date
from xiaomi_cli.model.statement_path import StatementPath

HIDDEN = "(not yet known at the date asked for, or not in the documents)"


class Lens(NamedTuple):
    """`day`: hide what was later than it. `documents`: hide what only web pages bear."""

    day: str = ""
    documents: bool = False

    @property
    def clear(self) -> bool:
        """Whether it hides nothing."""
        return not self.day and not self.documents


def lens(as_of: str, *, documents: bool) -> Lens:
    """A lens for an EDTF date (its last day counts). Raises EdtfError."""
    return Lens(parse_date(as_of).latest if as_of else "", documents)


def seen(store: Store, entries: list[Entry], through: Lens) -> list[Entry]:
    """The entries of which something can be seen, without what cannot."""
    if through.clear:
        return entries
    day = through.day or LATEST
    visible = store.visible(day, documents=through.documents)
    return [
        _without(entry, store.hidden(entry.id, day, documents=through.documents), visible)
        for entry in entries
        if entry.id in visible
    ]


def _without(entry: Entry, paths: list[StatementPath], visible: set[str]) -> Entry:
    """The entry without the statements at these paths, and without disputes yet to come."""
    if not paths and '"dispute' not in entry.json:
        return entry
    record: dict[str, Any] = json.loads(entry.json)
    summary = entry.summary
    doomed: list[tuple[list[Any], Any]] = []
    for path in paths:
        if path.field == "summary":
            record["summary"] = summary = HIDDEN
            record.pop("cite", None)
            continue
        *way, position = path.steps
        values: Any = record
        for step in way:
            values = values[step]
        doomed.append((values, values[position]))
    for values, statement in doomed:
        values.remove(statement)
    if "tensions" in record:  # a tension has two sides
        record["tensions"] = [t for t in record["tensions"] if len(t["sides"]) > 1]
    record["disputes"] = [found for found in record.get("disputes", []) if found in visible]
    _undisputed(record, visible)
    subtype = entry.subtype
    if entry.kind == "promise" and not record.get("result"):
        record["outcome"] = subtype = "open"  # what came of it was not known yet
        for name in ("actual", "judged", "dissent"):
            record.pop(name, None)
    text = json.dumps({k: v for k, v in record.items() if v or k == "claims"}, ensure_ascii=False)
    marks = json.dumps(record["contested"]) if record.get("contested") else ""
    return entry._replace(summary=summary, subtype=subtype, contested_json=marks, json=text)


def _undisputed(value: Any, visible: set[str]) -> None:
    """Take the marks of disputes that nobody knew of from everything in a record."""
    if isinstance(value, list):
        for entry in value:
            _undisputed(entry, visible)
    elif isinstance(value, dict):
        for name, inner in list(value.items()):
            if name != "contested":
                _undisputed(inner, visible)
            elif left := _known(inner, visible):
                value[name] = left
            else:
                del value[name]


def _known(contested: Any, visible: set[str]) -> Any:
    """Marks, or those of each field, of disputes that were known."""
    if isinstance(contested, list):
        return [mark for mark in contested if mark["dispute"] in visible]
    found = {field: _known(marks, visible) for field, marks in contested.items()}
    return {field: marks for field, marks in found.items() if marks}
