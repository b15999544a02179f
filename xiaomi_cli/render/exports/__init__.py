"""Exports: the library in the formats that other tools read, one module for each format.

A format's module has the format's name and one function, `render(selection)`, which yields the
file piece by piece: UTF-8 text, or bytes where the format is binary. The same records always give
the same bytes. Texts of the library are data in every format: markup, formulas and control
characters in them are escaped as that format does it, or shown.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xiaomi_cli.render.exports.selection import Selection


class Format(NamedTuple):
    """How names of a format's files end, and the only kinds it can hold (all if none is named)."""

    endings: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    binary: bool = False


# `xiaomi export --help` says what each is good for.
FORMATS: dict[str, Format] = {
    "jsonl": Format((".jsonl", ".ndjson")),
    "json": Format((".json",)),
    "csv": Format((".csv",)),
    "md": Format((".md", ".markdown")),
    "html": Format((".html", ".htm")),
    "ics": Format((".ics",), ("event",)),
    "mermaid": Format((".mmd", ".mermaid"), ("event",)),
    "timelinejs": Format((".timeline.json",), ("event",)),
    "dot": Format((".dot", ".gv")),
    "bibtex": Format((".bib",), ("source",)),
    "csl-json": Format((".csl.json",), ("source",)),
    "anki": Format((".anki.txt", ".anki.tsv"), ("framework", "principle", "lesson")),
    "sqlite": Format((".sqlite", ".sqlite3", ".db"), binary=True),
}


def export(name: str, selection: "Selection") -> Iterator[bytes]:
    """The file of the named format, piece by piece; the records must be of its kinds."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    for piece in module.render(selection):
        yield piece if isinstance(piece, bytes) else piece.encode()


def format_of(file_name: str) -> str:
    """The format that a file's name asks for by its ending (the longest wins), or nothing."""
    endings = {ending: name for name, form in FORMATS.items() for ending in form.endings}
    fitting = [ending for ending in endings if file_name.lower().endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else ""
