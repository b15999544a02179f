"""Anki: a card for each idea and lesson, in the text form that Anki imports without a question.

The first column is the record's id and whose library it is in, so that importing a newer file
renews the cards and keeps what was learnt with them, and no library touches another's.
"""

import re
from collections.abc import Iterator

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.render.sanitize import one_line

HEADER = "#separator:tab\n#html:true\n#notetype:Basic\n#columns:guid\tFront\tBack\tTags\n"
# HTML's signs, the quotes of a table's cells, and Anki's own signs (sounds, LaTeX, gaps).
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "[": "&#91;",
                        "{": "&#123;"})  # fmt: skip
# Where Anki's MathJax finds `\(` or `\[` within one element, mathematics begins.
_MATHEMATICS = re.compile(r"\\(?=[(\[])")
_NO_MATHEMATICS = "<span>\\</span>"


def render(selection: Selection) -> Iterator[str]:
    """The header that tells Anki how to read the file, then a card a line."""
    deck = one_line(selection.store.settings().title).replace("::", ": :")  # which would nest decks
    scope = selection.scope()
    yield HEADER + f"#guid column:1\n#tags column:4\n#deck:{deck}\n"
    for entry, record in zip(selection.entries, selection.records(), strict=True):
        tags = " ".join(re.sub(r"\s+", "-", tag) for tag in (entry.kind, *record.themes))
        front = f"{entry.name}  {entry.zh}" if entry.zh else entry.name
        guid = f"{entry.id}@{scope}"
        yield "\t".join(map(_field, (guid, front, entry.summary, tags))) + "\n"


def _field(text: str) -> str:
    parts = _MATHEMATICS.split(one_line(text))
    return _NO_MATHEMATICS.join(part.translate(_SIGNS) for part in parts)
