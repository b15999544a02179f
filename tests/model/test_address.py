"""Addresses: which texts are some, and what they lead to."""

from decimal import Decimal

import pytest

from xiaomi_cli.model.claims import fragments, home_at, homes
from xiaomi_cli.model.locators import Address, LocatorError, StatementPath, parse_address
from xiaomi_cli.model.record_parts import Claim, Point
from xiaomi_cli.model.records import Event, Figure, Principle


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
def test_other_texts_are_none(text: str) -> None:
    with pytest.raises(LocatorError, match="is not the address of a statement, such as"):
        parse_address(text)


def point(period: str, **more: str) -> Point:
    return Point(period=period, value=Decimal(1), basis="reported", cite=["page"], **more)  # type: ignore[arg-type]


FIGURE = Figure(
    id="figure/sold", title="Sold", summary="s", measure="phones sold", unit="phones",
    points=[point("2011"), point("2012", id="restated"), point("2012"), point("", id="undated"),
            point("2013", id="best")],
)  # fmt: skip


def test_a_value_has_its_id_and_its_period_if_no_other_has_that() -> None:
    found = {home.path.position: home.fragments for home in homes(FIGURE)}
    assert found == {0: ("2011",), 1: ("restated",), 3: ("undated",), 4: ("best", "2013")}
    assert fragments(FIGURE) == ["title", "summary", "2011", "restated", "undated", "best", "2013"]


def test_a_value_is_drawn_in_as_a_sentence_with_its_number_typed() -> None:
    home = home_at(FIGURE, "2013")
    assert home is not None
    assert home.path == StatementPath("points", "", 4)
    assert home.claim.text == "Sold, 2013: 1 phones"
    (amount,) = home.claim.quantities
    assert (amount.measure, amount.value) == ("phones sold", Decimal(1))
    assert (amount.unit, amount.period) == ("phones", "2013")


@pytest.mark.parametrize(
    ("basis", "type_", "said"),
    [("reported", "fact", ""), ("target", "promise", " (target)"), ("claim", "account", " (claim)"),
     ("estimate", "account", " (estimate)")],
)  # fmt: skip
def test_a_target_is_never_drawn_in_as_a_fact(basis: str, type_: str, said: str) -> None:
    aim = Point(period="2025", value=Decimal(1), basis=basis, cite=[])  # type: ignore[arg-type]
    figure = Figure(id="figure/f", title="F", summary="s", measure="m", unit="u", points=[aim])
    home = home_at(figure, "2025")
    assert home is not None
    assert (home.claim.type, home.claim.text) == (type_, f"F, 2025: 1 u{said}")


def test_a_statement_of_an_event_takes_its_date_along() -> None:
    event = Event(
        id="event/e", title="E", summary="s", date="2014-05", type="launch", cite=["page"],
        claims=[Claim(text="T.", cite=["page"], id="t"), Claim(text="U.", cite=[], id="u", date="2015")],
    )  # fmt: skip
    dates = {home.fragments[0]: (home.claim.date, home.dated) for home in homes(event)}
    assert dates == {"t": ("2014-05", True), "u": ("2015", False)}
    date = home_at(event, "date")
    assert date is not None
    assert (date.claim.text, date.claim.date, date.claim.cite) == ("E", "2014-05", ["page"])


def test_what_has_no_date_has_no_address_for_one() -> None:
    principle = Principle(id="principle/p", title="P", summary="s")
    assert fragments(principle) == ["title", "summary"]
    assert home_at(principle, "date") is None
    assert home_at(principle, "nothing") is None


def test_a_statement_that_is_drawn_in_is_at_home_elsewhere() -> None:
    drawn = Claim(text="T.", cite=[], id="t", home="event/e#t")
    assert list(homes(Principle(id="principle/p", title="P", summary="s", cases=[drawn]))) == []
