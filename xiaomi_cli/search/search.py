"""Search: parse, look up, rank, and correct the spelling of what the library does not have."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.search.expansion import alternatives, fts_token
from xiaomi_cli.search.filters import Filters, filters_of
from xiaomi_cli.search.matching import QueryMatcher, query_matcher
from xiaomi_cli.search.name_matches import Reason
from xiaomi_cli.search.near_duplicates import folded_under
from xiaomi_cli.search.query import Part, Query, parse
from xiaomi_cli.search.ranking import Ranked, rank
from xiaomi_cli.search.segmentation import segment
from xiaomi_cli.search.spelling import corrections
from xiaomi_cli.search.term_lookup import Scope, Term, look_up

# How much better a correction must score than what the prefix of a word found; serves `lei jum`.
MIN_LEAD = 1.5
MAX_LISTED = 2000  # records that are put in order for a query of nothing but filters; serves size
# Of the search index, in the order in which reasons name them.
FIELDS = ("names", "title", "asked", "summary", "body")
FEW_HITS = 3  # hits below which a word that no title or name has may be misspelt; serves `sped`


class Hit(NamedTuple):
    """A record found, its score (higher is better), the words that speak for it, and why.

    `marks` and `title_marks`: where words of the query stand in the snippet and in the title, as
    (start, end) in order, none within another. `folded`: the id of an earlier hit that says the
    same, under which a view may fold this one.
    """

    entry: Entry
    score: float
    snippet: str
    number: int
    reasons: tuple[Reason, ...]
    marks: tuple[tuple[int, int], ...] = ()
    title_marks: tuple[tuple[int, int], ...] = ()
    folded: str = ""


class Answer(NamedTuple):
    """What a search found; `corrected` is what was searched instead, if not the query itself.

    `hits` are as many as were asked for, of `total`; `changed` is each corrected word, and what was
    typed for it. `unknown` are the words that no record has and that resemble none.
    """

    query: str
    corrected: str
    hits: list[Hit]
    total: int
    changed: dict[str, str]
    unknown: tuple[str, ...] = ()


class Why(NamedTuple):
    """One reason for a hit: `words` of the query, found `by` some way as `said` in `fields`.

    `typed`: what was typed for the words, where that was corrected.
    """

    words: str
    typed: str
    by: str
    said: str
    fields: tuple[str, ...]


def search(store: Store, text: str, kinds: Iterable[str], limit: int = 10) -> Answer:
    """The `limit` most relevant records for a query (0: all), best first."""
    query = parse(store.simplified(text))
    return _answer(store, query._replace(text=text), kinds, limit)


def elsewhere(store: Store, text: str, kinds: Iterable[str]) -> dict[str, int]:
    """How many hits of each kind a query has without its filter of kinds; none if it has none."""
    query = parse(store.simplified(text))
    if not query.filters.pop("kind", [*kinds]):
        return {}
    return dict(Counter(hit.entry.kind for hit in _answer(store, query, [], 0).hits))


def _answer(store: Store, query: Query, kinds: Iterable[str], limit: int) -> Answer:
    filters = filters_of(store, query, kinds)
    parts = segment(store, filters.parts)
    if not parts:
        within = sorted(filters.everything(store))
        listed = _listed(store, within[: max(limit, MAX_LISTED) if limit else None])
        hits = _hits(store, listed[: limit or None])
        return Answer(query.text, "", hits, len(within if store.sees_all else listed), {})
    changed: dict[str, str] = {}
    ranked, terms = _rank_parts(store, parts, filters)
    for numbers, lead in _suspects(terms, ranked):
        fixed = _corrected_parts(store, terms, numbers)
        meant = [fixed.get(id(part), part) for part in parts]
        instead, known = _rank_parts(store, meant, filters) if fixed else ([], [])
        if instead and instead[0].score > lead * (ranked[0].score if ranked else 0.0):
            ranked, parts, terms = instead, meant, known
            changed = {part.text: part.typed for part in parts if part.typed}
            break
    corrected = " ".join(part.text for part in parts) if changed else ""
    hits = _hits(store, ranked[: limit or None])
    marked = _folded([_marked(hit, query_matcher(terms)) for hit in hits])
    unknown = [t.part.text for t in terms if not t.in_index and t.part.type == "word"]
    return Answer(query.text, corrected, marked, len(ranked), changed, tuple(unknown))


def _hits(store: Store, ranked: Sequence[Ranked]) -> list[Hit]:
    """The hits with their records."""
    entries = store.by_ids(hit.sketch.id for hit in ranked)
    return [_hit(entries[hit.sketch.id], hit) for hit in ranked]


def _hit(entry: Entry, ranked: Ranked) -> Hit:
    snippet = " ".join((ranked.snippet or entry.summary).split())
    return Hit(entry, round(ranked.score, 3), snippet, ranked.sketch.number, ranked.reasons)


def _marked(hit: Hit, query: QueryMatcher) -> Hit:
    return hit._replace(
        marks=tuple(query.spans(hit.snippet)), title_marks=tuple(query.spans(hit.entry.title))
    )


def _folded(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, each with the earlier one that it repeats."""
    under = folded_under([(h.entry.id, h.entry.kind, h.entry.title, h.snippet) for h in hits])
    return [hit._replace(folded=other) for hit, other in zip(hits, under, strict=True)]


