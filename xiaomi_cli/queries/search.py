"""Ranked hits over everything: names first, then words, then what was meant instead."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xiaomi_cli.queries.filters import Limits, limits_of
from xiaomi_cli.queries.lens import Lens, seen
from xiaomi_cli.queries.query import Part, informative, parse
from xiaomi_cli.queries.ranking import Ranked, Reason, rank
from xiaomi_cli.queries.spelling import corrections
from xiaomi_cli.queries.terms import Scope, Term, build, segmented
from xiaomi_cli.store.index import Sketch
from xiaomi_cli.store.reader import Entry, Store

FEW = 3  # hits below which a word that no title or name has may be misspelt; serves `sped`


class Hit(NamedTuple):
    """A record found, its score (higher is better), the words that speak for it, and why."""

    entry: Entry
    score: float
    snippet: str
    reasons: tuple[Reason, ...] = ()


class Answer(NamedTuple):
    """What a search found; `corrected` is what was searched instead, if not the query itself.

    `hits` are as many as were asked for, of `total`.
    """

    query: str
    corrected: str
    hits: list[Hit]
    total: int


def search(
    store: Store, text: str, kinds: Iterable[str], through: Lens, limit: int = 10
) -> Answer:
    """The `limit` most relevant records for a query (0: all), best first, seen through the lens."""
    query = parse(store.simplified(text))
    limits = limits_of(store, query, kinds, through)
    ranked, corrected = _found(store, limits, through)
    shown = ranked[: limit or None]
    entries = store.by_ids(hit.sketch.id for hit in shown)
    visible = {entry.id: entry for entry in seen(store, list(entries.values()), through)}
    hits = [_hit(visible[hit.sketch.id], hit) for hit in shown]
    return Answer(text, corrected if hits else "", hits, len(ranked))


def _hit(entry: Entry, found: Ranked) -> Hit:
    snippet = " ".join((found.snippet or entry.summary).split())
    return Hit(entry, round(found.score, 3), snippet, found.reasons)


def _found(store: Store, limits: Limits, through: Lens) -> tuple[list[Ranked], str]:
    """The hits, and the query they are for if that is not the one that was typed."""
    parts = segmented(store, limits.parts)
    if not parts:
        every = store.sketches(limits.everything(store))
        return [Ranked(sketch, 0.0) for sketch in sorted(every, key=_listed)], ""
    scope = Scope(limits.span, store.number_of("records"))
    terms = build(store, informative(parts), scope)
    ranked = rank(store, parts, terms, limits, through)
    if fixed := _fixed(store, parts, terms, ranked):
        terms = build(store, informative(fixed), scope)
        if meant := rank(store, fixed, terms, limits, through):
            return meant, " ".join(part.text for part in fixed)
    return ranked, ""


def _listed(sketch: Sketch) -> tuple[bool, bool, int]:
    """The order of hits for nothing but filters: what happened first, the major first of it."""
    return sketch.kind != "event", not sketch.major, sketch.number


def _fixed(
    store: Store, parts: Sequence[Part], terms: Sequence[Term], ranked: Sequence[Ranked]
) -> list[Part]:
    """The parts with misspelt words corrected; nothing if there are none."""
    words = [term.part.text for term in terms]
    unknown = [n for n, term in enumerate(terms) if not term.found and term.part.how == "word"]
    if len(terms) == 1 and len(ranked) < FEW and not any(_prominent(hit, words) for hit in ranked):
        unknown = [0]
    known = [n for n in range(len(terms)) if n not in unknown]
    found = corrections(store, words, unknown, known)
    by_part = {id(terms[n].part): word for n, word in found.items()}
    if not by_part:
        return []
    return [Part(by_part[id(part)]) if id(part) in by_part else part for part in parts]


def _prominent(hit: Ranked, words: Sequence[str]) -> bool:
    """Whether a hit has the query in its title or among its names."""
    title = hit.sketch.title.casefold()
    return any(reason.by == "name" for reason in hit.reasons) or any(
        word.casefold() in title for word in words
    )
