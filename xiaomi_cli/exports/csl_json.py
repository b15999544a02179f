"""CSL-JSON: an item for each source, for Zotero, Pandoc and whatever else reads CSL.

CSL has one word for doubt, `circa`; what kind of doubt it is stands in the note.
"""

from collections.abc import Iterator
from typing import Any

from xiaomi_cli.exports.bibliography import Work, works
from xiaomi_cli.exports.date_parts import parts
from xiaomi_cli.exports.json_records import array_lines
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.render.json_text import document


def render(selection: Selection) -> Iterator[str]:
    """The array of items, one a line."""
    return array_lines(document(_item(work)) for work in works(selection))


def _item(work: Work) -> dict[str, Any]:
    return {name: value for name, value in _variables(work).items() if value}


def _variables(work: Work) -> dict[str, Any]:
    kind = "chapter" if work.container else "webpage" if work.url else "document"
    return {
        "id": work.key,
        "type": kind,
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else [],
        "container-title": work.container or (work.publisher if work.url else ""),
        "publisher": work.publisher if work.container or not work.url else "",
        "issued": _issued(work.published) if work.published else {},
        "URL": work.url,
        "language": work.language,
        "genre": work.medium,
        "keyword": ", ".join(work.themes),
        "abstract": work.summary,
        "note": work.note,
    }


def _issued(edtf: str) -> dict[str, Any]:
    first, last, exact = parts(edtf)
    date: dict[str, Any] = {"date-parts": [numbers for numbers in (first, last) if numbers]}
    return date if exact else date | {"circa": True}
