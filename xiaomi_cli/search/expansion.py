"""Query expansion: the FTS5 expressions by which one part of a query is looked up in the index."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.tokens import fold, squeezed, tokens
from xiaomi_cli.search.query import Part
from xiaomi_cli.search.spelling import is_english

# How good a match is by the method that found it, against 1 for the word itself.
METHOD_QUALITY = {
    "word": 1.0, "phrase": 1.0, "figure": 1.0,
    "date": 0.8,  # a text that mentions a date, against an event of that date; serves `may 2016`
    "joined": 1.0,  # serves `hyper os`: hyperos
    "split": 0.95,  # serves `wordofmouth`: word of mouth
    "synonym": 0.9,  # serves `laser radar`: lidar
    "beginning": 0.8,  # serves `manuf`: manufacturing
    "inside": 0.6,  # a word in a longer one, `ring`: xring
    "number": 0.8,  # the figure in another currency, or in none; serves `$46 billion`
    "rough": 0.5,  # `47 billion`: 47, where nothing has that size
}  # fmt: skip
MAX_COMPLETIONS = 20  # longer words that one beginning stands for; serves `manuf`
MAX_INFIX_WORDS = 4  # longer words that have a word inside, the shortest; serves `ring`: xring
_ENDINGS = ("s", "es", "ed", "d", "ing")
_MAX_COMPOUND, _MAX_PIECES = 30, 4
_OR = " OR "  # between the words of an expression that any of them matches


class Expansion(NamedTuple):
    """One way to look up a part of a query.

    `expression`: for FTS5. `text`: the words it stands for. `method`: a key of METHOD_QUALITY, or
    `dated` for an event of a date.
    """

    expression: str
    text: str
    method: str


def expansions_of(store: Store, parts: Sequence[Part], number: int) -> list[Expansion]:
    """The expansions of a part as it was typed, alone or joined with its neighbours."""
    part = parts[number]
    if part.type == "phrase":
        return [phrase(part.text, "phrase")]
    if part.type == "date":
        return _date_expansions(part)
    if part.type == "figure":
        return _figure_expansions(store, part) + _joined_with_neighbour(store, parts, number)
    expansions = _joined_with_neighbour(store, parts, number)
    if not _is_stem_of_another(store, part.text):
        expansions.insert(0, phrase(part.text, "word"))
    if re.fullmatch(r"[^\W\d_]+\d+|\d+[^\W\d_]+", part.text):  # su7, 3nm
        expansions.append(phrase(" ".join(re.findall(r"\d+|\D+", part.text)), "split"))
    return expansions


def fallback_expansions(store: Store, word: str) -> list[Expansion]:
    """The expansions of a word of no record: as a compound, as a prefix, as an ending."""
    words = list(tokens(word))
    if len(words) != 1 or not words[0].isalnum():
        return [Expansion(" AND ".join(map(fts_token, words)), word, "word")] if words else []
    token = words[0]
    if whole := _split_compound(store, token):
        return [phrase(whole, "split")]
    if is_english(token):  # which is no beginning and no part of another word
        return []
    if len(token) >= 2 and (longer := store.words_starting(token, MAX_COMPLETIONS)):
        return [_any_of(longer, "beginning")]
    searched = len(token) > 2 and not store.is_large()  # every word would have to be looked at
    around = store.words_holding(token, MAX_INFIX_WORDS) if searched else []
    ending = [pair for pair in around if pair[0].endswith(token)]
    return [_any_of(ending, "inside")] if ending else []


def phrase(text: str, method: str) -> Expansion:
    """The expansion to the tokens of a text next to each other; of Chinese, to all its pairs."""
    words = list(tokens(text))
    pairs = [token for token in words if len(token) == 2 and not token.isascii()]
    if pairs and pairs[-1] == words[-1]:
        return Expansion(" AND ".join(map(fts_token, pairs)), text, method)
    return Expansion(fts_token(" ".join(words)) if words else "", text, method)


def fts_token(token: str) -> str:
    """A token as an FTS5 expression."""
    return '"' + token.replace('"', '""') + '"'


def _any_of(words: Sequence[tuple[str, int]], method: str) -> Expansion:
    return Expansion(_OR.join(fts_token(word) for word, _ in words), words[0][0], method)


def alternatives(expression: str) -> list[str]:
    """The words of an expression that any of several words matches."""
    return [word.strip('"') for word in expression.split(_OR)]


def _is_stem_of_another(store: Store, word: str) -> bool:
    """Whether a short word meets others by its stem alone: `ore` meets `or`, `bus` pinyin `bu`."""
    word = fold(word)
    stems = {word} | {stem for end in _ENDINGS if len(stem := word.removesuffix(end)) > 2}
    forms = {stem + end for stem in stems for end in ("", *_ENDINGS)}
    return word.isalpha() and word.isascii() and len(word) < 5 and not store.word_counts(forms)


def _joined_with_neighbour(store: Store, parts: Sequence[Part], number: int) -> list[Expansion]:
    """The part joined with a neighbour, where a record has that: `hyper os`, `mi 4`."""
    pairs = [
        squeezed(parts[first].text + parts[first + 1].text)
        for first in (number - 1, number)
        if 0 <= first < len(parts) - 1 and parts[first].type in {"word", "figure"}
    ]
    return [Expansion(fts_token(word), word, "joined") for word in store.word_counts(pairs)]


def _date_expansions(part: Part) -> list[Expansion]:
    """A date as records write it: 29 March 2025, March 29 2025; both years of a span."""
    words = list(tokens(part.text))
    expansions = [phrase(part.text, "date")]
    if len(words) in {2, 3} and words[0].isdigit() and words[1].isalpha():
        other = " ".join([words[1], words[0], *words[2:]])
        expansions.append(Expansion(fts_token(other), part.text, "date"))
    if "/" in part.date:
        years = " AND ".join(map(fts_token, part.date.split("/")))
        expansions.append(Expansion(f"({years})", part.text, "date"))
    return expansions


def _figure_expansions(store: Store, part: Part) -> list[Expansion]:
    """The number with its unit or size; without it where the library has none such."""
    words = [token for token in tokens(part.text) if token[0].isdigit() or token[0] == "_"]
    if not words:
        return [phrase(part.text, "word")]
    sized = words[-1]
    same = [sized, sized.removeprefix("_") if sized[0] == "_" else f"_{sized}"]
    known = store.word_counts(same)
    exact = _OR.join(fts_token(token) for token in same if token in known)
    if not exact:
        return [Expansion(fts_token(words[0]), words[0], "rough")]
    if not part.currency:
        return [Expansion(exact, part.text, "figure")]
    orders = ([part.currency, *words], [*words, part.currency])
    amounts = _OR.join(fts_token(" ".join(order)) for order in orders)
    return [Expansion(amounts, part.text, "figure"), Expansion(exact, part.text, "number")]


def _split_compound(store: Store, word: str) -> str:
    """`wordofmouth` as `word of mouth`: the fewest and longest words, if the library has all."""
    if not (6 <= len(word) <= _MAX_COMPOUND and word.isascii() and word.isalpha()):
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
    pieces = best.get(len(word), [])
    short = sum(len(piece) < 3 for piece in pieces)
    return " ".join(pieces) if len(pieces) <= _MAX_PIECES and short <= len(pieces) // 3 else ""
