"""Lines are broken to a width without losing or inventing a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.render.blocks import Span, text_of
from xiaomi_cli.render.layout import clean
from xiaomi_cli.render.wrap import cells, width_of, wrap

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Mn", "Me")))


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("小米", 4), ("SU7 é", 5), ("é", 1), ("", 0)]
)
def test_wide_characters_take_two_columns_and_accents_none(text: str, width: int) -> None:
    assert cells(text) == width


@given(TEXT, st.integers(20, 200), st.integers(0, 8))
def test_no_line_is_wider_than_the_width(text: str, width: int, indent: int) -> None:
    lines = list(wrap(clean((Span(text),)), width, (Span("  • "),), indent))
    assert all(width_of(line) <= width for line in lines)


@given(TEXT, st.integers(20, 120))
def test_every_character_but_blanks_survives_in_order(text: str, width: int) -> None:
    printed = "".join(text_of(line) for line in wrap(clean((Span(text),)), width))
    assert printed.replace(" ", "") == text_of(clean((Span(text),))).replace(" ", "")


def test_words_are_not_cut_where_they_fit() -> None:
    lines = [text_of(line) for line in wrap((Span("nail the fundamentals, then amaze"),), 20)]
    assert lines == ["nail the", "fundamentals, then", "amaze"]


def test_a_word_longer_than_the_line_is_folded_whole() -> None:
    lines = [text_of(line) for line in wrap((Span("a" * 45),), 20)]
    assert lines == ["a" * 20, "a" * 20, "a" * 5]


def test_chinese_breaks_between_any_two_characters() -> None:
    assert [text_of(line) for line in wrap((Span("站在风口上猪也能飞起来"),), 10)] == [
        "站在风口上", "猪也能飞起", "来",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spans", "lines"),
    [
        ((Span("it fell by two "), Span("[4,8]", "cite")), ["it fell by", "two [4,8]"]),
        ((Span("one entry"), Span(" · "), Span("two entries")), ["one entry ·", "two entries"]),
        ((Span("it fell  "), Span("‡ rose by half", "dispute")), ["it fell", "‡ rose by half"]),
        ((Span("some "), Span("CNY 1 billion", "figure")), ["some", "CNY 1 billion"]),
        ((Span("some "), Span("CNY −1 billion", "figure")), ["some", "CNY −1 billion"]),
        ((Span("CNY 1234 billion a year", "figure"),), ["CNY", "1234 billion a", "year"]),
    ],
)
def test_what_belongs_together_is_broken_only_where_it_fits_no_line(
    spans: tuple[Span, ...], lines: list[str]
) -> None:
    assert [text_of(line) for line in wrap(spans, 14)] == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("it earned about 63.6 billion yuan", ["it earned about", "63.6 billion yuan"]),
        ("it was driving at 97 km/h then", ["it was driving at", "97 km/h then"]),
        ("the letter of 7 July 2018 says", ["the letter of", "7 July 2018 says"]),
        ("as it reported for Q3 2025 too", ["as it reported for", "Q3 2025 too"]),
        ("there were about 25 May flowers", ["there were about", "25 May flowers"]),
    ],
)
def test_an_amount_and_a_day_are_not_broken(text: str, lines: list[str]) -> None:
    assert [text_of(line) for line in wrap((Span(text),), 20)] == lines


def test_without_a_width_nothing_is_broken() -> None:
    assert [text_of(line) for line in wrap((Span("word " * 100),), None)] == [
        ("word " * 100).rstrip()
    ]


def test_a_label_that_leaves_no_room_stands_on_its_own_line() -> None:
    first = (Span("a label of some length: "),)
    lines = [text_of(line) for line in wrap((Span("what it says"),), 24, first, 2)]
    assert lines == ["a label of some length:", "  what it says"]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("ตั้งแต่", 4),
        ("กิ", 1),
        ("किम", 3),
        ("We ❤️ it", 8),
        ("👨‍👩‍👧", 2),
        ("🇨🇳", 2),
        ("パリ", 4),
        ("می‌خواهم", 7),
    ],
)
def test_a_sign_of_several_characters_takes_the_columns_of_one(text: str, width: int) -> None:
    assert cells(text) == width


def test_no_sign_of_several_characters_is_broken() -> None:
    lines = [text_of(line) for line in wrap((Span("👨‍👩‍👧" * 15),), 20)]
    assert lines == ["👨‍👩‍👧" * 10, "👨‍👩‍👧" * 5]
