"""What a compiled library says of itself and of its kinds of records, read without msgspec."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xiaomi_cli.model.dates import parse_date


class KindFacts(NamedTuple):
    """What is particular to a kind.

    What its lists are grouped by, its place among the kinds that are offered to be set side by side
    (from 1), whether it can take part in an event, and how much sooner than others search takes it
    for the answer to a plain topic (see `search.ranking`).
    """

    grouped_by: str = ""
    compared: int = 0
    actor: bool = False
    search_bonus: float = 0.0


# Every kind, in the order of lists.
KIND_FACTS = {
    "framework": KindFacts("map", compared=2, search_bonus=3.0),
    "principle": KindFacts("parts", compared=3, search_bonus=1.5),
    "event": KindFacts(search_bonus=1.5),
    "company": KindFacts(compared=1, actor=True, search_bonus=-2.0),
    "person": KindFacts(compared=7, actor=True),
    "product": KindFacts(compared=6, actor=True, search_bonus=1.0),
    "figure": KindFacts("theme", compared=4, search_bonus=-1.0),
    "lesson": KindFacts("map", search_bonus=-3.0),
    "risk": KindFacts("theme", search_bonus=-0.5),
    "promise": KindFacts(),
    "dispute": KindFacts("subtype", search_bonus=-5.0),
    "source": KindFacts("subtype", compared=5, search_bonus=-2.0),
}


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
    kept = json.loads(text or "{}")
    plain = ("title", "subtitle", "subject", "disclaimer", "commonplace", "themes", "dimensions")
    return LibrarySettings(
        **{name: kept[name] for name in plain if name in kept},
        eras=tuple(
            Era(e["slug"], e["title"], e.get("zh", ""), parse_date(e["from"]).earliest,
                parse_date(e["to"]).latest)
            for e in kept.get("eras", ())
        ),
        suggested=tuple((one["run"], one["says"]) for one in kept.get("try_these", ())),
        map=tuple(MapGroup(g["title"], tuple(g["frameworks"])) for g in kept.get("map", ())),
        turns=tuple(Turn(**turn) for turn in kept.get("turns", ())),
        voices={voice["name"]: Voice(**voice) for voice in kept.get("voices", ())},
    )  # fmt: skip
