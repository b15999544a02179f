"""Exports: the library in the formats that other tools read, one module for each format.

A format's module has the format's name and one function, `render(selection)`, which yields the
file piece by piece: UTF-8 text, or bytes where the format is binary. The same records always give
the same bytes. Texts of the library are data in every format: markup, formulas and control
characters in them are escaped as that format does it, or shown.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import NamedTuple

from xiaomi_cli.render.exports.selection import Selection


class Format(NamedTuple):
    """What a format is good for, how its files' names end, and the only kinds it can hold."""

    says: str
    endings: tuple[str, ...]
    kinds: tuple[str, ...] = ()  # empty: every kind
    binary: bool = False


FORMATS: dict[str, Format] = {
    "jsonl": Format("every record as JSON, one a line", (".jsonl", ".ndjson")),
    "json": Format("one JSON array of the records", (".json",)),
    "csv": Format("a table, one row a record", (".csv",)),
    "md": Format("a book to read, in Markdown", (".md", ".markdown")),
    "html": Format("the same book as one page for a browser or a printer", (".html", ".htm")),
    "ics": Format("events for a calendar", (".ics",), ("event",)),
    "mermaid": Format("events as a Mermaid timeline", (".mmd", ".mermaid"), ("event",)),
    "timelinejs": Format("events for TimelineJS", (".timeline.json",), ("event",)),
    "dot": Format("the links between records, for Graphviz", (".dot", ".gv")),
    "bibtex": Format("sources for LaTeX", (".bib",), ("source",)),
    "csl-json": Format("sources for Zotero and Pandoc", (".csl.json",), ("source",)),
    "anki": Format("cards to learn from, for Anki", (".anki.txt", ".anki.tsv"),
                   ("framework", "principle", "lesson")),
    "sqlite": Format("a database, with full-text search in Datasette", (".sqlite", ".sqlite3", ".db"),
                     binary=True),
}  # fmt: skip


def export(name: str, selection: Selection) -> Iterator[bytes]:
    """The file of the named format, piece by piece; the records must be of its kinds."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    for piece in module.render(selection):
        yield piece if isinstance(piece, bytes) else piece.encode()


def format_of(file_name: str) -> str:
    """The format that a file's name asks for by its ending (the longest wins), or nothing."""
    endings = {ending: name for name, form in FORMATS.items() for ending in form.endings}
    fitting = [ending for ending in endings if file_name.lower().endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else ""
