"""What records are made of, declared once: statements, quantities, values, paragraphs.

The scale of a quantity is a word in the data (`billion`), never part of a prose number, so that no
reader can be wrong by a factor of ten.
"""

from decimal import Context, Decimal
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct, field

from xiaomi_cli.model.fields import (
    ALONE,
    DERIVED,
    LINK_OR_NAME,
    NEEDED,
    Cite,
    Currency,
    Date,
    Id,
    Name,
    Place,
    Short,
    Slug,
    Text,
)
from xiaomi_cli.model.lexicon import SCALES
from xiaomi_cli.model.problem import shorten

ClaimType = Literal["fact", "account", "opinion", "promise", "forecast"]
Status = Literal["current", "superseded", "retracted"]
Confidence = Literal["high", "medium", "low"]
Basis = Literal["reported", "target", "estimate", "claim"]
Scale = Literal["one", "thousand", "million", "billion", "trillion"]
Qualifier = Literal["over", "under", "about", "at-least", "at-most"]

FACTOR: dict[str, int] = {scale: 10 ** SCALES.get(scale, 0) for scale in get_args(Scale)}
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
MINUS = "−"  # of every number that is shown; data have the sign of ASCII
_EXACT = Context(prec=100)  # digits; the default of 28 rounds long numbers silently


def check_currency(code: str) -> None:
    """Raises ValueError for what is no currency's code."""
    if code not in CURRENCY_CODES:
        message = f"{shorten(code)} is no currency of ISO 4217, such as CNY, EUR or USD"
        raise ValueError(message)


class Contest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """That a dispute points to a value: what this one says, and what the others say instead."""

    dispute: Annotated[Id, DERIVED]
    says: str
    others: list[str]


class Quantity(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A number in a statement that somebody could ask for; `of`: whose, if not the record's."""

    measure: Annotated[str, Meta(min_length=1, max_length=100)]
    value: Decimal
    to: Decimal | None = None
    scale: Scale = "one"
    unit: str = ""
    currency: Currency = ""
    qualifier: Qualifier | None = None
    basis: Basis = "reported"
    period: Date = ""
    of: Annotated[str, LINK_OR_NAME] = ""


class Claim(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One statement, with what bears it, who says it and how it stands.

    With an `id` it has an address, by which other records draw it in; with a `name` as well that
    name leads to it. What is drawn in has the address of its `home`, and nothing else until the
    library is compiled: then it has all that it has at home.
    """

    text: Annotated[Text, NEEDED] = ""
    cite: Annotated[list[Cite], NEEDED] = field(default_factory=list)
    type: ClaimType = "fact"
    by: Annotated[str, LINK_OR_NAME] = ""
    date: Date = ""
    as_of: Date = ""
    status: Status = "current"
    reason: str = ""
    confidence: Confidence = "high"
    quantities: list[Quantity] = field(default_factory=list)
    short: Short = ""
    id: Slug = ""
    name: Annotated[str, Meta(max_length=120)] = ""
    zh: str = ""
    aliases: Annotated[list[str], Meta(max_length=100)] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    home: Annotated[Place, DERIVED, ALONE] = ""
    contested: Annotated[list[Contest], DERIVED] = field(default_factory=list)


class Position(Claim, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One side of a dispute: a statement or value that stands elsewhere (`at`), or one of its own.

    `says` is the value in a few words, as it is shown beside the other one.
    """

    home: Place = field(name="at", default="")
    says: Annotated[str, Meta(min_length=1, max_length=100)]
    holder: Annotated[str, NEEDED, LINK_OR_NAME] = ""
    scope: str = ""


class Tension(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Two things that pull an idea apart; the text is the editors' reading."""

    title: Name
    text: Text
    sides: Annotated[list[Claim], Meta(min_length=2, max_length=2)]


class Point(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One value of a figure: what period it covers, on what basis, and who counted.

    `definition`: what it counts, where that is something else than its figure does.
    """

    period: Date = ""
    id: Slug = ""
    value: Decimal
    to: Decimal | None = None
    scale: Scale = "one"
    qualifier: Qualifier | None = None
    basis: Basis
    definition: str = ""
    by: Annotated[str, LINK_OR_NAME] = ""
    note: str = ""
    as_of: Date = ""
    status: Status = "current"
    reason: str = ""
    confidence: Confidence = "high"
    cite: list[Cite]
    contested: Annotated[list[Contest], DERIVED] = field(default_factory=list)


class Paragraph(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A paragraph of a source document: number from 1, our heading, fingerprint, who speaks."""

    n: int
    head: str
    print: str
    speaker: Annotated[str, LINK_OR_NAME] = ""


def quantity_text(quantity: Quantity) -> str:
    """The value of a quantity as it is written everywhere, e.g. `over CNY 63.6 billion`."""
    return amount_text(quantity, quantity.unit, quantity.currency)


def amount_text(amount: Quantity | Point, unit: str, currency: str) -> str:
    """A number with its range, scale and qualifier, and this unit or currency."""
    number = with_separators(amount.value)
    if amount.to is not None:
        number += f"–{with_separators(amount.to)}"
    qualifier = (amount.qualifier or "").replace("-", " ")
    scale = "" if amount.scale == "one" else amount.scale
    before, after = (unit, "") if unit == "rank" else ("", unit)
    if unit == "%":
        number, after = f"{number}%", ""
    return " ".join(filter(None, (qualifier, before, currency, number, scale, after)))


def magnitude(value: Decimal, scale: Scale) -> Decimal:
    """The number in units of one: 63.6 billion is 63600000000, with no places if it is whole."""
    number = _EXACT.multiply(value, Decimal(FACTOR[scale]))
    whole = number.to_integral_value()
    return whole if whole == number else number


def with_separators(value: Decimal) -> str:
    """Digits with thousands separators, no exponent, no digit added or lost."""
    return f"{value:,f}".replace("-", MINUS)
