"""Search: parse, look up, rank, and correct the spelling of what the library does not have."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.search.expansion import alternatives, fts_token
from xiaomi_cli.search.filters import Filters, filters_of
from xiaomi_cli.search.matching import QueryMatcher, query_matcher
from xiaomi_cli.search.name_matches import Reason
from xiaomi_cli.search.query import STOP_WORDS, Part, Query, parse, segment
from xiaomi_cli.search.ranking import Ranked, rank
from xiaomi_cli.search.spelling import corrections
from xiaomi_cli.search.term_lookup import Scope, Term, look_up

# How much better a correction must score than what the prefix of a word found; serves `lei jum`.
MIN_LEAD = 1.5
MAX_LISTED = 2000  # records that are put in order for a query of nothing but filters; serves size
# Of the search index, in the order in which reasons name them.
FIELDS = ("names", "title", "asked", "summary", "body")
FEW_HITS = 3  # hits below which a word that no title or name has may be misspelt; serves `sped`
MIN_SHARED = 0.6  # of the words of two snippets together, from which they say the same
MAX_MORE = 2  # words by which a title may go on from another: `CyberDog`, `CyberDog appears`
_WORD = pattern(r"\w+")


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
        hits = _hits(store, listed[: limit or None], query_matcher([]))
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
    hits = _hits(store, ranked[: limit or None], query_matcher(terms))
    unknown = [t.part.text for t in terms if not t.in_index and t.part.type == "word"]
    return Answer(query.text, corrected, hits, len(ranked), changed, tuple(unknown))


def _rank_parts(
    store: Store, parts: Sequence[Part], filters: Filters
) -> tuple[list[Ranked], list[Term]]:
    terms = look_up(store, parts, Scope(filters.span, store.number_of("records")))
    return rank(store, parts, terms, filters), terms


def _hits(store: Store, ranked: Sequence[Ranked], query: QueryMatcher) -> list[Hit]:
    """The hits with their records, what matched marked, and what repeats an earlier one told."""
    entries = store.by_ids(hit.sketch.id for hit in ranked)
    hits = []
    for one in ranked:
        entry, number = entries[one.sketch.id], one.sketch.number
        snippet = " ".join((one.snippet or entry.summary).split())
        marks = tuple(query.spans(snippet)), tuple(query.spans(entry.title))
        hits.append(Hit(entry, round(one.score, 3), snippet, number, one.reasons, *marks))
    under = folded_under([(h.entry.id, h.entry.kind, h.entry.title, h.snippet) for h in hits])
    return [hit._replace(folded=other) for hit, other in zip(hits, under, strict=True)]


def folded_under(hits: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """For each hit (id, kind, title, snippet) the id of an earlier one that it repeats, or nothing.

    That is a number and what was said with it, or an event and the thing it launched. What is
    folded away is never one under which something else is.
    """
    kept: list[tuple[str, str, set[str], set[str]]] = []
    under = []
    for record, kind, title, snippet in hits:
        titled, said = _words(title), _words(snippet)
        same = next(
            (
                other
                for other, other_kind, other_title, other_said in kept
                if len(said & other_said) >= MIN_SHARED * len(said | other_said) > 0
                or (kind != other_kind and _is_continued(*sorted((titled, other_title), key=len)))
            ),
            "",
        )
        if not same:
            kept.append((record, kind, titled, said))
        under.append(same)
    return under


def _words(text: str) -> set[str]:
    """What tells one text from another; simpler than its tokens, which are slow to come by."""
    return set(_WORD.findall(text.casefold())) - STOP_WORDS


def _is_continued(less: set[str], more: set[str]) -> bool:
    """Whether one title has all words of the other and few more."""
    return bool(less) and less <= more and len(more) - len(less) <= MAX_MORE


def _suspects(terms: Sequence[Term], ranked: Sequence[Ranked]) -> Iterator[tuple[list[int], float]]:
    """Numbers of terms that may be misspelt, and by what factor a correction must score higher."""
    unknown = [n for n, term in enumerate(terms) if not term.in_index and term.part.type == "word"]
    named = bool(ranked) and any("name" in reason.method for reason in ranked[0].reasons)
    weak = [n for n, term in enumerate(terms) if term.is_partial] if not named else []
    if len(terms) == 1:
        word = terms[0].part.text.casefold()
        prominent = any(
            word in hit.sketch.title.casefold() or any(why.method == "name" for why in hit.reasons)
            for hit in ranked
        )
        weak = [0] if 0 < len(ranked) < FEW_HITS and not prominent else []
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
        hit.entry.id: [_why(store, answer, hit.number, reason) for reason in hit.reasons]
        for hit in answer.hits
    }


def _why(store: Store, answer: Answer, number: int, reason: Reason) -> Why:
    """A reason with what was typed, the words that matched, and the fields that have them."""

    def is_in(expression: str) -> bool:
        return bool(store.first_matches(expression, 1, (number, number)))

    typed = " ".join(answer.changed.get(word, word) for word in reason.words.split())
    said = reason.text
    if reason.method in {"beginning", "inside"}:  # of several words, the first that the record has
        words = alternatives(reason.expression)
        said = next((word for word in words if is_in(fts_token(word))), said)
    fields = [f for f in FIELDS if reason.expression and is_in(f"{{{f}}} : ({reason.expression})")]
    return Why(
        reason.words, typed if typed != reason.words else "", reason.method, said, tuple(fields)
    )
