"""How much of a query a title or a statement bears."""

import re
from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from xiaomi_cli.model.name_keys import fold
from xiaomi_cli.search.expansion import Option, words_of
from xiaomi_cli.search.query import STOP_WORDS
from xiaomi_cli.search.term_lookup import Term

_MOST_OPTIONS = 12
_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "×": "x", "…": " ", "≈": "~"}
)


class Sought(NamedTuple):
    """The terms of a query as patterns to look for in texts."""

    terms: Sequence[Term]
    patterns: list[re.Pattern[str] | None]
    total: float

    @property
    def doubtful(self) -> bool:
        """Whether it has several words and the library does not have all of them as they are."""
        return len(self.terms) > 1 and any(term.doubtful for term in self.terms)

    def share(self, text: str, date: str = "") -> float:
        """The share of the query's weight that a text bears, or the date (EDTF) it is of."""
        return sum(term.weight for term in self._borne(text, date)) / self.total

    def surely(self, text: str, date: str = "") -> float:
        """As above, where words that only may be meant count for less."""
        return sum(term.bears for term in self._borne(text, date)) / self.total

    def _borne(self, text: str, date: str) -> list[Term]:
        plain = _plain(text)
        return [
            term
            for term, pattern in zip(self.terms, self.patterns, strict=True)
            if (pattern and pattern.search(plain)) or (date and date == term.part.date)
        ]

    def titled(self, title: str) -> float:
        """How much of the query stands in a title, and how much of the title that is (0 to 1)."""
        share = self.share(title)
        if not share:
            return 0.0
        plain = _plain(title)
        words = sum(word not in STOP_WORDS for word in re.findall(r"[^\W_]+", plain)) or 1
        spans = {match.span() for p in self.patterns if p for match in p.finditer(plain)}
        found = sum(len(plain[start:end].split()) for start, end in spans)
        return share * sqrt(min(1.0, found / words))


def sought(terms: Sequence[Term]) -> Sought:
    """What to look for in texts for these terms."""
    total = sum(term.weight for term in terms)
    return Sought(terms, [_pattern(term) for term in terms], total)


def _plain(text: str) -> str:
    """A folded text; for English and its punctuation quicker than `fold`."""
    plain = text if text.isascii() else text.translate(_PUNCTUATION)
    return plain.lower() if plain.isascii() else fold(plain)


def _pattern(term: Term) -> re.Pattern[str] | None:
    """What in a folded text bears one of the options of a term."""
    forms = [form for option in term.options[:_MOST_OPTIONS] if (form := _form(option))]
    return re.compile("|".join(dict.fromkeys(forms))) if forms else None


def _form(option: Option) -> str:
    if option.by in {"beginning", "inside"}:  # for several words
        return "|".join(rf"\b{re.escape(word)}" for word in words_of(option.expression))
    if option.by in {"figure", "number", "rough"}:
        return _digits(option.said)
    words = re.findall(r"[^\W_]+", fold(option.said))
    return r"\b" + r"\W+(?:\w\w?\W+)?".join(map(_stem, words)) if words else ""


def _stem(word: str) -> str:
    """A pattern for the forms of a word: its beginning, or a short word with its endings."""
    if word.isdigit() or not word.isascii():
        return re.escape(word)
    if len(word) < 5:
        return rf"{re.escape(word)}(?:s|es|ed|d)?\b"
    return re.escape(word[: max(4, len(word) - 3)]) + r"\w*"


def _digits(said: str) -> str:
    """A number as it stands in texts, with or without its thousands separators."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", said)
    if not found:
        return re.escape(fold(said))
    whole, dot, fraction = found[0].replace(",", "").partition(".")
    spaced = "".join(
        digit + (",?" if place % 3 == 1 and place > 1 else "")
        for place, digit in zip(range(len(whole), 0, -1), whole, strict=True)
    )
    return rf"(?<![\d.,]){spaced}{re.escape(dot + fraction)}(?!\d|[.,]\d)"
