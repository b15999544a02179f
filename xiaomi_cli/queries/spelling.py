"""What a mistyped word was meant to be, from the library's own vocabulary."""

from collections.abc import Sequence

from xiaomi_cli.store.reader import Store
from xiaomi_cli.model.text import fold

MIN_SCORE = 76.0  # Damerau-Levenshtein similarity in per cent; serves `iorn` (75 by plain ratio)


def corrections(store: Store, words: Sequence[str]) -> dict[str, str]:
    """For each word that the library lacks, the nearest one that it has."""
    found = {}
    for word in words:
        plain = fold(word).strip("?!.,;:'\"()[]")
        if len(plain) >= 3 and plain.isalpha() and (near := _nearest(store, plain)):
            found[word] = near
    return found


def _nearest(store: Store, word: str) -> str:
    from rapidfuzz import process  # noqa: PLC0415 - only when a word missed
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - as above

    if split := _split(store, word):
        return split
    slack = 1 if len(word) < 6 else 2
    vocabulary = dict(store.words_of_size(len(word) - slack, len(word) + slack))
    hits = process.extract(
        word,
        list(vocabulary),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=MIN_SCORE / 100 if len(word) > 4 else 0.74,
        limit=8,
    )
    ranked = sorted(
        hits, key=lambda hit: (-round(hit[1], 2), hit[0][:1] != word[:1], -vocabulary[hit[0]])
    )
    return str(ranked[0][0]) if ranked else ""


def _split(store: Store, word: str) -> str:
    """`tailwind` as `tail wind`, if the library has both."""
    pairs = [(word[:i], word[i:]) for i in range(3, len(word) - 2)]
    counts = store.word_counts([part for pair in pairs for part in pair] or [""])
    known = [pair for pair in pairs if pair[0] in counts and pair[1] in counts]
    best = max(known, key=lambda pair: min(counts[pair[0]], counts[pair[1]]), default=None)
    return " ".join(best) if best else ""
