"""What records are made of, declared once: statements, quantities, values, paragraphs.

See `model.records` for the kinds of records themselves.
"""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

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
from xiaomi_cli.model.quantity import Qualifier, Scale, display

ClaimType = Literal["fact", "account", "opinion", "promise", "forecast"]
Status = Literal["current", "superseded", "retracted"]
Confidence = Literal["high", "medium", "low"]
Basis = Literal["reported", "target", "estimate", "claim"]


class Contest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """That a dispute points to a value: what this one says, and what the others say instead."""

    dispute: Annotated[Id, DERIVED]
    says: str
    others: list[str]


Contested: TypeAlias = Annotated[list[Contest], DERIVED]


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
    contested: Contested = field(default_factory=list)


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
    contested: Contested = field(default_factory=list)


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
    """A number, its range, scale and qualifier with this unit or currency."""
    return display(
        amount.value, scale=amount.scale, unit=unit, currency=currency, to=amount.to,
        qualifier=amount.qualifier,
    )  # fmt: skip
