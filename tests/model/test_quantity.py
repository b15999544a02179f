"""One number, one formatter: English and Chinese notation cannot differ by a factor of ten."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xiaomi_cli.model.quantity import (
    FACTOR,
    CurrencyError,
    Qualifier,
    Scale,
    check_currency,
    display,
    display_zh,
    grouped,
    magnitude,
)

SCALES = st.sampled_from(get_args(Scale))
CHINESE = {"": 1, "万": 10**4, "亿": 10**8}
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
        ("-0.5", {"unit": "%"}, "-0.5%"),
        ("1234567.5", {}, "1,234,567.5"),
        ("0", {"unit": "stores"}, "0 stores"),
    ],
)
def test_a_quantity_is_written_for_readers_of_english(
    value: str, fields: dict[str, object], shown: str
) -> None:
    assert display(Decimal(value), **fields) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "scale", "currency", "shown"),
    [
        ("63.6", "billion", "CNY", "636亿元"),
        ("365.906", "billion", "CNY", "3,659.06亿元"),
        ("100", "million", "USD", "1亿美元"),
        ("99.99", "million", "CNY", "9,999万元"),
        ("1999", "one", "CNY", "1,999元"),
        ("10", "thousand", "CNY", "1万元"),
        ("1.5", "trillion", "HKD", "15,000亿港元"),
        ("20", "thousand", "INR", "2万卢比"),
        ("3.5", "million", "EUR", "350万欧元"),
        ("-21.1", "billion", "CNY", "-211亿元"),
        ("0", "billion", "CNY", "0元"),
    ],
)
def test_chinese_notation_uses_myriads(value: str, scale: Scale, currency: str, shown: str) -> None:
    assert display_zh(Decimal(value), scale, currency=currency) == shown


@given(VALUES, SCALES)
@example(Decimal("1234567890123456789012345678"), "trillion")
def test_english_chinese_and_plain_numbers_agree(value: Decimal, scale: Scale) -> None:
    true = Fraction(value) * FACTOR[scale]
    assert Fraction(magnitude(value, scale)) == true
    assert _read_english(display(value, scale=scale, currency="CNY")) == true
    assert _read_chinese(display_zh(value, scale, currency="CNY")) == true


@pytest.mark.parametrize(
    ("currency", "shown"), [("CNY", "4.9万元"), ("EUR", "4.9万欧元"), ("GBP", "4.9万 GBP")]
)
def test_a_currency_without_a_chinese_name_keeps_its_code(currency: str, shown: str) -> None:
    assert display_zh(Decimal(49), "thousand", currency=currency) == shown


@pytest.mark.parametrize("code", ["", "RMB", "cny", "EURO", "XXX", "BTC", "US$"])
def test_what_is_no_currency_is_refused(code: str) -> None:
    with pytest.raises(CurrencyError, match="no currency of ISO 4217, such as CNY, EUR or USD"):
        check_currency(code)


@pytest.mark.parametrize("code", ["CNY", "XCG"])  # the Caribbean guilder came in 2025
def test_what_is_money_in_use_is_a_currency(code: str) -> None:
    check_currency(code)


@given(VALUES)
def test_no_digit_is_gained_or_lost(value: Decimal) -> None:
    written = grouped(value)
    assert Decimal(written.replace(",", "")).as_tuple() == value.as_tuple()
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*(\.\d+)?", written)


@given(VALUES, SCALES)
def test_the_chinese_number_is_as_short_as_its_unit_allows(value: Decimal, scale: Scale) -> None:
    digits, unit = _chinese_parts(display_zh(value, scale))
    size = abs(Decimal(digits)) * CHINESE[unit]
    assert size >= CHINESE[unit] or not unit
    assert unit != "万" or size < 10**8
    assert unit or size < 10**4
    assert not re.search(r"\.\d*0$", digits)


@given(VALUES, VALUES, SCALES, st.sampled_from([None, *get_args(Qualifier)]))
def test_both_ends_of_a_range_keep_their_digits(
    value: Decimal, to: Decimal, scale: Scale, qualifier: Qualifier | None
) -> None:
    shown = display(value, scale=scale, to=to, qualifier=qualifier, unit="%")
    assert f"{grouped(value)}–{grouped(to)}%" in shown
    assert shown.startswith((qualifier or "").replace("-", " "))
    assert (scale in shown) == (scale != "one")


def _read_english(shown: str) -> Fraction:
    _, digits, *scale = shown.split()
    return Fraction(digits.replace(",", "")) * FACTOR[scale[0] if scale else "one"]


def _read_chinese(shown: str) -> Fraction:
    digits, unit = _chinese_parts(shown.removesuffix("元"))
    return Fraction(digits) * CHINESE[unit]


def _chinese_parts(shown: str) -> tuple[str, str]:
    match = re.fullmatch(r"(-?[\d,.]+)([万亿]?)", shown)
    assert match
    return match[1].replace(",", ""), match[2]
