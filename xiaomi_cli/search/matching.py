"""Query coverage: what share of a query's weight a title or a statement matches."""

import re
from collections.abc import Sequence, Set
from math import sqrt
from typing import NamedTuple

from xiaomi_cli.model.tokens import fold
from xiaomi_cli.search.expansion import Expansion, alternatives
from xiaomi_cli.search.query import STOP_WORDS
from xiaomi_cli.search.term_lookup import Term

_MAX_EXPANSIONS = 12
_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "×": "x", "…": " ", "≈": "~"}
)


class QueryMatcher(NamedTuple):
    """The terms of a query as patterns, to be matched against texts.

    `total`: the weight of all terms. `common`: words that say nothing, whether they are asked for
    or not. `telling`: the terms that are none of them.
    """

    terms: Sequence[Term]
    patterns: list[re.Pattern[str] | None]
    total: float
    common: Set[str]
    telling: Sequence[Term]

    @property
    def is_doubtful(self) -> bool:
        """Whether it has several words and the library does not have all of them as they are."""
        return len(self.terms) > 1 and any(term.is_doubtful for term in self.terms)

    def coverage(self, text: str, date: str = "") -> float:
        """The share of the query's weight (0 to 1) that a text of a `date` (EDTF) matches."""
        return sum(term.weight for term in self._terms_in(text, date)) / self.total

    def certain_coverage(self, text: str, date: str = "") -> float:
        """As above, where a term counts by how sure it is that it was meant."""
        return sum(term.certain_weight for term in self._terms_in(text, date)) / self.total

    def _terms_in(self, text: str, date: str) -> list[Term]:
        plain = _normalized(text)
        return [
            term
            for term, pattern in zip(self.terms, self.patterns, strict=True)
            if (pattern and pattern.search(plain)) or (date and date == term.part.date)
        ]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms stand in a text, as (start, end) in order, none within another."""
        folded = [_normalized(sign) for sign in text]  # of which one may be several signs, or none
        places = [place for place, sign in enumerate(folded) for _ in sign]
        plain = "".join(folded)
        telling = [
            p for t, p in zip(self.terms, self.patterns, strict=True) if p and len(t.part.text) > 1
        ]
        found = {match.span() for p in telling for match in p.finditer(plain)}
        spans: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            first, last = places[start], places[end - 1] + 1
            if not spans or first >= spans[-1][1]:
                spans.append((first, last))
        return spans

    def title_match(self, title: str) -> float:
        """Coverage of the query by a title, times the root of the share of it that matches."""
        share = self.coverage(title)
        return share * sqrt(self._share_matched(title)) if share else 0.0

    def phrase_match(self, phrase: str) -> float:
        """Coverage of the query by a phrase that people type, times the share of it that matches.

        A word of it alone says less than one of a title: people ask for much in the same words.
        """
        share = sum(term.weight for term in self._terms_in(phrase, "") if term in self.telling)
        if not share:
            return 0.0
        share /= sum(term.weight for term in self.telling)
        return share * self._share_matched(phrase, self.common)

    def _share_matched(self, title: str, common: Set[str] = frozenset()) -> float:
        """The share of the informative words of a title that match the query."""
        plain = _normalized(title)
        unsaid = STOP_WORDS | common
        words = sum(word not in unsaid for word in re.findall(r"[^\W_]+", plain)) or 1
        spans = {match.span() for p in self.patterns if p for match in p.finditer(plain)}
        matched = sum(len(plain[start:end].split()) for start, end in spans)
        return min(1.0, matched / words)


def query_matcher(terms: Sequence[Term], commonplace: Sequence[str] = ()) -> QueryMatcher:
    """A matcher for these terms; `commonplace` names tell nothing apart."""
    total = sum(term.weight for term in terms)
    common = frozenset(fold(" ".join(commonplace)).split())
    telling = [term for term in terms if fold(term.part.text) not in common]
    return QueryMatcher(terms, [_pattern(term) for term in terms], total, common, telling)


def _normalized(text: str) -> str:
    """A folded text; for English and its punctuation quicker than `fold`."""
    plain = text if text.isascii() else text.translate(_PUNCTUATION)
    return plain.lower() if plain.isascii() else fold(plain)


def _pattern(term: Term) -> re.Pattern[str] | None:
    """What matches a term in a normalized text: any of its expansions."""
    forms = [
        form
        for expansion in term.expansions[:_MAX_EXPANSIONS]
        if (form := _expansion_pattern(expansion))
    ]
    return re.compile("|".join(dict.fromkeys(forms))) if forms else None


def _expansion_pattern(expansion: Expansion) -> str:
    if expansion.method in {"beginning", "inside"}:  # for several words
        return "|".join(rf"\b{re.escape(word)}" for word in alternatives(expansion.expression))
    if expansion.method in {"figure", "number", "rough"}:
        return _number_pattern(expansion.text)
    words = re.findall(r"[^\W_]+", fold(expansion.text))
    start = r"\b" if words and words[0].isascii() else ""  # other scripts may have no spaces
    return start + r"\W+(?:\w\w?\W+)?".join(map(_stem_pattern, words)) if words else ""


def _stem_pattern(word: str) -> str:
    """A pattern for the forms of a word: its beginning, or a short word with its endings."""
    if word.isdigit() or not word.isascii():
        return re.escape(word)
    if len(word) < 5:
        return rf"{re.escape(word)}(?:s|es|ed|d)?\b"
    return re.escape(word[: max(4, len(word) - 3)]) + r"\w*"


def _number_pattern(text: str) -> str:
    """A number as it stands in texts, with or without its thousands separators."""
    number = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if not number:
        return re.escape(fold(text))
    whole, dot, fraction = number[0].replace(",", "").partition(".")
    spaced = "".join(
        digit + (",?" if position % 3 == 1 and position > 1 else "")
        for position, digit in zip(range(len(whole), 0, -1), whole, strict=True)
    )
    return rf"(?<![\d.,]){spaced}{re.escape(dot + fraction)}(?!\d|[.,]\d)"
