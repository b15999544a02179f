"""The parts of a query as words: cut where the script changes, and Chinese into words it knows."""

import re
from collections.abc import Iterable, Sequence

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.name_keys import key, squeezed
from xiaomi_cli.model.tokens import CJK, tokens
from xiaomi_cli.search.query import STOP_WORDS, Part

LONGEST_RUN = 6  # words of the longest name or synonym looked for within a query
LONGEST_WORD = 10  # characters of the longest Chinese word looked for
_SCRIPTS = pattern(rf"[{CJK}]+|[^{CJK}]+")


def segmented(store: Store, parts: Iterable[Part]) -> list[Part]:
    """The parts that can be looked for, with words in two scripts and Chinese runs cut up."""
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


def _chinese_words(store: Store, run: str) -> list[str]:
    """The longest names and synonyms known from the left, then pairs, without small words."""
    pieces = {
        run[start:end]
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + LONGEST_WORD) + 1)
    }
    known = {name for name, _, _ in store.names_among(pieces)} | store.synonyms(pieces).keys()
    known |= pieces & STOP_WORDS
    pairs = store.word_counts(piece for piece in pieces if len(piece) == 2)
    words: list[str] = []
    start = 0
    while start < len(run):
        ends = range(min(len(run), start + LONGEST_WORD), start, -1)
        end = next((end for end in ends if run[start:end] in known), start + 1)
        if end == start + 1 and run[start : start + 2] in pairs:
            end = start + 2
        words.append(run[start:end])
        start = end
    telling = [word for word in words if word not in STOP_WORDS] or words
    if any(len(word) > 1 or word in known for word in telling):
        return telling
    return ["".join(telling)]  # a word that the library does not have: its signs say nothing
