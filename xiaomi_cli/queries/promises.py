"""Public commitments by outcome and deadline."""

import json

from xiaomi_cli.model.edtf import bounds
from xiaomi_cli.queries.lens import Lens, seen
from xiaomi_cli.store.reader import Entry, Store

OUTCOMES = ("missed", "moved", "open", "kept")


def promises(
    store: Store, through: Lens, *, theme: str = "", outcome: str = "", overdue_on: str = ""
) -> list[Entry]:
    """Promises by outcome, then by day. `overdue_on`: an ISO day by which they were due, unkept."""
    found = []
    for entry in seen(store, store.of_kind("promise", theme), through):
        record = json.loads(entry.json)
        due = record.get("due", "")
        late = due and record["outcome"] != "kept" and bounds(due).latest < overdue_on
        if (not outcome or record["outcome"] == outcome) and (not overdue_on or late):
            found.append(entry)
    return sorted(found, key=lambda entry: (OUTCOMES.index(entry.type), entry.earliest or ""))
