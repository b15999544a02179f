"""Dates for formats that know only numbers."""

from datetime import date

import pytest

from xiaomi_cli.exports.date_parts import days, is_day, parts


@pytest.mark.parametrize(
    ("edtf", "first", "last", "exact"),
    [
        ("2014", [2014], [], True),
        ("2016-05", [2016, 5], [], True),
        ("2025-03-29", [2025, 3, 29], [], True),
        ("2025-03-29?", [2025, 3, 29], [], False),
        ("2015/2016-02", [2015], [2016, 2], True),
        ("2025-33", [2025, 1], [2025, 3], True),
        ("2025-33/2025-34", [2025, 1], [2025, 6], True),
        ("201X", [2010], [2019], False),
        ("20XX/2150", [2000], [2150], False),
        ("2021~", [2021], [], False),
        ("2010/..", [2010], [], False),
        ("../2010%", [], [2010], False),
    ],
)
def test_the_ends_of_a_date_are_no_sharper_than_it(
    edtf: str, first: list[int], last: list[int], exact: bool
) -> None:
    assert parts(edtf) == (first, last, exact)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015/2016-02", date(2015, 1, 1), date(2016, 2, 29)),
        ("2010-05/..", date(2010, 5, 1), date(2010, 5, 31)),
        ("../2010", date(2010, 1, 1), date(2010, 12, 31)),
        ("0000", date(1, 1, 1), date(1, 1, 1)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_an_open_date_counts_as_the_end_that_is_known(edtf: str, first: date, last: date) -> None:
    assert days(edtf) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "certain"),
    [
        ("2025-03-29", True),
        ("2025-03-29~", False),
        ("2025-03", False),
        ("2025-03-01/2025-03-02", False),
    ],
)
def test_only_a_whole_plain_date_is_a_certain_day(edtf: str, certain: bool) -> None:
    assert is_day(edtf) is certain


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("[2010-12,2011-07]", [2010, 12], [2011, 7]),
        ("[2010..2012]", [2010], [2012]),
        ("{2010,2011}", [2010], [2011]),
        ("2010/", [2010], []),
        ("/2010", [], [2010]),
    ],
)
def test_dates_that_a_library_may_have_one_day_are_vague_ones(
    edtf: str, first: list[int], last: list[int]
) -> None:
    assert parts(edtf) == (first, last, False)
