"""Dates in EDTF (ISO 8601-2:2019), parsed once into a value, and the days that a text names.

Of level 0 all dates and intervals are read, but no times of day; of level 1 `~ ? %` behind a date
and an open end (`2010/..`); of level 2 quarters (33-36). Everything else is refused, so that no
date is silently read as something it is not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.model.problem import shorten

EARLIEST, LATEST = "0000-01-01", "9999-12-31"
_MOMENT = pattern(
    r"(\d{4})(?:-(?:(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?|(3[3-6])))?([~?%]?)", re.ASCII
)
_DOUBT = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}
_EXAMPLES = "2014, 2016-05, 2025-03-29, 2015/2016, 2025-33 or 2021~"
_MENTION = pattern(
    rf"(?<![\d.,])(?:(?:(?P<day>\d\d?)\s)?(?P<month>{'|'.join(MONTHS)})\s)?"
    r"(?P<year>(?:19|20)\d\d)(?:[-–/](?P<to>(?:19|20)\d\d|\d\d)(?!\d))?(?![\d,.]*\d)"
)


class EdtfError(ValueError):
    """A text that is none of the dates that are read here."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{shorten(text)} is not an EDTF date such as {_EXAMPLES}")


class Bounds(NamedTuple):
    """The first and the last day a date can mean, as ISO strings that sort."""

    earliest: str
    latest: str


class Moment(NamedTuple):
    """A year, a quarter, a month or a day of the calendar; what it does not name is 0."""

    year: int
    month: int
    day: int
    quarter: int
    mark: str

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month that it covers."""
        if self.quarter:
            return 3 * self.quarter - 2, 3 * self.quarter
        return self.month or 1, self.month or 12

    @property
    def bounds(self) -> Bounds:
        """The first and the last day that it can mean."""
        first, last = self.months
        return Bounds(
            f"{self.year:04}-{first:02}-{self.day or 1:02}",
            f"{self.year:04}-{last:02}-{self.day or _days(self.year, last):02}",
        )

    def parts(self) -> tuple[list[int], list[int]]:
        """Its first and its last unit that every calendar knows: year, month or day."""
        first, last = self.months if self.quarter else (self.month, self.month)
        start, end = (filter(None, (month, self.day)) for month in (first, last))
        return [self.year, *start], [self.year, *end]

    def display(self) -> str:
        """As a reader says it, never sharper than it is."""
        day = f"{self.day} " if self.day else ""
        month = f"{MONTHS[self.month - 1]} " if self.month else ""
        quarter = f"Q{self.quarter} " if self.quarter else ""
        return f"{_DOUBT[self.mark]}{day}{month}{quarter}{self.year:04}"


class Date(NamedTuple):
    """A date as `text` has it: one moment, or an interval.

    `first` and `last` are the moments at its ends, the same one twice where there is one only;
    None where an end is open.
    """

    text: str
    first: Moment | None
    last: Moment | None
    earliest: str
    latest: str

    @property
    def bounds(self) -> Bounds:
        """The first and the last day it can mean."""
        return Bounds(self.earliest, self.latest)

    @property
    def moment(self) -> Moment | None:
        """The one moment that it is; None for intervals."""
        return self.first if "/" not in self.text else None

    @property
    def moments(self) -> list[Moment]:
        """Every moment that its text names."""
        return [end for end in dict.fromkeys((self.first, self.last)) if end]

    @property
    def exact(self) -> bool:
        """Whether nothing in it is open or in doubt."""
        return bool(self.first and self.last and not self.first.mark + self.last.mark)

    @property
    def is_day(self) -> bool:
        """Whether it is one certain day."""
        return bool(self.exact and self.moment and self.moment.day)

    def parts(self) -> tuple[list[int], list[int]]:
        """Its ends as numbers, for formats that know only years, months and days.

        The first is empty where it has no start, the last where it has no end or the same one.

        >>> parse_date("2015/2016-02").parts(), parse_date("2010~/..").parts()
        (([2015], [2016, 2]), ([2010], []))
        """
        first = self.first.parts()[0] if self.first else []
        last = self.last.parts()[1] if self.last else []
        return first, [] if first == last else last

    def display(self) -> str:
        """The date as a reader says it, never sharper than it is.

        >>> parse_date("2021~").display(), parse_date("2010/..").display()
        ('about 2021', 'since 2010')
        """
        first, last = (end.display() if end else "" for end in (self.first, self.last))
        if self.moment:
            return first
        if not (self.first and self.last):
            return f"since {first}" if first else f"until {last}"
        if self.exact and self.first.year == self.last.year and first.count(" ") == last.count(" "):
            first = first.removesuffix(f" {self.first.year:04}")
        return f"{first} to {last}"


@lru_cache(maxsize=4096)  # a library says the same few dates over and over
def parse_date(text: str) -> Date:
    """The date that `text` is. Raises EdtfError.

    >>> parse_date("2025-33").bounds
    Bounds(earliest='2025-01-01', latest='2025-03-31')
    """
    start, slash, end = text.partition("/")
    first = _moment(start)
    last = _moment(end) if slash else first
    earliest = first.bounds.earliest if first else EARLIEST
    latest = last.bounds.latest if last else LATEST
    unread = [half for half, moment in ((start, first), (end, last)) if not moment]
    if unread not in ([], [".."]) or earliest > latest:
        raise EdtfError(text)
    return Date(text, first, last, earliest, latest)


def display_date(text: str) -> str:
    """The date as a reader says it; nothing for no date. Raises EdtfError."""
    return parse_date(text).display() if text else ""


def mentions(text: str) -> Iterator[Bounds]:
    """The years, months and days that a text names, in words or figures."""
    for match in _MENTION.finditer(text):
        year, month, day = match["year"], match["month"], match["day"]
        date = year
        if month:
            date += f"-{MONTHS.index(month) + 1:02}" + (f"-{int(day):02}" if day else "")
        try:
            found = parse_date(date).bounds
        except EdtfError:
            found = parse_date(year).bounds
        if match["to"] and not month:
            last = match["to"] if len(match["to"]) == 4 else year[:2] + match["to"]
            found = Bounds(found.earliest, max(found.latest, f"{last}-12-31"))
        yield found


def is_later(text: str, day: str) -> bool:
    """Whether a text names a day, month or year after an ISO day."""
    return any(m.earliest > day or m.latest[:4] > day[:4] for m in mentions(text))


def _moment(text: str) -> Moment | None:
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    year, month, day, quarter = (int(number or 0) for number in match.groups()[:4])
    found = Moment(year, month, day, quarter and quarter - 32, match[5])
    return None if day > _days(year, month) else found


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31
