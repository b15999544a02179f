"""Which of the records that have a query's words come first.

Every constant says which queries of benchmarks/search/queries.yaml it serves; the page
docs/search-evaluation.md has their scores.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xiaomi_cli.index.search_index import Sketch
from xiaomi_cli.index.store import Store
from xiaomi_cli.index.visibility import Lens
from xiaomi_cli.model.name_keys import fold, key
from xiaomi_cli.search.expansion import Option
from xiaomi_cli.search.filters import FOREVER, Limits
from xiaomi_cli.search.matching import Sought, sought
from xiaomi_cli.search.name_matches import Named, Reason, named
from xiaomi_cli.search.query import Part
from xiaomi_cli.search.term_lookup import Term

MIN_COVERAGE = 0.5  # share of a query's weight that a hit must bear; serves `nothing`
MIN_COVERAGE_KNOWN = 0.45  # as above, if the library has all words; serves `tariff barriers`
MIN_NAMED = 0.15  # as above, for a record that the query names; serves `nothing`, `hostile`
MIN_NAMED_IN_DOUBT = 0.35  # as above, if the library has not all words; serves `apple pie recipe`
TEXT = 30.0  # for words found, by how well and how many of them; serves `questions`
TITLE = 12.0  # words that stand in the title, by how much of it they are; serves `names`
SAID = 9.0  # words that stand in one statement together; serves `questions`, `figures`
MOST_HITS = 400  # hits that are ranked by more than their words; serves size
TITLED = 120  # of those, hits whose titles are read; serves speed
CLOSELY = 20  # hits whose statements are read; serves speed
# For kinds one of whose records is the obvious answer, against those that comment on it; serves
# `names` that are words of many titles, and `904.6 million`, which a dispute is about.
KIND = {
    "framework": 2.0, "principle": 1.5, "event": 1.5, "figure": -1.0, "dispute": -5.0,
    "lesson": -2.0, "risk": -0.5, "source": -2.0,
}  # fmt: skip
ASIDE = 0.2  # what a dispute keeps of a name that is only part of a query; serves `904.6 million`
PAGE = 0.15  # what a web page keeps of its score, unless asked for; serves all other queries
# Words of a question, and the kinds that answer it.
ASKED = {
    "who": ("person",), "whom": ("person",), "谁": ("person",),
    "when": ("event", "promise"), "何时": ("event", "promise"),
    "figure": ("figure",), "many": ("figure",), "much": ("figure",), "多少": ("figure",),
    "company": ("company",), "companies": ("company",), "disagree": ("dispute",),
    "lesson": ("lesson",), "lessons": ("lesson",), "learn": ("lesson",),
}  # fmt: skip
ANSWERS = 4.0  # for a kind that answers; serves `questions`, `figures`
DATED = 5.0  # for an event of the date asked for, by how much of it that is; serves `dates`


class Ranked(NamedTuple):
    """A record with its score, the statement that speaks for it, and why it is a hit."""

    sketch: Sketch
    score: float
    snippet: str = ""
    reasons: tuple[Reason, ...] = ()


def rank(
    store: Store, parts: Sequence[Part], terms: Sequence[Term], limits: Limits, through: Lens
) -> list[Ranked]:
    """The hits for `terms` (of the informative ones of `parts`) within the limits, best first."""
    names = named(store, parts, terms)
    asked = {kind for word in _asked(parts) for kind in ASKED.get(word, ())}
    query = sought(terms)
    pool = _promising(query, names, limits.kept(store, names.keys() | _having(terms)))
    titled = set(pool[:TITLED])
    scored = [
        _scored(sketch, names.get(sketch.number), query, titled=sketch.number in titled)
        for sketch in store.sketches(pool)
        if not limits.kinds or sketch.kind in limits.kinds
    ]
    back = _standing_back(scored, limits, parts)
    scored = [_weighed(hit, asked, PAGE if hit.sketch.number in back else 1.0) for hit in scored]
    scored.sort(key=_order)
    much = len(scored) if query.doubtful else CLOSELY
    read = _closely(store, scored[:much], query, through)
    close = [
        hit._replace(score=hit.score + SAID * share**2 * (PAGE if hit.sketch.number in back else 1))
        for hit, share, text in read
        if not query.doubtful or _together(hit, text, query, names)
    ]
    return sorted(close, key=_order) + scored[much:]


def _together(
    hit: Ranked, said: tuple[str, str], query: Sought, names: Mapping[int, Named]
) -> bool:
    """Whether enough of a query stands in one statement and the title, or names the record.

    Asked of a query with words that the library does not have, which chance alone brings together
    in a long record. What is in quotes was meant.
    """
    number, (text, date) = hit.sketch.number, said
    if any(term.part.how == "phrase" and number in term.found for term in query.terms):
        return True
    named = number in names and names[number].share >= MIN_NAMED_IN_DOUBT
    return named or query.surely(f"{hit.sketch.title}\n{text}", date) >= MIN_COVERAGE


def _order(hit: Ranked) -> tuple[float, tuple[int, str, int]]:
    return -hit.score, hit.sketch.place


def _asked(parts: Sequence[Part]) -> set[str]:
    return {fold(part.text).strip("?") for part in parts} | {part.how for part in parts}


def _having(terms: Sequence[Term]) -> set[int]:
    return {number for term in terms for number in term.found}


def _promising(query: Sought, names: Mapping[int, Named], numbers: Iterable[int]) -> list[int]:
    """The records that bear enough of the query, if there are many only the likeliest of them."""
    least = MIN_COVERAGE if query.doubtful else MIN_COVERAGE_KNOWN
    likely = []
    for number in numbers:
        covered, score = _worded(query, number)
        name = names.get(number)
        if covered >= least or (name and name.share >= MIN_NAMED):
            likely.append((-score - (name.bonus if name else 0.0), number))
    return [number for _, number in sorted(likely)[:MOST_HITS]]


def _worded(query: Sought, number: int) -> tuple[float, float]:
    """The share of a query's weight that a record bears, and its score for how well it does."""
    surely = covered = value = 0.0
    for term in query.terms:
        if number in term.found:
            surely += term.bears
            covered += term.weight
            value += term.weight * term.found[number][0]
    return surely / query.total, TEXT * covered * value / query.total**2


