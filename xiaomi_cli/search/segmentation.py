"""Segmentation: words cut where the script changes, Chinese into words that the library knows."""

import re
from collections.abc import Iterable, Sequence

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.name_keys import key, squeezed
from xiaomi_cli.model.tokens import CJK, tokens
from xiaomi_cli.search.query import STOP_WORDS, Part

MAX_NGRAM = 6  # words of the longest name or synonym looked for within a query
MAX_CHINESE_WORD = 10  # characters of the longest Chinese word looked for
_SCRIPTS = pattern(rf"[{CJK}]+|[^{CJK}]+")


def segment(store: Store, parts: Iterable[Part]) -> list[Part]:
    """The parts that have tokens, those in two scripts or in Chinese cut into words."""
    segments: list[Part] = []
    for part in parts:
        if part.type != "word" or part.text.isascii():
            segments.append(part)
            continue
        for run in _SCRIPTS.findall(part.text):
            chinese = re.match(f"[{CJK}]", run)
            segments += map(Part, _chinese_words(store, run) if chinese else run.split())
    return [part for part in segments if any(tokens(part.text))]


def ngrams(parts: Sequence[Part]) -> dict[str, list[range]]:
    """The ranges of up to MAX_NGRAM parts, by the keys under which their words would be a name."""
    ranges: dict[str, list[range]] = {}
    for start in range(len(parts)):
        for end in range(start + 1, min(len(parts), start + MAX_NGRAM) + 1):
            text = " ".join(part.text for part in parts[start:end])
            for form in {key(text), squeezed(text)} - {""}:
                ranges.setdefault(form, []).append(range(start, end))
    return ranges


def _chinese_words(store: Store, run: str) -> list[str]:
    """The longest known names and synonyms from the left, else pairs; without stop words."""
    pieces = {
        run[start:end]
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + MAX_CHINESE_WORD) + 1)
    }
    known = {name for name, _, _ in store.names_among(pieces)} | store.synonyms(pieces).keys()
    known |= pieces & STOP_WORDS
    pairs = store.word_counts(piece for piece in pieces if len(piece) == 2)
    words: list[str] = []
    start = 0
    while start < len(run):
        ends = range(min(len(run), start + MAX_CHINESE_WORD), start, -1)
        end = next((end for end in ends if run[start:end] in known), start + 1)
        if end == start + 1 and run[start : start + 2] in pairs:
            end = start + 2
        words.append(run[start:end])
        start = end
    informative = [word for word in words if word not in STOP_WORDS] or words
    if any(len(word) > 1 or word in known for word in informative):
        return informative
    return ["".join(informative)]  # a word that the library does not have: its signs say nothing
