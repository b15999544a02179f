"""The terms of a query: how each part is looked up in the index, what it finds, what it weighs."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from math import log
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.tokens import fold, tokens
from xiaomi_cli.search.query import Part, informative, ngrams, phrase
from xiaomi_cli.search.spelling import is_english

# How good a match is by the method that found it, where that is less than the word itself (1).
METHOD_QUALITY = {
    "date": 0.8,  # a text that mentions a date, against an event of that date; serves `may 2016`
    "synonym": 0.9,  # serves `laser radar`: lidar
    "beginning": 0.8,  # serves `manuf`: manufacturing
}
IDF_POWER = 0.6  # power of a term's inverse frequency; serves `questions`, whose words are rare
MIN_WEIGHT = 0.2  # of a word that nearly every record has, `xiaomi`
# What is left of the weight of a single sign; serves `lidar" OR 1=1`, `五个月做出电视`.
SINGLE_CHARACTER = 0.2
MAX_COMPLETIONS = 20  # longer words that one beginning stands for; serves `manuf`
MAX_POSTINGS = 300  # hits ranked for each word; serves `phones`, which a third of records have
COMMON_FREQUENCY = 5000  # records from which on hits are not ranked one by one; serves size
TITLE_QUALITY, BODY_QUALITY = 0.9, 0.35  # for common words, by where they stand; serves size
_ENDINGS = ("s", "es", "ed", "d", "ing")
_LETTERS_AND_DIGITS = r"[^\W\d_]+\d+|\d+[^\W\d_]+"  # su7, 3nm
_OR = " OR "  # between the words of an expression that any of them matches


class Expansion(NamedTuple):
    """One way to look up a part of a query.

    `expression`: for FTS5. `text`: the words it stands for. `method`: word, phrase, figure, date,
    split, synonym, beginning, or `dated` for an event of a date.
    """

    expression: str
    text: str
    method: str


class Term(NamedTuple):
    """A part of a query as the index knows it.

    `weight`: its inverse document frequency, damped. `postings`: for each record number the quality
    of the match (0 to 1) and the best expansion that found it. `in_index`: whether any record has
    it, in the span searched or not.
    """

    part: Part
    expansions: list[Expansion]
    weight: float
    postings: dict[int, tuple[float, Expansion]]
    in_index: bool

    @property
    def is_suspect(self) -> bool:
        """Whether it is a word of no record, or only the beginning of some: it may be misspelt."""
        partly = any(way.method == "beginning" for way in self.expansions)
        return self.part.type == "word" and (partly or not self.in_index)

    @property
    def is_doubtful(self) -> bool:
        """Whether the library has it only in part, corrected or not at all; no single sign is."""
        return len(self.part.text) > 1 and (
            not self.in_index or self.is_suspect or bool(self.part.typed)
        )


def look_up(store: Store, all_parts: Sequence[Part], span: tuple[int, int]) -> list[Term]:
    """A term for each informative part of a query, looked up in a span of record numbers."""
    total = store.number_of("records")
    parts = informative(all_parts)
    synonyms = _synonyms(store, all_parts) | _synonyms(store, parts)
    terms = []
    for part in parts:
        ways = [*_expansions(store, part), *synonyms.get(id(part), [])]
        term = _term(store, part, ways, span, total)
        if not term.in_index and part.type == "word":
            term = _term(store, part, _fallback(store, part.text), span, total)
        terms.append(term)
    return terms


def alternatives(expression: str) -> list[str]:
    """The words of an expression that any of several words matches."""
    return [word.strip('"') for word in expression.split(_OR)]


def _expansions(store: Store, part: Part) -> list[Expansion]:
    """The expansions of a part as it was typed."""
    if part.type == "figure":  # by its size or its unit, which is its last token
        size = tokens(part.text)[-1]
        return [Expansion(f'"{size}"', part.text, "figure")]
    if part.type != "word":
        return [Expansion(phrase(part.text), part.text, part.type)]
    ways = []
    if not _is_stem_of_another(store, fold(part.text)):
        ways.append(Expansion(phrase(part.text), part.text, "word"))
    if re.fullmatch(_LETTERS_AND_DIGITS, part.text):
        apart = " ".join(re.findall(r"\d+|\D+", part.text))
        ways.append(Expansion(phrase(apart), apart, "split"))
    return ways


def _fallback(store: Store, word: str) -> list[Expansion]:
    """The expansions of a word that no record has: its pieces apart, or what begins so."""
    pieces = tokens(word)
    if len(pieces) > 1:
        return [Expansion(" AND ".join(f'"{piece}"' for piece in pieces), word, "word")]
    if not pieces or len(pieces[0]) < 2 or is_english(pieces[0]):  # which is no beginning
        return []
    longer = store.words_starting(pieces[0], MAX_COMPLETIONS)
    expression = _OR.join(f'"{one}"' for one, _ in longer)
    return [Expansion(expression, longer[0][0], "beginning")] if longer else []


def _is_stem_of_another(store: Store, word: str) -> bool:
    """Whether a short word meets others by its stem alone: `ore` meets `or`, `bus` pinyin `bu`."""
    stems = {word} | {stem for end in _ENDINGS if len(stem := word.removesuffix(end)) > 2}
    forms = {stem + end for stem in stems for end in ("", *_ENDINGS)}
    return word.isalpha() and word.isascii() and len(word) < 5 and not store.word_counts(forms)


def _synonyms(store: Store, parts: Sequence[Part]) -> dict[int, list[Expansion]]:
    """What the glossary has for parts, by their identity."""
    found: dict[int, list[Expansion]] = {}
    ranges = {other: runs for form, runs in ngrams(parts).items() for other in _numbers(form)}
    for form, phrases in store.synonyms(ranges).items():
        ways = [Expansion(phrase(text), text, "synonym") for text in phrases]
        for number in {number for run in ranges[form] for number in run}:
            found.setdefault(id(parts[number]), []).extend(ways)
    return found


def _numbers(form: str) -> tuple[str, str]:
    """A phrase in singular and plural: the glossary has either, people type both."""
    return form, form[:-1] if form.endswith("s") else f"{form}s"


def _term(
    store: Store, part: Part, expansions: Sequence[Expansion], span: tuple[int, int], total: int
) -> Term:
    ways = [way for way in dict.fromkeys(expansions) if way.expression]
    postings: dict[int, tuple[float, Expansion]] = {}
    frequency = 0
    for way in ways:
        found, hits = _hits(store, way, span, total)
        frequency = max(frequency, found)
        quality = METHOD_QUALITY.get(way.method, 1.0) / max((score for _, score in hits), default=1)
        for number, score in hits:
            if score * quality > postings.get(number, (0.0,))[0]:
                postings[number] = score * quality, way
    for number, share in _events_during(store, part.date) if part.date else ():
        if share > postings.get(number, (0.0,))[0]:
            postings[number] = share, Expansion("", part.text, "dated")
    known = frequency or len(postings)
    rarity = log(total / known) if 0 < known < total else 0.0 if known else log(total + 1)
    weight = max(MIN_WEIGHT, rarity) ** IDF_POWER
    weight *= SINGLE_CHARACTER if len(part.text) == 1 else 1.0
    return Term(part, ways, weight, postings, in_index=known > 0)


def _hits(
    store: Store, way: Expansion, span: tuple[int, int], total: int
) -> tuple[int, list[tuple[int, float]]]:
    """How many records match, and (record number, quality) of the best of them.

    In a large library records are counted by words, and those of a common word not scored by BM25.
    """
    counts = store.word_counts(tokens(way.text)) if total > COMMON_FREQUENCY else {}
    frequency = min(counts.values(), default=0)
    if frequency < COMMON_FREQUENCY:
        known = frequency or len(store.first_matches(way.expression, COMMON_FREQUENCY))
        return known, store.matches(way.expression, MAX_POSTINGS, span)
    titled = store.first_matches(f"{{title names}} : ({way.expression})", MAX_POSTINGS, span)
    rest = store.first_matches(way.expression, MAX_POSTINGS - len(titled), span)
    return frequency, [(n, BODY_QUALITY) for n in rest] + [(n, TITLE_QUALITY) for n in titled]


def _events_during(store: Store, when: str) -> Iterator[tuple[int, float]]:
    """(record number, quality) of events in a span: the share of their own span that lies in it."""
    first, last = parse_date(when).bounds
    for sketch in store.sketches(store.events_between(first, last, MAX_POSTINGS)):
        within = _days(max(first, sketch.earliest), min(last, sketch.latest))
        yield sketch.number, within / _days(sketch.earliest, sketch.latest)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
