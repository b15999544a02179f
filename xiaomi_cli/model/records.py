"""The kinds of records, declared once: the structs are the schema.

`library` checks YAML against them, `schema` prints them, the store keeps them as JSON, the views
read them. Fields marked derived are filled in when a library is compiled and are refused in YAML.
"""

from decimal import Decimal
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct, field

from xiaomi_cli.model.quantity import Qualifier, Scale, display

# `extra["format"]` names the notation that `library.schema_check` holds a text to.
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=100,  # exports make file names of it
        description="kind/slug",
        extra={"format": "id"},
    ),
]
Date = Annotated[
    str,
    Meta(
        description="EDTF (ISO 8601-2)", examples=["2016-05", "2025-33"], extra={"format": "edtf"}
    ),
]
Cite = Annotated[
    str,
    Meta(
        description="source¶paragraph",
        examples=["report¶12"],
        extra={"format": "citation"},
    ),
]
Currency = Annotated[
    str,
    Meta(
        pattern="^[A-Z]{3}$",
        description="ISO 4217 code",
        examples=["CNY"],
        extra={"format": "currency"},
    ),
]
Text = Annotated[str, Meta(min_length=1, max_length=400)]
Summary = Annotated[str, Meta(min_length=1, max_length=300)]

ClaimType = Literal["fact", "account", "opinion", "promise", "forecast"]
Status = Literal["current", "superseded", "disputed", "retracted"]
Confidence = Literal["high", "medium", "low"]
Basis = Literal["reported", "target", "estimate", "claim"]
EventType = Literal[
    "founding", "launch", "product", "finance", "people", "policy", "crisis", "speech",
    "strategy", "research", "market", "retail", "target", "publication",
]  # fmt: skip
Form = Literal["list", "layers", "product", "triangle", "loop", "sequence", "formula", "contrast"]
Nature = Literal[
    "contradiction", "date", "scope", "currency", "translation", "definition", "attribution"
]
Outcome = Literal["kept", "missed", "moved", "open"]
Voice = Literal["company", "independent", "mixed", "promotional", "press"]


