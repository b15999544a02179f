"""Growth where it can be told: between values above zero, and over years in a row."""

from decimal import Decimal

import pytest

from xiaomi_cli.model.record_parts import Point
from xiaomi_cli.model.records import Figure
from xiaomi_cli.queries.figures import Growth, NoGrowthError, growth


def grown(**years: str) -> Growth:
    """The growth of a figure of these values in billions, by `y` and the year."""
    points = [Point(period=year[1:], value=Decimal(value), scale="billion", basis="reported",
                    cite=[]) for year, value in years.items()]  # fmt: skip
    return growth(Figure(id="figure/x", title="Profit", summary="S.", measure="M", points=points))


def test_compound_growth_is_over_the_longest_run_above_zero() -> None:
    found = grown(y2014="-1", y2015="1", y2016="2", y2017="4", y2018="-1", y2019="1")
    assert ([step.year for step in found.run], found.yearly) == ([2015, 2016, 2017], Decimal(1))
    assert [step.growth for step in found.steps] == [None, None, 1, 1, None, None]


def test_no_growth_is_told_over_a_year_without_a_value() -> None:
    assert [step.growth for step in grown(y2014="1", y2016="2", y2017="3").steps[1:]] == [
        None,
        Decimal("0.5"),
    ]


def test_it_is_said_which_years_have_a_value_to_reckon_with() -> None:
    with pytest.raises(NoGrowthError, match="above zero: 2015, 2017"):
        grown(y2014="-1", y2015="1", y2016="-2", y2017="4")
