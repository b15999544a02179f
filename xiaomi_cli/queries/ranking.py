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
MIN_NAMED = 0.25  # as above, for a record that the query names; serves `nothing`
TEXT = 30.0  # for words found, by how well and how many of them; serves `questions`
NAME = (60.0, 55.0, 45.0, 40.0)  # the whole query is an id, title, alias, pinyin; serves `names`
BEGINNING = 25.0  # the whole query begins a name, by how much of it; serves `prefixes`
PART = 16.0  # some words of the query are a name, by their share; serves `persons`
MEANT = 22.0  # as above, by way of the glossary; serves `synonyms`
TITLE = 12.0  # words that stand in the title, by how much of it they are; serves `names`
SAID = 12.0  # words that stand in one statement together; serves `questions`, `figures`
MOST_ORDERS = 3  # words of a query that are tried in any order; serves `founder of huawei`
ASIDE = 0.5  # what a dispute keeps of a name that is only part of a query; serves `904.6 million`
CLOSELY = 20  # hits whose statements are read; serves speed
KIND = {
    "framework": 2.0, "principle": 1.5, "dispute": -5.0, "lesson": -2.0, "risk": -0.5,
    "source": -2.0,
}  # fmt: skip  # serves `names` that are words of other titles too
PAGE = 0.35  # what a web page's own record keeps of its score; serves all but `source` queries
# Words of a question, and the kinds that answer it; serves `questions`.
ASKED = {
    "who": ("person",), "whom": ("person",), "谁": ("person",), "when": ("event", "promise"),
    "figure": ("figure",), "many": ("figure",), "much": ("figure",),
    "company": ("company",), "companies": ("company",), "disagree": ("dispute",),
    "lesson": ("lesson",), "lessons": ("lesson",), "learn": ("lesson",), "何时": ("event",), "多少": ("figure",),
}  # fmt: skip
ANSWERS = 3.0  # for a kind that answers; serves `questions`, `figures`
DATED = 5.0  # for an event of the date asked for, by how much of it that is; serves `dates`


_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "×": "x", "…": " ", "≈": "~"}
)


class Reason(NamedTuple):
    """Why a record is a hit: what of the query, how, what it stands for, and its FTS5 expression."""

    words: str
    by: str
    said: str
    expression: str = ""


class Ranked(NamedTuple):
    """A record with its score, the statement that speaks for it, and why it is a hit."""

    sketch: Sketch
    score: float
    snippet: str = ""
    reasons: tuple[Reason, ...] = ()


class _Named(NamedTuple):
    """What a name does for a record: how much, for what share of the query's weight, and why."""

    bonus: float
    share: float
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
    sought = _Sought(terms, [_pattern(term.options) for term in terms], total)
    for sketch in store.sketches(pool):
        if limits.kinds and sketch.kind not in limits.kinds:
            continue
        values = [(term, term.found[sketch.number]) for term in terms if sketch.number in term.found]
        covered = sum(term.weight for term, _ in values) / total
        name = named.get(sketch.number)
        if covered < MIN_COVERAGE and (name is None or name.share < MIN_NAMED):
            continue
        score = TEXT * covered * sum(t.weight * found[0] for t, found in values) / total
        score += TITLE * max(_titled(name, sought) for name in (sketch.title, sketch.zh))
        score += KIND.get(sketch.kind, 0.0) + (ANSWERS if sketch.kind in asked else 0.0)
        score += sum(DATED * v for _, (v, option) in values if option.by == "dated")
        reasons = [_reason(t.part, *found) for t, found in values]
        if name:
            aside = sketch.kind == "dispute" and name.reason.by != "name"
            score += name.bonus * (ASIDE if aside else 1.0)
            reasons.insert(0, name.reason)
        if sketch.type == "page" and "source" not in limits.kinds:
            score *= PAGE
        scored.append(Ranked(sketch, score, "", tuple(reasons)))
    scored.sort(key=_order)
    close = _closely(store, scored[:CLOSELY], sought, through)
    return sorted(close, key=_order) + scored[CLOSELY:]


def _reason(part: Part, value: float, option: Option) -> Reason:
    del value
    return Reason(part.text, option.by, option.said, option.expression)


