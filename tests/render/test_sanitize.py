"""Nothing that could steer a terminal is ever sent to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.render.sanitize import (
    UNSAFE,
    document,
    escaped,
    is_harmless,
    lines,
    one_line,
    visible,
    web_address,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [su7 ultra] [/x] :smile:", "plain [su7 ultra] [/x] :smile:"),
        ("red \x1b[31m", "red \\x1b[31m"),
        ("bell\a tab\t nul\0", "bell\\x07 tab\\x09 nul\\x00"),
        ("c1 \x9b31m del \x7f", "c1 \\x9b31m del \\x7f"),
        ("bidi \u202e evil \u2066x\u2069", "bidi \\u202e evil \\u2066x\\u2069"),
        ("zero\u200bwidth \ufeff", "zero\\u200bwidth \\ufeff"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("小米 × é 🚗", "小米 × é 🚗"),
    ],
)
def test_control_and_direction_characters_become_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_unsafe_character_is_left(text: str) -> None:
    assert not UNSAFE.search(visible(text))


def test_the_quick_look_lets_no_character_pass_that_the_pattern_shows() -> None:
    passed = [c for c in map(chr, range(0x110000)) if is_harmless(c) and UNSAFE.search(c)]
    assert not passed


@given(st.text(alphabet=st.characters(codec="utf-8")), st.booleans())
def test_json_escapes_keep_the_meaning(text: str, ascii_only: bool) -> None:
    import json  # noqa: PLC0415

    written = escaped(document({"text": text}), ascii_only=ascii_only)
    assert json.loads(written) == {"text": text}
    assert not UNSAFE.search(written)
    assert written.isascii() or not ascii_only


@pytest.mark.parametrize(
    "text",
    [
        "We ❤️ users 👨‍👩‍👧 👩🏽‍💻 1️⃣ ☎︎", "می‌خواهم", "ه‍.ق", "क्‍ष क्‌ष", "শ্রীলঙ্কা ‍".rstrip(" ‍"),
        "ശ്രീ ന്‍", "葛\U000e0100城", "ᠮᠣᠩᠭᠣᠯ᠋",
    ],
)  # fmt: skip
def test_what_belongs_to_the_spelling_is_kept(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u200db \u200c", "a\\u200db \\u200c"),  # Latin has no joiners
        ("می\u200c\u200cخ", "می\\u200c\\u200cخ"),  # two in a row
        ("❤\ufe0f\ufe0f a\ufe0f", "❤\ufe0f\\ufe0f a\\ufe0f"),
        ("🏴\U000e0067\u200d", "🏴\\U000e0067\\u200d"),
        ("\ufffe \uffff \ufdd0 \U0001fffe", "\\ufffe \\uffff \\ufdd0 \\U0001fffe"),
    ],
)
def test_where_it_spells_nothing_it_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet="a1❤👩م\u0915\u094d\u200c\u200d\ufe0f葛\U000e0100\u202e"))
def test_making_safe_twice_changes_nothing(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("HTTPS://Example.org/A b", "https://Example.org/A%20b"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("http://例え.jp:8080?q=ä", "http://xn--r8jz45g.jp:8080?q=%C3%A4"),
        ("javascript:alert(1)", ""),
        ("https:/x", ""),
    ],
)
def test_an_address_is_kept_in_ascii(address: str, kept: str) -> None:
    assert web_address(address) == kept


def test_every_line_end_is_a_blank_on_one_line() -> None:
    assert one_line("a\r\nb\u2028c\x85d") == "a b c d"
    assert lines("a\r\nb\u2028c") == "a\nb\nc"
