"""Ranked hits over everything: names first, then words, then what was meant instead."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import Lens, seen
from xiaomi_cli.search.filters import Limits, limits_of
from xiaomi_cli.search.name_matches import Reason
from xiaomi_cli.search.query import Part, Query, parse
from xiaomi_cli.search.ranking import Ranked, rank
from xiaomi_cli.search.segmentation import segmented
from xiaomi_cli.search.spelling import corrections
from xiaomi_cli.search.term_lookup import Scope, Term, build

LEAD = 1.5  # how much better a correction must do than the beginning of a word; serves `lei jum`
MOST_LISTED = 2000  # records that are put in order for a query of nothing but filters; serves size
FEW = 3  # hits below which a word that no title or name has may be misspelt; serves `sped`


class Hit(NamedTuple):
    """A record found, its score (higher is better), the words that speak for it, and why."""

    entry: Entry
    score: float
    snippet: str
    number: int
    reasons: tuple[Reason, ...]


class Answer(NamedTuple):
    """What a search found; `corrected` is what was searched instead, if not the query itself.

    `hits` are as many as were asked for, of `total`; `changed` is each corrected word, and what was
    typed for it.
    """

    query: str
    corrected: str
    hits: list[Hit]
    total: int
    changed: dict[str, str]


class Why(NamedTuple):
    """One reason for a hit: `words` of the query, found `by` some way as `said` in `fields`.

    `typed`: what was typed for the words, where that was corrected.
    """

    words: str
    typed: str
    by: str
    said: str
    fields: tuple[str, ...]


def search(store: Store, text: str, kinds: Iterable[str], through: Lens, limit: int = 10) -> Answer:
    """The `limit` most relevant records for a query (0: all), best first, seen through the lens."""
    query = parse(store.simplified(text))
    return _answered(store, query._replace(text=text), kinds, through, limit)


def elsewhere(store: Store, text: str, kinds: Iterable[str], through: Lens) -> dict[str, int]:
    """How many hits of each kind a query has with its kinds left aside; none if it set none."""
    query = parse(store.simplified(text))
    if not query.filters.pop("kind", [*kinds]):
        return {}
    return dict(Counter(hit.entry.kind for hit in _answered(store, query, [], through, 0).hits))


def _answered(
    store: Store, query: Query, kinds: Iterable[str], through: Lens, limit: int
) -> Answer:
    limits = limits_of(store, query, kinds, through)
    parts = segmented(store, limits.parts)
    if not parts:
        within = sorted(limits.everything(store))
        listed = _listed(store, within[: max(limit, MOST_LISTED) if limit else None])
        hits = _shown(store, listed[: limit or None], through)
        return Answer(query.text, "", hits, len(within), {})
    changed: dict[str, str] = {}
    ranked, terms = _ranked(store, parts, limits, through)
    for numbers, lead in _doubts(terms, ranked):
        fixed = _fixed(store, terms, numbers)
        meant = [fixed.get(id(part), part) for part in parts]
        instead, _ = _ranked(store, meant, limits, through) if fixed else ([], [])
        if instead and instead[0].score > lead * (ranked[0].score if ranked else 0.0):
            ranked, parts = instead, meant
            changed = {part.text: part.typed for part in parts if part.typed}
            break
    corrected = " ".join(part.text for part in parts) if changed else ""
    hits = _shown(store, ranked[: limit or None], through)
    return Answer(query.text, corrected, hits, len(ranked), changed)


def _shown(store: Store, ranked: Sequence[Ranked], through: Lens) -> list[Hit]:
    """The hits with their records, as far as the lens lets them be seen."""
    entries = store.by_ids(hit.sketch.id for hit in ranked)
    visible = {entry.id: entry for entry in seen(store, list(entries.values()), through)}
    return [_hit(visible[hit.sketch.id], hit) for hit in ranked]


def _hit(entry: Entry, found: Ranked) -> Hit:
    snippet = " ".join((found.snippet or entry.summary).split())
    return Hit(entry, round(found.score, 3), snippet, found.sketch.number, found.reasons)


def _ranked(
    store: Store, parts: Sequence[Part], limits: Limits, through: Lens
) -> tuple[list[Ranked], list[Term]]:
    scope = Scope(limits.span, store.number_of("records"))
    terms = build(store, parts, scope)
    return rank(store, parts, terms, limits, through), terms


def _doubts(terms: Sequence[Term], ranked: Sequence[Ranked]) -> Iterator[tuple[list[int], float]]:
    """Terms (by number) that may be misspelt, and by how much a correction must do better."""
    unknown = [n for n, term in enumerate(terms) if not term.known and term.part.how == "word"]
    named = bool(ranked) and any("name" in reason.by for reason in ranked[0].reasons)
    weak = [n for n, term in enumerate(terms) if term.partial] if not named else []
    if len(terms) == 1:
        words = [terms[0].part.text]
        rare = 0 < len(ranked) < FEW and not any(_prominent(hit, words) for hit in ranked)
        weak = [0] if rare else []
    if weak:
        yield [*unknown, *weak], 0.0 if len(terms) == 1 else LEAD
    if unknown:
        yield unknown, 0.0


def _fixed(store: Store, terms: Sequence[Term], numbers: Sequence[int]) -> dict[int, Part]:
    """What misspelt parts (by identity) were meant to be; nothing if they resemble nothing."""
    words = [term.part.text for term in terms]
    known = [n for n in range(len(terms)) if n not in numbers]
    found = corrections(store, words, numbers, known)
    return {id(terms[n].part): Part(word, typed=words[n]) for n, word in found.items()}


def _prominent(hit: Ranked, words: Sequence[str]) -> bool:
    """Whether a hit has the query in its title or among its names."""
    title = hit.sketch.title.casefold()
    return any(reason.by == "name" for reason in hit.reasons) or any(
        word.casefold() in title for word in words
    )


def _listed(store: Store, numbers: Sequence[int]) -> list[Ranked]:
    """The hits for nothing but filters: what happened first, and of that what is major."""
    found = [Ranked(sketch, 0.0) for sketch in store.sketches(numbers)]
    return sorted(
        found, key=lambda hit: (hit.sketch.kind != "event", not hit.sketch.major, hit.sketch.place)
    )
