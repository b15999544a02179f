"""Records that a query, some of its words, or a synonym of them, names."""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.name_keys import key, squeezed
from xiaomi_cli.search.query import Part
from xiaomi_cli.search.segmentation import runs
from xiaomi_cli.search.term_lookup import Term

# The whole query is an id, title, alias, pinyin, name of a statement, former name; serves `names`.
NAME = (60.0, 55.0, 45.0, 40.0, 38.0, 36.0)
BEGINNING = 25.0  # the whole query begins a name, by how much of it; serves `prefixes`
PART = 16.0  # some words of the query are a name, by their share; serves `persons`
MEANT = 22.0  # as above, by way of the glossary; serves `synonyms`
MOST_ORDERS = 3  # words of a query that are tried in any order; serves `founder of huawei`
MOST_LONGER = 30  # names that go on from a query that are looked at; serves `xiaomi`


class Reason(NamedTuple):
    """Why a record is a hit: what of the query, how, as what, and the FTS5 expression for it."""

    words: str
    by: str
    said: str
    expression: str = ""


class Named(NamedTuple):
    """What a name does for a record: how much, for what share of the query's weight, and why."""

    bonus: float
    share: float
    reason: Reason


class _Names:
    """The best name found for each record."""

    def __init__(self) -> None:
        self.found: dict[int, Named] = {}

    def note(self, number: int, named: Named) -> None:
        if number not in self.found or named.bonus > self.found[number].bonus:
            self.found[number] = named


def named(store: Store, parts: Sequence[Part], terms: Sequence[Term]) -> dict[int, Named]:
    """The records named by the parts of a query, or by those of its terms; by record number."""
    names = _Names()
    telling = [term.part for term in terms]
    weights = {id(term.part): term.weight for term in terms}
    total = sum(weights.values())
    whole = {form(_said(some)) for form in (key, squeezed) for some in (parts, telling)}
    for among in (parts, telling):
        places = runs(among)
        for name, number, order in store.names_among(places):
            for run in places[name]:
                chosen = [among[n] for n in run]
                share = sum(weights.get(id(part), 0.0) for part in chosen) / total
                reason = Reason(_said(chosen), "name" if name in whole else "part", name)
                names.note(
                    number,
                    Named(NAME[order], 1.0, reason)
                    if name in whole
                    else Named(PART * share, share, reason),
                )
    for name, number, order in _reordered(store, telling):
        names.note(number, Named(NAME[order], 1.0, Reason(name, "name", name)))
    text = key(_said(parts)) if any(part.how == "word" for part in parts) else ""
    for name, number, _ in store.names_starting(text, MOST_LONGER) if len(text) > 1 else []:
        bonus = BEGINNING * len(text) / len(name)
        names.note(number, Named(bonus, 1.0, Reason(text, "beginning of a name", name)))
    for name, number, having in _meant(store, terms):
        share = sum(term.weight for term in having) / total
        words = _said([term.part for term in having])
        names.note(number, Named(MEANT * share, share, Reason(words, "synonym", name)))
    return names.found


def _said(parts: Iterable[Part]) -> str:
    return " ".join(part.text for part in parts)


def _reordered(store: Store, telling: Sequence[Part]) -> list[tuple[str, int, int]]:
    """Names of all words of a short query in another order."""
    if not 1 < len(telling) <= MOST_ORDERS:
        return []
    return store.names_among(key(_said(order)) for order in permutations(telling))


def _meant(store: Store, terms: Sequence[Term]) -> Iterable[tuple[str, int, list[Term]]]:
    """(name, record, terms) of records that the glossary means by some of the terms."""
    phrases: dict[str, list[Term]] = {}
    for term in terms:
        for said in {key(option.said) for option in term.options if option.by == "synonym"}:
            phrases.setdefault(said, []).append(term)
    for name, number, _ in store.names_among(phrases):
        yield name, number, phrases[name]
