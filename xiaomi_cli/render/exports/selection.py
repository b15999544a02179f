"""What is exported: some records of a library, in order, and the library that explains them."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from xiaomi_cli.model.records import AnyRecord, Event, decode
from xiaomi_cli.queries.dossier import references
from xiaomi_cli.render.blocks import text_of
from xiaomi_cli.render.views.page import reference_line
from xiaomi_cli.store.reader import Entry, Store


class Selection(NamedTuple):
    """The records to export, in the order in which they are to appear."""

    store: Store
    entries: list[Entry]

    def records(self) -> Iterator[AnyRecord]:
        """Each record, decoded."""
        return (decode(entry.json) for entry in self.entries)

    def events(self) -> Iterator[tuple[Entry, Event]]:
        """The events, each with its entry, which knows the days it can mean."""
        for entry in self.entries:
            record = decode(entry.json)
            if isinstance(record, Event):
                yield entry, record

    def settings(self) -> dict[str, Any]:
        """What the library says of itself: `title`, `subtitle`, `subject`, `themes` …"""
        found: dict[str, Any] = json.loads(self.store.meta("settings") or "{}")
        return found

    def sources(self, cites: list[str]) -> list[str]:
        """Each citation as a reader wants it, on one line."""
        found = references(self.store, cites)
        return [text_of(reference_line(found[c])) if c in found else c for c in cites]
