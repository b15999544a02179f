"""What a library says of itself, read from a compiled library without msgspec."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xiaomi_cli.model.edtf import bounds


class Era(NamedTuple):
    """A named span of days (ISO)."""

    slug: str
    title: str
    zh: str
    earliest: str
    latest: str


class LibrarySettings(NamedTuple):
    """The settings that answers need; all of library.yaml is in library.settings.

    `commonplace`: names that so many texts have that they tell none from another. `themes`: the
    words for a theme by its slug. `suggested`: (command, what it answers) for the start page.
    """

    title: str = ""
    subtitle: str = ""
    subject: str = ""
    disclaimer: str = ""
    commonplace: Sequence[str] = ()
    eras: tuple[Era, ...] = ()
    themes: Mapping[str, str] = MappingProxyType({})
    suggested: tuple[tuple[str, str], ...] = ()


def library_settings(text: str) -> LibrarySettings:
    """The settings from the JSON that a compiled library keeps; no text gives the defaults."""
    fields = json.loads(text or "{}")
    eras = fields.pop("eras", ())
    suggested = fields.pop("try_these", ())
    known = {name: fields[name] for name in LibrarySettings._fields if name in fields}
    return LibrarySettings(
        **known,
        eras=tuple(
            Era(e["slug"], e["title"], e.get("zh", ""), bounds(e["from"]).earliest,
                bounds(e["to"]).latest)
            for e in eras
        ),
        suggested=tuple((command["run"], command["says"]) for command in suggested),
    )  # fmt: skip
