"""From the parts of a query to what the index is asked: words, and what else can stand for them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from math import log
from typing import NamedTuple

from xiaomi_cli.model.edtf import bounds
from xiaomi_cli.model.pattern import pattern
from xiaomi_cli.model.text import CJK, key, squeezed, tokens
from xiaomi_cli.queries.query import STOP, Part, bare
from xiaomi_cli.store.index import EVERY
from xiaomi_cli.store.reader import Store

POOL = 300  # hits that are ranked for each word; serves `phones`, which stands in a third of all
COMMON = 5000  # records from which on a word's hits are no longer ranked one by one; serves size
LONE_DIGIT = 0.2  # what is left of the weight of a figure like `1`; serves `lidar" OR 1=1`
LONGEST_RUN = 6  # words of the longest name or synonym looked for within a query
# What a hit is worth by how it was found, against 1 for the word itself.
WORTH = {
    "word": 1.0, "phrase": 1.0, "figure": 1.0,
    "date": 0.8,  # a text that mentions a date, against an event of that date; serves `may 2016`
    "joined": 1.0,  # hyper os: hyperos
    "split": 0.95,  # wordofmouth: word of mouth
    "synonym": 0.9,  # laser radar: lidar
    "beginning": 0.8,  # manuf: manufacturing
    "inside": 0.6,  # ring: xring
    "rough": 0.5,  # 46 billion: 46, where nothing has that size
}  # fmt: skip
TITLE_VALUE, BODY_VALUE = 0.9, 0.35  # for common words, by where they stand; serves size
_SCRIPTS = pattern(rf"[{CJK}]+|[^{CJK}]+")


class Option(NamedTuple):
    """One way to look for a term: an FTS5 expression, what it says, and how it was arrived at."""

    expression: str
    said: str
    by: str


class Term(NamedTuple):
    """Something sought, how telling it is, and the records that have it: how well, by what."""

    part: Part
    options: list[Option]
    weight: float
    found: dict[int, tuple[float, Option]]


class Scope(NamedTuple):
    """Where to look: a span of record numbers, of `total` records in all."""

    span: tuple[int, int] = EVERY
    total: int = 1


def build(store: Store, parts: Sequence[Part], scope: Scope) -> list[Term]:
    """The terms of a query's informative parts, looked up in the index."""
    known = _synonyms(store, parts)
    terms = []
    for number, part in enumerate(parts):
        options = _options(store, parts, number)
        options += [_phrase(phrase, "synonym") for phrase in known.get(number, [])]
        options = [option for option in dict.fromkeys(options) if option.expression]
        terms.append(_term(store, part, options, scope))
    terms = [
        term if term.found or term.part.how != "word"
        else _term(store, term.part, _stretched(store, term.part.text), scope)
        for term in terms
    ]  # fmt: skip
    return _filled(store, [term for term in terms if term.options or term.part.text])


def segmented(store: Store, parts: Iterable[Part]) -> list[Part]:
    """The parts, with words cut where the script changes and Chinese cut into known words."""
    cut: list[Part] = []
    for part in parts:
        if part.how != "word" or part.text.isascii():
            cut.append(part)
            continue
        for run in _SCRIPTS.findall(part.text):
            chinese = re.match(f"[{CJK}]", run)
            cut += map(Part, _chinese_words(store, run) if chinese else run.split())
    return [part for part in cut if any(tokens(part.text))]


def runs(parts: Sequence[Part]) -> dict[str, list[range]]:
    """Every run of up to LONGEST_RUN parts, by the forms in which a name of it is looked up."""
    found: dict[str, list[range]] = {}
    for start in range(len(parts)):
        for end in range(start + 1, min(len(parts), start + LONGEST_RUN) + 1):
            text = " ".join(part.text for part in parts[start:end])
            for form in {key(text), squeezed(text)} - {""}:
                found.setdefault(form, []).append(range(start, end))
    return found


# Ways to look for one part


