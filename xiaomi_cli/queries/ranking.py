"""Which of the records that have a query's words come first.

Every constant says which queries of benchmarks/search/queries.yaml it serves; the page
docs/search-evaluation.md has their scores.
"""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.model.text import fold
from xiaomi_cli.queries.bearing import Sought, sought
from xiaomi_cli.queries.filters import FOREVER, Limits
from xiaomi_cli.queries.lens import Lens
from xiaomi_cli.queries.naming import Named, Reason, named
from xiaomi_cli.queries.options import Option
from xiaomi_cli.queries.query import Part
from xiaomi_cli.queries.terms import Term
from xiaomi_cli.store.index import Sketch
from xiaomi_cli.store.reader import Store

MIN_COVERAGE = 0.5  # share of a query's weight that a hit must bear; serves `nothing`
MIN_NAMED = 0.15  # as above, for a record that the query names; serves `nothing`, `hostile`
TEXT = 30.0  # for words found, by how well and how many of them; serves `questions`
TITLE = 12.0  # words that stand in the title, by how much of it they are; serves `names`
SAID = 9.0  # words that stand in one statement together; serves `questions`, `figures`
CLOSELY = 20  # hits whose statements are read; serves speed
# For kinds one of whose records is the obvious answer, against those that comment on it; serves
# `names` that are words of many titles, and `904.6 million`, which a dispute is about.
KIND = {
    "framework": 2.0, "principle": 1.5, "event": 1.5, "figure": -1.0, "dispute": -5.0,
    "lesson": -2.0, "risk": -0.5, "source": -2.0,
}  # fmt: skip
ASIDE = 0.2  # what a dispute keeps of a name that is only part of a query; serves `904.6 million`
PAGE = 0.35  # what a web page's own record keeps of its score; serves all queries not for sources
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
    pool = limits.kept(store, names.keys() | {n for term in terms for n in term.found})
    asked = {kind for word in _asked(parts) for kind in ASKED.get(word, ())}
    query = sought(terms)
    scored = [
        hit
        for sketch in store.sketches(pool)
        if (not limits.kinds or sketch.kind in limits.kinds)
        and (hit := _scored(sketch, names.get(sketch.number), query))
    ]
    scored = [_weighed(hit, asked, pages="source" in limits.kinds) for hit in scored]
    scored.sort(key=_order)
    close = _closely(store, scored[:CLOSELY], query, through)
    return sorted(close, key=_order) + scored[CLOSELY:]


def _order(hit: Ranked) -> tuple[float, int]:
    return -hit.score, hit.sketch.number


def _asked(parts: Sequence[Part]) -> set[str]:
    return {fold(part.text).strip("?") for part in parts} | {part.how for part in parts}


def _scored(sketch: Sketch, name: Named | None, query: Sought) -> Ranked | None:
    """A record scored by its words and name; nothing if it bears too little of the query."""
    values = [
        (term, *term.found[sketch.number]) for term in query.terms if sketch.number in term.found
    ]
    covered = sum(term.weight for term, _, _ in values) / query.total
    if covered < MIN_COVERAGE and (name is None or name.share < MIN_NAMED):
        return None
    score = TEXT * covered * sum(term.weight * value for term, value, _ in values) / query.total
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


def _weighed(hit: Ranked, asked: set[str], *, pages: bool) -> Ranked:
    """The hit with what its kind adds; web pages stand back unless sources are asked for."""
    score = hit.score + KIND.get(hit.sketch.kind, 0.0)
    score += ANSWERS if hit.sketch.kind in asked else 0.0
    return hit._replace(score=score if pages or hit.sketch.type != "page" else score * PAGE)


def _closely(store: Store, hits: Sequence[Ranked], query: Sought, through: Lens) -> list[Ranked]:
    """The hits with the statement that has most of the query, and a better score for it.

    A record that was asked for by name is shown with its summary.
    """
    best = {hit.sketch.number: (0.0, "") for hit in hits}
    day = through.day or FOREVER
    for number, text, date in store.said(best, day, documents=through.documents):
        share = query.share(text, date)
        if share > best[number][0]:
            best[number] = (share, text)
    read = []
    for hit in hits:
        share, text = best[hit.sketch.number]
        plain = bool(hit.reasons) and hit.reasons[0].by == "name"
        score = hit.score + SAID * share**2
        read.append(hit._replace(score=score, snippet="" if plain else text))
    return read
