"""How lists are ordered and grouped, so that a hundred entries can be read."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.kind_facts import KindFacts

TYPES = ("document", "part", "page", "high", "medium", "low")  # that have an order

FEW = 3  # records of a theme; fewer are put with others

Group = tuple[str, list[Entry]]


def grouped(store: Store, kind: str, entries: list[Entry]) -> list[Group]:
    """The entries by what their kind is grouped by: map, whole, theme or type; else in time."""
    match store.kinds().get(kind, KindFacts()).grouped_by:
        case "map":
            return list(_by_map(store, entries, _homes(store, entries)))
        case "parts":
            return list(_by_whole(store, entries))
        case "theme":
            return list(_by_theme(store, sorted(entries, key=_points, reverse=True)))
        case "subtype":
            return list(_by_type(_in_time(entries)))
    return [("", _in_time(entries))]


def _in_time(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.earliest or "9999")


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


def _homes(store: Store, entries: list[Entry]) -> dict[str, list[str]]:
    """The frameworks of the map that each is drawn from, itself or through a part; itself first."""
    frameworks = store.by_ids(store.settings().frameworks)
    holding = {framework: [framework] for framework in frameworks}
    for framework in frameworks.values():
        for part in json.loads(framework.json).get("parts", []):
            holding.setdefault(part, []).append(framework.id)
    about = {entry.id: [entry.id, *json.loads(entry.json).get("about", [])] for entry in entries}
    return {one: [f for part in parts for f in holding.get(part, [])]
            for one, parts in about.items()}  # fmt: skip


def _points(entry: Entry) -> int:
    """How many values a figure has, others none: a series tells more than one number."""
    return len(json.loads(entry.json).get("points", [])) if entry.kind == "figure" else 0


def _by_type(entries: list[Entry]) -> Iterator[Group]:
    """In the order of TYPES, else that in which the types first come."""
    found = dict.fromkeys(entry.subtype for entry in entries)
    for name in sorted(found, key=lambda n: TYPES.index(n) if n in TYPES else len(TYPES)):
        same = [entry for entry in entries if entry.subtype == name]
        head = f"{name} consequence" if same[0].kind == "dispute" else name
        yield head[:1].upper() + head[1:], same


def _by_whole(store: Store, entries: list[Entry]) -> Iterator[Group]:
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
    themes = {entry.id: entry.themes or ["other"] for entry in entries}
    common = Counter(theme for found in themes.values() for theme in found)
    for entry in entries:
        first, *_ = found = themes[entry.id]
        best = first if common[first] >= FEW else max(found, key=common.__getitem__)
        groups.setdefault(best, []).append(entry)
    small = [theme for theme in groups if len(groups[theme]) < FEW]
    for theme in sorted((t for t in groups if t not in small), key=lambda t: -len(groups[t])):
        yield names.get(theme, theme.capitalize()), groups[theme]
    if small:
        yield "Others", [entry for theme in small for entry in groups[theme]]
