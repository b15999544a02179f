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
    LATEST,
    SEASONS,
    Bounds,
    EdtfError,
    display_date,
    is_later,
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
        ("201X", "2010-01-01", "2019-12-31", "2010s"),
        ("20XX", "2000-01-01", "2099-12-31", "2000–2099"),
        ("2015/2016", "2015-01-01", "2016-12-31", "2015 to 2016"),
        ("2025-33/2025-34", "2025-01-01", "2025-06-30", "Q1 to Q2 2025"),
        ("2025-06-10/2025-06", "2025-06-10", "2025-06-30", "10 June 2025 to June 2025"),
        ("2010/..", "2010-01-01", "9999-12-31", "since 2010"),
        ("../2010-04~", "0000-01-01", "2010-04-30", "until about April 2010"),
        ("2010/", "2010-01-01", LATEST, "from 2010, end unknown"),
        ("/2010", "0000-01-01", "2010-12-31", "until 2010, start unknown"),
        ("2025-21", "2025-03-01", "2025-05-31", "spring 2025"),
        ("2025-22~", "2025-06-01", "2025-08-31", "about summer 2025"),
        ("2013-23", "2013-09-01", "2013-11-30", "autumn 2013"),
        ("2023-24", "2023-12-01", "2024-02-29", "winter 2023"),
        ("[2010-12,2011-07]", "2010-12-01", "2011-07-31", "December 2010 or July 2011"),
        ("[2011-07,2010-12~]", "2010-12-01", "2011-07-31", "July 2011 or about December 2010"),
        ("[2010..2012,2015]", "2010-01-01", "2015-12-31", "2010 to 2012 or 2015"),
        ("[2010..2012]", "2010-01-01", "2012-12-31", "2010 to 2012"),
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
        "/", "2014-24-01", "2016/2015", "2014/2015/2016", "2014-05/2014-04", "[2014/2015,2016]", "[[2014,2015],2016]", "9999-24", "2014~?",
        "2014-05-06T12:00", "2014-05-06Z", "today", "May 2014", "2014.05", "20140506",
        "２０１４", "٢٠١٤", "1e3", "2014-0５", "x" * 10_000_000, "9" * 1_000_000,
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_a_short_message(text: str) -> None:
    with pytest.raises(EdtfError, match="is not an EDTF date such as 2014") as caught:
        parse_date(text)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("2014-05-06T12:00:00Z", "a time of day"),
        ("2014-05-06T12:00:00+08:00", "a time of day"),
        ("{2014,2015}", "a set of dates that all are meant"),
        ("../..", "an interval without both ends"),
        ("Y20140", "a year of more than four digits, or with an exponent"),
        ("Y-17E7", "a year of more than four digits, or with an exponent"),
        ("1950S2", "a year of more than four digits, or with an exponent"),
        ("-2014", "a year before the year 0"),
        ("-0500/0200", "a year before the year 0"),
        ("2014-25", "a half-year, or a season or quarter of another kind"),
        ("2014-32", "a half-year, or a season or quarter of another kind"),
        ("2014-37", "a half-year, or a season or quarter of another kind"),
        ("2014-40", "a half-year, or a season or quarter of another kind"),
        ("~2014", "a mark of doubt within a date"),
        ("2014-05-~06", "a mark of doubt within a date"),
        ("2014?-05", "a mark of doubt within a date"),
        ("2X14", "unspecified digits other than the last of a year"),
        ("201X-05", "unspecified digits other than the last of a year"),
        ("2014-XX", "unspecified digits other than the last of a year"),
        ("2014-05-XX", "unspecified digits other than the last of a year"),
        ("156X-12-25", "unspecified digits other than the last of a year"),
        ("[..2014]", "a choice without both ends"),
    ],
)
def test_other_edtf_is_refused_as_such(text: str, feature: str) -> None:
    with pytest.raises(EdtfError) as caught:
        parse_date(text)
    assert f"is EDTF, but not supported: {feature}; expected a date such as" in str(caught.value)