class Claim(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One statement, with what bears it, who says it and how it stands."""

    text: Text
    cite: list[Cite]
    type: ClaimType = "fact"
    by: str = ""
    date: Date = ""
    status: Status = "current"
    reason: str = ""
    as_of: Date = ""
    confidence: Confidence = "high"


class Position(Claim, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One side of a dispute: a claim, and who holds it."""

    holder: str
    scope: str = ""


class Point(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One value of a figure: what period it covers, on what basis, and who counted."""

    period: Date
    value: Decimal
    to: Decimal | None = None
    scale: Scale = "one"
    qualifier: Qualifier | None = None
    basis: Basis
    by: str = ""
    note: str = ""
    as_of: Date = ""
    status: Status = "current"
    reason: str = ""
    confidence: Confidence = "high"
    cite: list[Cite]


class Paragraph(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A paragraph of a source document: number from 1, our heading, fingerprint, who speaks."""

    n: int
    head: str
    print: str
    speaker: str = ""


class Record(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="kind",
    tag=str.lower,
):
    """What every record has.

    Derived: `disputes`, those that touch it; `origin`, the reader's own folder that it is from.
    """

    id: Id
    title: Annotated[str, Meta(min_length=1, max_length=120)]
    zh: str = ""
    aliases: Annotated[list[str], Meta(max_length=100)] = field(default_factory=list)
    summary: Summary
    cite: list[Cite] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    see: list[Id] = field(default_factory=list)
    disputes: list[Id] = field(default_factory=list)
    origin: str = ""


class Event(Record, frozen=True, kw_only=True):
    """Something that happened, or is announced to."""

    date: Date
    type: EventType
    major: bool = False
    entities: list[Id] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class Idea(Record, frozen=True, kw_only=True):
    """What frameworks and principles share: the idea, its cases, and the other side."""

    claims: list[Claim] = field(default_factory=list)
    cases: list[Claim] = field(default_factory=list)
    against: list[Claim] = field(default_factory=list)
    transfer: list[Claim] = field(default_factory=list)
    no_counter: str = ""
    part_of: list[Id] = field(default_factory=list)  # derived from the frameworks' parts
    lessons: list[Id] = field(default_factory=list)  # derived from the lessons' about


class Framework(Idea, frozen=True, kw_only=True):
    """A system of thought and how its parts hang together."""

    form: Form
    parts: list[Id] = field(default_factory=list)
    version_of: str = ""
    date: Date = ""


class Principle(Idea, frozen=True, kw_only=True):
    """One part of a framework."""


class Company(Record, frozen=True, kw_only=True):
    """Whom the library is about, or a company that it is measured against or works with."""

    role: str = ""
    dimensions: dict[str, list[Claim]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


class Person(Record, frozen=True, kw_only=True):
    """A person named in the sources."""

    role: str = ""
    claims: list[Claim] = field(default_factory=list)


class Product(Record, frozen=True, kw_only=True):
    """A product, with its maker and date of release."""

    maker: str = ""
    released: Date = ""
    category: str = ""
    claims: list[Claim] = field(default_factory=list)


class Risk(Record, frozen=True, kw_only=True):
    """A risk or constraint, and what is done or said against it."""

    claims: list[Claim] = field(default_factory=list)
    answers: list[Claim] = field(default_factory=list)


class Lesson(Record, frozen=True, kw_only=True):
    """What a builder should take away; the summary is the lesson itself."""

    about: list[Id] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class Figure(Record, frozen=True, kw_only=True):
    """A measure and its values over time."""

    measure: str
    of: str = ""
    unit: str = ""
    currency: Currency = ""
    points: Annotated[list[Point], Meta(min_length=1)]


class Promise(Record, frozen=True, kw_only=True):
    """A public commitment, and what came of it."""

    by: str
    made: Date
    where: str = ""
    due: Date = ""
    amount: str = ""
    outcome: Outcome
    claims: list[Claim]
    result: list[Claim] = field(default_factory=list)


class Dispute(Record, frozen=True, kw_only=True):
    """Where sources disagree, and what a careful editor concludes."""

    nature: Nature
    question: str
    positions: Annotated[list[Position], Meta(min_length=2)]
    conclusion: Annotated[str, Meta(min_length=1, max_length=600)]
    reasons: list[Claim] = field(default_factory=list)
    touches: list[Id] = field(default_factory=list)


class Source(Record, frozen=True, kw_only=True):
    """A document, a part of one, or a web page, and how far to trust it."""

    type: Literal["document", "part", "page"]
    author: str = ""
    publisher: str = ""
    published: Date = ""
    url: str = ""
    language: str = ""
    medium: str = ""
    voice: Voice
    primary: bool = False
    viewpoint: str = ""
    trust: str = ""
    rests_on: str = ""
    part_of: str = ""
    first: int = 0
    last: int = 0
    bears: list[str] = field(default_factory=list)
    outline: list[Paragraph] = field(default_factory=list)


AnyRecord: TypeAlias = (
    Event | Framework | Principle | Company | Person | Product | Risk | Lesson | Figure
    | Promise | Dispute | Source
)  # fmt: skip

KINDS: dict[str, type[Record]] = {
    struct.__name__.lower(): struct
    for struct in (Framework, Principle, Event, Company, Person, Product, Figure, Lesson, Risk,
                   Promise, Dispute, Source)
}  # fmt: skip


def derived_fields(struct: type[Record]) -> frozenset[str]:
    """The fields that compiling fills in and that YAML must not set."""
    everywhere = {"disputes", "origin"}
    return frozenset(
        everywhere | {"part_of", "lessons"} if issubclass(struct, Idea) else everywhere
    )


def claims_of(record: Record) -> dict[str, list[Claim]]:
    """Every list of claims in a record, by the path of its field (`cases`, `dimensions.cars`)."""
    groups: dict[str, list[Claim]] = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, list) and value and isinstance(value[0], Claim):
            groups[name] = value
        elif isinstance(value, dict):
            groups.update({f"{name}.{key}": claims for key, claims in value.items() if claims})
    return groups


def point_text(figure: Figure, point: Point) -> str:
    """The value of a point as it is written everywhere, e.g. `over CNY 63.6 billion`."""
    return display(
        point.value,
        scale=point.scale,
        unit=figure.unit,
        currency=figure.currency,
        to=point.to,
        qualifier=point.qualifier,
    )


def decode(blob: bytes | str) -> AnyRecord:
    """Read back a record that the store keeps as JSON."""
    return _DECODER.decode(blob)


def encode(record: Record) -> bytes:
    """A record as JSON: `kind` first, empty fields left out, decimals as plain numbers."""
    return _ENCODER.encode(record)


_DECODER: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)
_ENCODER = msgspec.json.Encoder(decimal_format="number")
