"""How lists are ordered and grouped, so that a hundred entries can be read; promises judged."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.library_facts import KIND_FACTS

TYPES = ("document", "part", "page", "high", "medium", "low")  # that have an order
FEW = 3  # records of a theme; fewer are put with others
_OTHERS = "Others"

Group = tuple[str, list[Entry]]


def grouped(store: Store, kind: str, entries: list[Entry]) -> list[Group]:
    """The entries by what their kind is grouped by: map, whole, theme or type; else in time."""
    in_time = sorted(entries, key=lambda e: (e.earliest or "9999", e.title.casefold()))
    match KIND_FACTS[kind].grouped_by:
        case "map" | "parts" as by:
            return _by_framework(store, entries, on_map=by == "map")
        case "theme":
            return _by_theme(store, entries)
        case "subtype":
            return _by_type(in_time)
    return [("", in_time)]


def _by_framework(store: Store, entries: list[Entry], *, on_map: bool) -> list[Group]:
    """Under the framework that each is a part of, or under the place of that on the map.

    An entry belongs where the first of what it is about does; what belongs nowhere comes last.
    """
    titles = {one: group.title for group in store.settings().map for one in group.frameworks}
    frameworks = {entry.id: entry for entry in store.of_kind("framework")}
    places: dict[str, tuple[int, str]] = {}
    for number, one in enumerate(titles if on_map else {**titles, **frameworks}):
        if one in frameworks:
            title = titles[one] if on_map else frameworks[one].title
            for part in (one, *json.loads(frameworks[one].json).get("parts", [])):
                places.setdefault(part, (number if on_map else len(places), title))
    placed: list[tuple[int, str, Entry]] = []
    for entry in entries:
        about = [entry.id, *json.loads(entry.json).get("about", [])]
        fitting = (places[one] for one in about if one in places)
        placed.append((*next(fitting, (len(places), _OTHERS)), entry))
    groups: dict[str, list[Entry]] = {}
    for _, title, entry in sorted(placed, key=lambda one: one[0]):
        groups.setdefault(title, []).append(entry)
    return [("" if groups.keys() == {_OTHERS} else title, found) for title, found in groups.items()]


def _by_type(entries: list[Entry]) -> list[Group]:
    """In the order of TYPES, else that in which the types first come."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.subtype, []).append(entry)
    ordered = sorted(groups, key=lambda name: [*TYPES, name].index(name))
    suffix = " consequence" if entries and entries[0].kind == "dispute" else ""
    return [(f"{name[:1].upper()}{name[1:]}{suffix}", groups[name]) for name in ordered]


def _by_theme(store: Store, entries: list[Entry]) -> list[Group]:
    """The most common themes first; of figures first those that have the most values."""
    names = store.settings().themes
    common = Counter(theme for entry in entries for theme in entry.themes)
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: -len(json.loads(e.json).get("points", []))):
        first, *_ = found = entry.themes or ["other"]
        best = first if common[first] >= FEW else max(found, key=common.__getitem__)
        groups.setdefault(best, []).append(entry)
    large = sorted((t for t in groups if len(groups[t]) >= FEW), key=lambda t: -len(groups[t]))
    small = [entry for theme in groups if theme not in large for entry in groups[theme]]
    told = [(names.get(theme, theme.capitalize()), groups[theme]) for theme in large]
    return [*told, *([(_OTHERS if told else "", small)] if small else [])]


OUTCOMES = ("missed", "moved", "partly", "open", "kept")
JUDGED = ("missed", "moved", "partly", "kept")
STANDING = (*JUDGED, "overdue", "running", "undated")
Promised = tuple[Entry, dict[str, str]]  # an entry and its fields


class Ledger(NamedTuple):
    """Promises by how they stand, in the order of STANDING, each by the day they are due."""

    by_standing: dict[str, list[Promised]]

    def judged(self) -> list[str]:
        """Such as `5 kept`, for each outcome that there is."""
        return [f"{self.count(name)} {name}" for name in reversed(JUDGED) if self.count(name)]

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
        group.sort(key=lambda one: parse_date(one[1].get("due") or one[1]["made"]).bounds)
    return Ledger({name: group for name, group in found.items() if group})


def promises(
    store: Store, *, theme: str = "", stands: str = "", today: str = "", due: str = ""
) -> list[Entry]:
    """Promises by outcome, then by day; of a theme, of an outcome or a standing, due in a time.

    `today`: the ISO day on which they stand so; `due`: EDTF.
    """
    first, last = parse_date(due).bounds if due else (EARLIEST, LATEST)
    found = []
    for entry in store.of_kind("promise", theme):
        fields = json.loads(entry.json)
        day = parse_date(fields["due"]).latest if "due" in fields else ""
        if stands in {"", entry.subtype, standing(fields, today)} and (
            not due or (day and first <= day <= last)
        ):
            found.append(entry)
    return sorted(found, key=lambda entry: (OUTCOMES.index(entry.subtype), entry.earliest or ""))
