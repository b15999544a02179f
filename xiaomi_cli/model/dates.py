"""Dates in EDTF (ISO 8601-2:2019), parsed once into a value.

Conformance, in the words of the Library of Congress: of level 0 all dates and intervals, but no
times of day. Of level 1 `~ ? %` behind a date, unspecified last digits of a year (`201X`, `20XX`),
seasons (21-24), an open end (`2010/..`) and an unknown one (`2010/`). Of level 2 quarters (33-36)
and "one of" (`[2010-12,2011-07]`). What else is EDTF is refused as such, so that no date is
silently read as something it is not.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.patterns import pattern

EARLIEST, LATEST = "0000-01-01", "9999-12-31"
SEASONS = ("spring", "summer", "autumn", "winter")  # 21-24: three months each, winter from December
_MOMENT = pattern(r"(\d{3}X|\d{2}XX|\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_DOUBT = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}

Precision: TypeAlias = Literal["century", "decade", "year", "season", "quarter", "month", "day"]


class EdtfError(ValueError):
    """A text that is no date, or none that is supported; the message says which."""


class Bounds(NamedTuple):
    """The first and the last day a date can mean, as ISO strings that sort."""

    earliest: str
    latest: str


class Parts(NamedTuple):
    """The ends of a date as [year], [year, month] or [year, month, day], at its own precision.

    `first` is empty where a date has no start, `last` where it has no end or is a single moment
    that a calendar has a name for.
    """

    first: list[int]
    last: list[int]


class Moment(NamedTuple):
    """A day, or a longer unit of the calendar. `year` may end in X, `month` be 1-12, 21-36 or 0."""

    text: str
    year: str
    month: int
    day: int
    mark: str
    bounds: Bounds

    @property
    def precision(self) -> Precision:
        """The unit that it is."""
        if self.day:
            return "day"
        if self.month:
            return "month" if self.month < 13 else "season" if self.month < 25 else "quarter"
        return "century" if self.year.endswith("XX") else "decade" if "X" in self.year else "year"

    @property
    def exact(self) -> bool:
        """Whether it is a unit of the calendar without any doubt."""
        return not self.mark and self.precision not in {"century", "decade", "season"}

    @property
    def part(self) -> int:
        """Which quarter or season of its year it is, from 1; 0 for other units."""
        return self.month % 4 or 4 if self.month > 32 else max(0, self.month - 20)

    def parts(self) -> Parts:
        """Its first and its last unit that every calendar knows: year, month or day.

        >>> parse_date("2025-33").parts(), parse_date("201X").parts()
        (Parts(first=[2025, 1], last=[2025, 3]), Parts(first=[2010], last=[2019]))
        """
        sizes = {"year": 1, "month": 2, "day": 3}
        if self.precision in sizes:
            return Parts([int(self.year), self.month, self.day][: sizes[self.precision]], [])
        size = 1 if "X" in self.year else 2
        return Parts(_numbers(self.bounds.earliest)[:size], _numbers(self.bounds.latest)[:size])

    def display(self) -> str:
        """As a reader says it, never sharper than it is."""
        match self.precision:
            case "century":  # not "2000s", which may mean ten years only
                said = f"{self.year[:2]}00–{self.year[:2]}99"
            case "decade":
                said = f"{self.year[:3]}0s"
            case "year":
                said = self.year
            case "season":
                said = f"{SEASONS[self.part - 1]} {self.year}"
            case "quarter":
                said = f"Q{self.part} {self.year}"
            case _:
                day = f"{self.day} " if self.day else ""
                said = f"{day}{MONTHS[self.month - 1]} {self.year}"
        return _DOUBT[self.mark] + said


class Date(NamedTuple):
    """A date as `text` has it: one moment, an interval, or one of several.

    `first` and `last` are the moments at its ends, the same one twice where there is one only;
    None where an end is open (it still goes on) or unknown (it is over, nobody knows since when).
    `choices`: the moments and spans of which it is one.
    """

    text: str
    first: Moment | None
    last: Moment | None
    bounds: Bounds
    choices: tuple["Date", ...] = ()

    @property
    def earliest(self) -> str:
        """The first day it can mean."""
        return self.bounds.earliest

    @property
    def latest(self) -> str:
        """The last day it can mean."""
        return self.bounds.latest

    @property
    def moment(self) -> Moment | None:
        """The one moment that it is; None for intervals and choices."""
        return self.first if self.first is self.last else None

    @property
    def moments(self) -> list[Moment]:
        """Every moment that its text names."""
        if self.choices:
            return [moment for choice in self.choices for moment in choice.moments]
        ends = [self.first] if self.first is self.last else [self.first, self.last]
        return [moment for moment in ends if moment]

    @property
    def open(self) -> bool:
        """Whether it still goes on, or has always been."""
        return ".." in self.text and not self.choices

    @property
    def approximate(self) -> bool:
        """Whether one of its moments is only about right."""
        return any(moment.mark in {"~", "%"} for moment in self.moments)

    @property
    def uncertain(self) -> bool:
        """Whether one of its moments may be wrong."""
        return any(moment.mark in {"?", "%"} for moment in self.moments)

    @property
    def exact(self) -> bool:
        """Whether nothing in it is in doubt, open, unknown, or one of several."""
        closed = self.first and self.last and not self.choices
        return bool(closed) and all(moment.exact for moment in self.moments)

    @property
    def precision(self) -> Precision | None:
        """The unit of its one moment."""
        return self.moment.precision if self.moment else None

    @property
    def is_day(self) -> bool:
        """Whether it is one certain day."""
        return self.exact and self.precision == "day"

    def parts(self) -> Parts:
        """Its ends as numbers, for formats that know only years, months and days.

        >>> parse_date("2015/2016-02").parts(), parse_date("2010~/..").parts()
        (Parts(first=[2015], last=[2016, 2]), Parts(first=[2010], last=[]))
        """
        if self.moment:
            return self.moment.parts()
        last = self.last.parts() if self.last else Parts([], [])
        return Parts(self.first.parts().first if self.first else [], last.last or last.first)

    def display(self) -> str:
        """The date as a reader says it, never sharper than it is.

        >>> parse_date("2021~").display(), parse_date("2010/..").display()
        ('about 2021', 'since 2010')
        """
        if self.choices:
            return " or ".join(choice.display() for choice in self.choices)
        first, last = (end.display() if end else "" for end in (self.first, self.last))
        if self.moment:
            return first
        if self.first and self.last:
            ends = (self.first, self.last)
            if self.exact and len({(end.year, end.precision) for end in ends}) == 1:
                first = first.removesuffix(f" {self.first.year}")
            return f"{first} to {last}"
        if self.open:
            return f"since {first}" if first else f"until {last}"
        return f"from {first}, end unknown" if first else f"until {last}, start unknown"


@lru_cache(maxsize=4096)  # a library says the same few dates over and over
def parse_date(text: str) -> Date:
    """The date that `text` is. Raises EdtfError.

    >>> parse_date("2025-33").bounds
    Bounds(earliest='2025-01-01', latest='2025-03-31')
    """
    date = _parse(text)
    if date is None:
        from xiaomi_cli.model.other_edtf import refusal

        raise EdtfError(refusal(text))
    return date


def display_date(text: str) -> str:
    """The date as a reader says it; nothing for no date. Raises EdtfError."""
    return parse_date(text).display() if text else ""


def _parse(text: str) -> Date | None:
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text)
    start, slash, end = text.partition("/")
    if slash:
        return _span(text, start, end, unbounded=("..", ""))
    moment = _moment(text)
    return Date(text, moment, moment, moment.bounds) if moment else None


def _one_of(text: str) -> Date | None:
    if "/" in text:
        return None
    choices = []
    for part in text[1:-1].split(","):
        start, dots, end = part.partition("..")
        found = _span(part, start, end, unbounded=()) if dots else _parse(part)
        if found is None:
            return None
        choices.append(found)
    if len(choices) < 2 and ".." not in text:
        return None
    first = min(choices, key=lambda choice: choice.earliest)
    last = max(choices, key=lambda choice: choice.latest)
    return Date(text, first.first, last.last, Bounds(first.earliest, last.latest), tuple(choices))


def _span(text: str, start: str, end: str, unbounded: tuple[str, ...]) -> Date | None:
    first, last = _moment(start), _moment(end)
    if not (first or start in unbounded) or not (last or end in unbounded) or not (first or last):
        return None
    bounds = Bounds(
        first.bounds.earliest if first else EARLIEST, last.bounds.latest if last else LATEST
    )
    return Date(text, first, last, bounds) if bounds.earliest <= bounds.latest else None


def _moment(text: str) -> Moment | None:
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if match[2] is None:
        bounds = Bounds(f"{year.replace('X', '0')}-01-01", f"{year.replace('X', '9')}-12-31")
    elif "X" in year or (match[3] and not 1 <= month <= 12):
        return None
    elif 1 <= month <= 12:
        days = _days(int(year), month)
        if match[3] and not 1 <= day <= days:
            return None
        bounds = Bounds(f"{year}-{month:02}-{day or 1:02}", f"{year}-{month:02}-{day or days:02}")
    elif 33 <= month <= 36:
        bounds = _months(int(year), 3 * (month - 33) + 1)
    elif 21 <= month <= 24 and not (month == 24 and year == "9999"):
        bounds = _months(int(year), 3 * (month - 20))
    else:
        return None
    return Moment(text, year, month, day, match[4], bounds)


def _months(year: int, month: int) -> Bounds:
    """The three months from one of them on."""
    later, last = (year + 1, month - 10) if month > 10 else (year, month + 2)
    return Bounds(f"{year:04}-{month:02}-01", f"{later:04}-{last:02}-{_days(later, last)}")


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _numbers(day: str) -> list[int]:
    return [int(number) for number in day.split("-")]
