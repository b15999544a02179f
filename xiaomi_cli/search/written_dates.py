"""Dates as people write them, read as EDTF: `March 2021`, `2025Q1`, `29.3.2025`, `since 2020`."""

import re

from xiaomi_cli.model.dates import EdtfError, parse_date
from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.search.query_values import QueryValue, query_values

_SINCE = pattern(r"(?:since|from|after)\s+(.+)", re.IGNORECASE)
_UNTIL = pattern(r"(?:until|till|up to|to|by|before)\s+(.+)", re.IGNORECASE)
_SPAN = pattern(
    r"(?:from\s+|between\s+)?(.+?)(?:\s+(?:to|until|and|-|–)\s+|\s*(?:–|\.\.)\s*)(.+)",
    re.IGNORECASE,
)
_ABOUT = pattern(r"(about|around|circa|ca\.?|possibly about|possibly)\s+(.+)", re.IGNORECASE)
_MARK = {"possibly about": "%", "possibly": "?"}
_DECADE = pattern(r"(?:the\s+)?(\d{3})0s", re.ASCII)
_CENTURY = pattern(r"(\d\d)00–\1(?:99)", re.ASCII)
EXAMPLES = "2014, March 2021, 2025Q1, 29.3.2025, since 2020 or 2014 to 2016"


class DateError(ValueError):
    """A text that is no date; the message says how one is written."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{shorten(text)} is no date; write one such as {EXAMPLES}")


def edtf(text: str) -> str:
    """The date in EDTF. Raises DateError.

    >>> edtf("March 2021"), edtf("2025Q1"), edtf("since 2020"), edtf("2014 to 2016")
    ('2021-03', '2025-33', '2020/..', '2014/2016')
    """
    found = _edtf(" ".join(text.split()))
    try:
        parse_date(found)
    except EdtfError as error:
        raise DateError(text) from error
    return found


def dates_in(text: str) -> list[QueryValue]:
    """Dates with a year within a text, and where they stand."""
    return [value for value in query_values(text) if value.type == "date" and value.date]


def _edtf(text: str) -> str:
    return text if _is_edtf(text) else _rough(text) or _point(text) or _open_or_span(text)


def _rough(text: str) -> str:
    """A decade, a century, or a date with `about` before it."""
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}X"
    if match := _CENTURY.fullmatch(text):
        return f"{match[1]}XX"
    match = _ABOUT.fullmatch(text)
    point = _point(match[2]) if match else ""
    return point + _MARK.get(match[1].lower(), "~") if match and point else ""


def _open_or_span(text: str) -> str:
    if match := _SPAN.fullmatch(text):
        first, last = _edtf(match[1]), _edtf(match[2])
        return f"{first}/{last}" if first and last and "/" not in first + last else ""
    if match := _SINCE.fullmatch(text):
        return f"{start}/.." if (start := _edtf(match[1])) and "/" not in start else ""
    if match := _UNTIL.fullmatch(text):
        return f"../{end}" if (end := _edtf(match[1])) and "/" not in end else ""
    return ""


def _point(text: str) -> str:
    """The date that a text as a whole is, or nothing."""
    found = query_values(text)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0].date if whole else ""


def _is_edtf(text: str) -> bool:
    try:
        parse_date(text)
    except EdtfError:
        return False
    return True
