"""Quantities: a decimal number with its scale, unit or currency, and the one way they are written.

The scale is a word in the data (`billion`), never part of a prose number, so that no reader can be
wrong by a factor of ten.
"""

from decimal import Context, Decimal
from typing import Literal

from xiaomi_cli.model.lexicon import SCALES
from xiaomi_cli.model.problem import shorten

Scale = Literal["one", "thousand", "million", "billion", "trillion"]
Qualifier = Literal["over", "under", "about", "at-least", "at-most"]

FACTOR: dict[str, int] = {"one": 1} | {
    name: 10 ** SCALES[name] for name in ("thousand", "million", "billion", "trillion")
}
# The codes of ISO 4217 that are money in use.
_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW
    KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
    MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCY_CODES = frozenset(_CODES.split())
_QUALIFIER = {"": "", "over": "over ", "under": "under ", "about": "about ",
              "at-least": "at least ", "at-most": "at most "}  # fmt: skip
MINUS = "−"  # of every number that is shown; data have the sign of ASCII
_EXACT = Context(prec=100)  # digits; the default of 28 rounds long numbers silently


class CurrencyError(ValueError):
    """A text that is no currency; the message says what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{shorten(text)} is no currency of ISO 4217, such as CNY, EUR or USD")


def check_currency(code: str) -> None:
    """Raises CurrencyError for what is no currency's code."""
    if code not in CURRENCY_CODES:
        raise CurrencyError(code)


def magnitude(value: Decimal, scale: Scale) -> Decimal:
    """The number in units of one: 63.6 billion is 63600000000, with no places if it is whole."""
    number = _EXACT.multiply(value, Decimal(FACTOR[scale]))
    whole = number.to_integral_value()
    return whole if whole == number else number


def display(  # noqa: PLR0913 - the parts of one quantity, all by name
    value: Decimal,
    *,
    scale: Scale = "one",
    unit: str = "",
    currency: str = "",
    to: Decimal | None = None,
    qualifier: Qualifier | None = None,
) -> str:
    """A quantity for readers of English, e.g. `over CNY 63.6 billion`, `17 times`, `rank 3`."""
    number = grouped(value)
    if to is not None:
        number += f"–{grouped(to)}"
    parts = [number + ("%" if unit == "%" else "")]
    if currency:
        parts.insert(0, currency)
    if scale != "one":
        parts.append(scale)
    if unit == "rank":
        parts.insert(0, unit)
    elif unit not in {"", "%"}:
        parts.append(unit)
    return _QUALIFIER[qualifier or ""] + " ".join(parts)


def grouped(value: Decimal) -> str:
    """Digits with thousands separators, no exponent, no digit added or lost."""
    return f"{value:,f}".replace("-", MINUS)