def _order(hit: Ranked) -> tuple[float, int]:
    return -hit.score, hit.sketch.number


def _asked(parts: Sequence[Part]) -> set[str]:
    return {fold(part.text).strip("?") for part in parts} | {part.how for part in parts}


# Names


def _named(store: Store, parts: Sequence[Part], terms: Sequence[Term]) -> dict[int, _Named]:
    """Records that the query, or some of its words, or a synonym of them, names."""
    found: dict[int, _Named] = {}

    def note(number: int, bonus: float, share: float, reason: Reason) -> None:
        if bonus > found.get(number, (0.0,))[0]:
            found[number] = _Named(bonus, share, reason)

    weights = {id(term.part): term.weight for term in terms}
    total = sum(weights.values()) or 1.0
    telling = [term.part for term in terms]
    whole = {form(" ".join(p.text for p in some)) for form in (key, squeezed)
             for some in (parts, telling)}  # fmt: skip
    if 1 < len(telling) <= MOST_ORDERS:
        for order in permutations(telling):
            for name, number, rank in store.names_among([key(" ".join(p.text for p in order))]):
                note(number, NAME[rank], 1.0, Reason(name, "name", name))
    for among in (parts, telling):
        places = runs(among)
        for name, number, order in store.names_among(places):
            for run in places[name]:
                chosen = [among[n] for n in run]
                share = sum(weights.get(id(part), 0.0) for part in chosen) / total
                said = " ".join(part.text for part in chosen)
                if name in whole:
                    note(number, NAME[order], 1.0, Reason(said, "name", name))
                else:
                    note(number, PART * share, share, Reason(said, "part", name))
    text = key(" ".join(part.text for part in parts))
    if len(text) >= 2:
        for name, number, _ in store.names_starting(text, 30):
            reason = Reason(text, "beginning of a name", name)
            note(number, BEGINNING * len(text) / len(name), 1.0, reason)
    for name, number, share, words in _meant(store, terms, total):
        note(number, MEANT * share, share, Reason(words, "synonym", name))
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


class _Sought(NamedTuple):
    """The terms of a query as patterns to look for in folded texts."""

    terms: Sequence[Term]
    patterns: list[re.Pattern[str] | None]
    total: float

    def share(self, plain: str, date: str = "") -> float:
        """The share of the query's weight that a folded text bears."""
        borne = sum(
            term.weight
            for term, pattern in zip(self.terms, self.patterns, strict=True)
            if (pattern and pattern.search(plain)) or (date and date == term.part.date)
        )
        return borne / self.total


def _titled(title: str, sought: _Sought) -> float:
    """How much of the query stands in a title, times how much of the title that is."""
    plain = _plain(title)
    share = sought.share(plain)
    if not share:
        return 0.0
    words = sum(word not in STOP for word in re.findall(r"[^\W_]+", plain)) or 1
    spans = {match.span() for p in sought.patterns if p for match in p.finditer(plain)}
    found = sum(len(plain[start:end].split()) for start, end in spans)
    return share * min(1.0, found / words) ** 0.5


def _closely(
    store: Store, hits: Sequence[Ranked], sought: _Sought, through: Lens
) -> list[Ranked]:
    """The hits with the statement that has most of the query, and a better score for it.

    A record that was asked for by name is shown with its summary.
    """
    best = {hit.sketch.number: (0.0, "") for hit in hits}
    plainly = {h.sketch.number for h in hits if h.reasons and h.reasons[0].by == "name"}
    day = through.day or FOREVER
    for number, text, date in store.said(best, day, documents=through.documents):
        share = sought.share(_plain(text), date)
        if number in plainly:
            text = ""
        if share > best[number][0]:
            best[number] = (share, text)
    return [
        hit._replace(score=hit.score + SAID * share**2, snippet=text)
        for hit, (share, text) in ((hit, best[hit.sketch.number]) for hit in hits)
    ]


def _plain(text: str) -> str:
    """A folded text; quicker for the punctuation of English than `fold`."""
    plain = text if text.isascii() else text.translate(_PUNCTUATION)
    return plain.lower() if plain.isascii() else fold(plain)


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
