"""One statement by its address, and the names of statements that open their records."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Call
from xiaomi_cli.cli.exit_codes import Exit

BREAKDOWN = "xiaomi: {} is a part of Open price: xiaomi show principle/open-price#told\n"


@pytest.mark.parametrize(
    "address",
    ["principle/open-price#told", "open price#told", "opne price#told", "open-price#Cost breakdown",
     "principle/open-price#the honest bill"],
)  # fmt: skip
def test_a_statement_is_shown_alone_with_its_sources(xiaomi: Call, address: str) -> None:
    ended = xiaomi("show", address)
    assert ended.code == Exit.FOUND
    first, *_, last = lines = ended.out.splitlines()
    assert (first.split(), last) == (
        ["Cost", "breakdown", "statement"],
        "principle/open-price#told",
    )
    assert any("The Lantern sells with the cost of each part beside its price. [1]" in line
               for line in lines)  # fmt: skip
    assert any(line.split() == ["from", "Open", "price"] for line in lines)
    assert any(line.startswith("Sources") and "¶3" in line for line in lines)


def test_a_statement_shows_its_numbers_and_what_others_say_instead(xiaomi: Call) -> None:
    out = xiaomi("show", "lantern#price").out
    assert "price of the Lantern  EUR 49" in out
    assert "to make. [1]  ‡ 38 euros at most" in out


def test_a_value_a_date_and_a_title_have_addresses_too(xiaomi: Call) -> None:
    assert "Lamps sold, 2020: 1,200 lamps" in xiaomi("show", "lamps sold#2020").out
    assert "Lamps sold, 2021: 5,000 lamps (target)" in xiaomi("show", "lamps sold#2021").out
    assert "1 March 2020" in xiaomi("show", "event/2020-03-01-founding#date").out
    assert "Ada Muster signs" not in xiaomi("show", "ada muster#title").out


def test_as_json_it_has_the_head_of_a_record_and_all_of_the_statement(xiaomi: Call) -> None:
    told = json.loads(xiaomi("show", "lantern#price", "--json").out)
    assert list(told)[:5] == ["id", "kind", "title", "summary", "record"]
    assert told["id"] == "product/lantern#price"
    assert (told["kind"], told["record"]) == ("statement", "product/lantern")
    assert [quantity["value"] for quantity in told["quantities"]] == [49, 41]
    assert told["contested"] == [
        {
            "dispute": "dispute/cost-of-the-lantern",
            "says": "41 euros",
            "others": ["38 euros at most"],
        }
    ]
    assert "home" not in told


def test_as_a_line_it_has_five_fields(xiaomi: Call) -> None:
    fields = xiaomi("show", "lantern#price", "--plain").out.split("\t")
    assert fields[:2] == ["product/lantern#price", "statement"]
    assert len(fields) == 5


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "lantern#prise",
            "product/lantern has no statement 'prise'; did you mean price?",
        ),
        ("lantern#zzz", "product/lantern has no statement 'zzz'; expected one of: price"),
        (
            "ada muster#zzz",
            "person/ada-muster has no statement 'zzz'; none of its statements has an id",
        ),
        ("nobody at all#x", "there is no record 'nobody at all'"),
    ],
)
def test_an_address_that_leads_nowhere_says_what_there_is(
    xiaomi: Call, address: str, said: str
) -> None:
    ended = xiaomi("show", address)
    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert said in ended.err


@pytest.mark.parametrize("name", ["Cost breakdown", "the honest bill", "costbreakdown"])
@pytest.mark.parametrize("command", ["show", "principle"])
def test_the_name_of_a_statement_opens_its_record_and_says_so(
    xiaomi: Call, command: str, name: str
) -> None:
    ended = xiaomi(command, name)
    assert ended.code == Exit.FOUND
    assert ended.out.startswith("Open price ")
    assert ended.err == BREAKDOWN.format(repr(name))


def test_the_name_of_a_record_goes_before_that_of_a_statement(bare: Call, lamps: Path) -> None:
    """`told` is the id of a statement and no name; `Lantern` would be both."""
    assert bare("--data", lamps, "show", "lantern").err == ""
    assert bare("--data", lamps, "show", "told").code == Exit.USAGE


def test_what_was_not_known_yet_has_no_address(xiaomi: Call) -> None:
    ended = xiaomi("show", "lamps sold#2020", "--as-of", "2010")
    assert (ended.code, ended.out) == (Exit.NOTHING, "")


def test_what_people_ask_in_other_words_is_found_and_not_shown(xiaomi: Call) -> None:
    found = json.loads(xiaomi("search", "desk light", "--json").out)
    assert found["hits"][0]["id"] == "product/lantern"
    assert "desk light" not in xiaomi("product", "lantern").out
    why = xiaomi("search", "desk light", "--explain").out
    assert "in asked" in why
