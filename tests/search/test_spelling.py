"""Misspelt words become the words of the library that were meant, or stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.index.store import Store
from xiaomi_cli.search.spelling import corrections


def corrected(store: Store, text: str, *known: int) -> str:
    words = text.split()
    unknown = [number for number in range(len(words)) if number not in known]
    fixed = corrections(store, words, unknown)
    return " ".join(fixed.get(number, word) for number, word in enumerate(words))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("iorn", "iron"),
        ("xaiomi", "xiaomi"),
        ("samsng", "samsung"),
        ("manufacturring", "manufacturing"),
        ("beuracracy", "bureaucracy"),
        ("nurburing", "nurburgring"),
        ("nuerburgring", "nurburgring"),
        ("Hyperso?", "hyperos"),
        ("mui", "miui"),
        ("vehical", "vehicle"),
        ("tommorow", "tomorrow"),
        ("beurocracy", "bureaucracy"),
        ("camra", "camera"),
    ],
)
def test_a_word_becomes_the_nearest_one(store: Store, typed: str, meant: str) -> None:
    assert corrected(store, typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant", "known"),
    [
        ("ecologcal chian", "ecological chain", ()),
        ("inpossible traingle", "impossible triangle", ()),
        ("qualty vetto", "quality veto", ()),
        ("lei jum", "lei jun", (0,)),
        ("wrod of mouth", "word of mouth", (1, 2)),
    ],
)
def test_words_around_it_decide_between_likely_corrections(
    store: Store, typed: str, meant: str, known: tuple[int, ...]
) -> None:
    assert corrected(store, typed, *known) == meant


@pytest.mark.parametrize(
    "word",
    [
        "banana",
        "smoothie",
        "fixtures",
        "counterfeit",
        "zxqvwkjh",
        "cat",
        "ab",
        "1234",
        "雷雷雷",
        "",
        "su7!",
    ],
)
def test_what_resembles_nothing_stays(store: Store, word: str) -> None:
    assert corrections(store, [word], [0]) == {}


@given(word=st.text(max_size=60))
def test_any_word_is_corrected_to_one_of_the_library_or_not_at_all(store: Store, word: str) -> None:
    for meant in corrections(store, [word], [0]).values():
        assert set(meant.split("-")) <= store.word_counts(meant.split("-")).keys()
