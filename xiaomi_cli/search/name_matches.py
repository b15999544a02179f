"""Records that a query, some of its words, or a synonym of them, is a name of."""

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.tokens import key, squeezed
from xiaomi_cli.search.query import Part, ngrams
from xiaomi_cli.search.spelling import is_english
from xiaomi_cli.search.term_lookup import Term

# The whole query is an id, title, alias, pinyin, name of a statement, former name; serves `names`.
WHOLE_NAME = (60.0, 55.0, 45.0, 40.0, 38.0, 36.0)
NAME_PREFIX = 25.0  # the whole query begins a name, by how much of it; serves `prefixes`
NAME_PART = 16.0  # some words of the query are a name, by their share; serves `persons`
NAME_SYNONYM = 22.0  # as above, by way of the glossary; serves `synonyms`
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


def name_matches(
    store: Store, parts: Sequence[Part], terms: Sequence[Term]
) -> dict[int, NameMatch]:
    """By record number: the best match of a query, its informative parts or some, to a name."""
    best: dict[int, NameMatch] = {}

    def add(number: int, bonus: float, share: float, reason: Reason) -> None:
        if number not in best or bonus > best[number].bonus:
            best[number] = NameMatch(bonus, share, reason)

    informative = [term.part for term in terms]
    weights = {id(term.part): term.weight for term in terms}
    total = sum(weights.values())
    whole = {form(_text(some)) for form in (key, squeezed) for some in (parts, informative)}
    for candidates in (parts, informative):
        ranges = ngrams(candidates)
        for name, number, order in store.names_among(ranges):
            for run in ranges[name]:
                words = [candidates[n] for n in run]
                share = sum(weights.get(id(part), 0.0) for part in words) / total
                if name in whole:
                    add(number, WHOLE_NAME[order], 1.0, Reason(_text(words), "name", name))
                else:
                    add(number, NAME_PART * share, share, Reason(_text(words), "part", name))
    if 1 < len(informative) <= MAX_PERMUTED_WORDS:
        for name, number, order in store.names_among(
            key(_text(some)) for some in permutations(informative)
        ):
            add(number, WHOLE_NAME[order], 1.0, Reason(name, "name", name))
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
