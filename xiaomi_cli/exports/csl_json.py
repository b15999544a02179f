"""CSL-JSON: an item for each source, for Zotero, Pandoc and whatever else reads CSL.

CSL has one word for doubt, `circa`; what kind of doubt it is stands in the note. It reads some tags
of HTML in texts as markup and has no way to write them as text, so that of a text that has one
(`<b>`) the `<` is written full-width (`＜b>`).
"""

import re
from collections.abc import Iterator
from typing import Any

from xiaomi_cli.exports.bibliography import Work, works
from xiaomi_cli.exports.json_records import array_lines
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.render.json_text import document

_TAG = re.compile(r"<(?=/?(?:i|b|sup|sub|sc|span)\b)", re.IGNORECASE)


def render(selection: Selection) -> Iterator[str]:
    """The array of items, one a line."""
    return array_lines(document(_item(work)) for work in works(selection))


def _item(work: Work) -> dict[str, Any]:
    """The variables that have a value."""
    found = {name: value for name, value in _variables(work).items() if value}
    plain = {name: _TAG.sub("＜", v) for name, v in found.items() if isinstance(v, str)}
    return found | plain | {"id": work.key}


def _variables(work: Work) -> dict[str, Any]:
    kind = "chapter" if work.container else "webpage" if work.url else "document"
    return {
        "id": work.key,
        "type": kind,
        "title": work.title,
        "author": [{"literal": _TAG.sub("＜", work.author)}] if work.author else [],
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
    date = parse_date(edtf)
    issued: dict[str, Any] = {"date-parts": [numbers for numbers in date.parts() if numbers]}
    return issued if date.exact else issued | {"circa": True}
