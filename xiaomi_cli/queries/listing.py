"""How lists are ordered and grouped, so that a hundred entries can be read; promises by outcome."""

import json
from collections.abc import Iterator

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import Lens, seen
from xiaomi_cli.model.edtf import bounds

OUTCOMES = ("missed", "moved", "partly", "open", "kept")

Group = tuple[str, list[Entry]]


def grouped(store: Store, kind: str, entries: list[Entry]) -> list[Group]:
    """Principles by framework, long lists by theme, typed ones by type; others in one group."""
    match kind:
        case "principle":
            return list(_by_framework(store, entries))
        case "figure":
            return list(_by_theme(store, sorted(entries, key=_points, reverse=True)))
        case "framework" | "lesson" | "risk":
            return list(_by_theme(store, entries))
        case "dispute" | "product" | "source":
            return list(_by_type(entries))
    return [("", entries)]


def _points(figure: Entry) -> int:
    """How many values a figure has: a series tells more than a number that was once given."""
    return len(json.loads(figure.json).get("points", []))


def _by_type(entries: list[Entry]) -> Iterator[Group]:
    """In the order in which the types first come."""
    for name in dict.fromkeys(entry.type for entry in entries):
        yield name.capitalize(), [entry for entry in entries if entry.type == name]


def _by_framework(store: Store, entries: list[Entry]) -> Iterator[Group]:
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
        themes = json.loads(entry.json).get("themes") or ["other"]
        groups.setdefault(themes[0], []).append(entry)
    for theme in sorted(groups, key=lambda t: -len(groups[t])):
        yield names.get(theme, theme.capitalize()), groups[theme]


def promises(
    store: Store, through: Lens, *, theme: str = "", outcome: str = "", overdue_on: str = ""
) -> list[Entry]:
    """Promises by outcome, then by day. `overdue_on`: an ISO day by which they were due, unkept."""
    chosen = []
    for entry in seen(store, store.of_kind("promise", theme), through):
        record = json.loads(entry.json)
        due = record.get("due", "")
        late = due and record["outcome"] != "kept" and bounds(due).latest < overdue_on
        if (not outcome or record["outcome"] == outcome) and (not overdue_on or late):
            chosen.append(entry)
    return sorted(chosen, key=lambda entry: (OUTCOMES.index(entry.type), entry.earliest or ""))
