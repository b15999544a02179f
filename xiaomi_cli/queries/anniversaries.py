"""Anniversaries: what happened on a day of the year, or else in its month."""

import re
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import EARLIEST, LATEST, EdtfError, parse_date
from xiaomi_cli.model.lexicon import MONTHS

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
    past = [(event, moment) for event, moment in dated if not year or int(moment.year) <= year]
    of_the_day = [(event, moment) for event, moment in past if moment.day == number]
    found = [
        Anniversary(event, year - int(moment.year) if year else None)
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
