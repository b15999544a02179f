"""What the address of a statement leads to, and what can be drawn in from there."""

from decimal import Decimal

import pytest

from xiaomi_cli.model.claims import fragments, home_at, homes
from xiaomi_cli.model.locators import StatementPath
from xiaomi_cli.model.record_parts import Claim, Point
from xiaomi_cli.model.records import Event, Figure, Principle


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
