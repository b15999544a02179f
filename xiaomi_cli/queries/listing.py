"""How lists are ordered and grouped, so that a hundred entries can be read; promises by outcome."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import Lens, seen
from xiaomi_cli.model.edtf import bounds

OUTCOMES = ("missed", "moved", "partly", "open", "kept")

FEW = 3  # records of a theme; fewer are put with others

Group = tuple[str, list[Entry]]


def grouped(store: Store, kind: str, entries: list[Entry]) -> list[Group]:
    """Ideas by the map, numbers by theme, disputes by consequence, products and sources in time."""
    if kind in {"framework", "lesson", "principle"}:
        return _ideas(store, kind, entries)
    match kind:
        case "figure" | "risk":
            return list(_by_theme(store, sorted(entries, key=_points, reverse=True)))
        case "dispute":
            return list(_by_consequence(entries))
        case "product":
            return [("", sorted(entries, key=lambda entry: entry.earliest or "9999"))]
        case "source":
            return list(_by_type(sorted(entries, key=_source_order)))
    return [("", entries)]


def _ideas(store: Store, kind: str, entries: list[Entry]) -> list[Group]:
    if kind == "principle":
        return list(_by_framework(store, entries))
    itself = {entry.id: [entry.id] for entry in entries}
    homes = itself if kind == "framework" else _frameworks_of(store, entries)
    return list(_by_map(store, entries, homes))


def _by_map(store: Store, entries: list[Entry], homes: Mapping[str, list[str]]) -> Iterator[Group]:
    """Under the group of the map that has the first of their frameworks; the rest after them."""
    left = {entry.id: entry for entry in entries}
    groups = store.settings().map
    for group in groups:
        found = []
        for framework in group.frameworks:
            found += [left.pop(one) for one in list(left) if homes.get(one, [])[:1] == [framework]]
        if found:
            yield group.title, found
    if left:
        yield ("Others" if len(left) < len(entries) else ""), list(left.values())


def _frameworks_of(store: Store, lessons: list[Entry]) -> dict[str, list[str]]:
    """The frameworks that each lesson is drawn from, itself or through a part of it."""
    holding: dict[str, list[str]] = {}
    for framework in store.by_ids(store.settings().frameworks).values():
        for part in [framework.id, *json.loads(framework.json).get("parts", [])]:
            holding.setdefault(part, []).append(framework.id)
    return {
        lesson.id: [
            f for one in json.loads(lesson.json).get("about", []) for f in holding.get(one, [])
        ]
        for lesson in lessons
    }


def _by_consequence(disputes: list[Entry]) -> Iterator[Group]:
    for name in ("high", "medium", "low"):
        if found := [entry for entry in disputes if entry.type == name]:
            yield f"{name.capitalize()} consequence", found


def _source_order(source: Entry) -> tuple[int, str]:
    return ("document", "part", "page").index(source.type), source.earliest or "9999"


def _points(entry: Entry) -> int:
    """How many values a figure has (a risk none): a series tells more than one number."""
    return len(json.loads(entry.json).get("points", []))


def _by_type(entries: list[Entry]) -> Iterator[Group]:
    """In the order in which the types first come."""
    for name in dict.fromkeys(entry.type for entry in entries):
        yield name.capitalize(), [entry for entry in entries if entry.type == name]


def _by_framework(store: Store, entries: list[Entry]) -> Iterator[Group]:
    left = {entry.id: entry for entry in entries}
    order = {one: number for number, one in enumerate(store.settings().frameworks)}
    frameworks = store.of_kind("framework")
    for framework in sorted(frameworks, key=lambda f: order.get(f.id, len(order))):
        parts = json.loads(framework.json).get("parts", [])
        members = [left.pop(part) for part in parts if part in left]
        if members:
            yield framework.title, members
    if left:
        yield "Others", list(left.values())


def _by_theme(store: Store, entries: list[Entry]) -> Iterator[Group]:
    names = store.settings().themes
    groups: dict[str, list[Entry]] = {}
    themes = {entry.id: json.loads(entry.json).get("themes") or ["other"] for entry in entries}
    common = Counter(theme for found in themes.values() for theme in found)
    for entry in entries:
        first, *_ = found = themes[entry.id]
        best = first if common[first] >= FEW else max(found, key=common.__getitem__)
        groups.setdefault(best, []).append(entry)
    small = [theme for theme in groups if len(groups[theme]) < FEW]
    for theme in sorted(set(groups) - set(small), key=lambda t: -len(groups[t])):
        yield names.get(theme, theme.capitalize()), groups[theme]
    if small:
        yield "Others", [entry for theme in small for entry in groups[theme]]


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
