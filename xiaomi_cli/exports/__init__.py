"""Exports: the library in the formats that other tools read, a module for each or for a few akin.

A format has a function, by default `render(selection)` of its module, which yields the file piece
by piece: UTF-8 text, or bytes where the format is binary. The same records always give the same
bytes. Texts of the library are data in every format: markup, formulas and control
characters in them are escaped as that format does it, or shown.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xiaomi_cli.exports.selection import Selection


class Format(NamedTuple):
    """Its module, how names of its files end, the only kinds it can hold (all if none is named)."""

    module: str
    endings: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    binary: bool = False
    function: str = "render"


# `xiaomi export --help` says what each is good for.
FORMATS: dict[str, Format] = {
    "jsonl": Format("json_formats", (".jsonl", ".ndjson"), function="json_lines"),
    "json": Format("json_formats", (".json",), function="json_array"),
    "csv": Format("csv_table", (".csv",)),
    "md": Format("markdown", (".md", ".markdown")),
    "html": Format("html_page", (".html", ".htm")),
    "ics": Format("icalendar", (".ics",), ("event",)),
    "mermaid": Format("diagrams", (".mmd", ".mermaid"), ("event",), function="mermaid"),
    "timelinejs": Format("json_formats", (".timeline.json",), ("event",), function="timelinejs"),
    "dot": Format("diagrams", (".dot", ".gv"), function="graphviz"),
    "bibtex": Format("bibliography", (".bib",), ("source",)),
    "csl-json": Format("json_formats", (".csl.json",), ("source",), function="csl_json"),
    "anki": Format("anki", (".anki.txt", ".anki.tsv"), ("framework", "principle", "lesson")),
    "sqlite": Format("sqlite_tables", (".sqlite", ".sqlite3", ".db"), binary=True),
}


BOM = b"\xef\xbb\xbf"


def export(name: str, selection: "Selection", *, bom: bool = False) -> Iterator[bytes]:
    """The file of the named format, piece by piece; the records must be of its kinds.

    `bom`: begin with a byte-order mark, by which Excel knows that a CSV file is UTF-8.
    """
    module = import_module(f"{__name__}.{FORMATS[name].module}")
    if bom:
        yield BOM
    for piece in getattr(module, FORMATS[name].function)(selection):
        yield piece if isinstance(piece, bytes) else piece.encode()


def format_of(file_name: str) -> str:
    """The format that a file's name asks for by its ending (the longest wins), or nothing."""
    endings = {ending: name for name, form in FORMATS.items() for ending in form.endings}
    fitting = [ending for ending in endings if file_name.lower().endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else ""
