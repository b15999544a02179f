"""What happened when: events in a span of time, by era."""

import json
import re
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.edtf import EARLIEST, LATEST, bounds
from xiaomi_cli.model.name_keys import key

_ACTORS = frozenset({"company", "person", "product"})
_IDS = re.compile(r'"(event/[a-z0-9-]+)["#]')


class Era(NamedTuple):
    """A named span of days."""

    slug: str
    title: str
    zh: str
    earliest: str
    latest: str


class Chapter(NamedTuple):
    """An era (None where a library names none) and its events."""

    era: Era | None
    events: list[Entry]


def eras(store: Store) -> list[Era]:
    """The eras the library names, in order."""
    found = json.loads(store.meta("settings") or "{}").get("eras", [])
    return [
        Era(
            e["slug"],
            e["title"],
            e.get("zh", ""),
            bounds(e["from"]).earliest,
            bounds(e["to"]).latest,
        )
        for e in found
    ]


def era_named(store: Store, name: str) -> Era | None:
    """The era of this name, if there is one."""
    forms = {key(name)}
    eras_ = eras(store)
    return next((e for e in eras_ if forms & {key(e.slug), key(e.title), key(e.zh)} - {""}), None)


def events_of(store: Store, entry: Entry, among: set[str] | None = None) -> set[str]:
    """Ids of the events that a record links to, or that link to it; of an event, itself as well."""
    only = {"entities"} if entry.kind in _ACTORS else None
    linking = {i for relation, i in store.linking_to(entry.id) if not only or relation in only}
    linked = set() if only else set(_IDS.findall(entry.json))
    found = {i for i in linking | linked | {entry.id} if i.startswith("event/")}
    return found if among is None else found & among


def timeline(  # noqa: PLR0913 - the filters, all by name
    store: Store,
    *,
    start: str = "",
    end: str = "",
    theme: str = "",
    entity: str = "",
    major: bool = False,
) -> list[Entry]:
    """Events that touch the span, by date; one still going on counts on its first day.

    `start` and `end` are EDTF; raises EdtfError.
    """
    earliest = bounds(start).earliest if start else EARLIEST
    latest = bounds(end).latest if end else LATEST
    found = store.dated(earliest, latest, theme=theme, entity=entity, major=major)
    return [e for e in found if e.latest != LATEST or (e.earliest or "") >= earliest]


def chapters(events: list[Entry], known: list[Era]) -> list[Chapter]:
    """Events under the era in which they begin, in the order given; eras without events are out."""
    grouped: list[Chapter] = []
    for event in events:
        era = next((e for e in known if e.earliest <= (event.earliest or "") <= e.latest), None)
        if not grouped or grouped[-1].era != era:
            grouped.append(Chapter(era, []))
        grouped[-1].events.append(event)
    return grouped
