"""How lists are ordered and grouped, so that a hundred entries can be read; promises by outcome."""

import json
from collections.abc import Iterator

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.kind_facts import KindFacts

OUTCOMES = ("missed", "moved", "partly", "open", "kept")

Group = tuple[str, list[Entry]]


def grouped(store: Store, kind: str, entries: list[Entry]) -> list[Group]:
    """The entries by what their kind is grouped by: the whole, theme or type; else one group."""
    facts = store.kinds().get(kind, KindFacts())
    match facts.grouped_by:
        case "parts":
            return list(_by_whole(store, entries))
        case "theme":
            return list(_by_theme(store, sorted(entries, key=_points, reverse=True)))
        case "subtype":
            return list(_by_type(entries))
    return [("", entries)]


def _points(figure: Entry) -> int:
    """How many values a figure has: a series tells more than a number that was once given."""
    if figure.kind != "figure":
        return 0
    return len(json.loads(figure.json).get("points", []))


def _by_type(entries: list[Entry]) -> Iterator[Group]:
    """In the order in which the types first come."""
    for name in dict.fromkeys(entry.subtype for entry in entries):
        yield name[:1].upper() + name[1:], [entry for entry in entries if entry.subtype == name]


def _by_whole(store: Store, entries: list[Entry]) -> Iterator[Group]:
    left = {entry.id: entry for entry in entries}
    for framework in store.of_kind("framework"):
        parts = json.loads(framework.json).get("parts", [])
        members = [left.pop(part) for part in parts if part in left]
        if members:
            yield framework.title, members
    if left:
        yield "Others", list(left.values())


def _by_theme(store: Store, entries: list[Entry]) -> Iterator[Group]:
    names = store.settings().themes
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(next(iter(entry.themes), "other"), []).append(entry)
    for theme in sorted(groups, key=lambda t: -len(groups[t])):
        yield names.get(theme, theme.capitalize()), groups[theme]


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
