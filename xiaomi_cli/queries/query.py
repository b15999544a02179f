"""What a person typed, read as words, phrases and the few filters that are offered."""

import re
from typing import NamedTuple

from xiaomi_cli.model.edtf import MONTHS, EdtfError, bounds, display

FILTERS = ("kind", "theme", "source", "year")
_PART = re.compile(
    r"""(?P<minus>-)?(?:(?P<filter>kind|theme|source|year):(?P<value>[^\s"]+)"""
    r"""|"(?P<phrase>[^"]+)"|(?P<word>\S+))""",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?$", re.ASCII)
_MONTHS = {name[:3].lower(): name.lower() for name in MONTHS}

# Words of questions, which no record is about. Never dropped if nothing else is left.
STOP = frozenset(
    """a about an and are as at be been but by can could did do does for from had has have how i if
    in into is it its many me much of on or our please should show so such tell than that the their
    them then there these they this those to was we were what what's whats when where which who
    whom whose why will with would you your happened happen mean means company""".split()
)


class Query(NamedTuple):
    """A query taken apart; `words` keep their order and doubles."""

    text: str
    words: list[str]
    phrases: list[str]
    excluded: list[str]
    filters: dict[str, list[str]]


def parse(text: str) -> Query:
    """Take a query apart. Every text is a query; nothing in it is ever an error."""
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    filters: dict[str, list[str]] = {}
    for match in _PART.finditer(text[:1000]):
        if match["filter"]:
            filters.setdefault(match["filter"].lower(), []).append(match["value"].lower())
        elif match["minus"]:
            excluded.append(match["phrase"] or match["word"])
        elif match["phrase"]:
            phrases.append(match["phrase"])
        else:
            words += _word(match["word"])
    return Query(text, words[:40], phrases[:10], excluded[:10], filters)


def _word(word: str) -> list[str]:
    """A date in digits becomes the words that records have for it."""
    if _DATE.match(word):
        try:
            bounds(word)
        except EdtfError:
            return [word]
        return display(word).split()
    return [_MONTHS.get(word.lower().rstrip("."), word)]


def informative(words: list[str]) -> list[str]:
    """The words that say what is sought: question words are dropped if others remain."""
    kept = [w for w in words if w.lower().strip("?!.,;:'\"()") not in STOP]
    return kept or words
