"""What is painted for a terminal: colours, and links that end where they should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.render.ansi import PALETTE, paint
from xiaomi_cli.render.blocks import Span, Style, contested

ADDRESSES = [
    ("https://e.example/a?b=c&d;e#f", "https://e.example/a?b=c&d;e#f"),
    ("http://e.example/小米", "http://e.example/%E5%B0%8F%E7%B1%B3"),
    ("https://e.example/a b", "https://e.example/a%20b"),
    ("https://e.example/\x1b]8;;\x07\x1b[2J", "https://e.example/%1B]8;;%07%1B[2J"),
    ("https://e.example/\x9b31m\u202e\n", "https://e.example/%C2%9B31m%E2%80%AE%0A"),
    ("javascript:alert(1)", ""),
    ("file:///etc/passwd", ""),
    (" https://e.example", ""),
]


def linked(url: str) -> str:
    shown = paint([(Span("text", "cite", url),)])
    _, _, after = shown.partition("\x1b]8;id=")
    return after.partition(";")[2].partition("\x1b\\")[0]


@pytest.mark.parametrize(("url", "address"), ADDRESSES)
def test_only_addresses_of_the_web_are_linked_and_nothing_in_them_is_obeyed(
    url: str, address: str
) -> None:
    assert linked(url) == address


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_address_ends_its_link(rest: str) -> None:
    assert all("!" <= sign <= "~" for sign in linked(f"https://{rest}"))


READ: list[Style] = [
    "",
    "title",
    "zh",
    "heading",
    "date",
    "figure",
    "strong",
    "name",
    "good",
    "open",
    "view",
    "match",
]


@pytest.mark.parametrize("style", READ)
def test_what_is_to_be_read_has_the_colour_of_the_terminal(style: Style) -> None:
    hues = {"red", "green", "yellow", "blue", "magenta", "cyan", "white", "black"}
    assert not hues & set(PALETTE.get(style, "").split())


def test_of_what_another_source_says_the_sign_alone_is_coloured() -> None:
    shown = paint([contested(["74.3 billion", "74 billion"])])
    assert shown == "  \x1b[1;35m‡\x1b[0m 74.3 billion; 74 billion\n"
