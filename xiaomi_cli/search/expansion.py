"""How the index is asked for one part of a query: for the word, or for what stands for it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.name_keys import squeezed
from xiaomi_cli.model.tokens import tokens
from xiaomi_cli.search.query import Part

# What a hit is worth by how it was found, against 1 for the word itself.
WORTH = {
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
MOST_WORDS = 20  # longer words that one beginning stands for; serves `manuf`
MOST_AROUND = 4  # longer words that have a word inside, the shortest; serves `ring`: xring
_LONGEST_SPLIT, _MOST_PIECES = 30, 4
_OR = " OR "  # between the words of an expression that any of them matches


class Option(NamedTuple):
    """One way to look for a part: an FTS5 expression, what it says, and how it was arrived at."""

    expression: str
    said: str
    by: str


def options_of(store: Store, parts: Sequence[Part], number: int) -> list[Option]:
    """The ways to look for a part as it was typed, alone or joined with its neighbours."""
    part = parts[number]
    if part.how == "phrase":
        return [phrase(part.text, "phrase")]
    if part.how == "date":
        return _of_date(part)
    if part.how == "figure":
        return _of_figure(store, part) + _joined(store, parts, number)
    found = [phrase(part.text, "word"), *_joined(store, parts, number)]
    if re.fullmatch(r"[^\W\d_]+\d+|\d+[^\W\d_]+", part.text):  # su7, 3nm
        found.append(phrase(" ".join(re.findall(r"\d+|\D+", part.text)), "split"))
    return found


def stretched(store: Store, word: str) -> list[Option]:
    """What a word that nothing has may be: words written together, a beginning, an inside."""
    said = list(tokens(word))
    if len(said) != 1 or not said[0].isalnum():
        return [Option(" AND ".join(map(one, said)), word, "word")] if said else []
    token = said[0]
    if whole := _pieces(store, token):
        return [phrase(whole, "split")]
    if len(token) >= 2 and (longer := store.words_starting(token, MOST_WORDS)):
        return [_any_of(longer, "beginning")]
    if len(token) < 3 or store.is_large():  # every word would have to be looked at
        return []
    if around := _around(store, token):
        return [_any_of(around, "inside")]
    return []


def _around(store: Store, token: str) -> list[tuple[str, int]]:
    """The shortest words that a word is inside of; three letters must be the end of one."""
    around = store.words_holding(token, MOST_AROUND)
    return [found for found in around if len(token) > 3 or found[0].endswith(token)]


def phrase(text: str, by: str) -> Option:
    """The tokens of a text next to each other; of Chinese, all its pairs."""
    said = list(tokens(text))
    pairs = [token for token in said if len(token) == 2 and not token.isascii()]
    if pairs and pairs[-1] == said[-1]:
        return Option(" AND ".join(map(one, pairs)), text, by)
    return Option(_adjacent(said) if said else "", text, by)


def one(token: str) -> str:
    """A token as an FTS5 expression."""
    return '"' + token.replace('"', '""') + '"'


def _adjacent(said: Sequence[str]) -> str:
    return one(" ".join(said))


def _any_of(words: Sequence[tuple[str, int]], by: str) -> Option:
    return Option(_OR.join(one(word) for word, _ in words), words[0][0], by)


def words_of(expression: str) -> list[str]:
    """The words that an option of several, a beginning or an inside, stands for."""
    return [word.strip('"') for word in expression.split(_OR)]


def _joined(store: Store, parts: Sequence[Part], number: int) -> list[Option]:
    """The part written together with the one before or after it: `hyper os`, `mi 4`."""
    pairs = [
        squeezed(parts[first].text + parts[first + 1].text)
        for first in (number - 1, number)
        if 0 <= first < len(parts) - 1 and parts[first].how in {"word", "figure"}
    ]
    return [Option(one(word), word, "joined") for word in store.word_counts(pairs)]


def _of_date(part: Part) -> list[Option]:
    """A date as records write it: 29 March 2025, March 29 2025; both years of a span."""
    said = list(tokens(part.text))
    found = [phrase(part.text, "date")]
    if len(said) in {2, 3} and said[0].isdigit() and said[1].isalpha():
        found.append(Option(_adjacent([said[1], said[0], *said[2:]]), part.text, "date"))
    if "/" in part.date:
        years = " AND ".join(map(one, part.date.split("/")))
        found.append(Option(f"({years})", part.text, "date"))
    return found


def _of_figure(store: Store, part: Part) -> list[Option]:
    """The number with its unit or size; without it where the library has none such."""
    said = [token for token in tokens(part.text) if token[0].isdigit() or token[0] == "_"]
    if not said:
        return [phrase(part.text, "word")]
    sized = said[-1]
    same = [sized, sized.removeprefix("_") if sized[0] == "_" else f"_{sized}"]
    known = store.word_counts(same)
    exact = " OR ".join(one(token) for token in same if token in known)
    if not exact:
        return [Option(one(said[0]), said[0], "rough")]
    if not part.money:
        return [Option(exact, part.text, "figure")]
    amounts = " OR ".join(_adjacent(order) for order in ([part.money, *said], [*said, part.money]))
    return [Option(amounts, part.text, "figure"), Option(exact, part.text, "number")]


def _pieces(store: Store, word: str) -> str:
    """`wordofmouth` as `word of mouth`: the fewest and longest words, if the library has all."""
    if not (6 <= len(word) <= _LONGEST_SPLIT and word.isascii() and word.isalpha()):
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
    return " ".join(found) if len(found) <= _MOST_PIECES and short <= len(found) // 3 else ""
