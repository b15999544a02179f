"""What happened when: events in a span of time, by era."""

import json
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date


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
            parse_date(e["from"]).earliest,
            parse_date(e["to"]).latest,
        )
        for e in found
    ]


def timeline(  # noqa: PLR0913 - the filters, all by name
    store: Store,
    *,
    start: str = "",
    end: str = "",
    theme: str = "",
    entity: str = "",
    major: bool = False,
) -> list[Entry]:
    """Events that touch the span, by date. `start` and `end` are EDTF; raises EdtfError."""
    earliest = parse_date(start).earliest if start else EARLIEST
    latest = parse_date(end).latest if end else LATEST
    return store.dated(earliest, latest, theme=theme, entity=entity, major=major)


def chapters(events: list[Entry], known: list[Era]) -> list[Chapter]:
    """Events under the era in which they begin, in the order given; eras without events are out."""
    grouped: list[Chapter] = []
    for event in events:
        era = next((e for e in known if e.earliest <= (event.earliest or "") <= e.latest), None)
        if not grouped or grouped[-1].era != era:
            grouped.append(Chapter(era, []))
        grouped[-1].events.append(event)
    return grouped