@given(st.text("0123456789-/.X~?%[],{}TYES", max_size=12))
def test_what_is_called_edtf_is_so_to_the_edtf_library(text: str) -> None:
    try:
        parse_date(text)
    except EdtfError as error:
        if "is EDTF" in str(error) and "." not in text and "E" not in text:
            parse_edtf(text)


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
        ("2025-21", [2025, 3], [2025, 5], False),
        ("201X", [2010], [2019], False),
        ("20XX/2150", [2000], [2150], False),
        ("2021~", [2021], [], False),
        ("2010/..", [2010], [], False),
        ("2010/", [2010], [], False),
        ("../2010%", [], [2010], False),
        ("[2010-12,2011-07]", [2010, 12], [2011, 7], False),
    ],
)
def test_the_ends_of_a_date_are_no_sharper_than_it(
    text: str, first: list[int], last: list[int], exact: bool
) -> None:
    date = parse_date(text)
    assert date.parts() == (first, last)
    assert date.exact is exact


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("2025-03-29", True), ("2025-03-29~", False), ("2025-03", False), ("2025-33", False),
        ("2025-03-01/2025-03-02", False), ("[2025-03-01..2025-03-04]", False),
    ],
)  # fmt: skip
def test_only_one_certain_day_is_a_day(text: str, is_day: bool) -> None:
    assert parse_date(text).is_day is is_day


# The library reads no decade, season or quarter beside a mark of doubt, no such part of a
# year in an interval, reads open intervals wrongly, and ends a winter with its year.
BEYOND_THE_LIBRARY = re.compile(r"(X|-[23][1-6]).*[~?%]|[~?%].*(X|-[23][1-6])|-24")
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
            f"{min(year, 9998):04}-{draw(st.integers(21, 24))}", f"{year // 10:03}X", f"{year // 100:02}XX",
        ])
    )  # fmt: skip
    return form + draw(st.sampled_from(["", "~", "?", "%"]))


@st.composite
def dates(draw: st.DrawFn) -> str:
    """A moment, an interval (at times with an end open or unknown), or one of several."""
    first, last = sorted([draw(points()), draw(points())], key=lambda text: parse_date(text).bounds)
    closed = f"{first}/{last}" if parse_date(first).earliest <= parse_date(last).latest else first
    return draw(
        st.sampled_from(
            [
                first,
                closed,
                f"{first}/..",
                f"../{first}",
                f"{first}/",
                f"/{first}",
                f"[{first},{last}]",
            ]
        )
    )


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
    if not BEYOND_THE_LIBRARY.search(text) and not re.search(r"-[23][1-6]", text):
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
    if " or " in said:
        meant = [_days_meant(choice) for choice in said.split(" or ")]
        return min(meant)[0], max(last for _, last in meant)
    if said.endswith(", end unknown"):
        said = said.replace("from ", "since ").partition(",")[0]
    said = said.removesuffix(", start unknown")
    if said.startswith("since "):
        return _point_meant(said.removeprefix("since "))[0], "9999-12-31"
    if said.startswith("until "):
        return "0000-01-01", _point_meant(said.removeprefix("until "))[1]
    first, _, last = said.partition(" to ")
    return _point_meant(first)[0], _point_meant(last or first)[1]


def _point_meant(said: str) -> tuple[str, str]:  # noqa: PLR0911 - a form each
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
    if rest[0] in SEASONS:
        start = 3 * SEASONS.index(rest[0]) + 3
        later, end = (f"{int(year) + 1:04}", 2) if start == 12 else (year, start + 2)
        return f"{year}-{start:02}-01", f"{later}-{end:02}-{_length(later, end)}"
    month = MONTHS.index(rest[-1]) + 1
    if len(rest) == 2:
        return f"{year}-{month:02}-{int(rest[0]):02}", f"{year}-{month:02}-{int(rest[0]):02}"
    return f"{year}-{month:02}-01", f"{year}-{month:02}-{_length(year, month)}"


def _length(year: str, month: int) -> int:
    return monthrange(int(year) or 4, month)[1]  # the calendar module has no year 0, a leap year


@pytest.mark.parametrize(
    ("text", "later"),
    [("Raised in 2026.", True), ("Planned for 2022-2026.", True), ("Raised in November 2025.", True),
     ("Out on 2 June 2025.", True), ("Out on 1 June 2025.", False), ("The best of 2025.", False),
     ("Sold 2,026 cars.", False)],
)  # fmt: skip
def test_a_text_is_later_if_it_names_a_day_to_come(text: str, later: bool) -> None:
    assert is_later(text, "2025-06-01") is later
