"""What can be checked by machine in a text: its numbers, currencies, names and words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.model.text_evidence import (
    Number,
    bears_number,
    currencies,
    names,
    number_words,
    numbers,
    stem,
    terms,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("63.6 billion and 904.6 million", [("63.6", 10**9), ("904.6", 10**6)]),
        ("RMB 1,999 or 12,345,678.5", [("1999", 1), ("12345678.5", 1)]),
        ("between 80–90% and 3-4 million", [("80", 1), ("90", 1), ("3", 10**6), ("4", 10**6)]),
        ("10bn, 5k, 2.5M", [("10", 10**9), ("5", 1000), ("2.5", 10**6)]),
        ("5 crore, 3 lakh", [("5", 10**7), ("3", 10**5)]),
        ("10 buses, 5 kites, 7 mines", [("10", 1), ("5", 1), ("7", 1)]),
        ("in Q3 the 2nd G7 met", [("2", 1), ("3", 1), ("7", 1)]),
        ("SU7 and v2.1", [("2.1", 1), ("7", 1)]),
        ("2014: 60", [("2014", 1), ("60", 1)]),
        ("no number at all", []),
    ],
)
def test_numbers_in_digits_are_found_with_their_scale(
    text: str, found: list[tuple[str, int]]
) -> None:
    seen = sorted((str(n.value), n.scale) for n in numbers(text))
    assert seen == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the third of seven partners", [3, 7]),
        ("three to four hundred people", [3, 4, 100, 300, 400]),
        ("Twice as many, one-third less", [2, 3]),
        ("ten-fold investment", [10]),
        ("often, someone, weight, tent", []),
    ],
)
def test_numbers_in_words_are_found(text: str, found: list[int]) -> None:
    sizes = sorted({int(n.value * n.scale) for n in number_words(text)})
    assert sizes == sorted(found)


@pytest.mark.parametrize(
    ("said", "offered", "borne"),
    [
        ("63.6 billion", "63.6 billion", True),
        ("63.6 billion", "63,600 million", True),
        ("63.6 billion", "63.6bn", True),
        ("63.6 billion", "63.6 million", False),
        ("63.6 billion", "63.6", True),  # the paragraph may leave the scale to its context
        ("63.6", "63.6 billion", True),
        ("636", "63.6 billion", False),
        ("1,999", "1999", True),
        ("5.0", "5", True),
        ("50", "5", False),
        ("10 crore", "100 million", True),
    ],
)
def test_a_number_is_borne_by_the_same_size_in_any_notation(
    said: str, offered: str, borne: bool
) -> None:
    (number, *_) = numbers(said)
    assert bears_number(number, list(numbers(offered))) is borne


DIGITS = st.decimals(0, 10**6, places=2, allow_nan=False)


@given(DIGITS, DIGITS, st.sampled_from(["", " thousand", " million", " billion"]))
def test_a_changed_digit_is_never_borne(value: Decimal, other: Decimal, scale: str) -> None:
    (said, *_) = numbers(f"{value:,}{scale}")
    assert bears_number(said, [*numbers(f"{value:f}{scale}")])
    assert bears_number(said, [*numbers(f"{other:f}{scale}")]) is (value == other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There Lei Jun founded it with Lin Bin's help", ["Lei", "Jun", "Lin", "Bin"]),
        ("It opened. Then Apple came", ["Apple"]),
        ("Opening words are no names. Nor here: Nothing", []),
        ("The SU7 Ultra and MIUI", ["SU7", "Ultra", "MIUI"]),
        ("XRING O1 opens", ["XRING", "O1"]),
        ("It said “Good morning” to Mi-Look", ["Mi-Look"]),
        ("in A and B", ["A", "B"]),
        ("小米 and Huawei", ["Huawei"]),
    ],
)
def test_names_are_words_with_a_capital_that_does_not_open_a_sentence(
    text: str, found: list[str]
) -> None:
    assert list(names(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CNY 5 or RMB 5, 5 yuan, ¥5, 5元", {"CNY"}),
        ("US$5, $5, 5 dollars, USD 5", {"USD"}),
        ("HK$5 a share", {"HKD"}),
        ("5 euros, €5, EUR 5", {"EUR"}),
        ("₹5, Rs 5, 5 rupees, 3 crore", {"INR"}),
        ("Europe, neural, first, hours, 5 points", set()),
        ("paid in yuan, told in dollars", {"CNY", "USD"}),
    ],
)
def test_currencies_are_recognised_however_they_are_written(text: str, found: set[str]) -> None:
    assert currencies(text) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("pricing", "price", True),
        ("companies", "company", True),
        ("founded", "founders", True),
        ("efficiency", "efficient", True),
        ("store", "story", True),  # crude, and good enough to find a neighbour
        ("car", "chip", False),
    ],
)
def test_stems_pair_the_forms_of_a_word(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    for number in [*numbers(text), *number_words(text)]:
        assert isinstance(number, Number)
        assert bears_number(number, [number])
    assert all(name and name in text for name in names(text))
    assert all(term for term in terms(text))
    currencies(text)


@pytest.mark.parametrize(
    "text",
    ["1-" * 20_000, "1," * 20_000, "A" * 40_000, "A b. " * 8000, "1 " * 20_000, "a-" * 20_000],
)
def test_odd_texts_take_no_odd_time(text: str) -> None:
    """Each would take minutes, were an expression quadratic in its length."""
    assert len(list(numbers(text))) < 50_000
    assert len(list(names(text))) < 50_000
    assert len(terms(text)) < 50_000
