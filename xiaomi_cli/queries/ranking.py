"""Which of the records that have a query's words come first.

Every constant says which queries of benchmarks/search/queries.yaml it serves; the page
docs/search-evaluation.md has their scores.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, permutations
from typing import NamedTuple

from xiaomi_cli.model.text import fold, key, squeezed, tokens
from xiaomi_cli.queries.filters import FOREVER, Limits
from xiaomi_cli.queries.lens import Lens
from xiaomi_cli.queries.query import STOP, Part, informative
from xiaomi_cli.queries.terms import Option, Term, runs
from xiaomi_cli.store.index import Sketch
from xiaomi_cli.store.reader import Store

MIN_COVERAGE = 0.5  # share of a query's weight that a hit must bear; serves `nothing`
TEXT = 30.0  # for words found, by how well and how many of them; serves `questions`
NAME = (60.0, 55.0, 45.0, 40.0)  # the whole query is an id, title, alias, pinyin; serves `names`
BEGINNING = 25.0  # the whole query begins a name, by how much of it; serves `prefixes`
PART = 16.0  # some words of the query are a name, by their share; serves `persons`
MEANT = 22.0  # as above, by way of the glossary; serves `synonyms`
TITLE = 12.0  # words that stand in the title, by how much of it they are; serves `names`
SAID = 12.0  # words that stand in one statement together; serves `questions`, `figures`
MOST_ORDERS = 3  # words of a query that are tried in any order; serves `founder of huawei`
CLOSELY = 40  # hits whose statements are read; serves speed
KIND = {
    "framework": 2.0, "principle": 1.5, "dispute": -5.0, "lesson": -2.0, "risk": -0.5,
    "source": -2.0,
}  # fmt: skip  # serves `names` that are words of other titles too
PAGE = 0.35  # what a web page's own record keeps of its score; serves all but `source` queries
# Words of a question, and the kinds that answer it; serves `questions`.
ASKED = {
    "who": ("person",), "whom": ("person",), "谁": ("person",), "when": ("event", "promise"),
    "figure": ("figure",), "many": ("figure",), "much": ("figure",), "date": ("event",),
    "company": ("company",), "companies": ("company",), "disagree": ("dispute",),
    "lesson": ("lesson",), "lessons": ("lesson",), "learn": ("lesson",), "何时": ("event",), "多少": ("figure",),
}  # fmt: skip
ANSWERS = 3.0  # for a kind that answers; serves `questions`, `dates`, `figures`


class Reason(NamedTuple):
    """Why a record is a hit: what of the query, how, and what it stands for in the library."""

    words: str
    by: str
    said: str


class Ranked(NamedTuple):
    """A record with its score, the statement that speaks for it, and why it is a hit."""

    sketch: Sketch
    score: float
    snippet: str = ""
    reasons: tuple[Reason, ...] = ()


class _Named(NamedTuple):
    bonus: float
    reason: Reason


def rank(
    store: Store, parts: Sequence[Part], terms: Sequence[Term], limits: Limits, through: Lens
) -> list[Ranked]:
    """The hits for `terms` (of the informative ones of `parts`) within the limits, best first."""
    named = _named(store, parts, terms)
    total = sum(term.weight for term in terms)
    pool = {number for term in terms for number in term.found} | named.keys()
    pool = limits.kept(store, pool)
    asked = {kind for word in _asked(parts) for kind in ASKED.get(word, ())}
    scored = []
    for sketch in store.sketches(pool):
        if limits.kinds and sketch.kind not in limits.kinds:
            continue
        values = [(term, term.found[sketch.number]) for term in terms if sketch.number in term.found]
        covered = sum(term.weight for term, _ in values) / total
        if covered < MIN_COVERAGE and sketch.number not in named:
            continue
        score = TEXT * covered * sum(t.weight * found[0] for t, found in values) / total
        score += TITLE * max(_titled(name, terms, total) for name in (sketch.title, sketch.zh))
        score += KIND.get(sketch.kind, 0.0) + (ANSWERS if sketch.kind in asked else 0.0)
        reasons = [Reason(t.part.text, found[1].by, found[1].said) for t, found in values]
        if sketch.number in named:
            score += named[sketch.number].bonus
            reasons.insert(0, named[sketch.number].reason)
        if sketch.type == "page" and "source" not in limits.kinds:
            score *= PAGE
        scored.append(Ranked(sketch, score, "", tuple(reasons)))
    scored.sort(key=_order)
    close = _closely(store, scored[:CLOSELY], terms, total, through)
    return sorted(close, key=_order) + scored[CLOSELY:]


def _order(hit: Ranked) -> tuple[float, int]:
    return -hit.score, hit.sketch.number


def _asked(parts: Sequence[Part]) -> set[str]:
    return {fold(part.text).strip("?") for part in parts} | {part.how for part in parts}


# Names


def _named(store: Store, parts: Sequence[Part], terms: Sequence[Term]) -> dict[int, _Named]:
    """Records that the query, or some of its words, or a synonym of them, names."""
    found: dict[int, _Named] = {}

    def note(number: int, bonus: float, words: str, by: str, said: str) -> None:
        if bonus > found.get(number, (0.0,))[0]:
            found[number] = _Named(bonus, Reason(words, by, said))

    weights = {id(term.part): term.weight for term in terms}
    total = sum(weights.values()) or 1.0
    telling = [term.part for term in terms]
    whole = {form(" ".join(p.text for p in some)) for form in (key, squeezed)
             for some in (parts, telling)}  # fmt: skip
    if 1 < len(telling) <= MOST_ORDERS:
        for order in permutations(telling):
            for name, number, rank in store.names_among([key(" ".join(p.text for p in order))]):
                note(number, NAME[rank], name, "name", name)
    for among in (parts, telling):
        places = runs(among)
        for name, number, order in store.names_among(places):
            for run in places[name]:
                chosen = [among[n] for n in run]
                share = sum(weights.get(id(part), 0.0) for part in chosen) / total
                said = " ".join(part.text for part in chosen)
                bonus = NAME[order] if name in whole else PART * share
                note(number, bonus, said, "name", name)
    text = key(" ".join(part.text for part in parts))
    if len(text) >= 3:
        for name, number, _ in store.names_starting(text, 30):
            note(number, BEGINNING * len(text) / len(name), text, "beginning of a name", name)
    for name, number, share, words in _meant(store, terms, total):
        note(number, MEANT * share, words, "synonym", name)
    return found


def _meant(
    store: Store, terms: Sequence[Term], total: float
) -> Iterable[tuple[str, int, float, str]]:
    """(name, record, share of the query's weight, words) by way of the glossary."""
    phrases: dict[str, list[Term]] = {}
    for term in terms:
        for said in {key(o.said) for o in term.options if o.by == "synonym"}:
            phrases.setdefault(said, []).append(term)
    for name, number, _ in store.names_among(phrases):
        having = phrases[name]
        words = " ".join(term.part.text for term in having)
        yield name, number, sum(term.weight for term in having) / total, words


# Titles and statements


def _titled(title: str, terms: Sequence[Term], total: float) -> float:
    """How much of the query stands in a title, times how much of the title that is."""
    words = [word for word in tokens(title) if word not in STOP]
    if not words:
        return 0.0
    sought = [(term, {t for o in term.options for t in tokens(o.said)}) for term in terms]
    borne = sum(
        term.weight for term, said in sought if any(_alike(w, s) for w in words for s in said)
    )
    matched = sum(any(_alike(w, s) for _, said in sought for s in said) for w in words)
    return borne / total * (matched / len(words)) ** 0.5


def _alike(word: str, other: str) -> bool:
    """Whether two tokens are forms of one word, as far as their beginnings tell."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) < 4 or not longer[0].isalpha():
        return longer == shorter + "s"
    return longer.startswith(shorter[: max(4, len(longer) - 3)])


def _closely(
    store: Store, hits: Sequence[Ranked], terms: Sequence[Term], total: float, through: Lens
) -> list[Ranked]:
    """The hits with the statement that has most of the query, and a better score for it."""
    patterns = [(term, _pattern(term.options)) for term in terms]
    best = {hit.sketch.number: (0.0, "") for hit in hits}
    day = through.day or FOREVER
    for number, text, date in store.said(best, day, documents=through.documents):
        plain = fold(text)
        share = sum(
            term.weight
            for term, pattern in patterns
            if (pattern and pattern.search(plain)) or (term.part.date and date == term.part.date)
        )
        if share / total > best[number][0]:
            best[number] = (share / total, text)
    return [
        hit._replace(score=hit.score + SAID * share**2, snippet=text)
        for hit, (share, text) in ((hit, best[hit.sketch.number]) for hit in hits)
    ]


def _pattern(options: Iterable[Option]) -> re.Pattern[str] | None:
    """What in a folded text bears one of these options."""
    forms = [form for option in islice(options, 12) if (form := _form(option))]
    return re.compile("|".join(dict.fromkeys(forms))) if forms else None


def _form(option: Option) -> str:
    if option.by in {"figure", "rough"}:
        return _digits(option.said)
    words = re.findall(r"[^\W_]+", fold(option.said))
    return r"\b" + r"\W+(?:\w\w?\W+)?".join(map(_stem, words)) if words else ""


def _stem(word: str) -> str:
    if word.isdigit() or not word.isascii():
        return re.escape(word)
    if len(word) < 5:
        return rf"{re.escape(word)}(?:s|es|ed|d)?\b"
    return re.escape(word[: max(4, len(word) - 3)]) + r"\w*"


def _digits(said: str) -> str:
    """A number as it stands in texts, with or without its thousands separators."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", said)
    if not found:
        return re.escape(fold(said))
    whole, dot, fraction = found[0].replace(",", "").partition(".")
    spaced = "".join(
        digit + (",?" if place % 3 == 1 and place > 1 else "")
        for place, digit in zip(range(len(whole), 0, -1), whole, strict=True)
    )
    return rf"(?<![\d.,]){spaced}{re.escape(dot + fraction)}(?![\d]|[.,]\d)"
