"""JSON: one array of all records; JSON Lines: every record on a line of its own."""

from collections.abc import Iterable, Iterator

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.render.json_text import escaped


def render(selection: Selection) -> Iterator[str]:
    """The array, one record a line."""
    return array_lines(entry.json for entry in selection.entries)


def array_lines(documents: Iterable[str]) -> Iterator[str]:
    """An array of documents that are JSON already, one a line, safe to print."""
    opening = "["
    for document in documents:
        yield f"{opening}\n{escaped(document, ascii_only=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def render_lines(selection: Selection) -> Iterator[str]:
    """One record a line, exactly as `show --json` gives it."""
    for entry in selection.entries:
        yield escaped(entry.json, ascii_only=False) + "\n"
