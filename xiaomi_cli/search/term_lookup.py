"""Looks up the terms of a query in the index: their postings and their inverse frequency."""

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.tokens import tokens
from xiaomi_cli.search.expansion import (
    METHOD_QUALITY,
    Expansion,
    expansions_of,
    fallback_expansions,
    phrase,
)
from xiaomi_cli.search.query import Part, informative, ngrams

MAX_POSTINGS = 300  # hits ranked for each word; serves `phones`, which a third of records have
COMMON_FREQUENCY = 5000  # records from which on hits are not ranked one by one; serves size
TITLE_QUALITY, BODY_QUALITY = 0.9, 0.35  # for common words, by where they stand; serves size
IDF_POWER = 0.6  # power of a term's inverse frequency; serves `questions`, whose words are rare
# What is left of the weight of a single sign; serves `lidar" OR 1=1`, `五个月做出电视`.
SINGLE_CHARACTER = 0.2
MIN_WEIGHT = 0.2  # of a word that nearly every record has, `xiaomi`
# How sure it is that a record has what was meant, by method of expansion, and if the word was
# corrected; serves `nothing` and `car insurance quotes`.
CERTAINTY = {"beginning": 0.8, "inside": 0.6}
CERTAINTY_IF_CORRECTED = 0.8


class Term(NamedTuple):
    """A part of a query as the index knows it.

    `weight`: its inverse document frequency, damped. `postings`: for each record number the quality
    of the match (0 to 1) and the best expansion that found it. `in_index`: whether any record has
    it, in the scope of the search or not.
    """

    part: Part
    expansions: list[Expansion]
    weight: float
    postings: dict[int, tuple[float, Expansion]]
    in_index: bool

    @property
    def is_partial(self) -> bool:
        """Whether it was found only as a prefix or an infix of words."""
        return self.in_index and all(o.method in {"beginning", "inside"} for o in self.expansions)

    @property
    def is_doubtful(self) -> bool:
        """Whether the library has it only in part, corrected or not at all; no single sign is."""
        unsure = not self.in_index or self.is_partial or bool(self.part.typed)
        return unsure and len(self.part.text) > 1

    @property
    def certain_weight(self) -> float:
        """Its weight, times how sure it is that a record found by it has what was meant."""
        sure = max(
            (CERTAINTY.get(expansion.method, 1.0) for expansion in self.expansions), default=1.0
        )
        return self.weight * sure * (CERTAINTY_IF_CORRECTED if self.part.typed else 1.0)


class Scope(NamedTuple):
    """Where to look: a span of record numbers, in a library of `total` records."""

    span: tuple[int, int] = EVERY
    total: int = 1


def look_up(store: Store, all_parts: Sequence[Part], scope: Scope) -> list[Term]:
    """A term for each informative part of a query."""
    parts = informative(all_parts)
    synonyms = _synonyms(store, all_parts)
    terms = []
    for number, part in enumerate(parts):
        expansions = expansions_of(store, parts, number)
        expansions += [phrase(text, "synonym") for text in synonyms.get(id(part), [])]
        term = _look_up_part(store, part, expansions, scope)
        if not term.in_index and part.type == "word":
            term = _look_up_part(store, part, fallback_expansions(store, part.text), scope)
        terms.append(term)
    return _complete_postings(store, terms)


def _synonyms(store: Store, all_parts: Sequence[Part]) -> dict[int, list[str]]:
    """Glossary phrases for parts (by identity), in n-grams with and without stop words."""
    phrases_of: dict[int, list[str]] = {}
    for parts in (all_parts, informative(all_parts)):
        positions = {
            other: ranges
            for form, ranges in ngrams(parts).items()
            for other in (form, _other_number(form))
        }
        for form, new_phrases in store.synonyms(positions).items():
            for number in {number for run in positions[form] for number in run}:
                phrases_of.setdefault(id(parts[number]), []).extend(new_phrases)
    return phrases_of


