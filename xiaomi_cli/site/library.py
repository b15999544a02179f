"""What every page of a site draws on: the records of a library as far as they can be seen."""

import json
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.queries.listing import Ledger, grouped, ledger
from xiaomi_cli.queries.timeline import EraEvents, by_era, timeline
from xiaomi_cli.render.views.lists import SAID

Groups = list[tuple[str, list[Entry]]]


def way_to(address: str) -> str:
    """The way from the root to a record or a statement of it (`kind/slug#id`)."""
    record, sign, fragment = address.partition("#")
    return f"{record}.html{sign}{fragment}"


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
        self.kinds = {kind: len(found) for kind, found in self.by_kind(self.entries)}

    def of_kind(self, kind: str) -> list[Entry]:
        """The records of a kind, in their order."""
        return [entry for entry in self.entries.values() if entry.kind == kind]

    def groups(self, kind: str) -> Groups:
        """The records of a kind in the groups that lists have."""
        return grouped(self.store, kind, self.of_kind(kind)) if kind in self.kinds else []

    def by_kind(self, ids: Iterable[str]) -> Groups:
        """The records with these ids that there are, under their kinds."""
        found: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        for entry in (self.entries[one] for one in ids if one in self.entries):
            found[entry.kind].append(entry)
        return [(kind, entries) for kind, entries in found.items() if entries]

    def said(self, entry: Entry) -> str:
        """What a list says of a record beside its title."""
        field = "label" if entry.kind == "source" else SAID.get(entry.kind, "tagline")
        return str(self.fields[entry.id].get(field) or entry.summary)

    @cached_property
    def promises(self) -> Ledger:
        """The promises as they stand on the day."""
        found = [(entry, self.fields[entry.id]) for entry in self.of_kind("promise")]
        return ledger(found, self.day or "9999-12-31")

    def eras(self) -> list[EraEvents]:
        """The events, by era."""
        return by_era(timeline(self.store), self.settings.eras)

    def resting(self, source: str) -> dict[str, list[tuple[str, str]]]:
        """What rests on a source: of each record its statements, each with the paragraph."""
        fields = self.fields[source]
        place = (
            (fields["part_of"], fields["first"], fields["last"]) if "first" in fields else (source,)
        )
        found: dict[str, dict[tuple[str, str], None]] = {}
        for cited in self.store.resting_on(*place):
            last = f"–{cited.last}" if cited.last > cited.first else ""
            where = f"¶{cited.first}{last}" if cited.first else ""
            found.setdefault(cited.record, {})[cited.text, where] = None
        return {one: list(said) for one, said in found.items() if one in self.titles}
