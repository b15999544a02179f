"""What is exported: some records of a library in order."""

from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.records import AnyRecord, Event, decode
from xiaomi_cli.queries.record_details import Reference, cited_references


class Selection(NamedTuple):
    """The records to export, in the order in which they are to appear."""

    store: Store
    entries: list[Entry]
    full: bool = False  # with every field, where a format has a lean form
    asked: str = ""  # what they answer, in the order of the answer

    def records(self) -> Iterator[AnyRecord]:
        """Each record, decoded."""
        return (decode(entry.json) for entry in self.entries)

    def events(self) -> Iterator[Event]:
        """The events among them."""
        return (record for record in self.records() if isinstance(record, Event))

    def links(self) -> Iterator[tuple[str, str, str]]:
        """(id, relation, id) of every link between two of them."""
        chosen = {entry.id for entry in self.entries}
        return (link for link in self.store.links() if link[0] in chosen and link[2] in chosen)

    def scope(self) -> str:
        """What tells this library's ids from another's: its subject, or else its title."""
        settings = self.store.settings()
        return settings.subject or "-".join(settings.title.lower().split()) or "library"

    def sources(self, cites: list[str]) -> list[str]:
        """Each citation as a reader wants it, on one line."""
        by_citation = cited_references(self.store, cites)
        return [_told(by_citation[c]) if c in by_citation else c for c in cites]


def _told(reference: Reference) -> str:
    if reference.citation.first:
        return f"{reference.citation}  {reference.heading}"
    date = f", {display_date(reference.published)}" if reference.published else ""
    return f"{reference.publisher}: {reference.title}{date}  {reference.url}"
