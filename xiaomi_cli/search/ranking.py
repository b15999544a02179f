"""Ranks the records that have a query's words.

    score = page * (TEXT * coverage * quality
                    + max(TITLE * title_match, ASKED * asked_match)
                    + DATE_BONUS * overlap
                    + name_bonus
                    + KIND_BONUS[kind] + ANSWER_BONUS
                    + STATEMENT * statement_coverage ** 2)

    coverage            the share of the query's weight (inverse document frequencies) that the
                        record's words have
    quality             the same with each term weighed by how well it matched: BM25 against the
                        best hit, times METHOD_QUALITY of the expansion that found it
    title_match         coverage by the title, times the root of the share of the title that is
    asked_match         coverage by the best phrase that people type for the record, times the share
                        of it that matches
    overlap             of an event with the date asked for: the share of its days
    name_bonus          from name_matches, if the query or a part of it is a name of the record
    ANSWER_BONUS        if the query has a question word that the kind answers
    statement_coverage  coverage by the best single statement, of the MAX_STATEMENTS_READ best hits
    page                WEB_PAGE_FACTOR for records of web pages nobody asked for, else 1

Every constant says which queries of benchmarks/search/queries.yaml it serves; the page
docs/search-evaluation.md has their scores.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from xiaomi_cli.index.search_index import Sketch
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.name_keys import fold, key
from xiaomi_cli.search.expansion import Expansion
from xiaomi_cli.search.filters import Filters
from xiaomi_cli.search.matching import QueryMatcher, query_matcher, question_words
from xiaomi_cli.search.name_matches import NameMatch, Reason, name_matches
from xiaomi_cli.search.query import Part
from xiaomi_cli.search.term_lookup import CERTAINTY, Term

MIN_COVERAGE = 0.5  # share of a query's weight that a hit must match; serves `nothing`
MIN_COVERAGE_KNOWN = 0.35  # as above, if the library has all words; serves `tariff barriers`
MIN_NAME_SHARE = 0.15  # as above, for a record that the query names; serves `nothing`, `hostile`
MIN_NAME_SHARE_IN_DOUBT = (
    0.45  # as above, if the library has not all words; serves `apple pie recipe`
)
MIN_COVERAGE_IN_TEXT = (
    0.55  # as above, if its title has nothing of it, and for web pages; serves `nothing`
)
MIN_FIT, MIN_FIT_ALONE = 0.4, 0.5  # of a query, or of one word, and a phrase; serves `garden`
LONG_QUERY = 2  # words from which on not all need stand in one place; serves `questions`
TEXT = 30.0  # for words found, by how well and how many of them; serves `questions`
TITLE = 16.0  # words that stand in the title, by how much of it they are; serves `names`
ASKED = 14.0  # words that people type for the record, by how much of a phrase; serves `everyday`
WHOLE_ASKED = 8.0  # such a phrase and little else; serves `everyday`
NEARLY_ALL = 0.85  # of a query and a phrase, but for words that say little; serves `everyday`
STATEMENT = 7.0  # words that stand in one statement together; serves `questions`, `figures`
MAX_SCORED = 400  # hits that are ranked by more than their words; serves size
MAX_TITLES_READ = 120  # of those, hits whose titles are read; serves speed
MAX_STATEMENTS_READ = 20  # hits whose statements are read; serves speed
# For kinds one of whose records is the obvious answer, against those that comment on it; serves
# `names` that are words of many titles, and `904.6 million`, which a dispute is about.
KIND_BONUS = {
    "framework": 3.0, "principle": 1.5, "event": 1.5, "product": 1.0, "risk": -0.5, "figure": -1.0,
    "company": -2.0, "source": -2.0, "lesson": -3.0, "dispute": -5.0,
}  # fmt: skip
DISPUTE_FACTOR = (
    0.2  # what a dispute keeps of a name that is only part of a query; serves `904.6 million`
)
WEB_PAGE_FACTOR = (
    0.15  # what a web page keeps of its score, unless asked for; serves all other queries
)
# Words of a question, and the kinds that answer it.
QUESTION_WORDS = {
    "who": ("person",), "whom": ("person",), "谁": ("person",),
    "when": ("event", "promise"), "何时": ("event", "promise"),
    "old": ("person",),
    "figure": ("figure",), "many": ("figure",), "much": ("figure",), "多少": ("figure",),
    "company": ("company",), "companies": ("company",),
    "disagree": ("dispute",), "contradict": ("dispute",),
    "contradictory": ("dispute",), "conflicting": ("dispute",),
    "lesson": ("lesson",), "lessons": ("lesson",), "learn": ("lesson",),
}  # fmt: skip
ANSWER_BONUS = 7.0  # for a kind that answers; serves `questions`, `figures`
DATE_BONUS = 5.0  # for an event of the date asked for, by how much of it that is; serves `dates`


class Ranked(NamedTuple):
    """A record with its score, the text of its best statement, and why it is a hit."""

    sketch: Sketch
    score: float
    snippet: str = ""
    reasons: tuple[Reason, ...] = ()


def rank(
    store: Store, parts: Sequence[Part], terms: Sequence[Term], filters: Filters
) -> list[Ranked]:
    """The hits for `terms`, made of the informative `parts`, that pass the filters; best first."""
    names = name_matches(store, parts, terms)
    asked = {kind for word in _query_words(parts) for kind in QUESTION_WORDS.get(word, ())}
    query = query_matcher(terms)
    pool = _candidates(query, names, filters.passing(store, names.keys() | _records_with(terms)))
    sketches = store.sketches(pool)
    titles_read = set(pool[:MAX_TITLES_READ])
    asked_for = store.asked_of(titles_read)
    questions = question_words(" ".join(part.text for part in parts))
    said = questions, frozenset(fold(" ".join(store.settings().commonplace)).split())
    shown = {
        sketch.number: _shown_match(query, sketch, asked_for.get(sketch.number, []), said)
        for sketch in sketches
        if sketch.number in titles_read
    }
    found = [
        hit
        for sketch in sketches
        if not filters.kinds or sketch.kind in filters.kinds
        if (hit := _score(sketch, names.get(sketch.number), query, shown.get(sketch.number)))
    ]
    if not store.sees_all:
        found = _bearing_out(store, found, query)
    demoted = _web_pages_to_demote(found, filters, parts)
    scored = [
        _with_kind_bonus(hit, asked, WEB_PAGE_FACTOR if hit.sketch.number in demoted else 1.0)
        for hit in found
    ]
    scored.sort(key=_order)
    number_read = len(scored) if query.is_doubtful else MAX_STATEMENTS_READ
    read = _read_statements(store, scored[:number_read], query)
    if not query.is_doubtful and not any(
        _is_credible(hit, text, asked_for.get(hit.sketch.number, []), query, names)
        for hit, _, text in read
    ):
        return []
    close = [
        hit._replace(
            score=hit.score
            + STATEMENT * share**2 * (WEB_PAGE_FACTOR if hit.sketch.number in demoted else 1)
        )
        for hit, share, text in read
        if not query.is_doubtful
        or _is_in_one_place(hit, text, asked_for.get(hit.sketch.number, []), query, names)
    ]
    return sorted(close, key=_order) + scored[number_read:]


def _bearing_out(store: Store, hits: Sequence[Ranked], query: QueryMatcher) -> list[Ranked]:
    """Of hits of which something is hidden, those that what is left has the words of."""
    entries = store.by_ids(hit.sketch.id for hit in hits)
    return [
        hit for hit in hits
        if (hit.reasons and hit.reasons[0].method == "name")
        or query.coverage(entries[hit.sketch.id].json, hit.sketch.earliest) >= MIN_COVERAGE
    ]  # fmt: skip


def _is_in_one_place(
    hit: Ranked,
    statement: tuple[str, str],
    asked_for: Sequence[str],
    query: QueryMatcher,
    names: Mapping[int, NameMatch],
) -> bool:
    """Whether enough of a query stands in one place of a record, or is a name of it.

    A place is a statement with the title, or a phrase that people type for the record.

    Asked of a query with words that the library does not have, which chance alone brings together
    in a long record. What is in quotes was meant.
    """
    number, (text, date) = hit.sketch.number, statement
    if any(term.part.type == "phrase" and number in term.postings for term in query.terms):
        return True
    is_named = number in names and names[number].share >= MIN_NAME_SHARE_IN_DOUBT
    places = (f"{hit.sketch.title}\n{text}", *asked_for)
    return is_named or any(query.certain_coverage(p, date) >= MIN_COVERAGE for p in places)


def _is_credible(
    hit: Ranked,
    statement: tuple[str, str],
    asked_for: Sequence[str],
    query: QueryMatcher,
    names: Mapping[int, NameMatch],
) -> bool:
    """Whether a short query of known words is answered in one place of a record, or is its name.

    Else it is another subject, that shares a word with many: `broken leg`.
    """
    if len(query.terms) > LONG_QUERY or any(t.part.type != "word" for t in query.terms):
        return True
    number, (text, date) = hit.sketch.number, statement
    if number in names and names[number].share >= MIN_COVERAGE_KNOWN:
        return True
    place = f"{hit.sketch.title}\n{hit.sketch.zh}\n{text}"
    fit = max((query.phrase_match(p, frozenset(), frozenset()) for p in asked_for), default=0.0)
    return query.certain_coverage(place, date) >= MIN_COVERAGE or (
        fit > MIN_FIT_ALONE if len(query.terms) == 1 else fit >= MIN_FIT
    )


def _order(hit: Ranked) -> tuple[float, tuple[int, str, int]]:
    return -hit.score, hit.sketch.list_order


def _query_words(parts: Sequence[Part]) -> set[str]:
    return {fold(part.text).strip("?") for part in parts} | {part.type for part in parts}


def _records_with(terms: Sequence[Term]) -> set[int]:
    return {number for term in terms for number in term.postings}


def _candidates(
    query: QueryMatcher, names: Mapping[int, NameMatch], numbers: Iterable[int]
) -> list[int]:
    """Numbers of the records that match enough of the query, the likeliest MAX_SCORED of them."""
    least = MIN_COVERAGE if query.is_doubtful else MIN_COVERAGE_KNOWN
    likely = []
    for number in numbers:
        covered, score = _text_score(query, number)
        name = names.get(number)
        if covered >= least or (name and name.share >= MIN_NAME_SHARE):
            likely.append((-score - (name.bonus if name else 0.0), number))
    return [number for _, number in sorted(likely)[:MAX_SCORED]]


def _text_score(query: QueryMatcher, number: int) -> tuple[float, float]:
    """The certain coverage of a query by a record's words, and TEXT * coverage * quality."""
    certain_coverage = covered = value = 0.0
    for term in query.terms:
        if number in term.postings:
            certain_coverage += term.certain_weight
            covered += term.weight
            value += term.weight * term.postings[number][0]
    return certain_coverage / query.total, TEXT * covered * value / query.total**2


