"""Records that a query, some of its words, or a synonym of them, is a name of."""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.name_keys import NameRank, key, squeezed
from xiaomi_cli.search.english import is_english
from xiaomi_cli.search.query import Part
from xiaomi_cli.search.segmentation import ngrams
from xiaomi_cli.search.term_lookup import Term

# The whole query is an id, title, alias, pinyin, name of a statement, former name; serves `names`.
WHOLE_NAME = (60.0, 55.0, 45.0, 40.0, 38.0, 36.0)
NAME_PREFIX = 25.0  # the whole query begins a name, by how much of it; serves `prefixes`
NAME_PART = 16.0  # some words of the query are a name, by their share; serves `persons`
NAME_SYNONYM = 22.0  # as above, by way of the glossary; serves `synonyms`
PART_FACTOR = 0.5  # as above, if it is the name of a part of the record only; serves `everyday`
MAX_PERMUTED_WORDS = 3  # words of a query that are tried in any order; serves `founder of huawei`
MAX_PREFIX_NAMES = 30  # names that go on from a query that are looked at; serves `xiaomi`


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


class _BestMatches:
    """The match with the highest bonus for each record."""

    def __init__(self) -> None:
        self.by_number: dict[int, NameMatch] = {}

    def add(self, number: int, match: NameMatch) -> None:
        if number not in self.by_number or match.bonus > self.by_number[number].bonus:
            self.by_number[number] = match


def name_matches(
    store: Store, parts: Sequence[Part], terms: Sequence[Term]
) -> dict[int, NameMatch]:
    """By record number: the best match of a query, its informative parts or some, to a name."""
    best = _BestMatches()
    informative = [term.part for term in terms]
    weights = {id(term.part): term.weight for term in terms}
    total = sum(weights.values())
    whole = {form(_text(some)) for form in (key, squeezed) for some in (parts, informative)}
    for candidates in (parts, informative):
        ranges = ngrams(candidates)
        for name, number, order in store.names_among(ranges):
            for run in ranges[name]:
                words_of_name = [candidates[n] for n in run]
                share = sum(weights.get(id(part), 0.0) for part in words_of_name) / total
                reason = Reason(_text(words_of_name), "name" if name in whole else "part", name)
                best.add(
                    number,
                    NameMatch(WHOLE_NAME[order], 1.0, reason)
                    if name in whole
                    else NameMatch(NAME_PART * share, share, reason),
                )
    for name, number, order in _reordered(store, informative):
        best.add(number, NameMatch(WHOLE_NAME[order], 1.0, Reason(name, "name", name)))
    text = key(_text(parts)) if any(part.type == "word" for part in parts) else ""
    for name, number, _ in store.names_starting(text, MAX_PREFIX_NAMES) if len(text) > 1 else []:
        if name[len(text)] != " " and is_english(text):
            continue  # `opera` is not how `operating system` begins
        bonus = NAME_PREFIX * len(text) / len(name)
        best.add(number, NameMatch(bonus, 1.0, Reason(text, "beginning of a name", name)))
    for name, number, order, synonymous in _meant_by_glossary(store, terms):
        share = sum(term.weight for term in synonymous) / total
        share *= PART_FACTOR if order >= NameRank.PART else 1.0
        words = _text([term.part for term in synonymous])
        best.add(number, NameMatch(NAME_SYNONYM * share, share, Reason(words, "synonym", name)))
    return best.by_number


def _text(parts: Iterable[Part]) -> str:
    return " ".join(part.text for part in parts)


def _reordered(store: Store, informative: Sequence[Part]) -> list[tuple[str, int, int]]:
    """Names of all words of a short query in another order."""
    if not 1 < len(informative) <= MAX_PERMUTED_WORDS:
        return []
    return store.names_among(key(_text(order)) for order in permutations(informative))


def _meant_by_glossary(
    store: Store, terms: Sequence[Term]
) -> Iterable[tuple[str, int, int, list[Term]]]:
    """(name, record, rank, terms) of records that the glossary means by some of the terms."""
    phrases: dict[str, list[Term]] = {}
    for term in terms:
        for text in {
            key(expansion.text) for expansion in term.expansions if expansion.method == "synonym"
        }:
            phrases.setdefault(text, []).append(term)
    for name, number, order in store.names_among(phrases):
        yield name, number, order, phrases[name]
