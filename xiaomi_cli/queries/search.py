"""Ranked hits over everything: names first, then BM25, then what was meant instead."""

from math import log
from typing import NamedTuple

from xiaomi_cli.queries.lens import Lens, seen
from xiaomi_cli.queries.query import Query, informative, parse
from xiaomi_cli.queries.spelling import corrections
from xiaomi_cli.store.reader import Entry, Store
from xiaomi_cli.model.text import key, squeezed, tokens

POOL = 150  # candidates taken from the index before they are ranked
MIN_COVERAGE = 0.5  # share of the query's weight that a hit must bear
NAME = (60.0, 50.0, 40.0, 35.0)  # added when the whole query is a name, by rank of the name
PART_NAME = 14.0  # added when some words of the query are a record's name, times their share
KIND = {"source": -6.0, "lesson": -2.0, "risk": -1.0, "framework": 1.5, "principle": 1.0}


class Term(NamedTuple):
    """One thing sought: index tokens, any of which will do, and how telling it is."""

    word: str
    options: list[str]  # FTS5 expressions
    weight: float


class Hit(NamedTuple):
    """A record found, its score (higher is better), and the words that speak for it."""

    entry: Entry
    score: float
    snippet: str


class Answer(NamedTuple):
    """What a search found; `corrected` is what was searched instead, if not the query itself."""

    query: str
    corrected: str
    hits: list[Hit]


def search(store: Store, text: str, kinds: list[str], through: Lens) -> Answer:
    """All relevant records for a query, best first, as far as the lens lets them be seen."""
    query = parse(text)
    kinds = kinds + query.filters.get("kind", [])
    terms = _terms(store, query)
    fixed = corrections(store, [t.word for t in terms if not t.options and t.word])
    corrected = ""
    if fixed:
        words = [fixed.get(word, word) for word in query.words]
        corrected = " ".join(words)
        query = query._replace(words=words)
        terms = _terms(store, query)
    ranked = _rank(store, query, terms)
    kept = _filtered(store, query, ranked, kinds)
    shown = {entry.id: entry for entry in seen(store, [entry for entry, _ in kept], through)}
    hits = [
        Hit(shown[entry.id], round(score, 3), _snippet(store, shown[entry.id], terms, through))
        for entry, score in kept
        if entry.id in shown
    ]
    return Answer(text, corrected if hits else "", hits)


def _terms(store: Store, query: Query) -> list[Term]:
    """The informative words and phrases of a query as index expressions."""
    total = int(store.meta("records") or 1)
    words = informative(query.words)
    known = _synonyms(store, words)
    terms = []
    for number, word in enumerate(words):
        options = _options(store, word, total)
        joined = squeezed(words[number] + words[number + 1]) if number + 1 < len(words) else ""
        before = squeezed(words[number - 1] + word) if number else ""
        for pair in (joined, before):
            if pair and store.word_counts([pair]):
                options.append(_quoted([pair]))
        options += [_quoted(phrase.split()) for phrase in known.get(number, [])]
        terms.append(Term(word, options, _weight(store, word, total)))
    for phrase in query.phrases:
        found = list(tokens(phrase))
        if found:
            terms.append(Term("", [_quoted(found)], 6.0))
    return [term for term in terms if term.options or any(tokens(term.word))]


def _options(store: Store, word: str, total: int) -> list[str]:
    found = list(dict.fromkeys(tokens(word)))
    pairs = [t for t in found if len(t) == 2 and not t.isascii()]
    found = pairs or found
    if not found:
        return []
    expression = _quoted(found) if len(found) == 1 else "(" + " AND ".join(map(_one, found)) + ")"
    if store.matching(expression, 1):
        return [expression]
    if len(found) == 1 and len(found[0]) >= 3 and store.matching(_one(found[0]) + "*", 1):
        return [_one(found[0]) + "*"]
    return []


