"""Answers to other tools: which format is meant, whether it can hold them, and where they go."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from xiaomi_cli.cli.atomic_write import atomic_write
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.output import emit_bytes, note, on_terminal
from xiaomi_cli.exports import FORMATS, export, format_of
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.suggest import expected, suggest

if TYPE_CHECKING:
    from xiaomi_cli.cli.answers import Answer
    from xiaomi_cli.cli.options import Asked

PAGE_FORMATS = ("md", "csv", "json")  # of what is no record: a comparison, say
STANDARD_OUTPUT = Path("-")


def chosen_format(name: str, output: Path | None) -> str:
    """The format asked for by its name, else by the ending of a file's name, else nothing.

    Raises UsageProblemError for a name or an ending that no format has.
    """
    if name and name not in FORMATS:
        hint = expected(suggest(name, FORMATS), FORMATS)
        raise UsageProblemError(f"there is no format {name!r}; {hint}")
    if name or output is None:
        return name
    if output == STANDARD_OUTPUT:
        raise UsageProblemError("-o - is standard output, which names no format; add --format")
    format_name = format_of(output.name)
    if not format_name:
        endings = ", ".join(form.endings[0] for form in FORMATS.values())
        raise UsageProblemError(f"{output} names no format; add --format, or one of {endings}")
    return format_name


def emit_export(
    store: Store,
    entries: list[Entry],
    name: str,
    output: Path | None,
    *,
    full: bool = False,
    bom: bool = False,
) -> None:
    """Write records in a format to standard output, or to a file: whole or not at all.

    Raises UsageProblemError if the format cannot hold them, CannotWriteError, and NothingFoundError
    if there are none; a file is then left as it was.
    """
    form = FORMATS[name]
    strange = next((e.kind for e in entries if form.kinds and e.kind not in form.kinds), "")
    if strange:
        held = ", ".join(form.kinds)
        raise UsageProblemError(f"{name} holds no {strange} records, only {held}")
    if bom and name != "csv":
        raise UsageProblemError(f"--bom is for csv, not for {name}")
    pieces = export(name, Selection(store, entries, full), bom=bom)
    if output in {None, STANDARD_OUTPUT}:
        if form.binary and on_terminal():
            raise UsageProblemError(f"{name} is no text for a terminal; name a file with -o")
        emit_bytes(pieces)
    elif output is not None and entries:
        atomic_write(output, pieces)
        written = "1 record" if len(entries) == 1 else f"{len(entries)} records"
        note(f"{written} written to {output}")
    if not entries:
        raise NothingFoundError("no record matches")


def emit_page(found: "Answer", asked: "Asked", name: str) -> None:
    """Write an answer that is a page, or a table, in a format. Raises as `emit_export` does."""
    if name not in PAGE_FORMATS:
        held = ", ".join(PAGE_FORMATS)
        raise UsageProblemError(f"this answer cannot be written as {name}; expected one of: {held}")
    pieces = [piece.encode() for piece in _page(found, asked, name)]
    if asked.output is None:
        emit_bytes(pieces)
    else:
        atomic_write(asked.output, pieces)
        note(f"written to {asked.output}")


def _page(found: "Answer", asked: "Asked", name: str) -> Iterator[str] | Iterable[str]:
    if name == "json":
        return [found.as_json() + "\n"]
    if name == "csv":
        from xiaomi_cli.exports.csv_table import lines_of

        return lines_of(found.table() if found.table else [])
    from xiaomi_cli.exports.markdown import page

    return page(found.view(asked.page))
