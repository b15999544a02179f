"""Dates in EDTF (ISO 8601-2:2019), the subset a chronicle needs.

Understood: year, month, day; `~` approximate, `?` uncertain, `%` both; unspecified last digits
(`201X`, `20XX`); quarters (33-36); intervals with either end open (`2010/..`). Everything else is
refused, so that no date is silently read as something it is not.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.problem import shorten

EARLIEST, LATEST = "0000-01-01", "9999-12-31"
_POINT = pattern(r"(\d{3}X|\d{2}XX|\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
EXPECTED = "an EDTF date such as 2014, 2016-05, 2025-03-29, 2015/2016, 2025-33 or 2021~"


class Bounds(NamedTuple):
    """The first and the last day a date can mean, as ISO strings that sort."""

    earliest: str
    latest: str


class EdtfError(ValueError):
    """A text that is no date of the subset; the message says what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{shorten(text)} is not {EXPECTED}")


@lru_cache(maxsize=4096)  # a library says the same few dates over and over
def bounds(text: str) -> Bounds:
    """The span of days `text` can mean. Raises EdtfError.

    >>> bounds("2025-33")
    Bounds(earliest='2025-01-01', latest='2025-03-31')
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _point(text, text)
    if start == end == "..":
        raise EdtfError(text)
    first = EARLIEST if start == ".." else _point(start, text).earliest
    last = LATEST if end == ".." else _point(end, text).latest
    if first > last:
        raise EdtfError(text)
    return Bounds(first, last)


def display(text: str) -> str:
    """The date as a reader says it, never sharper than it is. Raises EdtfError.

    >>> display("2016-05"), display("2021~"), display("2015/2016"), display("2010/..")
    ('May 2016', 'about 2021', '2015 to 2016', 'since 2010')
    """
    bounds(text)
    start, slash, end = text.partition("/")
    if not slash:
        return _say(text)
    if end == "..":
        return f"since {_say(start)}"
    if start == "..":
        return f"until {_say(end)}"
    return f"{_say(start)} to {_say(end)}"


def _point(text: str, whole: str) -> Bounds:
    match = _POINT.fullmatch(text)
    if not match:
        raise EdtfError(whole)
    year, month, day, _ = match.groups()
    if year.endswith("X"):
        if month:
            raise EdtfError(whole)
        return Bounds(year.replace("X", "0") + "-01-01", year.replace("X", "9") + "-12-31")
    if not month:
        return Bounds(f"{year}-01-01", f"{year}-12-31")
    number = int(month)
    if not day and 33 <= number <= 36:
        first, last = 3 * (number - 33) + 1, 3 * (number - 32)
        return Bounds(f"{year}-{first:02}-01", f"{year}-{last:02}-{_days(int(year), last)}")
    if not 1 <= number <= 12:
        raise EdtfError(whole)
    days = _days(int(year), number)
    if not day:
        return Bounds(f"{year}-{month}-01", f"{year}-{month}-{days}")
    if not 1 <= int(day) <= days:
        raise EdtfError(whole)
    return Bounds(f"{year}-{month}-{day}", f"{year}-{month}-{day}")


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def _say(point: str) -> str:
    match = _POINT.fullmatch(point)
    if match is None:
        raise EdtfError(point)
    year, month, day, mark = match.groups()
    if year.endswith("XX"):
        said = f"{year[:2]}00–{year[:2]}99"  # not "2000s", which may mean ten years only
    elif year.endswith("X"):
        said = f"{year[:3]}0s"
    elif not month:
        said = year
    elif int(month) > 12:
        said = f"Q{int(month) - 32} {year}"
    else:
        said = f"{MONTHS[int(month) - 1]} {year}"
    if day:
        said = f"{int(day)} {said}"
    return {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}[mark] + said
