"""The files that are not records: what the library is called, its synonyms, its old ids.

renamed.yaml has ids that are gone, and where what they held now stands:

    principle/four-pillars: framework/three-iron-laws#four-pillars
    lesson/old: {to: principle/new, names: [What it was called]}

An old id still opens the right record, and so do its old names unless another record bears them.
"""

from typing import Annotated, Any, NamedTuple, TypeAlias

import msgspec
from msgspec import Meta, Struct, field

from xiaomi_cli.model.fields import ALONE, ID, Date, Id
from xiaomi_cli.model.locators import ADDRESS, LONGEST_ADDRESS, Address

SETTINGS, GLOSSARY, RENAMED = "library.yaml", "glossary.yaml", "renamed.yaml"

Word: TypeAlias = Annotated[str, Meta(max_length=100)]
Target: TypeAlias = Annotated[
    str,
    Meta(pattern=f"^({ID}|{ADDRESS})$", max_length=LONGEST_ADDRESS, extra={"format": "target"}),
]


class Setting(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What settings have in common."""


class EraFields(Setting, frozen=True, kw_only=True, rename={"start": "from", "end": "to"}):
    """A named span of years; `start` and `end` are the YAML keys `from` and `to`."""

    slug: str
    title: str
    zh: str = ""
    start: Date
    end: Date


class Trial(Setting, frozen=True, kw_only=True):
    """A command that the start page offers, and what it answers."""

    run: str
    says: str


class MapGroupFields(Setting, frozen=True, kw_only=True):
    """A question of the library, and the ids of the frameworks that answer it."""

    title: str
    frameworks: list[str]


class TurnFields(Setting, frozen=True, kw_only=True):
    """An event that turned the story, and how the start page says it."""

    event: str
    says: str


class VoiceFields(Setting, frozen=True, kw_only=True):
    """Who is quoted: the name in the field `by`, one word for it on pages, and who that is.

    `source`: the id of the document that the voice speaks in.
    """

    name: str
    short: str
    says: str
    source: str = ""


class Settings(Setting, frozen=True, kw_only=True):
    """What a library says of itself; empty lists leave the records' choices free.

    `commonplace`: names that stand in so many paragraphs that they tell none from another.
    `map`: the frameworks in the groups and order in which lists show them.
    """

    title: str = "Library"
    subtitle: str = ""
    subject: str = ""
    commonplace: list[str] = field(default_factory=list)
    disclaimer: str = ""
    eras: list[EraFields] = field(default_factory=list)
    themes: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, str] = field(default_factory=dict)
    map: list[MapGroupFields] = field(default_factory=list)
    turns: list[TurnFields] = field(default_factory=list)
    voices: list[VoiceFields] = field(default_factory=list)
    try_these: list[Trial] = field(default_factory=list)


class Moved(Setting, frozen=True, kw_only=True):
    """Where what an old id held now stands, and the names it had."""

    to: Annotated[Target, ALONE]
    names: list[Word] = field(default_factory=list)


# The files of a library that hold no records, and what each holds.
FILES: dict[str, Any] = {
    SETTINGS: Settings,
    GLOSSARY: dict[Word, list[Word]],
    RENAMED: dict[Id, Moved],
}


class Renamed(NamedTuple):
    """An id that is gone, the record (and statement, if any) that it leads to, its old names."""

    old: str
    to: Address
    names: list[str]
    file: str
    line: int


def extended(settings: Settings, more: Settings) -> Settings:
    """The settings of a library with those of a folder that is laid over it.

    Such a folder may add themes and dimensions; how the library is called is not its business.
    """
    return msgspec.structs.replace(
        settings,
        themes=settings.themes and more.themes | settings.themes,
        dimensions=settings.dimensions and more.dimensions | settings.dimensions,
    )
