"""CSL-JSON: the shape that the schema of CSL's data asks for."""

import json
import re
from typing import Any, Literal

import msgspec
import pytest
from msgspec import Struct, field

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.index.store import Store


class Name(Struct, forbid_unknown_fields=True):
    literal: str


class Issued(Struct, forbid_unknown_fields=True, rename={"parts": "date-parts"}):
    parts: list[list[int]]
    circa: bool = False


class Item(Struct, forbid_unknown_fields=True, rename={"container": "container-title"}):
    """As in csl-data.json of the CSL schema, for the variables that we use."""

    id: str
    type: Literal["chapter", "document", "webpage"]
    title: str
    author: list[Name] = field(default_factory=list)
    container: str = ""
    publisher: str = ""
    issued: Issued | None = None
    URL: str = ""
    language: str = ""
    genre: str = ""
    keyword: str = ""
    abstract: str = ""
    note: str = ""


def items(text: str | bytes) -> dict[str, Item]:
    return {item.id: item for item in msgspec.json.decode(text, type=list[Item])}


@pytest.mark.parametrize(
    ("key", "issued"),
    [
        ("report", {"date-parts": [[2021, 6]], "circa": True}),
        ("page", {"date-parts": [[2025, 1], [2025, 3]]}),
        ("preface", {"date-parts": [[2021, 5, 4]]}),
        ("undated", None),
    ],
)
def test_a_date_is_as_sure_as_it_is(tiny: Store, key: str, issued: Any) -> None:
    found = json.loads(written("csl-json", selected(tiny, "csl-json")))
    assert next(item for item in found if item["id"] == key).get("issued") == issued


def test_what_kind_of_doubt_there_is_stands_in_the_note(tiny: Store) -> None:
    report = items(written("csl-json", selected(tiny, "csl-json")))["report"]
    assert report.note == "published about June 2021"


def test_a_part_stands_in_its_document(tiny: Store) -> None:
    part = items(written("csl-json", selected(tiny, "csl-json")))["preface"]
    assert (part.type, part.container) == ("chapter", "The Acme Report, 100% {unofficial}")


@for_any_text
def test_every_text_comes_back(hostile: Hostile, text: str) -> None:
    for item in items(hostile.export("csl-json", text)).values():
        shown = re.sub("<(?=/?(i|b|sup|sub|sc|span)\\b)", "＜", text, flags=re.IGNORECASE)
        assert (item.title, item.abstract, item.genre) == (shown, shown, shown)
        assert item.URL == "" or item.URL.startswith(("http://", "https://"))
