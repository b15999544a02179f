"""The terms of a query looked up in the index: which records have them, and how well."""

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.edtf import bounds
from xiaomi_cli.model.tokens import tokens
from xiaomi_cli.search.expansion import WORTH, Option, options_of, phrase, stretched
from xiaomi_cli.search.query import Part, informative
from xiaomi_cli.search.segmentation import runs

POOL = 300  # hits that are ranked for each word; serves `phones`, which a third of all records have
COMMON = 5000  # records from which on a word's hits are not ranked one by one; serves size
TITLE_VALUE, BODY_VALUE = 0.9, 0.35  # for common words, by where they stand; serves size
MUTED = 0.6  # power of a term's inverse frequency; serves `questions`, whose words are rare
LONE = 0.2  # what is left of the weight of a single sign; serves `lidar" OR 1=1`, `五个月做出电视`
MINOR = 0.85  # an event of a date that is not major; serves `2016`
LEAST_WEIGHT = 0.2  # of a word that nearly every record has, `xiaomi`


# How sure it is that a record has what was meant, by how it was found; serves `nothing`.
SURE = {"beginning": 0.8, "inside": 0.6}
SURE_IF_CORRECTED = 0.8  # as above, of a word that was corrected; serves `car insurance quotes`


class Term(NamedTuple):
    """Something sought, how telling it is, and the records that have it: how well, by what."""

    part: Part
    options: list[Option]
    weight: float
    found: dict[int, tuple[float, Option]]
    known: bool  # whether any record has it, within the scope or not

    @property
    def partial(self) -> bool:
        """Whether it was found as no more than the beginning or the inside of words."""
        return self.known and all(o.by in {"beginning", "inside"} for o in self.options)

    @property
    def doubtful(self) -> bool:
        """Whether the library has it only in part, corrected, or not at all; single signs aside."""
        unsure = not self.known or self.partial or bool(self.part.typed)
        return unsure and len(self.part.text) > 1

    @property
    def bears(self) -> float:
        """What a record that has it bears of the query: its weight, as far as that is sure."""
        sure = max((SURE.get(option.by, 1.0) for option in self.options), default=1.0)
        return self.weight * sure * (SURE_IF_CORRECTED if self.part.typed else 1.0)


class Scope(NamedTuple):
    """Where to look: a span of record numbers, of `total` records in all."""

    span: tuple[int, int] = EVERY
    total: int = 1


def build(store: Store, every: Sequence[Part], scope: Scope) -> list[Term]:
    """The terms of a query's informative parts, looked up in the index."""
    parts = informative(every)
    meant = _synonyms(store, every)
    terms = []
    for number, part in enumerate(parts):
        options = options_of(store, parts, number)
        options += [phrase(said, "synonym") for said in meant.get(id(part), [])]
        term = _term(store, part, options, scope)
        if not term.known and part.how == "word":
            term = _term(store, part, stretched(store, part.text), scope)
        terms.append(term)
    return _filled(store, terms)


def _synonyms(store: Store, every: Sequence[Part]) -> dict[int, list[str]]:
    """Glossary phrases for the parts (by identity) of runs, with and without their small words."""
    found: dict[int, list[str]] = {}
    for parts in (every, informative(every)):
        places = {
            other: places_of_form
            for form, places_of_form in runs(parts).items()
            for other in (form, _other_number(form))
        }
        for form, phrases in store.synonyms(places).items():
            for number in {number for run in places[form] for number in run}:
                found.setdefault(id(parts[number]), []).extend(phrases)
    return found


def _other_number(form: str) -> str:
    """The plural of a phrase, or the singular of one: the glossary has either, people type both."""
    return form[:-1] if form.endswith("s") else f"{form}s"


def _term(store: Store, part: Part, options: Iterable[Option], scope: Scope) -> Term:
    asked = [option for option in dict.fromkeys(options) if option.expression]
    found: dict[int, tuple[float, Option]] = {}
    frequency = max((_frequency(store, option, scope) for option in asked), default=0)
    for option in asked:
        hits = _hits(store, option, scope)
        best = max((score for _, score in hits), default=1.0)
        for number, score in hits:
            value = WORTH[option.by] * score / best
            if value > found.get(number, (0.0,))[0]:
                found[number] = (value, option)
    if part.date:
        for number, closeness in _events(store, part.date):
            if closeness > found.get(number, (0.0,))[0]:
                found[number] = (closeness, Option("", part.text, "dated"))
    known = bool(frequency or found)
    return Term(part, asked, _weight(part, frequency or len(found), scope.total), found, known)


def _frequency(store: Store, option: Option, scope: Scope) -> int:
    """How many records of the library match an option, as far as that makes a difference."""
    if scope.total > COMMON and (counts := store.word_counts(tokens(option.said))):
        return min(counts.values())
    return len(store.first_matches(option.expression, COMMON))


def _weight(part: Part, frequency: int, total: int) -> float:
    """How telling a term is: the more the fewer records have it; most if none has."""
    rarity = log(total / frequency) if 0 < frequency < total else log(total + 1) * (frequency == 0)
    weight = float(max(LEAST_WEIGHT, rarity) ** MUTED)
    return weight * LONE if len(part.text) == 1 else weight


def _hits(store: Store, option: Option, scope: Scope) -> list[tuple[int, float]]:
    """The best hits of an option; of a common word those that have it in title or names."""
    said = list(tokens(option.said))
    counts = store.word_counts(said) if len(said) == 1 else {}
    if max(counts.values(), default=0) < COMMON:
        return store.matches(option.expression, POOL, scope.span)
    titled = store.first_matches(f"{{title names}} : ({option.expression})", POOL, scope.span)
    rest = store.first_matches(option.expression, POOL - len(titled), scope.span)
    return [*((n, BODY_VALUE) for n in rest), *((n, TITLE_VALUE) for n in titled)]


def _filled(store: Store, terms: list[Term]) -> list[Term]:
    """Terms with more hits than were ranked: which of the other terms' hits have them as well."""
    pool = {number for term in terms for number in term.found}
    for term in terms:
        missing = pool - term.found.keys()
        if len(term.found) >= POOL and missing and len(terms) > 1:
            for option in term.options:
                for number in store.among(option.expression, missing):
                    term.found.setdefault(number, (BODY_VALUE * WORTH[option.by], option))
    return terms


def _events(store: Store, when: str) -> Iterable[tuple[int, float]]:
    """Events in a span of time, with the share of their own span that lies in it."""
    first, last = bounds(when)
    for sketch in store.sketches(store.events_between(first, last, POOL)):
        start, end = max(first, sketch.earliest), min(last, sketch.latest)
        share = _days(start, end) / _days(sketch.earliest, sketch.latest)
        yield sketch.number, share * (1.0 if sketch.major else MINOR)


def _days(first: str, last: str) -> int:
    from datetime import date

    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal() + 1
