"""A citation names a source and its paragraphs, an address a part of a record; others are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.model.locators import Address, Citation, LocatorError, parse_address, parse_citation


@pytest.mark.parametrize(
    ("text", "source", "paragraphs"),
    [
        ("startup-thinking¶112", "source/startup-thinking", [112]),
        ("startup-thinking¶112-115", "source/startup-thinking", [112, 113, 114, 115]),
        ("hard-tech¶7-7", "source/hard-tech", [7]),
        ("technode-2013-07-17", "source/technode-2013-07-17", []),
        ("a¶1-999999", "source/a", range(1, 1_000_000)),
    ],
)
def test_a_citation_leads_to_its_paragraphs(
    text: str, source: str, paragraphs: list[int] | range
) -> None:
    citation = parse_citation(text)
    assert citation.source_id == source
    assert list(citation.paragraphs) == list(paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "", "¶1", "a¶", "a¶0", "a¶01", "a¶-1", "a¶1-", "a¶-3", "a¶5-4", "a¶1-0", "a¶1,2", "a¶1–2",
        "a ¶1", "a¶ 1", "a¶1 ", "a¶1\n", "A¶1", "a_b¶1", "-a¶1", "source/a¶1", "a¶1a", "a¶１",
        "a¶٣", "a¶¶1", "小米¶1", "a¶1000000",
        "a¶1-1000000", "../a¶1", "a¶" + "9" * 1_000_000, "a" * 9 + "\0",
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_a_short_message(text: str) -> None:
    with pytest.raises(LocatorError, match="is not a citation such as report¶12") as e:
        parse_citation(text)
    assert len(str(e.value)) < 200


@given(
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True),
    st.integers(1, 999_999),
    st.integers(0, 2000),
)
def test_what_is_written_is_read_back(source: str, first: int, more: int) -> None:
    last = min(first + more, 999_999)
    for citation in (Citation(source, first, last), Citation(source, 0, 0)):
        assert parse_citation(str(citation)) == citation


@given(st.text(max_size=20) | st.text("ab1-¶ 0", max_size=12))
def test_any_text_is_a_citation_or_a_citation_error(text: str) -> None:
    try:
        citation = parse_citation(text)
    except LocatorError:
        return
    assert parse_citation(str(citation)) == citation
    assert len(citation.paragraphs) == (citation.last - citation.first + 1 if citation.first else 0)


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("principle/speed#weekly-release", "weekly-release"),
        ("figure/revenue#2024", "2024"),
        ("figure/revenue#2015/2016", "2015/2016"),
        ("figure/revenue#2021~", "2021~"),
        ("figure/revenue#2010/..", "2010/.."),
        ("event/2010-04-06-founding#date", "date"),
    ],
)
def test_an_address_is_a_record_and_a_fragment(text: str, fragment: str) -> None:
    address = parse_address(text)
    assert address == Address(text.partition("#")[0], fragment)
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    ["", "#", "speed#x", "principle/speed", "principle/speed#", "principle/Speed#x", "a/b#c#d",
     "principle/speed# x", "principle/speed#x y", "principle/speed#-x", "principle/speed#" + "x" * 200,
     "principle/speed#快", "../x#y"],
)  # fmt: skip
def test_other_texts_are_no_addresses(text: str) -> None:
    with pytest.raises(LocatorError, match="is not the address of a statement, such as"):
        parse_address(text)
