"""How lists are ordered and grouped, so that a hundred entries can be read; promises judged."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.library_facts import KIND_FACTS

TYPES = ("document", "part", "page", "high", "medium", "low")  # that have an order

FEW = 3  # records of a theme; fewer are put with others

Group = tuple[str, list[Entry]]


def grouped(store: Store, kind: str, entries: list[Entry]) -> list[Group]:
    """The entries by what their kind is grouped by: map, whole, theme or type; else in time."""
    match KIND_FACTS[kind].grouped_by:
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
    return sorted(entries, key=lambda entry: (entry.earliest or "9999", entry.title.casefold()))


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