def _scored(sketch: Sketch, name: Named | None, query: Sought, *, titled: bool) -> Ranked:
    """A record scored by its words, its title and its name."""
    _, score = _worded(query, sketch.number)
    values = [
        (term, *term.found[sketch.number]) for term in query.terms if sketch.number in term.found
    ]
    if titled:
        score += TITLE * max(query.titled(title) for title in (sketch.title, sketch.zh))
    score += sum(DATED * value for _, value, option in values if option.by == "dated")
    reasons = [_reason(term.part, option) for term, _, option in values]
    if name:
        aside = sketch.kind == "dispute" and name.reason.by != "name"
        score += name.bonus * (ASIDE if aside else 1.0)
        reasons.insert(0, name.reason)
    return Ranked(sketch, score, "", tuple(reasons))


def _reason(part: Part, option: Option) -> Reason:
    return Reason(part.text, option.by, option.said, option.expression)


def _weighed(hit: Ranked, asked: set[str], factor: float) -> Ranked:
    """The hit with what its kind adds, times a factor."""
    score = hit.score + KIND.get(hit.sketch.kind, 0.0)
    score += ANSWERS if hit.sketch.kind in asked else 0.0
    return hit._replace(score=score * factor)


def _standing_back(hits: Sequence[Ranked], limits: Limits, parts: Sequence[Part]) -> frozenset[int]:
    """Records of web pages, unless sources are asked for, or their publisher is (by its slug)."""
    if "source" in limits.kinds:
        return frozenset()
    words = {key(part.text) for part in parts if part.how != "date"}
    return frozenset(
        hit.sketch.number
        for hit in hits
        if hit.sketch.type == "page" and not words <= set(key(hit.sketch.id).split())
    )


def _closely(
    store: Store, hits: Sequence[Ranked], query: Sought, through: Lens
) -> list[tuple[Ranked, float, tuple[str, str]]]:
    """The hits with the share of the query that one statement has, and that (its text and date).

    A record that was asked for by name is shown with its summary.
    """
    best = {hit.sketch.number: (0.0, "", "") for hit in hits}
    day = through.day or FOREVER
    for number, text, date in store.said(best, day, documents=through.documents):
        share = query.share(text, date)
        if share > best[number][0]:
            best[number] = (share, text, date)
    read = []
    for hit in hits:
        share, *said = best[hit.sketch.number]
        plain = bool(hit.reasons) and hit.reasons[0].by == "name"
        read.append((hit._replace(snippet="" if plain else said[0]), share, (said[0], said[1])))
    return read
