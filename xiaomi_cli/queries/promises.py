"""Promises: what was judged; of the rest what is overdue, running, undated."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import parse_date

OUTCOMES = ("missed", "moved", "partly", "open", "kept")
JUDGED = ("missed", "moved", "partly", "kept")
STANDING = (*JUDGED, "overdue", "running", "undated")
Promised = tuple[Entry, dict[str, str]]  # an entry and its fields


class Ledger(NamedTuple):
    """Promises by how they stand, in the order of STANDING, each by the day they are due."""

    by_standing: dict[str, list[Promised]]

    def judged(self) -> list[str]:
        """Such as `5 kept`, for each outcome that there is."""
        found = ((name, len(self.by_standing.get(name, ()))) for name in reversed(JUDGED))
        return [f"{count} {name}" for name, count in found if count]

    def count(self, *standings: str) -> int:
        """How many promises stand so."""
        return sum(len(self.by_standing.get(name, ())) for name in standings)


def standing(fields: dict[str, str], today: str) -> str:
    """How a promise stands on an ISO day."""
    if fields["outcome"] != "open":
        return fields["outcome"]
    if not fields.get("due"):
        return "undated"
    return "overdue" if parse_date(fields["due"]).latest < today else "running"


def ledger(promises: Iterable[Promised], today: str) -> Ledger:
    """The promises as they stand on an ISO day."""
    found: dict[str, list[Promised]] = {name: [] for name in STANDING}
    for entry, fields in promises:
        found[standing(fields, today)].append((entry, fields))
    for group in found.values():
        group.sort(
            key=lambda promised: parse_date(promised[1].get("due") or promised[1]["made"]).bounds
        )
    return Ledger({name: group for name, group in found.items() if group})


def promises(
    store: Store,
    *,
    theme: str = "",
    outcome: str = "",
    overdue_on: str = "",
    undated: bool = False,
) -> list[Entry]:
    """Promises by outcome, then by day. `overdue_on`: an ISO day by which open ones were due."""
    found = []
    for entry in store.of_kind("promise", theme):
        record = json.loads(entry.json)
        due = record.get("due", "")
        if overdue_on and not (
            due and record["outcome"] == "open" and parse_date(due).latest < overdue_on
        ):
            continue
        if (not outcome or record["outcome"] == outcome) and not (undated and due):
            found.append(entry)
    return sorted(found, key=lambda entry: (OUTCOMES.index(entry.subtype), entry.earliest or ""))


def due_within(found: list[Entry], date: str) -> list[Entry]:
    """Those promises that were due within a date (EDTF)."""
    first, last = parse_date(date).bounds
    dues = ((entry, json.loads(entry.json).get("due", "")) for entry in found)
    return [entry for entry, due in dues if due and first <= parse_date(due).latest <= last]
