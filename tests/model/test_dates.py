"""A date means exactly the days it says, and is never shown sharper than it is."""

import re
from calendar import monthrange
from datetime import date
from time import struct_time

import pytest
from edtf import parse_edtf
from hypothesis import assume, example, given
from hypothesis import strategies as st

from xiaomi_cli.model.dates import (
    Bounds,
    EdtfError,
    display_date,
    parse_date,
)
from xiaomi_cli.model.lexicon import MONTHS


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "shown"),
    [
        ("2014", "2014-01-01", "2014-12-31", "2014"),
        ("2016-05", "2016-05-01", "2016-05-31", "May 2016"),
        ("2025-03-29", "2025-03-29", "2025-03-29", "29 March 2025"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("1900-02", "1900-02-01", "1900-02-28", "February 1900"),
        ("2000-02-29", "2000-02-29", "2000-02-29", "29 February 2000"),
        ("2025-33", "2025-01-01", "2025-03-31", "Q1 2025"),
        ("2025-36", "2025-10-01", "2025-12-31", "Q4 2025"),
        ("2021~", "2021-01-01", "2021-12-31", "about 2021"),
        ("2021-05?", "2021-05-01", "2021-05-31", "possibly May 2021"),
        ("2021%", "2021-01-01", "2021-12-31", "possibly about 2021"),
        ("2015/2016", "2015-01-01", "2016-12-31", "2015 to 2016"),
        ("2025-33/2025-34", "2025-01-01", "2025-06-30", "Q1 to Q2 2025"),
        ("2025-06-10/2025-06", "2025-06-10", "2025-06-30", "10 June 2025 to June 2025"),
        ("2010/..", "2010-01-01", "9999-12-31", "since 2010"),
        ("../2010-04~", "0000-01-01", "2010-04-30", "until about April 2010"),
        ("2025-33~", "2025-01-01", "2025-03-31", "about Q1 2025"),
    ],
)
def test_a_date_spans_its_days_and_is_said_in_words(
    text: str, earliest: str, latest: str, shown: str
) -> None:
    assert parse_date(text).bounds == Bounds(earliest, latest)
    assert display_date(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2014 ", " 2014", "2014\n", "14", "02014", "+2014", "2014-1", "2014-1-1",
        "2014-00", "2014-13", "2014-99", "2014-05-00", "2014-05-32",
        "2014-04-31", "2023-02-29", "1900-02-29", "2025-33-01", "..", "[2014]", "[2014,]", "[]",
        "/", "../..", "2014-24-01", "2016/2015", "2014/2015/2016", "2014-05/2014-04", "2014~?",
        "2014-05-06T12:00", "2014-05-06Z", "today", "May 2014", "2014.05", "20140506",
        "２０１４", "٢٠١٤", "1e3", "2014-0５", "x" * 10_000_000, "9" * 1_000_000,
        # EDTF of other kinds: a season, a decade, an unknown end, a choice, a time, a mark within.
        "2025-21", "201X", "2010/", "/2010", "[2010-12,2011-07]", "{2014,2015}", "-2014", "Y20140",
        "2014-05-06T12:00:00Z", "~2014", "2014?-05", "2014-XX",
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_a_short_message(text: str) -> None:
    with pytest.raises(EdtfError, match="is not an EDTF date such as 2014") as caught:
        parse_date(text)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("text", "first", "last", "exact"),
    [
        ("2014", [2014], [], True),
        ("0000", [0], [], True),
        ("2016-05", [2016, 5], [], True),
        ("2025-03-29", [2025, 3, 29], [], True),
        ("2025-03-29?", [2025, 3, 29], [], False),
        ("2015/2016-02", [2015], [2016, 2], True),
        ("2025-33", [2025, 1], [2025, 3], True),
        ("2025-33/2025-34", [2025, 1], [2025, 6], True),
        ("2021~", [2021], [], False),
        ("2010/..", [2010], [], False),
        ("../2010%", [], [2010], False),
    ],
)
def test_the_ends_of_a_date_are_no_sharper_than_it(
    text: str, first: list[int], last: list[int], exact: bool
) -> None:
    date = parse_date(text)
    assert date.parts() == (first, last)
    assert date.exact is exact


