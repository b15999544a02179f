"""Anniversaries: what happened on a day of the year, or else in its month."""

import json
import re
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.edtf import EARLIEST, LATEST, bounds
from xiaomi_cli.model.lexicon import MONTHS

_DAY = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)", re.ASCII)
_DATED = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?[~?%]?", re.ASCII)
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
        (event, match)
        for event in store.dated(EARLIEST, LATEST)
        if (match := _DATED.fullmatch(json.loads(event.json)["date"])) and match[2] == month
    ]
    past = [pair for pair in dated if not year or pair[1][1] <= year]
    of_the_day = [pair for pair in past if pair[1][3] == number]
    anniversaries = [
        Anniversary(event, int(year) - int(match[1]) if year else None)
        for event, match in of_the_day or past
    ]
    name = MONTHS[int(month) - 1]
    return Almanac(f"{int(number)} {name}" if of_the_day else name, bool(of_the_day), anniversaries)


def _parse(day: str) -> tuple[str, str, str]:
    """Year (or nothing), month and day of the month, checked against the calendar."""
    match = _DAY.fullmatch(day)
    if not match:
        raise NoDayError(day)
    year, month, number = match[1] or "", match[2], match[3]
    try:
        bounds(f"{year or LEAP_YEAR}-{month}-{number}")
    except ValueError as error:
        raise NoDayError(day) from error
    return year, month, number
