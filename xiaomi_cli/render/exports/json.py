"""JSON: one array of all records."""

from collections.abc import Iterator

from xiaomi_cli.render.exports.selection import Selection
from xiaomi_cli.render.json_text import escaped


def render(selection: Selection) -> Iterator[str]:
    """The array, one record a line."""
    opening = "["
    for entry in selection.entries:
        yield f"{opening}\n{escaped(entry.json, ascii_only=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"
