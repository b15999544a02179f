"""Spelling correction, from the library's own vocabulary."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.tokens import key, squeezed, tokens
from xiaomi_cli.search.query import STOP_WORDS, stripped

MIN_SIMILARITY = 0.63  # of a word and what it was meant to be, at least; serves `nothing`
SHORT = 5  # letters up to which one that is wrong makes another word; serves `nothing`
MEDIUM, LONG = 6, 9  # letters from which on two, or four, may be wrong; serves `nurburing`
SHORTEST = 3  # letters below which a word is only corrected to make a name; serves `lei jn`
ENGLISH = Path(__file__).with_name("english_words.txt")  # of SCOWL; see the notice beside it
MAX_GUESSES, MAX_WAYS = 3, 64  # for each word, and for all together; serves `ecologcal chian`


def is_english(word: str) -> bool:
    """Whether a word in lower case is right as it stands, and no piece of another either."""
    return f"\n{word}\n" in _english()


@cache
def _english() -> str:
    return ENGLISH.read_text(encoding="ascii")


class Guess(NamedTuple):
    """A word of the library that a typed one may have been, and how alike they are (0 to 1)."""

    word: str
    similarity: float
    records: int


def corrections(store: Store, words: Sequence[str], unknown: Sequence[int]) -> dict[int, str]:
    """The unknown words (by number) as they were meant; those that resemble nothing are left out.

    Where a word has several likely corrections, those are taken that make a name, or stand
    together, with the words around them.
    """
    guesses = {n: some for n in unknown if (some := _guesses(store, stripped(words[n])))}
    if not guesses:
        return {}
    known = [n for n in range(len(words)) if n not in unknown]
    ways = [dict(zip(guesses, some, strict=True)) for some in product(*guesses.values())]
    fits = {n: _fit(store, words, way, known) for n, way in enumerate(ways[:MAX_WAYS])}
    best = max(fits, key=lambda n: fits[n])
    chosen, (named, titled, *_) = ways[best], fits[best]
    if not named:  # a word of English was meant, unless another makes a name: `word of moth`
        chosen = {n: guess for n, guess in chosen.items() if not is_english(stripped(words[n]))}
    if len(words) == 1 or not (named or titled):
        chosen = {
            n: guess
            for n, guess in chosen.items()
            if _stands_alone(stripped(words[n]), guess.word)
        }
    return {number: guess.word for number, guess in chosen.items()}


def _stands_alone(word: str, guess: str) -> bool:
    """Whether a correction needs no name and no title around it.

    In a short word one consonant makes another word: `cafe` is not `case`, nor `shoes` `shops`, nor
    `cagr` `car`; but `lidr` and `ladar` are `lidar`, and `crsh` is `crash`.
    """
    swapped = sorted(word) == sorted(guess)
    left_out = len(guess) > len(word) == SHORT  # `camra`
    longer = len(guess) > len(word) or len(word) == SHORT  # `crsh`, not `dell`: deal
    heard = longer and 3 < len(guess) >= len(word) and _consonants(word) == _consonants(guess)
    return swapped or left_out or heard or len(word) > SHORT


def _fit(
    store: Store, words: Sequence[str], chosen: dict[int, Guess], known: Sequence[int]
) -> tuple[float, ...]:
    """How well corrections go together: as a name, in one title, in one record, by themselves."""
    similarity = sum(guess.similarity for guess in chosen.values())
    frequency = sum(guess.records for guess in chosen.values())
    meant = [chosen[n].word if n in chosen else word for n, word in enumerate(words)]
    text = " ".join(meant)
    forms = [key(text), squeezed(text)]
    named = bool(store.names_among(forms) or store.synonyms(forms))
    kept = sorted({*chosen, *known})
    if not named and any(len(stripped(words[n])) < SHORTEST for n in chosen):
        return (0, 0, 0, 0.0, 0.0)
    query_matcher = " AND ".join(f'"{token}"' for n in kept for token in tokens(meant[n]))
    titled = len(kept) > 1 and bool(store.first_matches(f"{{names title}} : ({query_matcher})", 1))
    together = titled or bool(store.first_matches(query_matcher, 1))
    return named, titled, together, similarity, frequency


def _guesses(store: Store, word: str) -> list[Guess]:
    """The likeliest words for one that is unknown: few letters off, the more the longer it is."""
    if not (2 <= len(word) <= 40 and word.isascii() and word.isalpha()):
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    slack = 1 if len(word) < MEDIUM else 2 if len(word) < LONG else 4
    sizes = (max(2, len(word) - slack), len(word) + slack)
    initials = word[:2] if store.is_large() else ""
    typed_for = {name for name, _ in store.glossary() if sizes[0] <= len(name) <= sizes[1]}
    vocabulary = dict.fromkeys(typed_for, 1) | dict(store.words_of_size(*sizes, initials))
    hits = process.extract(
        word, list(vocabulary), scorer=OSA.distance, score_cutoff=slack, limit=40
    )
    guesses = [
        Guess(candidate, 1 - distance / max(len(word), len(candidate)), vocabulary[candidate])
        for candidate, distance, _ in hits
        if candidate != word
        and candidate not in STOP_WORDS
        and candidate.isalpha()
        and (distance <= 1 or _sounds_alike(word, candidate, round(distance)))
    ]
    near = min((round(distance) for _, distance, _ in hits), default=0)
    guesses.sort(key=lambda guess: (-guess.similarity, guess.word[0] != word[0], -guess.records))
    enough = max(MIN_SIMILARITY, 1 - (near + 1) / len(word))
    return [guess for guess in guesses if guess.similarity >= enough][:MAX_GUESSES]


def _sounds_alike(word: str, candidate: str, distance: int) -> bool:
    """Whether a word that is several letters off has the consonants of the other.

    `vehical` and `beuracracy` have; `boeing` has not those of `buying`. In a long word one
    consonant may be wrong as well, or some left out: `nurburing`, but not `counterfeit`, which is
    no `counterpart`.
    """
    typed, meant = _consonants(word), _consonants(candidate)
    if len(word) < LONG or distance > 2:
        return typed == meant
    from rapidfuzz.distance import OSA, Indel

    left_out = Indel.distance(typed, meant) == len(meant) - len(typed)
    return left_out or OSA.distance(typed, meant) <= 1


def _consonants(word: str) -> str:
    """A word without its vowels and with one letter for two: what people hear of it."""
    single = re.sub(r"(.)\1+", r"\1", word)
    return single[0] + re.sub("[aeiou]|y(?![aeiou])", "", single[1:])
