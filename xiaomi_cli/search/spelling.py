"""Spelling correction, from the library's own vocabulary."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import product
from math import ceil
from pathlib import Path

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.tokens import key, squeezed, tokens
from xiaomi_cli.search.query import STOP_WORDS, stripped

MIN_SIMILARITY = 0.63  # of a word and what it was meant to be, at least; serves `nothing`
SHORT = 5  # letters up to which one that is wrong makes another word; serves `nothing`
LONG, MIN_HEARD = 9, 0.75  # letters from which on so much of the consonants do; `nurburing`
ENGLISH = Path(__file__).with_name("english_words.txt")  # of SCOWL; see the notice beside it
MAX_GUESSES, MAX_WAYS = 3, 64  # for each word, and for all together; serves `ecologcal chian`


def is_english(word: str) -> bool:
    """Whether a word in lower case is right as it stands, and no piece of another either."""
    return f"\n{word}\n" in _english()


@cache
def _english() -> str:
    return ENGLISH.read_text(encoding="ascii")


def corrections(store: Store, words: Sequence[str], unknown: Sequence[int]) -> dict[int, str]:
    """The unknown words (by number) as they were meant; those that resemble nothing are left out.

    Where a word has several likely corrections, those are taken that make a name, or stand in one
    title, with the words around them.
    """
    guesses = {n: some for n in unknown if (some := _guesses(store, stripped(words[n])))}
    if not guesses:
        return {}
    ways = [dict(zip(guesses, some, strict=True)) for some in product(*guesses.values())]
    fits = [_fit(store, words, way, unknown) for way in ways[:MAX_WAYS]]
    named, titled, _ = max(fits)
    best = ways[fits.index(max(fits))]

    def is_meant(typed: str, guess: str) -> bool:
        if not named and is_english(typed):  # unless another makes a name: `word of moth`
            return False
        if len(words) > 1 and (named or titled):
            return True
        return _stands_alone(typed, guess) and _is_prominent(store, guess)

    return {n: word for n, (word, _) in best.items() if is_meant(stripped(words[n]), word)}


def _stands_alone(word: str, guess: str) -> bool:
    """Whether a correction needs no name and no title around it.

    In a short word one consonant makes another word: `cafe` is not `case`, nor `shoes` `shops`, nor
    `cagr` `car`; but `lidr` and `ladar` are `lidar`, and `crsh` is `crash`.
    """
    swapped = sorted(word) == sorted(guess)
    longer = len(guess) > len(word) or len(word) == SHORT  # `crsh`, not `dell`: deal
    heard = longer and 3 < len(guess) >= len(word) and _consonants(word) == _consonants(guess)
    return swapped or heard or len(word) > SHORT


def _is_prominent(store: Store, word: str) -> bool:
    """Whether a word stands in a title or a name, or the glossary or a reader's phrase has it."""
    found = store.first_matches(f'{{names title asked}} : ("{word}")', 1)
    return bool(found or store.synonyms([word]))


def _fit(
    store: Store, words: Sequence[str], way: dict[int, tuple[str, float]], unknown: Sequence[int]
) -> tuple[bool, bool, float]:
    """How well corrections go together: as a name, in one title, by themselves."""
    meant = [way[n][0] if n in way else word for n, word in enumerate(words)]
    forms = [key(" ".join(meant)), squeezed(" ".join(meant))]
    named = bool(store.names_among(forms) or store.synonyms(forms))
    kept = [word for n, word in enumerate(meant) if n in way or n not in unknown]
    together = " AND ".join(f'"{token}"' for word in kept for token in tokens(word))
    titled = len(kept) > 1 and bool(store.first_matches(f"{{names title}} : ({together})", 1))
    return named, titled, sum(similarity for _, similarity in way.values())


def _guesses(store: Store, word: str) -> list[tuple[str, float]]:
    """The words that one of no record is most like, and how much (0 to 1), the likeliest first."""
    if len(pieces := word.split("-")) > 1:
        known = store.word_counts(pieces)
        fixed = corrections(store, pieces, [n for n, one in enumerate(pieces) if one not in known])
        meant = "-".join(fixed.get(n, piece) for n, piece in enumerate(pieces))
        return [(meant, 1.0)] if fixed else []
    if not (2 <= len(word) <= 40 and word.isascii() and word.isalpha()):
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    sizes = ceil(len(word) * MIN_SIMILARITY), int(len(word) / MIN_SIMILARITY)
    initials = word[:2] if store.is_large() else ""
    records = dict.fromkeys((name for name, _ in store.glossary()), 1)
    records |= dict(store.words_of_size(*sizes, initials))
    alike = process.extract(
        word, list(records), scorer=OSA.normalized_similarity, score_cutoff=MIN_SIMILARITY, limit=40
    )
    guesses = [
        (guess, similarity)
        for guess, similarity, _ in alike
        if guess.isalpha() and guess not in {word, *STOP_WORDS} and _sounds_alike(word, guess)
        if word[0] in guess[:2] or guess[0] in word[:2]
    ]
    guesses.sort(key=lambda guess: (-guess[1], guess[0][0] != word[0], -records[guess[0]]))
    return guesses[:MAX_GUESSES]


def _sounds_alike(word: str, candidate: str) -> bool:
    """Whether a word is one letter off, or has the consonants of the other.

    `vehical` and `beuracracy` have; `boeing` has not those of `buying`. In a long word some may be
    left out: `nurburing`, but not `counterfeit`, which is no `counterpart`.
    """
    from rapidfuzz.distance import OSA

    if (distance := OSA.distance(word, candidate)) <= 1 or len(word) <= SHORT:
        return distance <= 1
    needed = MIN_HEARD if len(word) >= LONG else 1.0
    return OSA.normalized_similarity(_consonants(word), _consonants(candidate)) >= needed


def _consonants(word: str) -> str:
    """A word without its vowels and with one letter for two: what people hear of it."""
    single = re.sub(r"(.)\1+", r"\1", word)
    return single[0] + re.sub("[aeiou]|y(?![aeiou])", "", single[1:])
