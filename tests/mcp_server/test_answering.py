"""What each tool answers: the right statements, cited, with their disputes, as of a day."""

import json
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server import statements as pages
from xiaomi_cli.mcp_server.server import EXPECTED, schema, sentence
from xiaomi_cli.mcp_server.statements import Answer
from xiaomi_cli.mcp_server.tools import TOOLS, answer

# Tool, arguments, and where the first statements of the answer stand.
QUESTIONS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("search", {"query": "sales of 2014"}, ["dispute/sales-2014"]),
    ("search", {"query": "forty frames"}, ["event/2015-recall#broke"]),
    ("search", {"query": "199 euros"}, ["product/one#price"]),
    ("search", {"query": "单车"}, ["company/velo"]),
    ("search", {"query": "lightnes"}, ["principle/light"]),
    ("search", {"kind": "event"}, ["event/2012-founding", "event/2015-recall"]),
    ("search", {"kind": "promise", "query": "missed"}, ["promise/no-rust"]),
    ("search", {"kind": "event", "query": "crisis"}, ["event/2015-recall"]),
    ("show", {"name": "lightness"}, ["principle/light", "principle/light#weigh"]),
    ("show", {"name": "principle/light#weigh"}, ["principle/light#weigh"]),
    ("show", {"name": "frame diet"}, ["principle/light#frame-diet"]),
    ("show", {"name": "figure/sales#2013"}, ["figure/sales#2013"]),
    ("show", {"name": "book¶3"}, ["framework/plain"]),
    ("show", {"name": "The book of Velo"}, ["source/book"]),
    ("show", {"name": "dispute/sales-2014"}, ["dispute/sales-2014", "figure/sales#book-2014"]),
    ("timeline", {}, ["event/2012-founding", "event/2015-recall"]),
    ("timeline", {"about": "Velo One"}, ["event/2015-recall"]),
    ("timeline", {"about": "product"}, ["event/2015-recall"]),
    ("timeline", {"about": "the shed"}, ["event/2012-founding"]),
    ("timeline", {"start": "March 2012", "end": "2012"}, ["event/2012-founding"]),
    ("timeline", {"start": "June 2015"}, ["event/2015-recall"]),
    ("timeline", {"major": True}, ["event/2012-founding"]),
    ("timeline", {"about": "broke"}, ["event/2015-recall"]),
    ("compare", {"names": ["Velo", "Chainworks"]}, ["company/velo#near-cost", "company/chain"]),
    ("compare", {"names": ["2012", "2015"]}, ["event/2012-founding", "event/2015-recall"]),
    ("figures", {"name": "turnover"}, ["figure/sales#2013", "figure/sales#book-2014"]),
    ("figures", {"name": "sales", "start": "2013", "end": "2013"}, ["figure/sales#2013"]),
    ("figures", {"name": "Velo One"}, ["product/one#price"]),
    ("figures", {}, ["figure/sales"]),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "asked", "expected"), QUESTIONS, ids=str)
def test_the_right_statements_answer_with_their_sources(
    bike_store: Store, tool: str, asked: dict[str, Any], expected: list[str]
) -> None:
    told = answer(bike_store, tool, asked)
    assert [statement.at for statement in told.statements][: len(expected)] == expected
    for statement in told.statements:
        assert statement.cite
        for cite in statement.cite:
            assert cite.publisher in {"Spoke Press", "The Daily"}
            assert cite.address.startswith("https://")
            assert cite.date.startswith("2015")
            whole = cite.source == "daily" or statement.at == "source/book"
            assert bool(cite.paragraph) is not whole