def _options(store: Store, parts: Sequence[Part], number: int) -> list[Option]:
    part = parts[number]
    if part.how == "phrase":
        return [_phrase(part.text, "phrase")]
    if part.how == "date":
        return _date_options(part)
    if part.how == "figure":
        return _figure_options(store, part) + _joined(store, parts, number)
    options = [_phrase(part.text, "word"), *_joined(store, parts, number)]
    if re.fullmatch(r"[^\W\d_]+\d+|\d+[^\W\d_]+", part.text):
        options.append(_phrase(" ".join(re.findall(r"\d+|\D+", part.text)), "split"))
    return options


def _joined(store: Store, parts: Sequence[Part], number: int) -> list[Option]:
    """This part written together with the one before or after it: `hyper os`, `mi 4`."""
    pairs = [
        squeezed(parts[first].text + parts[first + 1].text)
        for first in (number - 1, number)
        if 0 <= first < len(parts) - 1 and parts[first].how in {"word", "figure"}
    ]
    return [Option(_one(word), word, "joined") for word in store.word_counts(pairs)]


def _date_options(part: Part) -> list[Option]:
    said = list(tokens(part.text))
    options = [_phrase(part.text, "date")]
    if len(said) == 3 and said[0].isdigit() and said[1].isalpha():
        options.append(Option(_quoted([said[1], said[0], said[2]]), part.text, "date"))
    if len(said) == 2 and said[0].isdigit():
        options.append(Option(_quoted(said[::-1]), part.text, "date"))
    if "/" in part.date:
        years = " AND ".join(map(_one, part.date.split("/")))
        options.append(Option(f"({years})", part.text, "date"))
    return options


def _figure_options(store: Store, part: Part) -> list[Option]:
    """The number with its unit or size; without it where the library has none such."""
    said = [token for token in tokens(part.text) if token[0].isdigit() or token[0] == "_"]
    if not said:
        return [_phrase(part.text, "word")]
    sized = said[-1]
    same = [sized, sized.removeprefix("_") if sized[0] == "_" else f"_{sized}"]
    known = store.word_counts([*same, said[0]])
    if exact := [token for token in same if token in known]:
        return [Option(" OR ".join(map(_one, exact)), part.text, "figure")]
    return [Option(_one(said[0]), said[0], "rough")]


def _stretched(store: Store, word: str) -> list[Option]:
    """What else a word that nothing has may be: words written together, a beginning, an inside."""
    said = list(tokens(word))
    if len(said) != 1 or not said[0].isalnum():
        return [Option(" AND ".join(map(_one, said)), word, "word")]
    token = said[0]
    if whole := _pieces(store, token):
        return [_phrase(whole, "split")]
    if len(token) >= 2 and (longer := store.words_starting(token, 20)):
        return [Option(" OR ".join(_one(w) for w, _ in longer), longer[0][0], "beginning")]
    if len(token) >= 3 and (around := store.words_holding(token, 10)):
        return [Option(" OR ".join(_one(w) for w, _ in around), around[0][0], "inside")]
    return []


def _pieces(store: Store, word: str) -> str:
    """`wordofmouth` as `word of mouth`, if the library has all of it."""
    if not (6 <= len(word) <= 30 and word.isascii() and word.isalpha()):
        return ""
    ends = range(2, len(word) + 1)
    counts = store.word_counts(word[a:b] for b in ends for a in range(b - 1) if b - a < len(word))
    best: dict[int, list[str]] = {0: []}
    for end in ends:
        ways = [
            [*best[start], word[start:end]]
            for start in range(end - 1)
            if start in best and word[start:end] in counts
        ]
        if ways:
            best[end] = min(ways, key=lambda way: (len(way), -min(map(len, way))))
    found = best.get(len(word), [])
    short = sum(len(piece) < 3 for piece in found)
    return " ".join(found) if len(found) <= 4 and short <= len(found) // 3 else ""


def _synonyms(store: Store, parts: Sequence[Part]) -> dict[int, list[str]]:
    """Glossary phrases for runs of parts, by the number of each part in the run."""
    places = runs(parts)
    found: dict[int, list[str]] = {}
    for form, phrases in store.synonyms(places).items():
        for number in {number for run in places[form] for number in run}:
            found.setdefault(number, []).extend(phrases)
    return found