def _shown_match(
    query: QueryMatcher, sketch: Sketch, asked_for: Sequence[str], said: tuple[Set[str], Set[str]]
) -> float:
    """What the titles of a record and the phrases that people type for it add to its score."""
    titled = max(query.title_match(title) for title in (sketch.title, sketch.zh))
    fit = max((query.phrase_match(p, *said) for p in asked_for), default=0.0)
    return max(TITLE * titled, ASKED * fit + (WHOLE_ASKED if fit >= NEARLY_ALL else 0.0))


def _score(
    sketch: Sketch, name: NameMatch | None, query: QueryMatcher, shown: float | None
) -> Ranked | None:
    """A record scored by its words, what is shown of it (None: not read), its date and its name.

    None if too little of the query stands in its text, and nothing of it in a title.
    """
    certain, score = _text_score(query, sketch.number)
    values = [
        (term, *term.postings[sketch.number])
        for term in query.terms
        if sketch.number in term.postings
    ]
    is_page = sketch.is_web_page
    if is_page and all(expansion.method in CERTAINTY for _, _, expansion in values):
        return None  # part of an address: `bitcoin` in the name of a news site
    is_shown = name or (shown and not is_page)
    if shown is not None and not is_shown and certain < MIN_COVERAGE_IN_TEXT:
        return None
    score += shown or 0.0
    score += sum(
        DATE_BONUS * value for _, value, expansion in values if expansion.method == "dated"
    )
    reasons = [_reason(term.part, expansion) for term, _, expansion in values]
    if name:
        aside = sketch.kind == "dispute" and name.reason.method != "name"
        score += name.bonus * (DISPUTE_FACTOR if aside else 1.0)
        reasons.insert(0, name.reason)
    return Ranked(sketch, score, "", tuple(reasons))


