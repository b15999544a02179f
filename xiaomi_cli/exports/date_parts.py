"""EDTF dates for formats that know only years, months and days."""

import re
from datetime import date
from typing import NamedTuple

from xiaomi_cli.model.edtf import bounds
from xiaomi_cli.model.records import Record

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DOUBT = re.compile(r"[~?%X\[{]|\.\.|^/|/$")  # also one of several dates, and an unknown end
_SET = re.compile(r"[\[{](.*)[\]}]")
_FIRST, _LAST = "0001-01-01", "9999-12-31"  # the days that have a date


class Parts(NamedTuple):
    """The ends of a date as [year], [year, month] or [year, month, day], at its own precision.

    `first` is empty where a date has no start, `last` where it has no end or is a single point.
    A date is exact unless it is approximate, uncertain, open, one of several or lacks digits.
    """

    first: list[int]
    last: list[int]
    exact: bool


def parts(edtf: str) -> Parts:
    """The ends of a date. The text must be EDTF.

    >>> parts("2016-05")
    Parts(first=[2016, 5], last=[], exact=True)
    >>> parts("2025-33")
    Parts(first=[2025, 1], last=[2025, 3], exact=True)
    >>> parts("2010~/..")
    Parts(first=[2010], last=[], exact=False)
    """
    one_of = _SET.fullmatch(edtf)
    if one_of:  # from the first of the dates to the last
        members = one_of[1].replace("..", ",").split(",")
        start, slash, end = members[0].strip(), "/", members[-1].strip()
    else:
        start, slash, end = edtf.partition("/")
    first, last = _ends(start)
    if slash:
        last = _ends(end)[1] or _ends(end)[0]
    return Parts(first, last, not _DOUBT.search(edtf))


def _ends(point: str) -> tuple[list[int], list[int]]:
    """Both ends of one point; the last is empty unless the point is itself a span of units."""
    if point in {"..", ""}:
        return [], []
    plain = point.rstrip("~?%")
    numbers = plain.split("-")
    if "X" in plain:
        size = 1  # a decade or a century: years
    elif len(numbers) == 2 and int(numbers[1]) > 12:
        size = 2  # a quarter: months
    else:
        return [int(number) for number in numbers], []
    first, last = bounds(plain)
    return _numbers(first)[:size], _numbers(last)[:size]


def _numbers(day: str) -> list[int]:
    return [int(number) for number in day.split("-")]


def is_day(edtf: str) -> bool:
    """Whether a date is one certain day."""
    return bool(_DAY.fullmatch(edtf))


def days(edtf: str) -> tuple[date, date]:
    """The first and the last day a date can mean; of an open one, those of its known end.

    The calendar of Python, and of most readers, begins with the year 1.
    """
    start, _, end = edtf.partition("/")
    unknown = {"..", ""}
    known = end if start in unknown and end else start if end in unknown else edtf
    first, last = bounds(known)
    return _in_calendar(first), _in_calendar(last)


def _in_calendar(day: str) -> date:
    return date.fromisoformat(min(max(day, _FIRST), _LAST))


def date_of(record: Record) -> str:
    """When a record happened, came out, was said or published: its EDTF date, or nothing."""
    names = ("date", "released", "made", "published")
    return next((str(found) for name in names if (found := getattr(record, name, ""))), "")
