"""What happened when: events in a span of time, by era."""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.library_settings import Era


class EraEvents(NamedTuple):
    """An era (None where a library names none) and its events."""

    era: Era | None
    events: list[Entry]


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


def by_era(events: list[Entry], eras: Sequence[Era]) -> list[EraEvents]:
    """Events under the era in which they begin, in the order given; eras without events are out."""
    grouped: list[EraEvents] = []
    for event in events:
        era = next((e for e in eras if e.earliest <= (event.earliest or "") <= e.latest), None)
        if not grouped or grouped[-1].era != era:
            grouped.append(EraEvents(era, []))
        grouped[-1].events.append(event)
    return grouped
