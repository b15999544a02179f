"""A date means exactly the days it says, and is never shown sharper than it is."""

import re
from calendar import monthrange
from datetime import date
from time import struct_time

import pytest
from edtf import parse_edtf
from hypothesis import assume, example, given
from hypothesis import strategies as st

from xiaomi_cli.model.edtf import Bounds, EdtfError, bounds, display
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
        ("201X", "2010-01-01", "2019-12-31", "2010s"),
        ("20XX", "2000-01-01", "2099-12-31", "2000–2099"),
        ("2015/2016", "2015-01-01", "2016-12-31", "2015 to 2016"),
        ("2025-33/2025-34", "2025-01-01", "2025-06-30", "Q1 2025 to Q2 2025"),
        ("2025-06-10/2025-06", "2025-06-10", "2025-06-30", "10 June 2025 to June 2025"),
        ("2010/..", "2010-01-01", "9999-12-31", "since 2010"),
        ("../2010-04~", "0000-01-01", "2010-04-30", "until about April 2010"),
    ],
)
def test_a_date_spans_its_days_and_is_said_in_words(
    text: str, earliest: str, latest: str, shown: str
) -> None:
    assert bounds(text) == Bounds(earliest, latest)
    assert display(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2014 ", " 2014", "2014\n", "14", "02014", "-2014", "+2014", "2014-1", "2014-1-1",
        "2014-00", "2014-13", "2014-32", "2014-37", "2014-99", "2014-05-00", "2014-05-32",
        "2014-04-31", "2023-02-29", "1900-02-29", "2025-33-01", "2014/", "/2014", "../..", "..",
        "/", "2016/2015", "2014/2015/2016", "2014-05/2014-04", "201X-05", "2X14", "XXXX", "2014~?",
        "~2014", "2014-05-06T12:00", "2014-05-06Z", "today", "May 2014", "2014.05", "20140506",
        "２０１４", "٢٠١٤", "1e3", "2014-0５", "x" * 10_000_000, "9" * 1_000_000,
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_a_short_message(text: str) -> None:
    for read in (bounds, display):
        with pytest.raises(EdtfError, match="is not an EDTF date such as 2014") as caught:
            read(text)
        assert len(str(caught.value)) < 250


# The library reads no decade or quarter beside a mark of doubt, no quarter in an interval, and
# reads open intervals wrongly.
BEYOND_THE_LIBRARY = re.compile(r"(X|-3[3-6]).*[~?%]|[~?%].*(X|-3[3-6])")
YEARS = st.integers(0, 9999)


@st.composite
def points(draw: st.DrawFn) -> str:
    """A year, month, day, quarter, decade or century, with or without a mark of doubt."""
    year = draw(YEARS)
    month = draw(st.integers(1, 12))
    day = draw(st.integers(1, monthrange(year or 4, month)[1]))
    form = draw(
        st.sampled_from([
            f"{year:04}", f"{year:04}-{month:02}", f"{year:04}-{month:02}-{day:02}",
            f"{year:04}-{draw(st.integers(33, 36))}", f"{year // 10:03}X", f"{year // 100:02}XX",
        ])
    )  # fmt: skip
    return form + draw(st.sampled_from(["", "~", "?", "%"]))


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A point or an interval, its ends in order, one of them open at times."""
    first, last = sorted([draw(points()), draw(points())], key=bounds)
    closed = f"{first}/{last}" if bounds(first).earliest <= bounds(last).latest else first
    return draw(st.sampled_from([first, closed, f"{first}/..", f"../{first}"]))


@given(dates())
def test_bounds_are_real_days_in_order(text: str) -> None:
    earliest, latest = bounds(text)
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
    assert bounds(text) == Bounds(_iso(theirs.lower_strict()), _iso(theirs.upper_strict()))


@given(points(), points())
def test_closed_intervals_agree_with_the_edtf_library(first: str, last: str) -> None:
    text = f"{first}/{last}"
    try:
        ours = bounds(text)
    except EdtfError:
        assert bounds(first).earliest > bounds(last).latest
        return
    if not BEYOND_THE_LIBRARY.search(text) and not re.search(r"-3[3-6]", text):
        theirs = parse_edtf(text)
        assert ours == Bounds(_iso(theirs.lower_strict()), _iso(theirs.upper_strict()))


def _iso(day: struct_time) -> str:
    return f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}"


@given(dates())
def test_what_is_shown_means_no_fewer_days_than_the_date(text: str) -> None:
    earliest, latest = _days_meant(display(text))
    assert (earliest, latest) == bounds(text)
    doubts = {"~": "about", "?": "possibly", "%": "possibly about"}
    for mark in set(text) & set(doubts):
        assert doubts[mark] in display(text)


@given(st.text(max_size=30) | st.text("0123456789-/.X~?%", max_size=24))
def test_any_text_is_a_date_or_an_edtf_error(text: str) -> None:
    try:
        earliest, latest = bounds(text)
    except EdtfError:
        return
    assert earliest <= latest
    assert _days_meant(display(text)) == (earliest, latest)


def _days_meant(said: str) -> tuple[str, str]:
    """The days that a reader takes the words to mean: an independent reading of them."""
    said = re.sub(r"possibly |about ", "", said)
    if said.startswith("since "):
        return _point_meant(said.removeprefix("since "))[0], "9999-12-31"
    if said.startswith("until "):
        return "0000-01-01", _point_meant(said.removeprefix("until "))[1]
    first, _, last = said.partition(" to ")
    return _point_meant(first)[0], _point_meant(last or first)[1]


def _point_meant(said: str) -> tuple[str, str]:
    if century := re.fullmatch(r"(\d{4})–(\d{4})", said):
        return f"{century[1]}-01-01", f"{century[2]}-12-31"
    if decade := re.fullmatch(r"(\d{3})0s", said):
        return f"{decade[1]}0-01-01", f"{decade[1]}9-12-31"
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
