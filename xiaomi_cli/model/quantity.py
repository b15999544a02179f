"""Quantities: a decimal number with its scale, unit or currency, and the one way they are written.

The scale is a word in the data (`billion`), never part of a prose number, so that English and
Chinese notation come from the same value and cannot differ by a factor of ten.
"""

from decimal import Context, Decimal
from typing import Literal

Scale = Literal["one", "thousand", "million", "billion", "trillion"]
Qualifier = Literal["over", "under", "about", "at-least", "at-most"]

FACTOR: dict[str, int] = {
    "one": 1,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_QUALIFIER = {"": "", "over": "over ", "under": "under ", "about": "about ",
              "at-least": "at least ", "at-most": "at most "}  # fmt: skip
_WAN, _YI = 4, 8  # powers of ten
_EXACT = Context(prec=100)  # digits; the default of 28 rounds long numbers silently


def magnitude(value: Decimal, scale: Scale) -> Decimal:
    """The number in units of one: 63.6 billion is 63600000000."""
    return _EXACT.multiply(value, Decimal(FACTOR[scale]))


def display(  # noqa: PLR0913 - the parts of one quantity, all by name
    value: Decimal,
    *,
    scale: Scale = "one",
    unit: str = "",
    currency: str = "",
    to: Decimal | None = None,
    qualifier: Qualifier | None = None,
) -> str:
    """Write a quantity for readers of English, e.g. `over CNY 63.6 billion` or `17 times`."""
    number = grouped(value)
    if to is not None:
        number += f"–{grouped(to)}"
    parts = [number + ("%" if unit == "%" else "")]
    if currency:
        parts.insert(0, currency)
    if scale != "one":
        parts.append(scale)
    if unit not in {"", "%"}:
        parts.append(unit)
    return _QUALIFIER[qualifier or ""] + " ".join(parts)


def display_zh(value: Decimal, scale: Scale, unit: str = "", currency: str = "") -> str:
    """Write a quantity with Chinese myriads: CNY 63.6 billion is `636亿元`."""
    number = magnitude(value, scale)
    power, name = _step(number)
    tail = {"CNY": "元", "USD": "美元", "HKD": "港元", "INR": "卢比", "EUR": "欧元"}.get(
        currency, unit
    )
    digits = grouped(_EXACT.scaleb(number, Decimal(-power)))
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}{name}{tail}"


def _step(number: Decimal) -> tuple[int, str]:
    if abs(number) >= 10**_YI:
        return _YI, "亿"
    return (_WAN, "万") if abs(number) >= 10**_WAN else (0, "")


def grouped(value: Decimal) -> str:
    """Digits with thousands separators, no exponent, no digit added or lost."""
    return f"{value:,f}"