def test_a_disputed_value_says_so_wherever_it_stands(bike_store: Store) -> None:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("search", {"query": "sales of 2014"}),
        ("show", {"name": "figure/sales#book-2014"}),
        ("figures", {"name": "sales", "start": "2014"}),
        ("compare", {"names": ["2013", "2014"]}),
    ]
    for tool, asked in calls:
        told = [s for s in answer(bike_store, tool, asked).statements if "daily" not in s.at]
        disputed = [s.dispute[0] for s in told if s.at.endswith("book-2014") or s.dispute]
        for dispute in disputed:
            assert dispute.id == "dispute/sales-2014"
            assert (dispute.says, dispute.others) == ("4 million", ["5 million"])
            assert dispute.verdict == "For 4 million, because the press counted tax."
        assert disputed or tool == "compare"  # 2013 has no event to be set beside those of 2014


def test_a_view_has_its_holder_and_an_account_its_type(bike_store: Store) -> None:
    statement = answer(bike_store, "show", {"name": "principle/light#weigh"}).statements[0]
    assert (statement.type, statement.by) == ("opinion", "Ana Roda")


def test_what_is_drawn_in_keeps_the_address_of_its_home(bike_store: Store) -> None:
    told = answer(bike_store, "show", {"name": "principle/light"}).statements
    assert [s.at for s in told if s.group == "against"] == ["event/2015-recall#broke"]


def test_nothing_is_told_that_was_published_later(bike_store: Store) -> None:
    clock = {"published_by": "April 2015"}
    assert not answer(bike_store, "search", {"query": "broke", **clock}).statements
    assert [s.at for s in answer(bike_store, "timeline", clock).statements] == [
        "event/2012-founding"
    ]
    sales = answer(bike_store, "figures", {"name": "sales", **clock}).statements
    assert [s.at for s in sales] == ["figure/sales#2013", "figure/sales#book-2014"]
    assert not any(s.dispute for s in sales)
    promise = answer(bike_store, "show", {"name": "promise/no-rust", **clock}).statements[0]
    assert promise.facts["outcome"] == "open"
    light = answer(bike_store, "show", {"name": "light first", **clock}).statements
    assert "against" not in {s.group for s in light}
    resting = answer(bike_store, "show", {"name": "source/book", **clock}).statements
    assert "event/2015-recall#broke" not in {s.at for s in resting}
    numbers = answer(bike_store, "figures", {"name": "Velo One", **clock}).statements
    assert [s.at for s in numbers] == ["product/one#price"]


def test_nothing_is_told_that_happened_later(bike_store: Store) -> None:
    clock = {"as_of": "2013"}
    assert not answer(bike_store, "search", {"query": "broke", **clock}).statements
    assert [s.at for s in answer(bike_store, "timeline", clock).statements] == [
        "event/2012-founding"
    ]
    sales = answer(bike_store, "figures", {"name": "sales", **clock}).statements
    assert [s.at for s in sales] == ["figure/sales#2013"]


def test_what_was_known_keeps_a_source_that_came_out_later(bike_store: Store) -> None:
    for asked in ({"name": "promise/no-rust"}, {"name": "Velo"}, {"name": "principle/light"}):
        for statement in answer(bike_store, "show", {**asked, "as_of": "2013"}).statements:
            assert [cite.source for cite in statement.cite][:1] == ["book"]


@pytest.mark.parametrize(
    ("tool", "asked", "note"),
    [
        ("search", {"query": "submarine"}, "The library says nothing about 'submarine'."),
        ("show", {"name": "submarine"}, "The library says nothing about 'submarine'."),
        (
            "search",
            {"query": "submarine recall"},
            "The library says nothing about 'submarine'; this is only for 'recall'.",
        ),
        ("timeline", {"end": "1999"}, "The library says nothing about 'events 1999'."),
        ("figures", {"name": "ana roda"}, "The library says nothing about 'numbers of Ana Roda'."),
        ("show", {"name": "lihgtness"}, "No record is called 'lihgtness'; this is 'Light first'."),
    ],
)  # fmt: skip
def test_what_the_library_does_not_say_is_said(
    bike_store: Store, tool: str, asked: dict[str, Any], note: str
) -> None:
    assert answer(bike_store, tool, asked).note == note


