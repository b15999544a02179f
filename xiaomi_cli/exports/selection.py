"""What is exported: some records of a library, in order, and the library that explains them."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.records import AnyRecord, Event, decode
from xiaomi_cli.queries.record_details import references
from xiaomi_cli.render.blocks import text_of
from xiaomi_cli.render.views.source_lines import reference_line


class Selection(NamedTuple):
    """The records to export, in the order in which they are to appear."""

    store: Store
    entries: list[Entry]

    def records(self) -> Iterator[AnyRecord]:
        """Each record, decoded."""
        return (decode(entry.json) for entry in self.entries)

    def events(self) -> Iterator[Event]:
        """The events among them."""
        return (record for record in self.records() if isinstance(record, Event))

    def settings(self) -> dict[str, Any]:
        """What the library says of itself: its title, its subject and so on."""
        found: dict[str, Any] = json.loads(self.store.meta("settings") or "{}")
        return found

    def sources(self, cites: list[str]) -> list[str]:
        """Each citation as a reader wants it, on one line."""
        found = references(self.store, cites)
        return [text_of(reference_line(found[c])) if c in found else c for c in cites]
