"""Dates are read as people write them, and as the program itself does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.search.dates_and_figures import DateError, edtf

READ = [
    ("2014", "2014"), ("2016-05", "2016-05"), ("2015/2016", "2015/2016"), ("2010/..", "2010/.."),
    ("March 2021", "2021-03"), ("mar 2021", "2021-03"), ("30 March 2021", "2021-03-30"),
    ("March 30, 2021", "2021-03-30"), ("29.3.2025", "2025-03-29"), ("2025Q1", "2025-33"),
    ("Q1 2025", "2025-33"), ("2025 q4", "2025-36"), ("2025/3/29", "2025-03-29"),
    ("2021年3月30日", "2021-03-30"), ("since 2020", "2020/.."), ("until March 2021", "../2021-03"),
    ("2014 to 2016", "2014/2016"), ("January to May 2016", "2016-01/2016-05"),
    ("from 2014 to May 2016", "2014/2016-05"),
    ("between 2014 and 2016", "2014/2016"), ("2014–2016", "2014/2016"), ("about 2021", "2021~"),
    ("possibly 2021", "2021?"), ("2010s", "201X"), ("1900–1999", "1900/1999"), ("  March   2021 ", "2021-03"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), READ)
def test_a_date_is_read_as_it_is_written(written: str, read: str) -> None:
    assert edtf(written) == read


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "cars", "March", "30 February 2021", "2016 to 2014", "2021-13", "1999 yuan"],
)
def test_what_is_no_date_is_refused_with_examples(text: str) -> None:
    with pytest.raises(DateError, match="March 2021"):
        edtf(text)


POINTS = st.builds(
    "{}{}{}".format,
    st.integers(1900, 2099),
    st.sampled_from(["", "-01", "-12", "-02-28", "-11-30", "-33", "-36"]),
    st.sampled_from(["", "", "~", "?", "%"]),
)
DATES = (
    POINTS
    | st.builds("{}/..".format, st.integers(1900, 2099))
    | st.builds("{}/{}".format, st.integers(1900, 1999), st.integers(2000, 2099))
)


@given(date=DATES)
def test_what_the_program_prints_it_reads(date: str) -> None:
    assert parse_date(edtf(parse_date(date).display())).bounds == parse_date(date).bounds


@given(text=st.text(max_size=60))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        parse_date(edtf(text))
    except DateError as error:
        assert "is no date" in str(error)
