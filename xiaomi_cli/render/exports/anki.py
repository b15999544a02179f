"""Anki: a card for each idea and lesson, as text that Anki's import reads without questions.

The first column is the record's id, so that importing a newer file renews cards and keeps what
was learnt with them.
"""

import html
import re
from collections.abc import Iterator

from xiaomi_cli.render.exports.selection import Selection
from xiaomi_cli.render.exports.text import one_line


def render(selection: Selection) -> Iterator[str]:
    """The header that tells Anki how to read the file, then one card a line."""
    deck = one_line(selection.settings().get("title", ""))
    yield "#separator:tab\n#html:true\n#notetype:Basic\n"
    yield f"#deck:{deck}\n#columns:guid\tquestion\tanswer\ttags\n#guid column:1\n#tags column:4\n"
    for record in selection.records():
        tags = " ".join(re.sub(r"\s", "-", theme) for theme in (record.kind, *record.themes))
        yield "\t".join(map(_field, (record.id, record.title, record.summary, tags))) + "\n"


def _field(text: str) -> str:
    return html.escape(one_line(text))