def _one(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _quoted(found: list[str]) -> str:
    return _one(" ".join(found))


def _weight(store: Store, word: str, total: int) -> float:
    """Inverse document frequency of a word, from 0.1 for one that stands everywhere."""
    counts = store.word_counts(list(tokens(word)) or [""])
    return max(0.1, log(total / min(counts.values()))) if counts else log(total + 1)


def _synonyms(store: Store, words: list[str]) -> dict[int, list[str]]:
    """Glossary phrases for runs of up to four words, by the number of each word in the run."""
    runs = {
        key(" ".join(words[start : start + size])): range(start, start + size)
        for size in (4, 3, 2, 1)
        for start in range(len(words) - size + 1)
    }
    found: dict[int, list[str]] = {}
    for name, phrases in store.synonyms(list(runs)).items():
        for number in runs[name]:
            found.setdefault(number, []).extend(phrases)
    return found


def _rank(store: Store, query: Query, terms: list[Term]) -> list[tuple[Entry, float]]:
    named = _named(store, query)
    usable = [term for term in terms if term.options]
    expression = " OR ".join(option for term in usable for option in term.options)
    found = dict(store.matching(expression, POOL)) if expression else {}
    by_number = store.by_numbers(list(found))
    weight = sum(term.weight for term in terms) or 1.0
    covered = {number: 0.0 for number in found}
    for term in usable:
        for number in store.among(" OR ".join(term.options), list(found)):
            covered[number] += term.weight
    scores: dict[str, tuple[Entry, float]] = {}
    for number, entry in by_number.items():
        share = covered[number] / weight
        if share >= MIN_COVERAGE or entry.id in named:
            score = -found[number] * share * share + 10 * share + KIND.get(entry.kind, 0.0)
            scores[entry.id] = (entry, score + named.pop(entry.id, 0.0))
    for entry in store.by_ids(named).values():
        scores[entry.id] = (entry, named[entry.id] + KIND.get(entry.kind, 0.0))
    ranked = [pair for pair in scores.values() if pair[1] > 0]
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0].id))


def _named(store: Store, query: Query) -> dict[str, float]:
    """What names in the query add to the records that have them."""
    words = query.words
    whole = [form for form in {key(" ".join(words)), squeezed(" ".join(words))} if form]
    bonus = {found.id: NAME[min(found.rank, 3)] for found in store.named(whole)} if whole else {}
    telling = informative(words)
    for size in range(min(5, len(telling)), 0, -1):
        for start in range(len(telling) - size + 1):
            run = " ".join(telling[start : start + size])
            for found in store.named([form for form in {key(run), squeezed(run)} if form]):
                share = size / len(telling)
                bonus.setdefault(found.id, PART_NAME * share * (1 if found.rank < 3 else 0.6))
    return bonus


def _filtered(
    store: Store, query: Query, ranked: list[tuple[Entry, float]], kinds: list[str]
) -> list[tuple[Entry, float]]:
    """Only the hits of the kinds, themes, sources and years asked for, without excluded words."""
    kept = [pair for pair in ranked if not kinds or pair[0].kind in kinds]
    for theme in query.filters.get("theme", []):
        kept = [
            pair for pair in kept if f'"{theme}"' in pair[0].json.partition('"themes":')[2][:400]
        ]
    for source in query.filters.get("source", []):
        resting = {cited.record for cited in store.resting_on(f"source/{source}")}
        kept = [pair for pair in kept if pair[0].id in resting]
    for year in query.filters.get("year", []):
        kept = [
            pair for pair in kept
            if pair[0].earliest and pair[0].earliest[:4] <= year <= (pair[0].latest or "")[:4]
        ]  # fmt: skip
    excluded = [t for word in query.excluded for t in tokens(word)]
    if excluded and kept:
        ids = {pair[0].id for pair in kept}
        gone = {e.id for e in store.entries_matching(" OR ".join(map(_one, excluded)), ids)}
        kept = [pair for pair in kept if pair[0].id not in gone]
    return kept


def _snippet(store: Store, entry: Entry, terms: list[Term], through: Lens) -> str:
    """The statement of a record that bears most of what was sought."""
    sought = {t for term in terms for option in term.options for t in tokens(option)}
    stems = {token[: max(4, len(token) - 2)] for token in sought}

    def count(text: str) -> int:
        found = set(tokens(text))
        return sum(any(token.startswith(s) for token in found) for s in stems)

    day = through.day or "9999-12-31"
    texts = [entry.summary, *store.statement_texts(entry.id, day, documents=through.documents)]
    best = max(texts, key=lambda text: (count(text), text is entry.summary))
    return " ".join(best.split())
