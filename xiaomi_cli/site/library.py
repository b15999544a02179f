"""What every page of a site draws on: the records of a library as far as they can be seen."""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.queries.listing import JUDGED, Ledger, grouped, ledger
from xiaomi_cli.queries.timeline import by_era
from xiaomi_cli.render.blocks import text_of
from xiaomi_cli.render.views.lists import EVENT_SIGN, mark
from xiaomi_cli.site.markup import Place

# What a list says of an entry beside its title, by kind; of others the tagline.
SAID = {"dispute": "verdict", "figure": "finding", "company": "role", "person": "role",
        "source": "label", "product": "category"}  # fmt: skip
Groups = list[tuple[str, list[Entry]]]


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
        self.fields: dict[str, dict[str, Any]] = {
            entry.id: json.loads(entry.json) for entry in self.entries.values()
        }
        self.day = as_of or store.newest_source()
        self.kinds = {kind: len(found) for kind in KINDS if (found := self.of_kind(kind))}

    def of_kind(self, kind: str) -> list[Entry]:
        """The records of a kind, in their order."""
        return [entry for entry in self.entries.values() if entry.kind == kind]

    def groups(self, kind: str) -> Groups:
        """The records of a kind in the groups that lists have."""
        return list(grouped(self.store, kind, self.of_kind(kind)))

    @staticmethod
    def by_kind(entries: list[Entry]) -> Groups:
        """Records of any kinds, under their kinds."""
        groups = ((kind, [e for e in entries if e.kind == kind]) for kind in KINDS)
        return [(kind, found) for kind, found in groups if found]

    def said(self, entry: Entry) -> str:
        """What a list says of a record beside its title."""
        return str(self.fields[entry.id].get(SAID.get(entry.kind, "tagline")) or entry.summary)

    @staticmethod
    def mark(entry: Entry) -> str:
        """What its date or title is contested with."""
        return text_of(mark(entry)).strip()

    @cached_property
    def promises(self) -> Ledger:
        """The promises as they stand on the day."""
        found = [(entry, self.fields[entry.id]) for entry in self.of_kind("promise")]
        return ledger(found, self.day or "9999-12-31")

    @property
    def tally(self) -> list[tuple[str, int]]:
        """How many promises stand how: the judged first, best first."""
        order = [*reversed(JUDGED), "overdue", "running", "undated"]
        return [(name, count) for name in order if (count := self.promises.count(name))]

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

    def eras(self) -> Iterator["Era"]:
        """The events, by era."""
        turns = {turn.event for turn in self.settings.turns}
        events = sorted(
            self.of_kind("event"), key=lambda e: (e.earliest or "", e.latest or "", e.id)
        )
        for era, found in by_era(events, self.settings.eras):
            named = (era.slug, era.title, era.zh, era.earliest, era.latest) if era else ("",) * 5
            yield Era(*named, [
                (event, EVENT_SIGN.get(event.subtype, "·"), 2 if event.id in turns else event.major)
                for event in found
            ])  # fmt: skip

    def resting(self, source: str) -> dict[str, list[tuple[str, str]]]:
        """What rests on a source: of each record its statements, each with the paragraph."""
        fields = self.fields[source]
        part = fields.get("type") == "part"
        document = fields["part_of"] if part else source
        found: dict[str, dict[tuple[str, str], None]] = {}
        for cited in self.store.resting_on(
            document, *((fields["first"], fields["last"]) if part else ())
        ):
            where = f"¶{cited.first}" + (f"–{cited.last}" if cited.last > cited.first else "")
            if cited.record in self.titles:
                statement = cited.text, where if cited.first else ""
                found.setdefault(cited.record, {})[statement] = None
        return {record: list(statements) for record, statements in found.items()}


class Era(NamedTuple):
    """An era and its events, each with the sign of its type and a rank (turn 2, major 1)."""

    slug: str
    title: str
    zh: str
    start: str
    end: str
    events: list[tuple[Entry, str, int]]
