"""Dates in EDTF (ISO 8601-2:2019), parsed once into a value, and the days that a text names.

Of level 0 all dates and intervals are read, but no times of day; of level 1 `~ ? %` behind a date,
unspecified last digits of a year (`201X`, `20XX`), seasons (21-24), an open end (`2010/..`) and an
unknown one (`2010/`); of level 2 quarters (33-36) and "one of" (`[2010-12,2011-07]`). What else is
EDTF is refused as such, so that no date is silently read as something it is not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.model.problem import shorten

EARLIEST, LATEST = "0000-01-01", "9999-12-31"
SEASONS = ("spring", "summer", "autumn", "winter")  # three months each, winter from December
_MOMENT = pattern(
    r"(?:(\d\d)XX|(\d{3})X|(\d{4})(?:-(?:(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?"
    r"|2([1-4])|3([3-6])))?)([~?%]?)",
    re.ASCII,
)
_DOUBT = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}
_MENTION = pattern(
    rf"(?<![\d.,])(?:(?:(?P<day>\d\d?)\s)?(?P<month>{'|'.join(MONTHS)})\s)?"
    r"(?P<year>(?:19|20)\d\d)(?:[-–/](?P<to>(?:19|20)\d\d|\d\d)(?!\d))?(?![\d,.]*\d)"
)


# What is EDTF, more or less, whether it is read here or not; then what is not.
_YEAR = r"(?:[~?%]?-?[\dX]{4}|Y-?\d{5,}|[Y~?%]*-?\d+E\d+)(?:S\d+)?[~?%]?"
_MONTH = r"[~?%]?(?:0[1-9]|0X|1[0-2]|1X|XX|2[1-9]|3\d|4[01])[~?%]?"
_DAY = r"[~?%]?(?:0[1-9]|[12]\d|3[01]|[0-3X]X)[~?%]?"
_POINT = rf"{_YEAR}(?:-{_MONTH}(?:-{_DAY})?)?"
_END = rf"(?:{_POINT}|\.\.)?"
_CHOICE = rf"(?:{_POINT})?(?:\.\.)?(?:{_POINT})?"
_ANY = pattern(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::?\d\d)?)?"
    rf"|{_POINT}|{_END}/{_END}|[\[{{]\s*{_CHOICE}(?:,\s*{_CHOICE})*\s*[\]}}]",
    re.ASCII,
)
_UNREAD = {  # the first that is found is what is told
    "a time of day": "T",
    "a set of dates that all are meant": r"\{",
    "an interval without both ends": r"^(\.\.|)/(\.\.|)$",
    "a year of more than four digits, or with an exponent": "[YES]",
    "a year before the year 0": r"(^|[/\[,.])-",
    "a half-year, or a season or quarter of another kind":
        r"(?<![-\dX])....-(?:2[5-9]|3[0-27-9]|4[01])",
    "a mark of doubt within a date": r"[~?%][\dX-]",
    "unspecified digits other than the last of a year": r"X-|-\d?X|X\d",
    "a choice without both ends": r"^\[\.\.|\.\.\]$",
}  # fmt: skip
_EXAMPLES = "date such as 2014, 2016-05, 2025-03-29, 2015/2016, 2025-33 or 2021~"


class EdtfError(ValueError):
    """A text that is no date, or has a feature of EDTF that is not read; the message says which."""

    def __init__(self, text: str) -> None:
        is_edtf = len(text) <= 200 and text not in {"/", "../", "/.."} and _ANY.fullmatch(text)
        unread = (name for name, form in _UNREAD.items() if is_edtf and re.search(form, text))
        if feature := next(unread, ""):
            told = f"is EDTF, but not supported: {feature}; expected a {_EXAMPLES}"
        else:
            told = f"is not an EDTF {_EXAMPLES}"
        super().__init__(f"{shorten(text)} {told}")


class Bounds(NamedTuple):
    """The first and the last day a date can mean, as ISO strings that sort."""

    earliest: str
    latest: str


class Moment(NamedTuple):
    """A day, or a longer unit of the calendar; what it does not name is 0.

    `unknown`: how many last digits of the year are unspecified; `year` has zeros for them.
    """

    year: int
    month: int
    day: int
    season: int
    quarter: int
    unknown: int
    mark: str

    @property
    def exact(self) -> bool:
        """Whether it is a unit of every calendar, without any doubt."""
        return not (self.mark or self.season or self.unknown)

    @property
    def months(self) -> tuple[int, int]:
        """The first and the last month that it covers; the winter ends with the 14th."""
        start = 3 * (self.quarter - 1) + 1 if self.quarter else 3 * self.season
        return (start, start + 2) if start else (self.month or 1, self.month or 12)

    @property
    def bounds(self) -> Bounds:
        """The first and the last day that it can mean."""
        first, last = self.months
        year = self.year + 10**self.unknown - 1 + last // 13
        last -= 12 * (last // 13)
        return Bounds(
            f"{self.year:04}-{first:02}-{self.day or 1:02}",
            f"{year:04}-{last:02}-{self.day or _days(year, last):02}",
        )

    def parts(self) -> tuple[list[int], list[int]]:
        """Its first and its last unit that every calendar knows: year, month or day."""
        size = 3 if self.day else 2 if self.month or self.quarter or self.season else 1
        first, last = ([int(number) for number in day.split("-")[:size]] for day in self.bounds)
        return first, last

    def display(self) -> str:
        """As a reader says it, never sharper than it is."""
        year = (f"{self.year:04}", f"{self.year:04}s", f"{self.year:04}–{self.year + 99:04}")
        unit = [
            str(self.day) if self.day else "",
            MONTHS[self.month - 1] if self.month else "",
            SEASONS[self.season - 1] if self.season else "",
            f"Q{self.quarter}" if self.quarter else "",
        ]  # fmt: skip
        return _DOUBT[self.mark] + " ".join(filter(None, [*unit, year[self.unknown]]))


class Date(NamedTuple):
    """A date as `text` has it: one moment, an interval, or one of several.

    `first` and `last` are the moments at its ends, the same one twice where there is one only;
    None where an end is open (it still goes on) or unknown. `choices`: of which it is one.
    """

    text: str
    first: Moment | None
    last: Moment | None
    earliest: str
    latest: str
    choices: tuple["Date", ...] = ()

    @property
    def bounds(self) -> Bounds:
        """The first and the last day it can mean."""
        return Bounds(self.earliest, self.latest)

    @property
    def moment(self) -> Moment | None:
        """The one moment that it is; None for intervals and choices."""
        return self.first if not self.choices and "/" not in self.text else None

    @property
    def moments(self) -> list[Moment]:
        """Every moment that its text names."""
        if self.choices:
            return [moment for choice in self.choices for moment in choice.moments]
        return [end for end in dict.fromkeys((self.first, self.last)) if end]

    @property
    def exact(self) -> bool:
        """Whether nothing in it is open, unknown, in doubt, or one of several."""
        ends = (self.first, self.last)
        return not self.choices and all(end is not None and end.exact for end in ends)

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
        if self.choices:
            return " or ".join(choice.display() for choice in self.choices)
        first, last = (end.display() if end else "" for end in (self.first, self.last))
        if self.moment:
            return first
        if ".." in self.text:
            return f"since {first}" if first else f"until {last}"
        if not (self.first and self.last):
            return f"from {first}, end unknown" if first else f"until {last}, start unknown"
        if self.exact and self.first.year == self.last.year and first.count(" ") == last.count(" "):
            first = first.removesuffix(f" {self.first.year:04}")
        return f"{first} to {last}"


@lru_cache(maxsize=4096)  # a library says the same few dates over and over
def parse_date(text: str) -> Date:
    """The date that `text` is. Raises EdtfError.

    >>> parse_date("2025-33").bounds
    Bounds(earliest='2025-01-01', latest='2025-03-31')
    """
    if text.startswith("[") and text.endswith("]") and re.search(r",|\.\.", text):
        return _one_of(text)
    start, slash, end = text.partition("/")
    first = _moment(start)
    last = _moment(end) if slash else first
    earliest = first.bounds.earliest if first else EARLIEST
    latest = last.bounds.latest if last else LATEST
    unread = [half for half, moment in ((start, first), (end, last)) if not moment]
    if unread not in ([], [".."], [""]) or earliest > latest:
        raise EdtfError(text)
    return Date(text, first, last, earliest, latest)


@lru_cache(maxsize=4096)
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


def _one_of(text: str) -> Date:
    try:
        choices = [parse_date(choice.replace("..", "/")) for choice in text[1:-1].split(",")]
    except EdtfError:
        raise EdtfError(text) from None
    if "/" in text or not all(choice.first and choice.last for choice in choices):
        raise EdtfError(text)
    first = min(choices, key=lambda choice: choice.earliest)
    last = max(choices, key=lambda choice: choice.latest)
    return Date(text, first.first, last.last, first.earliest, last.latest, tuple(choices))


def _moment(text: str) -> Moment | None:
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    century, decade, *numbers, mark = match.groups()
    year, month, day, season, quarter = (int(number or 0) for number in numbers)
    year += 100 * int(century or 0) + 10 * int(decade or 0)
    unknown = 2 if century else 1 if decade else 0
    moment = Moment(year, month, day, season, quarter and quarter - 2, unknown, mark)
    exists = day <= _days(year, month) and moment.bounds.latest <= LATEST
    return moment if exists and len(moment.bounds.latest) == len(LATEST) else None


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31