def _other_number(form: str) -> str:
    """The plural of a phrase, or the singular of one: the glossary has either, people type both."""
    return form[:-1] if form.endswith("s") else f"{form}s"


def _look_up_part(store: Store, part: Part, expansions: Iterable[Expansion], scope: Scope) -> Term:
    usable = [expansion for expansion in dict.fromkeys(expansions) if expansion.expression]
    postings: dict[int, tuple[float, Expansion]] = {}
    frequency = max(
        (_document_frequency(store, expansion, scope) for expansion in usable), default=0
    )
    for expansion in usable:
        hits = _hits(store, expansion, scope)
        best = max((score for _, score in hits), default=1.0)
        for number, score in hits:
            value = METHOD_QUALITY[expansion.method] * score / best
            if value > postings.get(number, (0.0,))[0]:
                postings[number] = (value, expansion)
    if part.date:
        for number, closeness in _events_during(store, part.date):
            if closeness > postings.get(number, (0.0,))[0]:
                postings[number] = (closeness, Expansion("", part.text, "dated"))
    weight = _idf_weight(part, frequency or len(postings), scope.total)
    return Term(part, usable, weight, postings, in_index=bool(frequency or postings))


def _document_frequency(store: Store, expansion: Expansion, scope: Scope) -> int:
    """How many records of the library match, counted up to COMMON_FREQUENCY."""
    if scope.total > COMMON_FREQUENCY and (counts := store.word_counts(tokens(expansion.text))):
        return min(counts.values())
    return len(store.first_matches(expansion.expression, COMMON_FREQUENCY))


def _idf_weight(part: Part, frequency: int, total: int) -> float:
    """Inverse document frequency to the power of IDF_POWER; highest for what no record has."""
    rarity = log(total / frequency) if 0 < frequency < total else log(total + 1) * (frequency == 0)
    weight = float(max(MIN_WEIGHT, rarity) ** IDF_POWER)
    return weight * SINGLE_CHARACTER if len(part.text) == 1 else weight


def _hits(store: Store, expansion: Expansion, scope: Scope) -> list[tuple[int, float]]:
    """(record number, quality) of the best matches; a common word is not scored by BM25."""
    words = list(tokens(expansion.text))
    counts = store.word_counts(words) if len(words) == 1 else {}
    if max(counts.values(), default=0) < COMMON_FREQUENCY:
        return store.matches(expansion.expression, MAX_POSTINGS, scope.span)
    titled = store.first_matches(
        f"{{title names}} : ({expansion.expression})", MAX_POSTINGS, scope.span
    )
    rest = store.first_matches(expansion.expression, MAX_POSTINGS - len(titled), scope.span)
    return [*((n, BODY_QUALITY) for n in rest), *((n, TITLE_QUALITY) for n in titled)]


def _complete_postings(store: Store, terms: list[Term]) -> list[Term]:
    """The terms, where MAX_POSTINGS cut them off looked up in the postings of the others too."""
    pool = {number for term in terms for number in term.postings}
    for term in terms:
        missing = pool - term.postings.keys()
        if len(term.postings) >= MAX_POSTINGS and missing and len(terms) > 1:
            for expansion in term.expansions:
                for number in store.among(expansion.expression, missing):
                    term.postings.setdefault(
                        number, (BODY_QUALITY * METHOD_QUALITY[expansion.method], expansion)
                    )
    return terms


def _events_during(store: Store, when: str) -> Iterable[tuple[int, float]]:
    """(record number, quality) of events in a span: the share of their own span that lies in it."""
    first, last = parse_date(when).bounds
    for sketch in store.sketches(store.events_between(first, last, MAX_POSTINGS)):
        start, end = max(first, sketch.earliest), min(last, sketch.latest)
        yield sketch.number, _days(start, end) / _days(sketch.earliest, sketch.latest)


def _days(first: str, last: str) -> int:
    from datetime import date

    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal() + 1