ERRORS: list[tuple[str, Any, str]] = [
    ("serch", {}, "there is no tool 'serch'; did you mean search?"),
    ("search", {"quary": "x"}, "unknown field `quary`; the arguments are as_of, published_by"),
    ("search", {}, "search takes a query, a kind, or both"),
    ("search", {"kind": "evnt"}, "there is no kind 'evnt'; did you mean event?"),
    ("search", {"query": 7}, "Expected `str`, got `int` - at `$.query`; the arguments"),
    ("search", {"query": "x" * 2_001}, "the arguments have more than 2,000 characters"),
    (
        "search",
        {"query": "Velo", "as_of": "soon"},
        "'soon' is no date; write one such as 2014, March 2021",
    ),
    ("show", {}, "missing required field `name`"),
    ("show", {"name": "principle/light#wiegh"}, "did you mean weigh?"),
    ("show", {"name": "velo press daily"}, "no record"),
    ("show", {"name": "book¶x"}, "is not a citation such as report¶12"),
    ("show", {"name": "event/2015-recall", "as_of": "2013"}, "no record"),
    ("compare", {"names": ["Velo"]}, "Expected `array` of length >= 2 - at `$.names`"),
    ("compare", {"names": ["Velo", "Light first"]}, "only things of one kind can be compared"),
    ("compare", {"names": ["Velo", "Chainworks"], "theme": "finence"}, "did you mean finance?"),
    ("timeline", {"major": "yes"}, "Expected `bool`, got `str` - at `$.major`"),
    ("search", {"query": "Velo", "cursor": "9-x"}, "Expected `int`, got `str` - at `$.cursor`"),
]


@pytest.mark.parametrize(("tool", "asked", "said"), ERRORS, ids=str)
def test_a_wrong_call_is_told_what_was_expected(
    bike_store: Store, tool: str, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(EXPECTED) as told:
        answer(bike_store, tool, asked)
    assert said in sentence(told.value)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50)
    | st.sampled_from(["velo", "light", "book¶1", "2014", "event/2015-recall#broke", "../..", "*"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
NAMES = st.sampled_from(
    ["query", "kind", "name", "names", "about", "start", "end", "as_of", "published_by", "cursor"]
)


@given(st.sampled_from(sorted(TOOLS)), st.dictionaries(NAMES, VALUES, max_size=4))
def test_whatever_is_asked_is_answered_or_refused_in_a_sentence(
    bike_store: Store, tool: str, asked: dict[str, Any]
) -> None:
    asked = {n: v for n, v in asked.items() if n in TOOLS[tool].__struct_fields__}
    try:
        told = answer(bike_store, tool, asked)
    except EXPECTED as error:
        assert 0 < len(sentence(error)) < 2000
    else:
        assert len(told.statements) <= told.found


def test_pages_hold_every_statement_once_and_none_is_too_long(
    bike_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_BYTES", 750)
    for asked in ({"name": "source/book"}, {"name": "light first"}, {"name": "Velo"}):
        told: list[tuple[str, str]] = []
        cursor = 0
        while True:
            found = answer(bike_store, "show", {**asked, "cursor": cursor})
            told += [(statement.at, statement.text) for statement in found.statements]
            size = len(msgspec.json.encode(found.statements))
            assert len(found.statements) == 1 or size <= 750 + 3 * len(told)
            cursor = found.next
            if not cursor:
                break
        assert len(told) == len(set(told)) == found.found


@pytest.mark.parametrize(("tool", "asked", "expected"), QUESTIONS, ids=str)
def test_an_answer_is_what_its_type_says(
    bike_store: Store, tool: str, asked: dict[str, Any], expected: list[str]
) -> None:
    del expected
    told = msgspec.json.encode(answer(bike_store, tool, asked))
    assert msgspec.json.encode(msgspec.json.decode(told, type=Answer)) == told
    jsonschema.validate(asked, schema(TOOLS[tool]))
    assert json.loads(told)["found"] >= 1
