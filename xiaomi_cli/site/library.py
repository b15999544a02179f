"""What every page of a site draws on: the records of a library as far as they can be seen."""

import json
import re
from functools import cached_property
from hashlib import sha256
from typing import Any

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.queries.listing import Ledger, ledger
from xiaomi_cli.site.markup import Place


class Library:
    """A library and the day at which its promises are judged.

    That day is `as_of`, or else that of the newest source: the same library gives the same pages
    whenever they are made.
    """

    def __init__(self, store: Store, as_of: str = "") -> None:
        self.store = store
        self.settings = store.settings()
        self.entries = {entry.id: entry for entry in store.everything()}
        self.titles = {entry.id: entry.name for entry in self.entries.values()}
        self.day = as_of or store.newest_source()

    def of_kind(self, kind: str) -> list[Entry]:
        """The records of a kind, in their order."""
        return [entry for entry in self.entries.values() if entry.kind == kind]

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many records there are of each kind that has some, in the order of the model."""
        counts = {kind: len(self.of_kind(kind)) for kind in KINDS}
        return {kind: count for kind, count in counts.items() if count}

    @cached_property
    def fields(self) -> dict[str, dict[str, Any]]:
        """The fields of each record."""
        return {entry.id: json.loads(entry.json) for entry in self.entries.values()}

    @cached_property
    def promises(self) -> Ledger:
        """The promises as they stand on the day."""
        found = [(entry, self.fields[entry.id]) for entry in self.of_kind("promise")]
        return ledger(found, self.day or "9999-12-31")

    @cached_property
    def themes(self) -> dict[str, list[Entry]]:
        """The records of each theme, by its slug."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            for theme in self.fields[entry.id].get("themes", []):
                found.setdefault(theme, []).append(entry)
        names = self.settings.themes
        return dict(sorted(found.items(), key=lambda item: names.get(item[0], item[0])))

    @staticmethod
    def theme_page(theme: str) -> str:
        """Where the page of a theme is; what is no slug gets one that is its own."""
        if re.fullmatch(r"[a-z0-9-]{1,60}", theme):
            return f"theme/{theme}.html"
        return f"theme/{sha256(theme.encode()).hexdigest()[:12]}.html"

    def theme(self, slug: str) -> str:
        """The word for a theme."""
        return self.settings.themes.get(slug, slug.replace("-", " ").capitalize())

    def place(self, root: str = "", own: str = "") -> Place:
        """A page of this site."""
        return Place(self.titles, root, own)
