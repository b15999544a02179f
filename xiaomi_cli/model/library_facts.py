"""What a compiled library says of itself and of its kinds of records, read without msgspec."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xiaomi_cli.model.dates import parse_date


class KindFacts(NamedTuple):
    """What a kind declares of itself (see `model.records.Record`), and how many records it has."""

    grouped_by: str = ""
    compared: int = 0
    actor: bool = False
    records: int = 0
    search_bonus: float = 0.0


def kind_facts(text: str) -> dict[str, KindFacts]:
    """The facts by kind, in the order of lists, from the JSON that a compiled library keeps."""
    return {kind: KindFacts(*facts) for kind, facts in json.loads(text or "{}").items()}


def plural(kind: str, count: int = 2) -> str:
    """The word for so many records of a kind.

    >>> plural("company"), plural("person"), plural("risk", 1)
    ('companies', 'people', 'risk')
    """
    if count == 1:
        return kind
    if kind == "person":
        return "people"
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


class Era(NamedTuple):
    """A named span of days (ISO)."""

    slug: str
    title: str
    zh: str
    earliest: str
    latest: str


class MapGroup(NamedTuple):
    """A question, and the ids of the frameworks that answer it, in order."""

    title: str
    frameworks: tuple[str, ...]


class Turn(NamedTuple):
    """The id of an event that turned the story, and how the start page says it."""

    event: str
    says: str


class Voice(NamedTuple):
    """Who is quoted as `name`: one word for it, who that is, and the document it speaks in."""

    name: str
    short: str
    says: str
    source: str = ""


class LibrarySettings(NamedTuple):
    """The settings that answers need; all of library.yaml is in library.settings.

    `commonplace`: names that so many texts have that they tell none from another. `themes`,
    `dimensions`: the words for each by its slug. `suggested`: (command, what it answers) for the
    start page. `map`: the frameworks in their groups. `voices`: by the name that statements give.
    """

    title: str = ""
    subtitle: str = ""
    subject: str = ""
    disclaimer: str = ""
    commonplace: Sequence[str] = ()
    eras: tuple[Era, ...] = ()
    themes: Mapping[str, str] = MappingProxyType({})
    dimensions: Mapping[str, str] = MappingProxyType({})
    suggested: tuple[tuple[str, str], ...] = ()
    map: tuple[MapGroup, ...] = ()
    turns: tuple[Turn, ...] = ()
    voices: Mapping[str, Voice] = MappingProxyType({})

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The ids of the frameworks of the map, in its order."""
        return tuple(one for group in self.map for one in group.frameworks)


def library_settings(text: str) -> LibrarySettings:
    """The settings from the JSON that a compiled library keeps; no text gives the defaults."""
    fields = json.loads(text or "{}")
    eras = fields.pop("eras", ())
    suggested = fields.pop("try_these", ())
    groups, turns, voices = (fields.pop(name, ()) for name in ("map", "turns", "voices"))
    known = {name: fields[name] for name in LibrarySettings._fields if name in fields}
    return LibrarySettings(
        **known,
        eras=tuple(
            Era(e["slug"], e["title"], e.get("zh", ""), parse_date(e["from"]).earliest,
                parse_date(e["to"]).latest)
            for e in eras
        ),
        suggested=tuple((command["run"], command["says"]) for command in suggested),
        map=tuple(MapGroup(g["title"], tuple(g["frameworks"])) for g in groups),
        turns=tuple(Turn(**turn) for turn in turns),
        voices={voice["name"]: Voice(**voice) for voice in voices},
    )  # fmt: skip
