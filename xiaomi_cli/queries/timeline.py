"""What happened when: events in a span of time, by era, on a day of the year."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import EARLIEST, LATEST, EdtfError, parse_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.library_facts import Era
from xiaomi_cli.model.tokens import key

_ACTORS = frozenset({"company", "person", "product"})
_IDS = re.compile(r'"(event/[a-z0-9-]+)["#]')


class EraEvents(NamedTuple):
    """An era (None where a library names none) and its events."""

    era: Era | None
    events: list[Entry]


def era_named(store: Store, name: str) -> Era | None:
    """The era of this name, if there is one."""
    sought = key(name)
    eras = store.settings().eras
    return next((e for e in eras if sought in {key(e.slug), key(e.title), key(e.zh)} - {""}), None)


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
    earliest = parse_date(start).earliest if start else EARLIEST
    latest = parse_date(end).latest if end else LATEST
    found = store.dated(earliest, latest, theme=theme, entity=entity, major=major)
    return [e for e in found if e.latest != LATEST or (e.earliest or "") >= earliest]


def by_era(events: list[Entry], eras: Sequence[Era]) -> list[EraEvents]:
    """Events under the era in which they begin, in the order given; eras without events are out."""
    grouped: list[EraEvents] = []
    for event in events:
        era = next((e for e in eras if e.earliest <= (event.earliest or "") <= e.latest), None)
        if not grouped or grouped[-1].era != era:
            grouped.append(EraEvents(era, []))
        grouped[-1].events.append(event)
    return grouped


_DAY = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)", re.ASCII)
LEAP_YEAR = "2000"  # in which every day of a year exists


class NoDayError(ValueError):
    """A text that is no day of a year; the message says what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no day; expected one such as 03-28 or 2024-03-28")


class Anniversary(NamedTuple):
    """An event and how many years before the day asked about it lies (None: no year was asked)."""

    event: Entry
    years: int | None


class Almanac(NamedTuple):
    """What there is for a day: events of `when`, which is the day itself or only its month."""

    when: str
    exact: bool
    anniversaries: list[Anniversary]


def almanac(store: Store, day: str) -> Almanac:
    """Events of a day such as `03-28` or `2024-03-28`, of its month if there are none.

    With a year, only what lies in it or before it counts. Raises NoDayError.
    """
    year, month, number = _parse(day)
    dated = [
        (event, moment)
        for event in store.dated(EARLIEST, LATEST)
        if (moment := parse_date(event.date).moment) and moment.month == month
    ]
    past = [(event, moment) for event, moment in dated if not year or moment.year <= year]
    of_the_day = [(event, moment) for event, moment in past if moment.day == number]
    found = [
        Anniversary(event, year - moment.year if year else None)
        for event, moment in of_the_day or past
    ]
    name = MONTHS[month - 1]
    return Almanac(f"{number} {name}" if of_the_day else name, bool(of_the_day), found)


def _parse(day: str) -> tuple[int, int, int]:
    """Year (or 0), month and day of the month, checked against the calendar."""
    match = _DAY.fullmatch(day)
    if not match:
        raise NoDayError(day)
    year, month, number = match.groups()
    try:
        parse_date(f"{year or LEAP_YEAR}-{month}-{number}")
    except EdtfError as error:
        raise NoDayError(day) from error
    return int(year or 0), int(month), int(number)
