"""Looking at the library with less than all of it: as of a day, or from the documents alone."""

import json
from typing import Any, NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.edtf import LATEST, bounds
from xiaomi_cli.model.lazy_regex import pattern

HIDDEN = "(not yet known at the date asked for, or not in the documents)"
_STEP = pattern(r"([a-z_-]+)|\[(\d+)\]")


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
    return Lens(bounds(as_of).latest if as_of else "", documents)


def seen(store: Store, entries: list[Entry], through: Lens) -> list[Entry]:
    """The entries of which something can be seen, without what cannot."""
    if through.clear:
        return entries
    visible = store.visible(through.day or LATEST, documents=through.documents)
    return [
        _without(entry, store.hidden(entry.id, through.day or LATEST, documents=through.documents))
        for entry in entries
        if entry.id in visible
    ]


def _without(entry: Entry, paths: list[str]) -> Entry:
    """The entry without the statements at these paths."""
    if not paths:
        return entry
    record: dict[str, Any] = json.loads(entry.json)
    summary = entry.summary
    doomed: list[tuple[list[Any], Any]] = []
    for path in paths:
        if path == "summary":
            record["summary"] = summary = HIDDEN
            record.pop("cite", None)
            continue
        value: Any = record
        steps = [name or int(number) for name, number in _STEP.findall(path.replace(".", " "))]
        for step in steps[:-1]:
            value = value[step]
        doomed.append((value, value[steps[-1]]))
    for values, statement in doomed:
        values.remove(statement)
    kind_of = entry.type
    if entry.kind == "promise" and not record.get("result"):
        record["outcome"] = kind_of = "open"  # what came of it was not known yet
    text = json.dumps(record, ensure_ascii=False)
    return entry._replace(summary=summary, type=kind_of, json=text)
