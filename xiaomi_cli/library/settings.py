"""The files that are not records: what the library is called, its synonyms, its old ids.

renamed.yaml has ids that are gone, and where what they held now stands:

    principle/four-pillars: framework/three-iron-laws#four-pillars
    lesson/old: {to: principle/new, names: [What it was called]}

An old id still opens the right record, and so do its old names unless another record bears them.
"""

import re
from typing import NamedTuple

import msgspec
from msgspec import Struct, field

from xiaomi_cli.library.schema_check import LONGEST_KEY, Checker
from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.fields import LONGEST_ID, Date
from xiaomi_cli.model.locators import Address, LocatorError, parse_address
from xiaomi_cli.model.problem import shorten

SETTINGS = "library.yaml"
GLOSSARY = "glossary.yaml"


class EraFields(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    rename={"start": "from", "end": "to"},
):
    """A named span of years; `start` and `end` are the YAML keys `from` and `to`."""

    slug: str
    title: str
    zh: str = ""
    start: Date
    end: Date


class Trial(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A command that the start page offers, and what it answers."""

    run: str
    says: str


class MapGroupFields(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A question of the library, and the ids of the frameworks that answer it."""

    title: str
    frameworks: list[str]


class TurnFields(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An event that turned the story, and how the start page says it."""

    event: str
    says: str


class VoiceFields(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who is quoted: the name in the field `by`, one word for it on pages, and who that is.

    `source`: the id of the document that the voice speaks in.
    """

    name: str
    short: str
    says: str
    source: str = ""


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
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


def read_settings(node: Node, checker: Checker) -> Settings:
    """Check and read library.yaml; a broken file gives the defaults and its problems."""
    before = len(checker.problems)
    plain = checker.struct(node, Settings)
    if len(checker.problems) > before:
        return Settings()
    return msgspec.convert(plain, Settings)


def extended(settings: Settings, more: Settings, origin: str) -> Settings:
    """The settings of a library with those of a folder that is laid over it (`origin`, if any).

    Such a folder may add themes and dimensions; how the library is called is not its business.
    """
    if not origin:
        return more
    return msgspec.structs.replace(
        settings,
        themes=settings.themes and more.themes | settings.themes,
        dimensions=settings.dimensions and more.dimensions | settings.dimensions,
    )


def read_glossary(node: Node, checker: Checker) -> dict[str, list[str]]:
    """Check and read glossary.yaml: a phrase of the library, and what people type for it."""
    if not isinstance(node.value, dict):
        checker.say(node.line, "the glossary is a mapping from a phrase to a list of synonyms")
        return {}
    glossary: dict[str, list[str]] = {}
    for phrase, synonyms in node.value.items():
        texts = _short_texts(synonyms)
        if texts is None or not _short(phrase):
            message = f"the synonyms of {shorten(phrase)} must be a list of short texts"
            checker.say(node.key_lines[phrase], message)
            continue
        glossary[phrase] = texts
    return glossary


def _short(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST_KEY


def _short_texts(node: Node) -> list[str] | None:
    """The texts of a list, or the one that stands alone; nothing if one of them is none."""
    entries = node.value if isinstance(node.value, list) else [node]
    texts = [entry.value for entry in entries if isinstance(entry.value, str)]
    return texts if len(texts) == len(entries) and all(map(_short, texts)) else None


RENAMED = "renamed.yaml"
_ID = re.compile(rf"(?!.{{{LONGEST_ID + 1}}})[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")
_EXPECTED = "expected the id of a record, or the address of a statement"


class Renamed(NamedTuple):
    """An id that is gone, the record (and statement, if any) that it leads to, its old names."""

    old: str
    to: Address
    names: list[str]
    file: str
    line: int


def read_renamed(node: Node, checker: Checker) -> list[Renamed]:
    """Check and read renamed.yaml."""
    if not isinstance(node.value, dict):
        checker.say(node.line, "renamed.yaml is a mapping from old ids to new ones")
        return []
    found = []
    for old, entry in node.value.items():
        line = node.key_lines[old]
        if not _ID.fullmatch(old):
            checker.say(line, f"{shorten(old)} is not of the form kind/slug (a-z, 0-9, dashes)")
        elif read := _renamed(old, entry, line, checker):
            found.append(read)
    return found


def _renamed(old: str, entry: Node, line: int, checker: Checker) -> Renamed | None:
    fields = entry.value if isinstance(entry.value, dict) else {"to": entry}
    target = fields.get("to")
    names = _short_texts(fields["names"]) if "names" in fields else []
    if target is None or not isinstance(target.value, str) or set(fields) - {"to", "names"}:
        checker.say(line, f"{old}: {_EXPECTED}, or a mapping with `to` and `names`")
    elif names is None:
        checker.say(line, f"{old}: names must be a list of short texts")
    elif (to := _renamed_to(target.value)) is None:
        checker.say(line, f"{old}: {shorten(target.value)} is neither; {_EXPECTED}")
    else:
        return Renamed(old, to, names, checker.file, line)
    return None


def _renamed_to(text: str) -> Address | None:
    if _ID.fullmatch(text):
        return Address(text, "")
    try:
        return parse_address(text)
    except LocatorError:
        return None
