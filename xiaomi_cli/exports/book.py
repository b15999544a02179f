"""The book of a library, for the formats that people read: chapters of pages of simple blocks."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.queries.record_details import dossier
from xiaomi_cli.render.blocks import (
    WHOLE,
    Block,
    Chart,
    Gap,
    Grid,
    Heading,
    Item,
    Line,
    Names,
    Paragraph,
    Row,
    Span,
    Table,
    Title,
)
from xiaomi_cli.render.views.kinds import view
from xiaomi_cli.render.views.lists import plural

SimpleBlock: TypeAlias = Title | Heading | Paragraph | Item | Row | Table | Chart


class Chapter(NamedTuple):
    """All chosen records of one kind; `title` is the word for them."""

    kind: str
    title: str
    entries: list[Entry]

    def pages(self, store: Store) -> Iterator[tuple[Entry, list[Block]]]:
        """Each record with what `show` says of it."""
        return ((entry, view(dossier(store, entry), WHOLE)) for entry in self.entries)


def chapters(selection: Selection) -> Iterator[Chapter]:
    """The chapters, in the order of the records."""
    for kind, group in groupby(selection.entries, key=lambda entry: entry.kind):
        entries = list(group)
        yield Chapter(kind, plural(kind, len(entries)).capitalize(), entries)


def simple(blocks: Iterable[Block]) -> Iterator[SimpleBlock]:
    """The blocks of a page without those that only arrange a terminal."""
    for block in blocks:
        match block:
            case Names(lines):
                yield from map(Item, lines)
            case Grid(rows):
                yield from (Item(_in_one(cells)) for cells in rows)
            case Gap():
                pass
            case _:
                yield block


def _in_one(cells: list[Line]) -> Line:
    told = [cell for cell in cells if cell]
    blank = (Span(" "),)
    return tuple(span for n, cell in enumerate(told) for span in (blank + cell if n else cell))
