"""What a library says of its own order: the map of its frameworks, its turns, its voices."""

import json
from typing import Any, NamedTuple

from xiaomi_cli.index.store import Store


class MapGroup(NamedTuple):
    """A question, and the ids of the frameworks that answer it, in order."""

    title: str
    frameworks: list[str]


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


def _settings(store: Store, field: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(store.meta("settings") or "{}").get(field, [])
    return found


def framework_map(store: Store) -> list[MapGroup]:
    """The groups of the map; a library need not have one."""
    return [MapGroup(g["title"], g["frameworks"]) for g in _settings(store, "map")]


def map_order(store: Store) -> list[str]:
    """The ids of the mapped frameworks, in the order of the map."""
    return [one for group in framework_map(store) for one in group.frameworks]


def turns(store: Store) -> list[Turn]:
    """The turns of the story, in time."""
    return [Turn(t["event"], t["says"]) for t in _settings(store, "turns")]


def voices(store: Store) -> dict[str, Voice]:
    """Whose words the library quotes, by the name that statements give."""
    found = (
        Voice(v["name"], v["short"], v["says"], v.get("source", ""))
        for v in _settings(store, "voices")
    )
    return {voice.name: voice for voice in found}
