"""What a query matches: how much of it a text has, and the records of which it is a name."""

import re
from collections.abc import Iterable, Sequence
from itertools import permutations
from math import sqrt
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.tokens import fold, key, squeezed
from xiaomi_cli.search.query import STOP_WORDS, Part, ngrams
from xiaomi_cli.search.spelling import is_english
from xiaomi_cli.search.terms import Expansion, Term, alternatives

# The whole query is an id, title, alias, pinyin, name of a statement, former name; serves `names`.
WHOLE_NAME = (60.0, 55.0, 45.0, 40.0, 38.0, 36.0)
NAME_PREFIX = 25.0  # the whole query begins a name, by how much of it; serves `prefixes`
NAME_PART = 16.0  # some words of the query are a name, by their share; serves `persons`
NAME_SYNONYM = 22.0  # as above, by way of the glossary; serves `synonyms`
MAX_PERMUTED_WORDS = 3  # words of a query that are tried in any order; serves `founder of huawei`
MAX_PREFIX_NAMES = 30  # names that go on from a query that are looked at; serves `xiaomi`
_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "×": "x", "…": " ", "≈": "~"}
)


class QueryMatcher:
    """The terms of a query as patterns, to be matched against texts.

    `commonplace` names say nothing, whether they are asked for or not.
    """

    def __init__(self, terms: Sequence[Term], commonplace: Sequence[str] = ()) -> None:
        self.terms = terms
        self.total = sum(term.weight for term in terms)
        self._patterns = [(term, made) for term in terms if (made := _pattern(term))]
        self._common = STOP_WORDS.union(fold(" ".join(commonplace)).split())
        self._telling = [term for term in terms if fold(term.part.text) not in self._common]

    @property
    def is_doubtful(self) -> bool:
        """Whether it has several words and the library does not have all of them as they are."""
        return len(self.terms) > 1 and any(term.is_doubtful for term in self.terms)

    def coverage(self, text: str, date: str = "") -> float:
        """The share of the query's weight (0 to 1) that a text of a `date` (EDTF) matches."""
        return sum(term.weight for term in self._terms_in(text, date)) / self.total

    def title_match(self, title: str) -> float:
        """Coverage of the query by a title, times the root of the share of it that matches."""
        share = self.coverage(title)
        return share * sqrt(self._share_matched(title, STOP_WORDS)) if share else 0.0

    def phrase_match(self, phrase: str) -> float:
        """Coverage of the query by a phrase that people type, times the share of it that matches.

        A word of it alone says less than one of a title: people ask for much in the same words.
        """
        found = [term for term in self._terms_in(phrase) if term in self._telling]
        if not found:
            return 0.0
        share = sum(term.weight for term in found) / sum(term.weight for term in self._telling)
        return share * self._share_matched(phrase, self._common)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms stand in a text, as (start, end) in order, none within another."""
        folded = [_normalized(sign) for sign in text]  # of which one may be several signs, or none
        places = [place for place, sign in enumerate(folded) for _ in sign]
        telling = [made for term, made in self._patterns if len(term.part.text) > 1]
        found = {match.span() for made in telling for match in made.finditer("".join(folded))}
        spans: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if not spans or places[start] >= spans[-1][1]:
                spans.append((places[start], places[end - 1] + 1))
        return spans

    def _terms_in(self, text: str, date: str = "") -> list[Term]:
        plain = _normalized(text)
        return [
            term
            for term, made in self._patterns
            if made.search(plain) or (date and date == term.part.date)
        ]

    def _share_matched(self, text: str, unsaid: frozenset[str]) -> float:
        """The share of the informative words of a text that match the query."""
        plain = _normalized(text)
        words = sum(word not in unsaid for word in re.findall(r"[^\W_]+", plain)) or 1
        spans = {match.span() for _, made in self._patterns for match in made.finditer(plain)}
        return min(1.0, sum(len(plain[start:end].split()) for start, end in spans) / words)


def _normalized(text: str) -> str:
    """A folded text; for English and its punctuation quicker than `fold`."""
    return fold(text if text.isascii() else text.translate(_PUNCTUATION))


def _pattern(term: Term) -> re.Pattern[str] | None:
    """What matches a term in a normalized text: any of its expansions."""
    forms = [form for way in term.expansions for form in _forms(way)]
    return re.compile("|".join(dict.fromkeys(forms))) if forms else None


def _forms(way: Expansion) -> list[str]:
    """Patterns for what an expansion stands for."""
    if way.method == "figure":
        return [_number_form(way.text)]
    if way.method == "beginning":
        return [rf"\b{re.escape(word)}" for word in alternatives(way.expression)]
    words = re.findall(r"[^\W_]+", fold(way.text))
    start = r"\b" if words and words[0].isascii() else ""  # other scripts may have no spaces
    return [start + r"\W+(?:\w\w?\W+)?".join(map(_word_form, words))] if words else []


def _word_form(word: str) -> str:
    """A pattern for the forms of a word: its beginning, or a short word with its endings."""
    if word.isdigit() or not word.isascii():
        return re.escape(word)
    if len(word) < 5:
        return rf"{re.escape(word)}(?:s|es|ed|d)?\b"
    return re.escape(word[: max(4, len(word) - 3)]) + r"\w*"


def _number_form(text: str) -> str:
    """A number as it stands in texts, with or without its thousands separators."""
    number = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if not number:
        return re.escape(fold(text))
    whole, dot, fraction = number[0].replace(",", "").partition(".")
    spaced = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",?", whole)
    return rf"(?<![\d.,]){spaced}{re.escape(dot + fraction)}(?!\d|[.,]\d)"


class Reason(NamedTuple):
    """Why a record is a hit.

    `words`: of the query; `method`: how they led to it; `text`: what the record has in their place;
    `expression`: FTS5's for that.
    """

    words: str
    method: str
    text: str
    expression: str = ""


class NameMatch(NamedTuple):
    """A bonus for a record's score, for what share of the query's weight (0 to 1), and why."""

    bonus: float
    share: float
    reason: Reason


def name_matches(
    store: Store, parts: Sequence[Part], terms: Sequence[Term]
) -> dict[int, NameMatch]:
    """By record number: the best match of a query, its informative parts or some, to a name."""
    best: dict[int, NameMatch] = {}

    def add(number: int, bonus: float, share: float, reason: Reason) -> None:
        if number not in best or bonus > best[number].bonus:
            best[number] = NameMatch(bonus, share, reason)

    informative = [term.part for term in terms]
    total = sum(term.weight for term in terms)
    whole = {form(_text(some)) for form in (key, squeezed) for some in (parts, informative)}
    if len(informative) <= MAX_PERMUTED_WORDS:
        whole |= {key(_text(some)) for some in permutations(informative)}
    for name, number, rank in store.names_among(whole):
        add(number, WHOLE_NAME[rank], 1.0, Reason(_text(parts), "name", name))
    ranges = ngrams(informative)
    for name, number, _ in store.names_among(ranges.keys() - whole):
        for run in ranges[name]:
            words = informative[run.start : run.stop]
            share = sum(term.weight for term in terms[run.start : run.stop]) / total
            add(number, NAME_PART * share, share, Reason(_text(words), "part", name))
    text = key(_text(parts)) if any(part.type == "word" for part in parts) else ""
    for name, number, _ in store.names_starting(text, MAX_PREFIX_NAMES) if len(text) > 1 else []:
        if name[len(text)] == " " or not is_english(text):  # `opera` begins no `operating system`
            bonus = NAME_PREFIX * len(text) / len(name)
            add(number, bonus, 1.0, Reason(text, "beginning of a name", name))
    meant: dict[str, list[Term]] = {}  # by the glossary
    for term in terms:
        for phrase in {key(way.text) for way in term.expansions if way.method == "synonym"}:
            meant.setdefault(phrase, []).append(term)
    for name, number, _ in store.names_among(meant):
        share = sum(term.weight for term in meant[name]) / total
        reason = Reason(_text(term.part for term in meant[name]), "synonym", name)
        add(number, NAME_SYNONYM * share, share, reason)
    return best


def _text(parts: Iterable[Part]) -> str:
    return " ".join(part.text for part in parts)
