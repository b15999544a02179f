"""Markdown: what a parser of CommonMark with tables sees of it."""

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.exports.markdown import paint
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.blocks import Block, Heading, Item, Paragraph, Row, Span, Table, Title
from xiaomi_cli.render.sanitize import one_line

# A reader that knows all that Markdown on the web does: tables, strikethrough, bare addresses.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "strong_open",
    "strong_close", "table_open", "table_close", "thead_open", "thead_close", "tbody_open",
    "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close", "link_open",
    "link_close", "text_special", "em_open", "em_close",
}  # fmt: skip


def tokens(text: str) -> list[Token]:
    return [inner for token in READER.parse(text) for inner in (token, *(token.children or []))]


def plain(text: str) -> str:
    """The text with runs of blanks as one, as every Markdown shows it."""
    return re.sub(" +", " ", one_line(text)).strip(" ")


def shown(text: str) -> str:
    return "\n".join(
        "".join(child.content for child in token.children or [])
        for token in READER.parse(text)
        if token.type == "inline"
    )


def test_the_book_has_a_chapter_for_each_kind_and_a_page_for_each_record(tiny: Store) -> None:
    found = READER.parse(written("md", selected(tiny, "md")).decode())
    heads = [token.tag for token in found if token.type == "heading_open"]
    assert heads.count("h1") == 1
    assert heads.count("h2") == len(tiny.counts())
    assert heads.count("h3") == len(tiny.everything())


def test_a_claim_has_marks_of_its_citations_and_they_are_listed(tiny: Store) -> None:
    text = shown(written("md", selected(tiny, "md")).decode())
    assert "The garage | has a rule & a <b>sign</b>. [2,3]" in text
    assert '[3] The Daily: A page: "quoted", Q1 2025 https://example.org/page' in text


def test_an_answer_is_headed_by_what_was_asked_and_keeps_its_order(tiny: Store) -> None:
    entries = [*reversed(tiny.of_kind("event")), *tiny.of_kind("person"), *tiny.of_kind("event")]
    book = written("md", Selection(tiny, entries, asked="a # question")).decode()
    heads = [line for line in book.splitlines() if line.startswith(("# ", "## "))]
    assert heads[0] == "# Acme & Sons: a \\# question"
    assert len(heads) == 1 + len(entries)


def test_who_speaks_is_in_italics_and_what_to_type_for_more_is_left_out() -> None:
    told = Paragraph((Span("Fast & $5"), Span("  analyst", "voice"), Span(" [1,2]", "cite")))
    more = Paragraph((Span("2 more with --full", "hint"),))
    assert "".join(paint([told, more])) == "\nFast & \\$5 *analyst* [1,2]\n"


def test_only_addresses_on_the_web_are_links(tiny: Store) -> None:
    found = tokens(written("md", selected(tiny, "md")).decode())
    links = {token.attrGet("href") for token in found if token.type == "link_open"}
    assert links == {"https://example.org/page", "https://example.org/a_report?x=1&y=%7B2%7D"}


@for_any_text
def test_no_text_becomes_markup_and_each_is_shown(hostile: Hostile, text: str) -> None:
    book = hostile.export("md", text)
    found = tokens(book)
    assert {token.type for token in found} <= OURS
    assert sum(token.type == "heading_open" and token.tag == "h3" for token in found) == 24
    assert plain(text) in shown(book)
    if not text.startswith(("http://", "https://")):
        assert not any(token.type == "link_open" for token in found)


@pytest.mark.parametrize(
    "block",
    [
        Title((Span("# 1. x"),)), Heading("# x #"), Paragraph((Span("1. x"),)),
        Item((Span("- x"),)),
        Row((Span("2) x"),), (Span("y"),)), Paragraph((Span("+ x"),)), Paragraph((Span("==="),)),
        Paragraph((Span("--- | ---"),)), Paragraph((Span("12345678901. x"),)), Heading("x", "# |"),
    ],
)  # fmt: skip
def test_the_start_of_a_line_means_nothing(block: Block) -> None:
    found = tokens("".join(paint([block])))
    assert sum(token.type.endswith("list_open") for token in found) == isinstance(block, Item | Row)
    assert not any(token.type in {"hr", "table_open", "ordered_list_open"} for token in found)


def test_a_heading_keeps_the_signs_that_could_close_it() -> None:
    assert shown("".join(paint([Heading("C #")]))) == "C #"
    assert shown("".join(paint([Title((Span("F ##"),))]))) == "F ##"


def test_a_cell_cannot_break_its_table() -> None:
    cell = (Span("a | b\n| c"),)
    text = "".join(paint([Table(["one | two", "three"], [("x | y", [[cell, cell], [cell]])])]))
    found = READER.parse(text)
    assert sum(token.type == "th_open" for token in found) == 3
    assert sum(token.type == "td_open" for token in found) == 3
    cells = [token.content for token in found if token.type == "inline"]
    assert [cell.replace("\\", "") for cell in cells] == [
        "", "one | two", "three", "x | y", "a | b | c<br>a | b | c", "a | b | c",
    ]  # fmt: skip