def _reason(part: Part, expansion: Expansion) -> Reason:
    return Reason(part.text, expansion.method, expansion.text, expansion.expression)


def _with_kind_bonus(hit: Ranked, asked: set[str], factor: float) -> Ranked:
    """The hit with the bonus of its kind added, all of it times a factor."""
    score = hit.score + KIND_BONUS.get(hit.sketch.kind, 0.0)
    score += ANSWER_BONUS if hit.sketch.kind in asked else 0.0
    return hit._replace(score=score * factor)


def _web_pages_to_demote(
    hits: Sequence[Ranked], filters: Filters, parts: Sequence[Part]
) -> frozenset[int]:
    """Numbers of records of web pages, unless sources, or their publisher, are asked for."""
    if "source" in filters.kinds:
        return frozenset()
    words = {key(part.text) for part in parts if part.type != "date"}
    return frozenset(
        hit.sketch.number
        for hit in hits
        if hit.sketch.is_web_page and not words <= set(key(hit.sketch.id).split())
    )


def _read_statements(
    store: Store, hits: Sequence[Ranked], query: QueryMatcher
) -> list[tuple[Ranked, float, tuple[str, str]]]:
    """The hits, each with the coverage by its best statement, and that statement (text, date).

    A record that was asked for by name is shown with its summary.
    """
    best = {hit.sketch.number: (0.0, "", "") for hit in hits}
    for number, text, date in store.statements_of(best):
        share = query.coverage(text, date)
        if share > best[number][0]:
            best[number] = (share, text, date)
    read = []
    for hit in hits:
        share, text, date = best[hit.sketch.number]
        plain = bool(hit.reasons) and hit.reasons[0].method == "name"
        read.append((hit._replace(snippet="" if plain else text), share, (text, date)))
    return read
