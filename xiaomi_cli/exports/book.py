"""The library as a book: a chapter for each kind, a page for each record, made by its view."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.queries.record_details import dossier
from xiaomi_cli.render.blocks import Block
from xiaomi_cli.render.views.lists import plural
from xiaomi_cli.render.views.kinds import view


class Chapter(NamedTuple):
    """All chosen records of one kind; `title` is the word for them."""

    kind: str
    title: str
    entries: list[Entry]


def chapters(selection: Selection) -> list[Chapter]:
    """The chapters, in the order of the records."""
    found = []
    for kind, group in groupby(selection.entries, key=lambda entry: entry.kind):
        entries = list(group)
        found.append(Chapter(kind, plural(kind, len(entries)).capitalize(), entries))
    return found


def pages(store: Store, chapter: Chapter) -> Iterator[tuple[Entry, list[Block]]]:
    """Each record of a chapter with what `show` says of it."""
    for entry in chapter.entries:
        yield entry, view(dossier(store, entry))
