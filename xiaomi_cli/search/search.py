"""Search: parse, look up, rank, and correct the spelling of what the library does not have."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.search.matching import QueryMatcher, Reason
from xiaomi_cli.search.query import (
    STOP_WORDS,
    Filters,
    Part,
    Query,
    filters_of,
    parse,
    segment,
)
from xiaomi_cli.search.ranking import Ranked, rank
from xiaomi_cli.search.spelling import corrections
from xiaomi_cli.search.terms import Term, alternatives, look_up

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
    return _answer(store, text, parse(store.simplified(text)), kinds, limit)


def elsewhere(store: Store, text: str, kinds: Iterable[str]) -> dict[str, int]:
    """How many hits of each kind a query has without its filter of kinds; none if it has none."""
    query = parse(store.simplified(text))
    others = [pair for pair in query.filters if pair[0] != "kind"]
    if not kinds and len(others) == len(query.filters):
        return {}
    answer = _answer(store, text, query._replace(filters=others), [], 0)
    return dict(Counter(hit.entry.kind for hit in answer.hits))


def _answer(store: Store, text: str, query: Query, kinds: Iterable[str], limit: int) -> Answer:
    filters = filters_of(store, query, kinds)
    parts = segment(store, filters.parts)
    terms = look_up(store, parts, filters.span)
    ranked = rank(store, parts, terms, filters) if parts else _listed(store, filters)
    changed: dict[str, str] = {}
    if meant := _corrected(store, parts, terms, _suspects(terms, ranked)):
        known = look_up(store, meant, filters.span)
        instead = rank(store, meant, known, filters)
        if instead and instead[0].score > (ranked[0].score if ranked else 0.0):
            ranked, parts, terms = instead, meant, known
            changed = {part.text: part.typed for part in parts if part.typed}
    hits = _hits(store, ranked[: limit or None], QueryMatcher(terms))
    corrected = " ".join(part.text for part in parts) if changed else ""
    unknown = [t.part.text for t in terms if not t.in_index and t.part.type == "word"]
    return Answer(text, corrected, hits, len(ranked), changed, tuple(unknown))


def _suspects(terms: Sequence[Term], ranked: Sequence[Ranked]) -> list[int]:
    """Numbers of the words that may be misspelt.

    That is also one alone that few records have, and none in its title or as a name: `sped`.
    """
    if len(terms) == 1 and 0 < len(ranked) < FEW_HITS:
        word = terms[0].part.text.casefold()
        reasons = {reason.method for hit in ranked for reason in hit.reasons}
        if "name" not in reasons and not any(word in h.sketch.title.casefold() for h in ranked):
            return [0]
    return [n for n, term in enumerate(terms) if term.is_suspect]


def _corrected(
    store: Store, parts: Sequence[Part], terms: Sequence[Term], suspects: Sequence[int]
) -> list[Part]:
    """The parts with the suspects corrected; none if no word is misspelt, or resembles another."""
    words = [term.part.text for term in terms]
    fixed = {
        id(terms[n].part): Part(word, typed=words[n])
        for n, word in corrections(store, words, suspects).items()
    }
    return [fixed.get(id(part), part) for part in parts] if fixed else []


def _listed(store: Store, filters: Filters) -> list[Ranked]:
    """The hits for nothing but filters: what happened first, and of that what is major."""
    of_kinds = (store.numbers_within("kind", kind) for kind in filters.kinds)
    within = set().union(*of_kinds) if filters.kinds else filters.allowed or set()
    return sorted(
        (Ranked(sketch, 0.0) for sketch in store.sketches(filters.passing(store, within))),
        key=lambda hit: (hit.sketch.kind != "event", not hit.sketch.major, hit.sketch.list_order),
    )


def _hits(store: Store, ranked: Sequence[Ranked], query: QueryMatcher) -> list[Hit]:
    """The hits with their records, what matched marked, and what repeats an earlier one told."""
    entries = store.by_ids(hit.sketch.id for hit in ranked)
    hits = []
    for one in ranked:
        entry = entries[one.sketch.id]
        snippet = " ".join((one.snippet or entry.summary).split())
        marks = tuple(query.spans(snippet)), tuple(query.spans(entry.title))
        score = round(one.score, 3)
        hits.append(Hit(entry, score, snippet, one.sketch.number, one.reasons, *marks))
    return _folded(hits)


def _folded(hits: Sequence[Hit]) -> list[Hit]:
    """The hits, with what repeats an earlier one folded under it.

    That is a number and what was said with it, or an event and the thing it launched. What is
    folded away is never one under which something else is.
    """
    kept: list[tuple[Hit, set[str], set[str]]] = []
    told = []
    for hit in hits:
        titled, said = _words(hit.entry.title), _words(hit.snippet)
        same = [
            other.entry.id
            for other, other_titled, other_said in kept
            if len(said & other_said) >= MIN_SHARED * len(said | other_said) > 0
            or (hit.entry.kind != other.entry.kind and _goes_on(titled, other_titled))
        ]
        if not same:
            kept.append((hit, titled, said))
        told.append(hit._replace(folded="".join(same[:1])))
    return told


def _goes_on(one: set[str], other: set[str]) -> bool:
    """Whether one title has all words of the other and few more."""
    less, more = sorted((one, other), key=len)
    return bool(less) and less <= more and len(more) - len(less) <= MAX_MORE


def _words(text: str) -> set[str]:
    """What tells one text from another; simpler than its tokens, which are slow to come by."""
    return set(_WORD.findall(text.casefold())) - STOP_WORDS


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
    if reason.method == "beginning":  # of several words, the first that the record has
        words = alternatives(reason.expression)
        said = next((word for word in words if is_in(f'"{word}"')), said)
    fields = [f for f in FIELDS if reason.expression and is_in(f"{{{f}}} : ({reason.expression})")]
    typed = typed if typed != reason.words else ""
    return Why(reason.words, typed, reason.method, said, tuple(fields))
