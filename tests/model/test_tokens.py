"""Tokens are the same for everything that people write for the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.model.tokens import fold, key, magnitude_token, squeezed, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Word-of-Mouth", "word of mouth"),
        ("what's users'", "whats users"),
        ("Nürburgring", "nurburgring"),
        ("ＳＵ７", "su7"),
        ("C++ and C#", "c_plus_plus and c_sharp"),
        ("R&D", "r d"),
        ("雷军", "雷 军 雷军"),
        ("生态链", "生 态 链 生态 态链"),
        ("904.6", "904_6"),
        ("1,999 and 2, 3", "1999 and 2 3"),
        ("March 29th, 2025", "march 29 2025"),
        ("98-inch 120W 12S", "98 inch 120w 120 12s 12"),
        ("Human × Car", "human car"),
        ("", ""),
        ("\0 _ -- 🚗", ""),
    ],
)
def test_a_text_gives_its_tokens_in_order(text: str, expected: str) -> None:
    assert " ".join(tokens(text)) == expected


@pytest.mark.parametrize(
    ("token", "forms"),
    [
        ("_63600000000", ["63.6bn", "63.6 billion", "CNY 63.6 bn", "636亿", "63.6B", "636億"]),
        ("_904600000", ["904.6 million", "904.6M", "9.046亿"]),
        ("_10000", ["10k", "10 thousand", "1万", "ten thousand"]),
        ("_3000000000", ["3 billion", "three billion", "30亿"]),
        ("5_pct", ["5%", "5 %", "5 percent", "5 per cent", "five percent"]),
        ("70_pct", ["70%", "seventy per cent"]),
        ("_55512700000", ["INR 5,551.27 crore", "55.5127bn"]),
        ("gbp", ["£5", "GBP 5", "5 sterling"]),
        ("10_x", ["10x", "10 x", "10-X", "10×", "10-fold", "ten-fold", "tenfold", "10 times"]),
        ("cny", ["RMB 5", "¥5", "5 yuan", "CNY 5", "5 renminbi"]),
        ("usd", ["$5", "US$5", "5 dollars", "USD 5"]),
    ],
)
def test_every_form_of_a_figure_has_the_same_token(token: str, forms: list[str]) -> None:
    for form in forms:
        assert token in tokens(form), form


@pytest.mark.parametrize("text", ["5 bands", "10 xenon", "17 timeless", "3 percentile"])
def test_the_beginning_of_a_word_is_no_unit(text: str) -> None:
    assert not any("_" in token for token in tokens(text))


@pytest.mark.parametrize(
    ("digits", "power", "expected"),
    [("63.6", 9, "_63600000000"), ("0", 6, "_0"), ("1.23456", 3, "_1234_56"), ("007", 0, "_7")],
)
def test_a_magnitude_is_written_without_its_notation(
    digits: str, power: int, expected: str
) -> None:
    assert magnitude_token(digits, power) == expected


@pytest.mark.parametrize(
    ("name", "expected", "together"),
    [
        ("Word-of-Mouth", "word of mouth", "wordofmouth"),
        ("  SU-7  Ultra ", "su 7 ultra", "su7ultra"),
        ("Tomorrow’s attributes", "tomorrows attributes", "tomorrowsattributes"),
        ("principle/speed", "principle speed", "principlespeed"),
        ("C++", "c ++", "c++"),
        ("???", "", ""),
    ],
)
def test_a_name_is_looked_up_by_its_words(name: str, expected: str, together: str) -> None:
    assert (key(name), squeezed(name)) == (expected, together)


@given(st.text())
def test_a_token_is_one_folded_word_of_the_index(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not any(map(str.isspace, token))
        assert '"' not in token
        assert fold(token) == token


@given(st.text(), st.text())
def test_texts_that_are_joined_by_a_line_keep_their_tokens(one: str, other: str) -> None:
    both = list(tokens(f"{one}\n.\n{other}"))
    assert both == [*tokens(one), *tokens(other)]
