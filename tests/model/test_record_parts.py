"""One number, one formatter: English and Chinese notation cannot differ by a factor of ten."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xiaomi_cli.model.record_parts import (
    FACTOR,
    MINUS,
    Qualifier,
    Quantity,
    Scale,
    check_currency,
    magnitude,
    quantity_text,
    with_separators,
)

SCALES = st.sampled_from(get_args(Scale))
# As many digits as a library may hold: 28 characters with the sign and the point.
VALUES = st.from_regex(r"-?[0-9]{1,20}(\.[0-9]{1,6})?", fullmatch=True).map(Decimal)


@pytest.mark.parametrize(
    ("value", "fields", "shown"),
    [
        ("63.6", {"scale": "billion", "currency": "CNY"}, "CNY 63.6 billion"),
        ("63.60", {"scale": "billion", "currency": "CNY"}, "CNY 63.60 billion"),
        ("904.6", {"scale": "million", "unit": "devices"}, "904.6 million devices"),
        ("1999", {"currency": "CNY"}, "CNY 1,999"),
        ("80", {"to": Decimal(90), "unit": "%"}, "80–90%"),
        ("5", {"unit": "%", "qualifier": "at-most"}, "at most 5%"),
        ("17", {"unit": "times"}, "17 times"),
        ("3", {"unit": "rank", "qualifier": "at-most"}, "at most rank 3"),
        (
            "100",
            {"scale": "billion", "currency": "USD", "qualifier": "over"},
            "over USD 100 billion",
        ),
        ("-0.5", {"unit": "%"}, "−0.5%"),
        ("1234567.5", {}, "1,234,567.5"),
        ("0", {"unit": "stores"}, "0 stores"),
    ],
)
def test_a_quantity_is_written_for_readers_of_english(
    value: str, fields: dict[str, object], shown: str
) -> None:
    assert quantity_text(Quantity(measure="x", value=Decimal(value), **fields)) == shown  # type: ignore[arg-type]


@given(VALUES, SCALES)
@example(Decimal("1234567890123456789012345678"), "trillion")
def test_english_and_plain_numbers_agree(value: Decimal, scale: Scale) -> None:
    true = Fraction(value) * FACTOR[scale]
    number = magnitude(value, scale)
    assert Fraction(number) == true
    assert ("." in f"{number:f}") == (true.denominator > 1)
    assert (
        _read_english(
            quantity_text(Quantity(measure="x", value=value, scale=scale, currency="CNY"))
        )
        == true
    )


@pytest.mark.parametrize("code", ["", "RMB", "cny", "EURO", "XXX", "BTC", "US$"])
def test_what_is_no_currency_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no currency of ISO 4217, such as CNY, EUR or USD"):
        check_currency(code)


@pytest.mark.parametrize("code", ["CNY", "XCG"])  # the Caribbean guilder came in 2025
def test_what_is_money_in_use_is_a_currency(code: str) -> None:
    check_currency(code)


@given(VALUES)
def test_no_digit_is_gained_or_lost(value: Decimal) -> None:
    written = with_separators(value)
    assert Decimal(written.replace(",", "").replace(MINUS, "-")).as_tuple() == value.as_tuple()
    assert re.fullmatch(rf"{MINUS}?\d{{1,3}}(,\d{{3}})*(\.\d+)?", written)


@given(VALUES, VALUES, SCALES, st.sampled_from([None, *get_args(Qualifier)]))
def test_both_ends_of_a_range_keep_their_digits(
    value: Decimal, to: Decimal, scale: Scale, qualifier: Qualifier | None
) -> None:
    shown = quantity_text(
        Quantity(measure="x", value=value, scale=scale, to=to, qualifier=qualifier, unit="%")
    )
    assert f"{with_separators(value)}–{with_separators(to)}%" in shown
    assert shown.startswith((qualifier or "").replace("-", " "))
    assert (scale in shown) == (scale != "one")


def _read_english(shown: str) -> Fraction:
    _, digits, *scale = shown.split()
    return (
        Fraction(digits.replace(",", "").replace(MINUS, "-")) * FACTOR[scale[0] if scale else "one"]
    )
