"""The kinds of records, declared once: the structs are the schema.

`library` checks YAML against them, `schema` prints them, the store keeps them as JSON. What a field
is to its kind (its date, its links, what is derived) its annotation says; see `model.fields`.
"""

from collections.abc import Callable
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta, Struct, field

from xiaomi_cli.model.fields import (
    DATES_CLAIMS,
    DATES_IT,
    DATES_SUMMARY,
    DERIVED,
    LINK,
    LINK_OR_NAME,
    SPOKEN,
    SUBTYPE,
    UNSPOKEN,
    Cite,
    Currency,
    Date,
    Id,
    Mark,
    Name,
    Summary,
)
from xiaomi_cli.model.record_parts import (
    Claim,
    Contest,
    Paragraph,
    Point,
    Position,
    Tension,
    amount_text,
)

EventType = Literal[
    "founding", "launch", "product", "finance", "people", "policy", "crisis", "speech",
    "strategy", "research", "market", "retail", "target", "publication",
]  # fmt: skip
Form = Literal["list", "layers", "product", "triangle", "loop", "sequence", "formula", "contrast"]
Consequence = Literal["high", "medium", "low"]  # the gravest first
Voice = Literal["company", "independent", "mixed", "promotional", "press"]
Phrase = Annotated[str, Meta(max_length=200)]


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True,
             tag_field="kind", tag=str.lower):  # fmt: skip
    """What every record has.

    `asked`: what people type who do not know our words; searched, never shown. `disputes`: those
    that point into it. `contested`: which of its own fields they point to. `origin`: the reader's
    own folder that it is from.
    """

    id: Id
    title: Name
    zh: str = ""
    aliases: Annotated[list[str], Meta(max_length=100)] = field(default_factory=list)
    asked: Annotated[list[Phrase], Meta(max_length=100)] = field(default_factory=list)
    summary: Summary
    cite: list[Cite] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    see: Annotated[list[Id], LINK] = field(default_factory=list)
    disputes: Annotated[list[Id], Mark("derived", "at")] = field(default_factory=list)
    contested: Annotated[dict[str, list[Contest]], DERIVED] = field(default_factory=dict)
    origin: Annotated[str, DERIVED] = ""


Tagline: TypeAlias = Annotated[str, Meta(max_length=56), SPOKEN]  # one line of a list


class Event(Record, frozen=True, kw_only=True):
    """Something that happened, or is announced to."""

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
    part_of: Annotated[list[Id], Mark("derived", "parts")] = field(default_factory=list)
    lessons: Annotated[list[Id], Mark("derived", "about")] = field(default_factory=list)


class Framework(Idea, frozen=True, kw_only=True):
    """A system of thought, the question it answers, and how its parts hang together."""

    question: Annotated[str, Meta(max_length=100), SPOKEN] = ""
    form: Annotated[Form, SUBTYPE]
    parts: Annotated[list[Id], LINK] = field(default_factory=list)
    version_of: Annotated[str, LINK] = ""
    date: Annotated[Date, DATES_IT] = ""
    tensions: list[Tension] = field(default_factory=list)


class Principle(Idea, frozen=True, kw_only=True):
    """One part of a framework."""


class Company(Record, frozen=True, kw_only=True):
    """Whom the library is about, or a company that it is measured against or works with."""

    role: Annotated[str, SPOKEN] = ""
    dimensions: dict[str, list[Claim]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


class Person(Record, frozen=True, kw_only=True):
    """A person named in the sources."""

    role: Annotated[str, SPOKEN] = ""
    claims: list[Claim] = field(default_factory=list)


class Product(Record, frozen=True, kw_only=True):
    """A product, with its maker and date of release."""

    maker: Annotated[str, LINK_OR_NAME] = ""
    released: Annotated[Date, DATES_IT, DATES_SUMMARY] = ""
    category: Annotated[str, SUBTYPE, SPOKEN] = ""
    claims: list[Claim] = field(default_factory=list)


class Risk(Record, frozen=True, kw_only=True):
    """A risk or constraint, and what is done or said against it."""

    claims: list[Claim] = field(default_factory=list)
    answers: list[Claim] = field(default_factory=list)


class Lesson(Record, frozen=True, kw_only=True):
    """What a builder should take away; the summary is the lesson itself."""

    tagline: Tagline = ""
    about: Annotated[list[Id], LINK] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


class Figure(Record, frozen=True, kw_only=True):
    """A measure and its values over time; `finding`: what the series shows."""

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
    outcome: Annotated[Literal["kept", "partly", "missed", "moved", "open"], SUBTYPE]
    judged: Date = ""
    claims: list[Claim]
    result: list[Claim] = field(default_factory=list)
    dissent: list[Claim] = field(default_factory=list)


class Dispute(Record, frozen=True, kw_only=True):
    """Where sources disagree, and what a careful editor concludes: question and verdict."""

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


def point_text(figure: Figure, point: Point) -> str:
    """The value of a point as it is written everywhere, e.g. `over CNY 63.6 billion`."""
    return amount_text(point, figure.unit, figure.currency)


# Read back a record that the store keeps as JSON.
decode: Callable[[bytes | str], AnyRecord] = msgspec.json.Decoder(AnyRecord).decode
# A record or part of one as JSON: `kind` first, empty fields left out, decimals as plain numbers.
encode = msgspec.json.Encoder(decimal_format="number").encode
