"""What is exported: some records of a library in order, alone or as chapters of a book."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.records import AnyRecord, Event, decode
from xiaomi_cli.queries.record_details import cited_references, dossier
from xiaomi_cli.render.blocks import WHOLE, Block, text_of
from xiaomi_cli.render.views.kinds import view
from xiaomi_cli.render.views.lists import plural
from xiaomi_cli.render.views.source_lines import reference_line


class Selection(NamedTuple):
    """The records to export, in the order in which they are to appear."""

    store: Store
    entries: list[Entry]
    full: bool = False  # with every field, where a format has a lean form

    def records(self) -> Iterator[AnyRecord]:
        """Each record, decoded."""
        return (decode(entry.json) for entry in self.entries)

    def events(self) -> Iterator[Event]:
        """The events among them."""
        return (record for record in self.records() if isinstance(record, Event))

    def scope(self) -> str:
        """What tells this library's ids from another's: its subject, or else its title."""
        settings = self.store.settings()
        return settings.subject or "-".join(settings.title.lower().split()) or "library"

    def sources(self, cites: list[str]) -> list[str]:
        """Each citation as a reader wants it, on one line."""
        by_citation = cited_references(self.store, cites)
        return [text_of(reference_line(by_citation[c])) if c in by_citation else c for c in cites]


class Chapter(NamedTuple):
    """All chosen records of one kind; `title` is the word for them."""

    kind: str
    title: str
    entries: list[Entry]


def chapters(selection: Selection) -> list[Chapter]:
    """The chapters, in the order of the records."""
    result = []
    for kind, group in groupby(selection.entries, key=lambda entry: entry.kind):
        entries = list(group)
        result.append(Chapter(kind, plural(kind, len(entries)).capitalize(), entries))
    return result


def pages(store: Store, chapter: Chapter) -> Iterator[tuple[Entry, list[Block]]]:
    """Each record of a chapter with what `show` says of it."""
    for entry in chapter.entries:
        yield entry, view(dossier(store, entry), WHOLE)
