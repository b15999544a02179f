"""The kinds of records, declared once: the structs are the schema.

`library` checks YAML against them, `schema` prints them, the store keeps them as JSON, the views
read them. What a field is to its kind (its date, its links, what is derived) its annotation says;
see `model.fields`.
"""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta, Struct, field

from xiaomi_cli.model.fields import (
    DATES_CLAIMS,
    DATES_IT,
    DATES_SUMMARY,
    DERIVED,
    LINK,
    LINK_OR_NAME,
    NEEDED,
    SPOKEN,
    SUBTYPE,
    UNSPOKEN,
    Cite,
    Currency,
    Date,
    Id,
    Name,
    Place,
    Short,
    Slug,
    Summary,
    Text,
    back_link,
)
from xiaomi_cli.model.library_facts import KindFacts
from xiaomi_cli.model.quantity import Qualifier, Scale, display

ClaimType = Literal["fact", "account", "opinion", "promise", "forecast"]
Status = Literal["current", "superseded", "retracted"]
Confidence = Literal["high", "medium", "low"]
Basis = Literal["reported", "target", "estimate", "claim"]
EventType = Literal[
    "founding", "launch", "product", "finance", "people", "policy", "crisis", "speech",
    "strategy", "research", "market", "retail", "target", "publication",
]  # fmt: skip
Form = Literal["list", "layers", "product", "triangle", "loop", "sequence", "formula", "contrast"]
Outcome = Literal["kept", "partly", "missed", "moved", "open"]
Consequence = Literal["high", "medium", "low"]
Voice = Literal["company", "independent", "mixed", "promotional", "press"]


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
    home: Annotated[Place, DERIVED] = ""
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

    `asked`: what people type who do not know our words; searched, never shown. `disputes`: those
    that point into it. `contested`: which of its own fields they point to. `origin`: the reader's
    own folder that it is from.
    """

    # What a kind says of itself: what its lists are grouped by, its place among the kinds that are
    # offered to be set side by side (from 1), whether it can take part in an event, and how much
    # sooner than others search takes it for the answer to a plain topic (see `search.ranking`).
    grouped_by: ClassVar[Literal["", "map", "parts", "theme", "subtype"]] = ""
    compared: ClassVar[int] = 0
    actor: ClassVar[bool] = False
    search_bonus: ClassVar[float] = 0.0

    id: Id
    title: Name
    zh: str = ""
    aliases: Annotated[list[str], Meta(max_length=100)] = field(default_factory=list)
    asked: Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=100)] = field(
        default_factory=list
    )
    summary: Summary
    cite: list[Cite] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    see: Annotated[list[Id], LINK] = field(default_factory=list)
    disputes: Annotated[list[Id], back_link("at")] = field(default_factory=list)
    contested: Annotated[dict[str, list[Contest]], DERIVED] = field(default_factory=dict)
    origin: Annotated[str, DERIVED] = ""


Tagline: TypeAlias = Annotated[str, Meta(max_length=56), SPOKEN]  # one line of a list


class Event(Record, frozen=True, kw_only=True):
    """Something that happened, or is announced to."""

    search_bonus = 1.5

    date: Annotated[Date, DATES_IT, DATES_SUMMARY, DATES_CLAIMS]
    type: Annotated[EventType, SUBTYPE]
    major: bool = False
    entities: Annotated[list[Id], LINK] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class Idea(Record, frozen=True, kw_only=True):
    """What frameworks and principles share: the idea, its cases, and the other side."""

    tagline: Tagline = ""
    claims: list[Claim] = field(default_factory=list)
    cases: list[Claim] = field(default_factory=list)
    against: list[Claim] = field(default_factory=list)
    transfer: list[Claim] = field(default_factory=list)
    part_of: Annotated[list[Id], back_link("parts")] = field(default_factory=list)
    lessons: Annotated[list[Id], back_link("about")] = field(default_factory=list)


class Framework(Idea, frozen=True, kw_only=True):
    """A system of thought, the question it answers, and how its parts hang together."""

    grouped_by = "map"
    compared = 2
    search_bonus = 3.0

    question: Annotated[str, Meta(max_length=100), SPOKEN] = ""
    form: Annotated[Form, SUBTYPE]
    parts: Annotated[list[Id], LINK] = field(default_factory=list)
    version_of: Annotated[str, LINK] = ""
    date: Annotated[Date, DATES_IT] = ""
    tensions: list[Tension] = field(default_factory=list)


class Principle(Idea, frozen=True, kw_only=True):
    """One part of a framework."""

    grouped_by = "parts"
    compared = 3
    search_bonus = 1.5


class Company(Record, frozen=True, kw_only=True):
    """Whom the library is about, or a company that it is measured against or works with."""

    compared = 1
    actor = True
    search_bonus = -2.0

    role: Annotated[str, SPOKEN] = ""
    dimensions: dict[str, list[Claim]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


class Person(Record, frozen=True, kw_only=True):
    """A person named in the sources."""

    compared = 7
    actor = True

    role: Annotated[str, SPOKEN] = ""
    claims: list[Claim] = field(default_factory=list)


class Product(Record, frozen=True, kw_only=True):
    """A product, with its maker and date of release."""

    compared = 6
    actor = True
    search_bonus = 1.0

    maker: Annotated[str, LINK_OR_NAME] = ""
    released: Annotated[Date, DATES_IT, DATES_SUMMARY] = ""
    category: Annotated[str, SUBTYPE, SPOKEN] = ""
    claims: list[Claim] = field(default_factory=list)


class Risk(Record, frozen=True, kw_only=True):
    """A risk or constraint, and what is done or said against it."""

    grouped_by = "theme"
    search_bonus = -0.5

    claims: list[Claim] = field(default_factory=list)
    answers: list[Claim] = field(default_factory=list)


class Lesson(Record, frozen=True, kw_only=True):
    """What a builder should take away; the summary is the lesson itself."""

    grouped_by = "map"
    search_bonus = -3.0

    tagline: Tagline = ""
    about: Annotated[list[Id], LINK] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class Figure(Record, frozen=True, kw_only=True):
    """A measure and its values over time; `finding`: what the series shows."""

    grouped_by = "theme"
    compared = 4
    search_bonus = -1.0

    measure: Annotated[str, SPOKEN]
    finding: Annotated[str, Meta(max_length=60), SPOKEN] = ""
    of: Annotated[str, LINK_OR_NAME] = ""
    unit: Annotated[str, UNSPOKEN] = ""
    currency: Currency = ""
    points: Annotated[list[Point], Meta(min_length=1)]


class Promise(Record, frozen=True, kw_only=True):
    """A public commitment, and what came of it: in a few words, and as the statements say.

    `judged`: the day of the verdict. `dissent`: another reading of it.
    """

    by: Annotated[str, LINK_OR_NAME]
    made: Annotated[Date, DATES_IT, DATES_SUMMARY, DATES_CLAIMS]
    where: Annotated[str, SPOKEN] = ""
    due: Date = ""
    pledge: Annotated[str, Meta(max_length=40), SPOKEN] = ""
    actual: Annotated[str, Meta(max_length=40), SPOKEN] = ""
    outcome: Annotated[Outcome, SUBTYPE]
    judged: Date = ""
    claims: list[Claim]
    result: list[Claim] = field(default_factory=list)
    dissent: list[Claim] = field(default_factory=list)


class Dispute(Record, frozen=True, kw_only=True):
    """Where sources disagree, and what a careful editor concludes: question and verdict."""

    grouped_by = "subtype"
    search_bonus = -5.0

    summary: Annotated[str, DERIVED] = ""  # question and verdict
    question: Annotated[str, Meta(min_length=1, max_length=150), SPOKEN]
    verdict: Annotated[str, Meta(min_length=1, max_length=300), SPOKEN]
    consequence: Annotated[Consequence, SUBTYPE]
    settled: bool = False
    positions: Annotated[list[Position], Meta(min_length=2)]
    reasons: list[Claim] = field(default_factory=list)


class Source(Record, frozen=True, kw_only=True):
    """A document, a part of one, or a web page, and how far to trust it.

    `label`: how pages name its voice. `without`: paragraphs between `first` and `last` that are
    another's words. `slips`: its misprints and loose words, with what is right.
    """

    grouped_by = "subtype"
    compared = 5
    search_bonus = -2.0

    type: Annotated[Literal["document", "part", "page"], SUBTYPE]
    label: Annotated[str, Meta(max_length=80), SPOKEN] = ""
    author: Annotated[str, SPOKEN] = ""
    publisher: Annotated[str, SPOKEN] = ""
    published: Annotated[Date, DATES_IT] = ""
    url: Annotated[str, UNSPOKEN] = ""
    language: Annotated[str, UNSPOKEN] = ""
    medium: Annotated[str, UNSPOKEN] = ""
    voice: Voice
    primary: bool = False
    viewpoint: Annotated[str, SPOKEN] = ""
    trust: Annotated[str, SPOKEN] = ""
    rests_on: Annotated[str, SPOKEN] = ""
    part_of: Annotated[str, LINK] = ""
    first: int = 0
    last: int = 0
    without: list[int] = field(default_factory=list)
    bears: list[str] = field(default_factory=list)
    outline: list[Paragraph] = field(default_factory=list)
    slips: list[Claim] = field(default_factory=list)


# Every kind, in the order of lists.
AnyRecord: TypeAlias = (
    Framework | Principle | Event | Company | Person | Product | Figure | Lesson | Risk
    | Promise | Dispute | Source
)  # fmt: skip

KINDS: dict[str, type[Record]] = {struct.__name__.lower(): struct for struct in get_args(AnyRecord)}


def facts_of(kind: str) -> KindFacts:
    """What a kind declares of itself."""
    struct = KINDS[kind]
    return KindFacts(struct.grouped_by, struct.compared, struct.actor, 0, struct.search_bonus)


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


def quantity_text(quantity: Quantity) -> str:
    """The value of a quantity, written alike."""
    return display(
        quantity.value,
        scale=quantity.scale,
        unit=quantity.unit,
        currency=quantity.currency,
        to=quantity.to,
        qualifier=quantity.qualifier,
    )


def decode(blob: bytes | str) -> AnyRecord:
    """Read back a record that the store keeps as JSON."""
    return _DECODER.decode(blob)


def encode(record: Record | Claim) -> bytes:
    """A record as JSON: `kind` first, empty fields left out, decimals as plain numbers."""
    return _ENCODER.encode(record)


_DECODER: msgspec.json.Decoder[AnyRecord] = msgspec.json.Decoder(AnyRecord)
_ENCODER = msgspec.json.Encoder(decimal_format="number")
