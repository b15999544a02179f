"""Anki: the header that its import reads, and a card a line."""

import csv
import html
import io

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import one_line


def cards(text: str) -> list[list[str]]:
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return list(csv.reader(io.StringIO(body, newline=""), delimiter="\t", strict=True))


def test_the_header_names_separator_columns_and_deck(tiny: Store) -> None:
    text = written("anki", selected(tiny, "anki")).decode()
    header = dict(line[1:].split(":", 1) for line in text.splitlines() if line.startswith("#"))
    assert header == {
        "separator": "tab", "html": "true", "notetype": "Basic", "deck": "Acme & Sons",
        "columns": "guid\tFront\tBack\tTags", "guid column": "1", "tags column": "4",
    }  # fmt: skip


def test_a_card_asks_for_an_idea_and_answers_with_its_summary(tiny: Store) -> None:
    found = cards(written("anki", selected(tiny, "anki")).decode())
    assert found[0] == [
        "framework/wheel", "The wheel  轮子",
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
        assert html.unescape(front) == one_line(f"{text}  {text}")  # title and Chinese name
        assert html.unescape(back) == one_line(text)
        assert not set("<>[{") & set(front + back)
        assert len(tags.split(" ")) == 2
