"""Anki: the header that its import reads, and a card a line."""

import csv
import html
import io
import re

from tests.exports.hostile import Hostile, for_any_text, renamed, selected, written
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import one_line


def cards(text: str) -> list[list[str]]:
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return list(csv.reader(io.StringIO(body, newline=""), delimiter="\t", strict=True))


APART = r"<span>\</span>"  # what parts the beginning of mathematics from its bracket


def html_texts(field: str) -> list[str]:
    """The texts of a field's elements, in which MathJax looks for mathematics one by one."""
    return [html.unescape(part) for part in re.split("</?span>", field)]


def seen(field: str) -> str:
    """What a reader sees of a field."""
    return "".join(html_texts(field))


def test_the_header_names_separator_columns_and_deck(tiny: Store) -> None:
    text = written("anki", selected(tiny, "anki")).decode()
    header = dict(line[1:].split(":", 1) for line in text.splitlines() if line.startswith("#"))
    assert header == {
        "separator": "tab", "html": "true", "notetype": "Basic", "deck": "Acme & Sons",
        "columns": "guid\tFront\tBack\tTags", "guid column": "1", "tags column": "4",
    }  # fmt: skip


def test_a_title_is_one_deck(tiny: Store) -> None:
    text = written("anki", selected(renamed(tiny, title="C++::std"), "anki")).decode()
    assert "#deck:C++: :std\n" in text


def test_a_card_asks_for_an_idea_and_answers_with_its_summary(tiny: Store) -> None:
    found = cards(written("anki", selected(tiny, "anki")).decode())
    assert found[0] == [
        "framework/wheel@company/acme", "The wheel  轮子",
        "Growth pays for quality, and quality brings growth.", "framework growth",
    ]  # fmt: skip


def test_a_quote_opens_no_cell(hostile: Hostile) -> None:
    assert [card[1] for card in cards(hostile.export("anki", '"a'))] == ["&quot;a  &quot;a"] * 4


@for_any_text
def test_every_text_comes_back_and_none_is_html_or_a_sign_of_anki(
    hostile: Hostile, text: str
) -> None:
    found = cards(hostile.export("anki", text))
    assert len(found) == len(hostile.selection(text, ["framework", "principle", "lesson"]).entries)
    for identifier, front, back, tags in found:
        assert "/" in identifier
        assert seen(front) == one_line(f"{text}  {text}")  # title and Chinese name
        assert seen(back) == one_line(text)
        assert not set("<>[{") & set((front + back).replace(APART, ""))
        for element in html_texts(front) + html_texts(back):
            assert "\\(" not in element
            assert "\\[" not in element
        assert len(tags.split(" ")) == 2


def test_cards_of_two_libraries_stay_apart(tiny: Store) -> None:
    def identifiers(library: Store) -> set[str]:
        text = written("anki", selected(library, "anki")).decode()
        return {card[0] for card in cards(text)}

    assert not identifiers(tiny) & identifiers(renamed(tiny, subject="company/other"))
    nameless = renamed(tiny, subject="", title="Notes on Acme")
    assert all(i.endswith("@notes-on-acme") for i in identifiers(nameless))