def _chinese_words(store: Store, run: str) -> list[str]:
    """A run of Chinese as the longest names and synonyms known, then pairs, without small words."""
    pieces = {
        run[start:end]
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + 10) + 1)
    }
    known = {name for name, _, _ in store.names_among(pieces)} | set(store.synonyms(pieces))
    known |= pieces & STOP
    pairs = set(store.word_counts(piece for piece in pieces if len(piece) == 2))
    words: list[str] = []
    start = 0
    while start < len(run):
        ends = range(min(len(run), start + 10), start, -1)
        end = next((end for end in ends if run[start:end] in known), start + 1)
        if end == start + 1 and run[start : start + 2] in pairs:
            end = start + 2
        words.append(run[start:end])
        start = end
    return [word for word in words if word not in STOP] or words


# Asking the index


def _term(store: Store, part: Part, options: list[Option], scope: Scope) -> Term:
    found: dict[int, tuple[float, Option]] = {}
    frequency = 0
    for option in options:
        hits = _hits(store, option, scope)
        frequency = max(frequency, len(hits))
        best = max((score for _, score in hits), default=1.0)
        for number, score in hits:
            value = WORTH[option.by] * score / best
            if value > found.get(number, (0.0,))[0]:
                found[number] = (value, option)
    if part.date:
        for number, closeness in _events(store, part.date):
            if closeness > found.get(number, (0.0,))[0]:
                found[number] = (closeness, Option("", part.text, "dated"))
    if frequency >= POOL:
        frequency = max(store.word_counts(tokens(part.text)).values(), default=frequency)
    weight = max(0.2, log(scope.total / max(1, frequency))) ** 0.75 if found else log(scope.total + 1) ** 0.75
    if part.how == "figure" and len(part.text) == 1:
        weight *= LONE_DIGIT
    return Term(part, options, weight, found)


def _hits(store: Store, option: Option, scope: Scope) -> list[tuple[int, float]]:
    """The best hits of an option; of a common word those that have it in title or names."""
    said = list(tokens(option.said))
    counts = store.word_counts(said) if len(said) == 1 else {}
    if max(counts.values(), default=0) < COMMON:
        return store.matches(option.expression, POOL, scope.span)
    titled = store.first_matches(f"{{title names}} : {option.expression}", POOL, scope.span)
    rest = store.first_matches(option.expression, POOL - len(titled), scope.span)
    return [*((n, TITLE_VALUE) for n in titled), *((n, BODY_VALUE) for n in rest)]


def _filled(store: Store, terms: list[Term]) -> list[Term]:
    """Terms with more hits than were ranked: which of the other terms' hits have them as well."""
    pool = {number for term in terms for number in term.found}
    for term in terms:
        missing = pool - term.found.keys()
        if len(term.found) >= POOL and missing and len(terms) > 1:
            for option in term.options:
                for number in _having(store, option, missing):
                    term.found.setdefault(number, (BODY_VALUE * WORTH[option.by], option))
    return terms


def _having(store: Store, option: Option, numbers: set[int]) -> Iterable[int]:
    """Which of these records have an option: by its whole list, or if that is long one by one."""
    listed = store.first_matches(option.expression, COMMON)
    if len(listed) < COMMON:
        return numbers.intersection(listed)
    return store.among(option.expression, sorted(numbers)[:POOL])


def _events(store: Store, when: str) -> Iterable[tuple[int, float]]:
    """Events in a span of time, with the share of their own span that lies in it."""
    first, last = bounds(when)
    for sketch in store.sketches(store.events_between(first, last, POOL)):
        start, end = max(first, sketch.earliest), min(last, sketch.latest)
        share = _days(start, end) / _days(sketch.earliest, sketch.latest)
        yield sketch.number, share * (1.0 if sketch.major else 0.85)


def _days(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal() + 1


def _phrase(text: str, by: str) -> Option:
    """The tokens of a text next to each other; of Chinese, all its pairs."""
    said = list(tokens(text))
    pairs = [token for token in said if len(token) == 2 and not token.isascii()]
    if pairs and pairs[-1] == said[-1]:
        return Option(" AND ".join(map(_one, pairs)), text, by)
    return Option(_quoted(said) if said else "", text, by)


def _one(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _quoted(said: Sequence[str]) -> str:
    return _one(" ".join(said))
