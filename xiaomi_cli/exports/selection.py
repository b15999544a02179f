"""What is exported: some records of a library in order, as JSON or as the chapters of a book."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.records import AnyRecord, Event, decode
from xiaomi_cli.queries.record_details import Reference, cited_references, dossier
from xiaomi_cli.render import blocks
from xiaomi_cli.render.sanitize import escaped

SimpleBlock: TypeAlias = (
    blocks.Title | blocks.Heading | blocks.Paragraph | blocks.Item | blocks.Row | blocks.Table
    | blocks.Chart
)  # fmt: skip


class Selection(NamedTuple):
    """The records to export, in the order in which they are to appear."""

    store: Store
    entries: list[Entry]
    full: bool = False  # with every column, where a format has a lean form
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

    def title(self) -> str:
        """The title of the library, and what was asked of it."""
        return ": ".join(filter(None, (self.store.settings().title, self.asked)))

    def scope(self) -> str:
        """What tells this library's ids from another's: its subject, or else its title."""
        settings = self.store.settings()
        return settings.subject or "-".join(settings.title.lower().split()) or "library"

    def sources(self, cites: list[str]) -> list[str]:
        """Each citation as a reader wants it, on one line."""
        by_citation = cited_references(self.store, cites)
        return [_told(by_citation[c]) if c in by_citation else c for c in cites]

    def chapters(self) -> Iterator[tuple[str, list[Entry]]]:
        """What to call each kind, in the order of the records, and those of it that follow."""
        for kind, group in groupby(self.entries, key=lambda entry: entry.kind):
            entries = list(group)
            yield plural(kind, len(entries)).capitalize(), entries

    def page(self, entry: Entry) -> list[blocks.Block]:
        """What `show` says of a record."""
        from xiaomi_cli.render.views.records import view

        return view(dossier(self.store, entry), blocks.WHOLE)


def simple(shown: Iterable[blocks.Block]) -> Iterator[SimpleBlock]:
    """The blocks of a page without those that only arrange a terminal."""
    for block in shown:
        match block:
            case blocks.Names(lines):
                yield from map(blocks.Item, lines)
            case blocks.Grid(rows):
                yield from (blocks.Item(_in_one(cells)) for cells in rows)
            case blocks.Gap():
                pass
            case _:
                yield block


def _in_one(cells: list[blocks.Line]) -> blocks.Line:
    return tuple(span for cell in cells if cell for span in (blocks.Span(" "), *cell))[1:]


def _told(reference: Reference) -> str:
    if reference.citation.first:
        return f"{reference.citation}  {reference.heading}"
    date = f", {display_date(reference.published)}" if reference.published else ""
    return f"{reference.publisher}: {reference.title}{date}  {reference.url}"


def json_lines(selection: Selection) -> Iterator[str]:
    """One record a line, exactly as `show --json` gives it."""
    return (escaped(entry.json, ascii_only=False) + "\n" for entry in selection.entries)


def json_records(selection: Selection) -> Iterator[str]:
    """All records as one array."""
    return json_array(entry.json for entry in selection.entries)


def json_array(documents: Iterable[str]) -> Iterator[str]:
    """An array of documents that are JSON already, one a line, safe to print."""
    opening = "["
    for text in documents:
        yield f"{opening}\n{escaped(text, ascii_only=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"
