"""The days that a text names, in words or figures."""

import re
from collections.abc import Iterator

from xiaomi_cli.model.dates import Bounds, parse_date
from xiaomi_cli.model.lexicon import MONTHS

_YEAR = re.compile(
    rf"(?<![\d.,])(?:(?:(?P<day>\d\d?)\s)?(?P<month>{'|'.join(MONTHS)})\s)?"
    r"(?P<year>(?:19|20)\d\d)(?:[-–/](?P<to>(?:19|20)\d\d|\d\d)(?!\d))?(?![\d,.]*\d)"
)


def mentions(text: str) -> Iterator[Bounds]:
    """The years, months and days that a text names."""
    for match in _YEAR.finditer(text):
        year, month, day = match["year"], match["month"], match["day"]
        date = year
        if month:
            date += f"-{MONTHS.index(month) + 1:02}" + (f"-{int(day):02}" if day else "")
        try:
            found = parse_date(date).bounds
        except ValueError:
            found = parse_date(year).bounds
        if match["to"] and not month:
            last = match["to"] if len(match["to"]) == 4 else year[:2] + match["to"]
            found = Bounds(found.earliest, max(found.latest, f"{last}-12-31"))
        yield found


def is_later(text: str, day: str) -> bool:
    """Whether a text names a day, month or year after an ISO day."""
    return any(m.earliest > day or m.latest[:4] > day[:4] for m in mentions(text))