# The library reads no quarter beside a mark of doubt or in an interval.
BEYOND_THE_LIBRARY = re.compile(r"-3[3-6].*[~?%/]|[~?%/].*-3[3-6]")
YEARS = st.integers(0, 9999)


@st.composite
def points(draw: st.DrawFn) -> str:
    """Any unit of the calendar, with or without a mark of doubt."""
    year = draw(YEARS)
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(year or 4, month)[1]))
    form = draw(
        st.sampled_from([
            f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}",
            f"{year:04}-{draw(st.integers(33, 36))}",
        ])
    )  # fmt: skip
    return form + draw(st.sampled_from(["", "~", "?", "%"]))


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A moment, or an interval, at times with an open end."""
    first, last = sorted([draw(points()), draw(points())], key=lambda text: parse_date(text).bounds)
    closed = f"{first}/{last}" if parse_date(first).earliest <= parse_date(last).latest else first
    return draw(st.sampled_from([first, closed, f"{first}/..", f"../{first}"]))


@given(dates())
def test_bounds_are_real_days_in_order(text: str) -> None:
    earliest, latest = parse_date(text).bounds
    assert earliest <= latest
    for day in (earliest, latest):
        if not day.startswith("0000"):
            assert date.fromisoformat(day).isoformat() == day


@given(points())
@example("0000-02-29")
@example("2100-02")
def test_bounds_agree_with_the_edtf_library(text: str) -> None:
    assume(not BEYOND_THE_LIBRARY.search(text))
    theirs = parse_edtf(text)
    assert parse_date(text).bounds == Bounds(
        _iso(theirs.lower_strict()), _iso(theirs.upper_strict())
    )


@given(points(), points())
def test_closed_intervals_agree_with_the_edtf_library(first: str, last: str) -> None:
    text = f"{first}/{last}"
    try:
        ours = parse_date(text).bounds
    except EdtfError:
        assert parse_date(first).earliest > parse_date(last).latest
        return
    if not BEYOND_THE_LIBRARY.search(text):
        theirs = parse_edtf(text)
        assert ours == Bounds(_iso(theirs.lower_strict()), _iso(theirs.upper_strict()))


def _iso(day: struct_time) -> str:
    return f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}"


@given(dates())
def test_what_is_shown_means_no_fewer_days_than_the_date(text: str) -> None:
    earliest, latest = _days_meant(display_date(text))
    assert (earliest, latest) == parse_date(text).bounds
    doubts = {"~": "about", "?": "possibly", "%": "possibly about"}
    for mark in set(text) & set(doubts):
        assert doubts[mark] in display_date(text)


@given(st.text(max_size=30) | st.text("0123456789-/.X~?%[,]", max_size=24))
def test_any_text_is_a_date_or_an_edtf_error(text: str) -> None:
    try:
        earliest, latest = parse_date(text).bounds
    except EdtfError:
        return
    assert earliest <= latest
    assert _days_meant(display_date(text)) == (earliest, latest)


def _days_meant(said: str) -> tuple[str, str]:
    """The days that a reader takes the words to mean: an independent reading of them."""
    said = re.sub(r"possibly |about ", "", said)
    if said.startswith("since "):
        return _point_meant(said.removeprefix("since "))[0], "9999-12-31"
    if said.startswith("until "):
        return "0000-01-01", _point_meant(said.removeprefix("until "))[1]
    first, _, last = said.partition(" to ")
    if last and not re.search(r"\d{4}$", first):
        first += last[-5:]  # the year, said once
    return _point_meant(first)[0], _point_meant(last or first)[1]


def _point_meant(said: str) -> tuple[str, str]:
    *rest, year = said.split()
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if quarter := re.fullmatch(r"Q([1-4])", rest[0]):
        last = 3 * int(quarter[1])
        return f"{year}-{last - 2:02}-01", f"{year}-{last:02}-{_length(year, last)}"
    month = MONTHS.index(rest[-1]) + 1
    if len(rest) == 2:
        return f"{year}-{month:02}-{int(rest[0]):02}", f"{year}-{month:02}-{int(rest[0]):02}"
    return f"{year}-{month:02}-01", f"{year}-{month:02}-{_length(year, month)}"


def _length(year: str, month: int) -> int:
    return monthrange(int(year) or 4, month)[1]  # the calendar module has no year 0, a leap year