def _rank_parts(
    store: Store, parts: Sequence[Part], filters: Filters
) -> tuple[list[Ranked], list[Term]]:
    scope = Scope(filters.span, store.number_of("records"))
    terms = look_up(store, parts, scope)
    return rank(store, parts, terms, filters), terms


def _suspects(terms: Sequence[Term], ranked: Sequence[Ranked]) -> Iterator[tuple[list[int], float]]:
    """Numbers of terms that may be misspelt, and by what factor a correction must score higher."""
    unknown = [n for n, term in enumerate(terms) if not term.in_index and term.part.type == "word"]
    named = bool(ranked) and any("name" in reason.method for reason in ranked[0].reasons)
    weak = [n for n, term in enumerate(terms) if term.is_partial] if not named else []
    if len(terms) == 1:
        words = [terms[0].part.text]
        rare = 0 < len(ranked) < FEW_HITS and not any(_is_prominent(hit, words) for hit in ranked)
        weak = [0] if rare else []
    if weak:
        yield [*unknown, *weak], 0.0 if len(terms) == 1 else MIN_LEAD
    if unknown:
        yield unknown, 0.0


def _corrected_parts(
    store: Store, terms: Sequence[Term], numbers: Sequence[int]
) -> dict[int, Part]:
    """The corrections of misspelt parts, by their identity; none for what resembles nothing."""
    words = [term.part.text for term in terms]
    known = [n for n in range(len(terms)) if n not in numbers]
    corrected = corrections(store, words, numbers, known)
    return {id(terms[n].part): Part(word, typed=words[n]) for n, word in corrected.items()}


def _is_prominent(hit: Ranked, words: Sequence[str]) -> bool:
    """Whether a hit has the query in its title or among its names."""
    title = hit.sketch.title.casefold()
    return any(reason.method == "name" for reason in hit.reasons) or any(
        word.casefold() in title for word in words
    )


def _listed(store: Store, numbers: Sequence[int]) -> list[Ranked]:
    """The hits for nothing but filters: what happened first, and of that what is major."""
    hits = [Ranked(sketch, 0.0) for sketch in store.sketches(numbers)]
    return sorted(
        hits,
        key=lambda hit: (hit.sketch.kind != "event", not hit.sketch.major, hit.sketch.list_order),
    )


def explained(store: Store, answer: Answer) -> dict[str, list[Why]]:
    """The reasons for each hit of an answer, most important first, by record id."""
    return {
        hit.entry.id: [
            Why(
                reason.words,
                _typed(reason.words, answer.changed),
                reason.method,
                _matched_text(store, reason, hit.number),
                _fields(store, reason.expression, hit.number),
            )
            for reason in hit.reasons
        ]
        for hit in answer.hits
    }


def _typed(words: str, changed: Mapping[str, str]) -> str:
    """What was typed for words of the query, if any of them was corrected."""
    typed = " ".join(changed.get(word, word) for word in words.split())
    return typed if typed != words else ""


def _matched_text(store: Store, reason: Reason, number: int) -> str:
    """The words that matched; of an expansion to several, the first that the record has."""
    if reason.method not in {"beginning", "inside"}:
        return reason.text
    matching = (
        word
        for word in alternatives(reason.expression)
        if store.first_matches(fts_token(word), 1, (number, number))
    )
    return next(matching, reason.text)


def _fields(store: Store, expression: str, number: int) -> tuple[str, ...]:
    """The fields of a record that match an FTS5 expression."""
    if not expression:
        return ()
    return tuple(
        field
        for field in FIELDS
        if store.first_matches(f"{{{field}}} : ({expression})", 1, (number, number))
    )
