"""Dates and figures as people write them: within a query, or as a date that a command is given."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.model.dates import EdtfError, display_date, parse_date
from xiaomi_cli.model.lexicon import (
    ALL_CURRENCIES,
    CURRENCIES,
    MONTHS,
    NUMBER_WORDS,
    SCALE_WORDS,
    SCALES,
)
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.model.tokens import CJK

_MONTH = {name[:3].lower(): f"{number:02}" for number, name in enumerate(MONTHS, 1)}
_QUARTERS = [
    "1",
    "2",
    "3",
    "4",
    "一",
    "二",
    "三",
    "四",
    "first",
    "second",
    "third",
    "fourth",
    "1st",
    "2nd",
    "3rd",
    "4th",
]
_M = "(?P<m>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\b\.?"
_D = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_Y = r"(?P<y>(?:19|20)\d\d)"
_Q = rf"(?:\bq\s?(?P<q>[1-4])|\b(?P<qq>{'|'.join(_QUARTERS[8:])})\squarter)"
_START, _END = rf"(?<![^\W{CJK}])", rf"(?![^\W{CJK}])"  # of a word, or where Chinese ends or begins
# Sharper forms stand before those that they contain.
_DATES = [
    pattern(form, re.IGNORECASE)
    for form in (
        rf"\b{_Y}(?P<s>[-/.])(?P<mm>\d\d?)(?P=s)(?P<d>\d\d?)\b",
        rf"\b(?P<d>\d\d?)(?P<s>[-/.])(?P<mm>0?[1-9]|1[0-2])(?P=s){_Y}\b",
        rf"\b(?P<mm>\d\d?)(?P<s>[-/.])(?P<d>\d\d?)(?P=s){_Y}\b",  # where no month stands second
        rf"{_Y}\s?年\s?(?P<mm>\d\d?)\s?月(?:\s?(?P<d>\d\d?)\s?[日号號])?",
        rf"{_Y}\s?年\s?第?(?P<q>[1-4一二三四])季[度]?",
        rf"{_Y}\s?年",
        rf"\b{_D}(?:\sof)?[\s-]{_M},?[\s-]{_Y}\b",
        rf"\b{_M}\s{_D},?\s{_Y}\b",
        rf"\b{_M},?\s(?:of\s)?{_Y}\b",
        rf"{_Q}[\s/-]?(?:of\s)?{_Y}\b",
        rf"\b{_Y}[\s/-]?q(?P<q>[1-4])\b",
        rf"\b{_Y}-(?P<mm>0[1-9]|1[0-2])\b",
        rf"\b{_Y}\s?(?:[-–/]|to|\.\.)\s?(?P<to>(?:19|20)\d\d)\b",
        rf"{_START}{_Y}{_END}(?![,.]\d)",
        rf"\b{_D}(?:\sof)?\s{_M}",
        rf"\b{_M}\s{_D}\b(?![,.:]?\d)",
        r"(?P<mm>\b(?:1[0-2]|0?[1-9]))\s?月\s?(?P<d>\d\d?)\s?[日号號]",
    )
]
_MONEY, _BEHIND = (
    "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for names in (CURRENCIES, ALL_CURRENCIES)
)
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_FIGURE = pattern(
    rf"(?:(?P<before>{_MONEY})\s?)?{_START}(?<![.,])"
    rf"(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})"
    rf"(?=[\s-]?(?:{'|'.join(SCALE_WORDS)}|per\s?cent|%|fold|times\b)))"
    rf"(?P<scale>[\s-]?(?:{_SCALE})(?![a-z]))?"
    r"(?P<unit>\s?%|\s?per\s?cent\b|[\s-]?[x×倍](?![^\W_])|[\s-]?fold\b|\stimes\b)?"
    rf"(?:\s?(?P<after>{_BEHIND})(?![a-z]))?{_END}(?![.,]\d)",
    re.IGNORECASE,
)
# Something of this is in all of them.
_COUNTING = pattern(rf"\d|{'|'.join(SCALE_WORDS)}|cent|%|fold|times", re.IGNORECASE)

_SINCE = pattern(r"(?:since|from|after)\s+(.+)", re.IGNORECASE)
_UNTIL = pattern(r"(?:until|till|up to|to|by|before)\s+(.+)", re.IGNORECASE)
_SPAN = pattern(
    r"(?:from\s+|between\s+)?(.+?)(?:\s+(?:to|until|and|-|–)\s+|\s*(?:–|\.\.)\s*)(.+)",
    re.IGNORECASE,
)
_ABOUT = pattern(r"(about|possibly about|possibly)\s+(.+)", re.IGNORECASE)
_MARK = {"about": "~", "possibly about": "%", "possibly": "?"}
_DECADE = pattern(r"(?:the\s+)?(\d{3})0s", re.ASCII)
EXAMPLES = "2014, March 2021, 2025Q1, 29.3.2025, since 2020 or 2014 to 2016"


class QueryValue(NamedTuple):
    """A date or a figure, and where in the text it stands.

    `date`: in EDTF, if it has a year.
    """

    start: int
    end: int
    type: str
    text: str
    date: str = ""


def query_values(text: str) -> list[QueryValue]:
    """The dates and figures of a text, in order, none within another.

    A number with a currency, a scale, a % or an x to it is no year: `1999 yuan`, `2000 times`.
    """
    values: list[QueryValue] = []
    if not _COUNTING.search(text):
        return values
    for candidate in (*_figures(text, plain=False), *_dates(text), *_figures(text, plain=True)):
        if all(candidate.end <= other.start or other.end <= candidate.start for other in values):
            values.append(candidate)
    return sorted(values)


def _figures(text: str, *, plain: bool) -> Iterator[QueryValue]:
    for match in _FIGURE.finditer(text):
        has_unit = any(match[name] for name in ("before", "after", "scale", "unit"))
        if has_unit != plain:
            figure = match["number"] + (match["scale"] or "") + (match["unit"] or "")
            yield QueryValue(match.start(), match.end(), "figure", " ".join(figure.split()))


def _dates(text: str) -> Iterator[QueryValue]:
    for form in _DATES:
        for match in form.finditer(text):
            found = {name: value for name, value in match.groupdict().items() if value}
            if name := found.get("m"):
                found["mm"] = _MONTH[name[:3].lower()]
            if "y" not in found:
                month = MONTHS[int(found["mm"]) - 1]
                yield QueryValue(match.start(), match.end(), "date", f"{int(found['d'])} {month}")
            elif _exists(date := _edtf(found)):
                yield QueryValue(match.start(), match.end(), "date", display_date(date), date)


def _edtf(found: dict[str, str]) -> str:
    if end := found.get("to"):
        return f"{found['y']}/{end}"
    if quarter := found.get("q") or found.get("qq"):
        return f"{found['y']}-{33 + _QUARTERS.index(quarter.lower()) % 4}"
    return "-".join(
        [found["y"], *(f"{int(found[unit]):02}" for unit in ("mm", "d") if unit in found)]
    )


def _exists(date: str) -> bool:
    try:
        parse_date(date)
    except EdtfError:
        return False
    return True


class DateError(ValueError):
    """A text that is no date; the message says how one is written."""


def edtf(text: str) -> str:
    """The date in EDTF. Raises DateError.

    >>> edtf("March 2021"), edtf("2025Q1"), edtf("since 2020"), edtf("2014 to 2016")
    ('2021-03', '2025-33', '2020/..', '2014/2016')
    """
    found = _written(" ".join(text.split()))
    if not _exists(found):
        from xiaomi_cli.model.problem import shorten

        raise DateError(f"{shorten(text)} is no date; write one such as {EXAMPLES}")
    return found


def dates_in(text: str) -> list[QueryValue]:
    """Dates with a year within a text, and where they stand."""
    return [value for value in query_values(text) if value.date]


def _written(text: str) -> str:
    """A date, a decade, a rough date, a span or an open one as EDTF; nothing if it is none."""
    if date := text if _exists(text) else _point(text):
        return date
    if match := _DECADE.fullmatch(text):
        return f"{match[1]}X"
    if match := _ABOUT.fullmatch(text):
        return (point := _point(match[2])) and point + _MARK[match[1].lower()]
    if match := _SPAN.fullmatch(text):
        last = _written(match[2])
        first = _written(match[1]) or _written(f"{match[1]} {match[2][-4:]}")  # the year, said once
        return f"{first}/{last}" if first and last and "/" not in first + last else ""
    for form, span in ((_SINCE, "{}/.."), (_UNTIL, "../{}")):
        if match := form.fullmatch(text):
            date = _written(match[1])
            return span.format(date) if date and "/" not in date else ""
    return ""


def _point(text: str) -> str:
    """The date that a text as a whole is, or nothing."""
    found = query_values(text)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0].date if whole else ""
