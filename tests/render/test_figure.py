"""A figure states its finding, draws what can be compared, and sets the rest apart."""

from decimal import Decimal

import pytest

from tests.render.screens import lines
from xiaomi_cli.model.record_parts import Basis, Contest, Point
from xiaomi_cli.model.records import Figure
from xiaomi_cli.queries.record_details import Dossier
from xiaomi_cli.render.blocks import PageOptions
from xiaomi_cli.render.views.records import view


def point(period: str, value: str, basis: Basis = "reported", definition: str = "") -> Point:
    """A value in billions that needs no source."""
    return Point(period=period, value=Decimal(value), scale="billion", basis=basis,
                 definition=definition, cite=[])  # fmt: skip


def drawn(*points: Point, full: bool = False, finding: str = "From one to two") -> list[str]:
    """The page of a figure of these values."""
    figure = Figure(id="figure/x", title="Sales", summary="S.", measure="Sales in a year",
                    finding=finding, currency="CNY", points=list(points))  # fmt: skip
    return lines(view(Dossier(figure, {}, [], {}), PageOptions(full=full)))


def test_the_title_is_the_finding_and_the_unit_is_said_once() -> None:
    page = drawn(point("2019", "1.5"), point("2020", "2.25"))
    assert page[:2] == ["Sales: from one to two", "Sales in a year, CNY billion."]
    assert sum("billion" in line or "CNY" in line for line in page) == 1


def test_a_finding_that_opens_with_a_name_keeps_its_capital() -> None:
    assert drawn(point("2019", "1"), finding="Redmi first")[0] == "Sales: Redmi first"


def test_values_have_as_many_places_as_can_be_read_and_all_in_full() -> None:
    points = [point("2019", "205.8387"), point("2020", "7.25")]
    assert [line.split()[1] for line in drawn(*points) if line[:2] == "20"] == ["205.8", "7.2"]
    assert any("CNY 205.8387 billion" in line for line in drawn(*points, full=True))


def test_bars_are_in_proportion() -> None:
    page = drawn(point("2019", "1"), point("2020", "2"), point("2021", "4"))
    assert [line.count("█") for line in page if line[:2] == "20"] == [5, 10, 20]


def test_what_is_below_zero_is_drawn_otherwise_left_of_an_axis() -> None:
    page = drawn(point("2018", "2"), point("2019", "-4"), point("2020", "-0.01", "target"))
    assert [line.rstrip() for line in page if line[:2] == "20"] == [
        "2018   2.00               │██████▌",
        "2019  −4.00  ▒▒▒▒▒▒▒▒▒▒▒▒▒│",
        "2020  −0.01              ░│         target",
    ]
    losses = drawn(point("2018", "-1"), point("2019", "-2"))
    assert [line.count("▒") for line in losses if line[:2] == "20"] == [10, 20]


@pytest.mark.parametrize(
    ("points", "growth"),
    [
        ([point("2019", "2"), point("2020", "3")], "+50%"),
        ([point("2019", "4"), point("2020", "3")], "−25%"),
        ([point("2018", "2"), point("2020", "3")], ""),
        ([point("2019", "2"), point("2020", "3", "target")], ""),
        ([point("2019", "2", "claim"), point("2020", "3")], ""),
        ([point("2019-33", "2"), point("2019-34", "3")], ""),
        ([point("2019", "-2"), point("2020", "3")], ""),
        ([point("2019", "2"), point("2020", "-3")], ""),
        ([point("2019", "0"), point("2020", "3")], ""),
    ],
    ids=[
        "up",
        "down",
        "a year is missing",
        "to a target",
        "from a claim",
        "quarters",
        "from a loss",
        "to a loss",
        "from nothing",
    ],
)
def test_growth_is_told_of_reported_years_in_a_row(points: list[Point], growth: str) -> None:
    [last] = [line for line in drawn(*points) if line.startswith(("2020", "Q2"))]
    assert (growth in last) if growth else ("%" not in last)


def test_what_others_say_of_a_value_goes_below_it_where_there_is_no_room() -> None:
    others = Contest(
        dispute="dispute/d", says="one", others=["74.3 billion yuan with tax, as announced"]
    )
    contested = Point(period="2020", value=Decimal(2), scale="billion", basis="claim", cite=[],
                      by="the reviewer of the book", contested=[others])  # fmt: skip
    page = drawn(point("2019", "1"), contested)
    at = next(n for n, text in enumerate(page) if text.startswith("2020"))
    assert page[at].endswith("  claim")
    assert page[at + 1] == "         ‡ 74.3 billion yuan with tax, as announced"


def test_targets_are_hatched_and_missing_years_are_shown() -> None:
    page = drawn(point("2016", "2"), point("2017", "3"), point("2020", "4", "target"))
    assert any(line.startswith("2018–2019") and line.endswith("–") for line in page)
    [target] = [line for line in page if line.startswith("2020")]
    assert "░" in target
    assert "█" not in target
    assert target.endswith("target")


@pytest.mark.parametrize(
    ("before", "after", "gap"),
    [
        ("2019-33", "2019-35", "Q2 2019"),
        ("2019-35", "2020-35", "Q4 2019–Q2 2020"),
        ("2019-36", "2020-33", ""),
        ("2019", "2020-35", ""),
        ("2019-03", "2020-03", ""),
    ],
)
def test_missing_quarters_are_shown(before: str, after: str, gap: str) -> None:
    page = drawn(point(before, "2"), point(after, "3"))
    assert [line.split("  ")[0] for line in page if line.endswith("–")] == ([gap] if gap else [])


def test_what_counts_something_else_or_has_no_date_is_no_bar() -> None:
    page = drawn(point("2019", "1"), point("2020", "2"), point("2020", "900", definition="orders"),
                 point("", "800", "claim"))  # fmt: skip
    assert "Apart     2020: CNY 900 billion, orders" in page
    assert any("no date: CNY 800 billion  claim" in line for line in page)
    assert max(line.count("█") for line in page) == 20
