"""JSON Lines: every record on a line of its own, exactly as `show --json` gives it."""

from collections.abc import Iterator

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.render.json_text import escaped


def render(selection: Selection) -> Iterator[str]:
    """One record a line."""
    for entry in selection.entries:
        yield escaped(entry.json, ascii_only=False) + "\n"
