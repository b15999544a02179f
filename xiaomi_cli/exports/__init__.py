"""Exports: the library in the formats that other tools read, a module for each or for a few akin.

A format has a function of a selection, which yields the file piece by piece: UTF-8 text, or bytes
where the format is binary. The same records always give the same
bytes. Texts of the library are data in every format: markup, formulas and control
characters in them are escaped as that format does it, or shown.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xiaomi_cli.exports.selection import Selection


class Format(NamedTuple):
    """What writes it, how names of its files end, the only kinds it can hold (all if none)."""

    writer: str  # module.function
    endings: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    binary: bool = False


# `xiaomi export --help` says what each is good for.
FORMATS: dict[str, Format] = {
    "jsonl": Format("selection.json_lines", (".jsonl", ".ndjson")),
    "json": Format("selection.json_records", (".json",)),
    "csv": Format("csv_table.render", (".csv",)),
    "md": Format("markdown.render", (".md", ".markdown")),
    "html": Format("html_page.render", (".html", ".htm")),
    "ics": Format("events.icalendar", (".ics",), ("event",)),
    "mermaid": Format("events.mermaid", (".mmd", ".mermaid"), ("event",)),
    "timelinejs": Format("events.timelinejs", (".timeline.json",), ("event",)),
    "dot": Format("graphviz.render", (".dot", ".gv")),
    "bibtex": Format("bibliography.bibtex", (".bib",), ("source",)),
    "csl-json": Format("bibliography.csl_json", (".csl.json",), ("source",)),
    "anki": Format("anki.render", (".anki.txt", ".anki.tsv"), ("framework", "principle", "lesson")),
    "sqlite": Format("sqlite_tables.render", (".sqlite", ".sqlite3", ".db"), binary=True),
}


BOM = b"\xef\xbb\xbf"


def export(name: str, selection: "Selection", *, bom: bool = False) -> Iterator[bytes]:
    """The file of the named format, piece by piece; the records must be of its kinds.

    `bom`: begin with a byte-order mark, by which Excel knows that a CSV file is UTF-8.
    """
    module, _, function = FORMATS[name].writer.partition(".")
    if bom:
        yield BOM
    for piece in getattr(import_module(f"{__name__}.{module}"), function)(selection):
        yield piece if isinstance(piece, bytes) else piece.encode()


def format_of(file_name: str) -> str:
    """The format that a file's name asks for by its ending (the longest wins), or nothing."""
    endings = ((ending, name) for name, form in FORMATS.items() for ending in form.endings)
    fitting = [(len(end), name) for end, name in endings if file_name.lower().endswith(end)]
    return max(fitting, default=(0, ""))[1]
