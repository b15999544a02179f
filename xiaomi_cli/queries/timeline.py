"""What happened when: events in a span of time, by era, on a day of the year."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import EARLIEST, LATEST, EdtfError, display_date, parse_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.library_facts import KIND_FACTS, Era
from xiaomi_cli.model.tokens import key
from xiaomi_cli.queries.resolve import QuestionError

_IDS = re.compile(r'"(event/[a-z0-9-]+)["#]')
_DAY = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)", re.ASCII)
LEAP_YEAR = "2000"  # in which every day of a year exists


class EraEvents(NamedTuple):
    """An era (None where a library names none) and its events."""

    era: Era | None
    events: list[Entry]


def era_named(store: Store, name: str) -> Era | None:
    """The era of this name, if there is one."""
    sought = key(name)
    eras = store.settings().eras
    return next((e for e in eras if sought in {key(e.slug), key(e.title), key(e.zh)} - {""}), None)


def events_of(store: Store, entry: Entry) -> set[str]:
    """Ids of the events that a record links to, or that link to it; of an event, itself as well.

    Of an actor only those in which it takes part.
    """
    links = store.linking_to(entry.id)
    if KIND_FACTS[entry.kind].actor:
        return {one for relation, one in links if relation == "entities"}
    found = {entry.id, *(one for _, one in links), *_IDS.findall(entry.json)}
    return {one for one in found if one.startswith("event/")}


def timeline(
    store: Store, *, start: str = "", end: str = "", theme: str = "", major: bool = False
) -> list[Entry]:
    """Events that touch the span, by date; one still going on counts on its first day.

    `start` and `end` are EDTF. Raises EdtfError, and QuestionError if they stand the wrong way.
    """
    earliest = parse_date(start).earliest if start else EARLIEST
    latest = parse_date(end).latest if end else LATEST
    if earliest > latest:
        first, last = display_date(end), display_date(start)
        raise QuestionError(f"{last} is later than {first}; try from {first} to {last}")
    found = store.dated(earliest, latest, theme=theme, major=major)
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

    With a year, only what lies in it or before it counts. Raises QuestionError.
    """
    match = _DAY.fullmatch(day)
    asked_year, month, number = map(int, match.groups("0")) if match else (0, 0, 0)
    try:
        parse_date(f"{asked_year or LEAP_YEAR}-{month:02}-{number:02}")
    except EdtfError as error:
        message = f"{day!r} is no day; expected one such as 03-28 or 2024-03-28"
        raise QuestionError(message) from error
    dated = [(event, parse_date(event.date).moment) for event in store.dated(EARLIEST, LATEST)]
    found = [
        (Anniversary(event, asked_year - at.year if asked_year else None), at.day)
        for event, at in dated
        if at and at.month == month and (not asked_year or at.year <= asked_year)
    ]
    of_the_day = [one for one, on in found if on == number]
    when = f"{number} {MONTHS[month - 1]}" if of_the_day else MONTHS[month - 1]
    return Almanac(when, bool(of_the_day), of_the_day or [one for one, _ in found])
