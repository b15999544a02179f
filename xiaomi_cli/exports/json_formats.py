"""Formats that are JSON: the records themselves, CSL-JSON, TimelineJS 3.

CSL has one word for doubt, `circa`; what kind of doubt it is stands in the note. It reads some tags
of HTML in texts as markup and has no way to write them as text, so that of a text that has one
(`<b>`) the `<` is written full-width (`＜b>`). TimelineJS gets texts as escaped HTML, and dates at
their real precision.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from xiaomi_cli.exports.bibliography import Work, works
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import marked
from xiaomi_cli.model.dates import Date, parse_date
from xiaomi_cli.model.records import Event
from xiaomi_cli.render.sanitize import document, escaped, one_line

_TAG = re.compile(r"<(?=/?(?:i|b|sup|sub|sc|span)\b)", re.IGNORECASE)


def json_lines(selection: Selection) -> Iterator[str]:
    """One record a line, exactly as `show --json` gives it."""
    return (escaped(entry.json, ascii_only=False) + "\n" for entry in selection.entries)


def json_array(selection: Selection) -> Iterator[str]:
    """All records, one a line."""
    return _array(entry.json for entry in selection.entries)


def _array(documents: Iterable[str]) -> Iterator[str]:
    """An array of documents that are JSON already, one a line, safe to print."""
    opening = "["
    for text in documents:
        yield f"{opening}\n{escaped(text, ascii_only=False)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def csl_json(selection: Selection) -> Iterator[str]:
    """An item for each source, for Zotero, Pandoc and whatever else reads CSL."""
    return _array(document(_item(work)) for work in works(selection))


def _item(work: Work) -> dict[str, Any]:
    """The variables that have a value."""
    values = {name: _without_tags(value) for name, value in _variables(work).items() if value}
    return {"id": work.key} | values


def _without_tags(value: Any) -> Any:
    return _TAG.sub("＜", value) if isinstance(value, str) else value


def _variables(work: Work) -> dict[str, Any]:
    return {
        "type": "chapter" if work.container else "webpage" if work.url else "document",
        "title": work.title,
        "author": [_author(work)] if work.author else [],
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


def _author(work: Work) -> dict[str, str]:
    if work.name:
        return dict(zip(("family", "given"), map(_without_tags, work.name), strict=True))
    return {"literal": _without_tags(work.author)}


def _issued(date: Date) -> dict[str, Any]:
    issued: dict[str, Any] = {"date-parts": [numbers for numbers in date.parts() if numbers]}
    return issued if date.exact else issued | {"circa": True}


def timelinejs(selection: Selection) -> Iterator[str]:
    """One object: a title slide, the events, the eras of the library."""
    settings = selection.store.settings()
    title = {"text": _slide_text(settings.title, settings.subtitle)}
    yield f'{{"title": {document(title)},\n"events": ['
    separator = ""
    for event in selection.events():
        yield f"{separator}\n{document(_slide(selection, event))}"
        separator = ","
    spans = [
        {
            "start_date": _day(map(int, era.earliest.split("-"))),
            "end_date": _day(map(int, era.latest.split("-"))),
            "text": {"headline": _html(era.title)},
        }
        for era in settings.eras
    ]
    yield f'],\n"eras": {document(spans)}}}\n'


def _slide(selection: Selection, event: Event) -> dict[str, Any]:
    """An event. What its date means is written out unless it is a certain day."""
    date = parse_date(event.date)
    first, last = date.parts()
    sources = "<br>".join(map(_html, selection.sources(event.cite)))
    text = _slide_text(marked(event.title, event.origin), event.summary)
    slide: dict[str, Any] = {
        "unique_id": event.id.replace("/", "-"),
        "start_date": _day(first or last),
        "text": text | {"text": f"<p>{text['text']}</p><p><small>{sources}</small></p>"},
        "group": event.type,
        "autolink": False,
    }
    if first and last:
        slide["end_date"] = _day(last)
    if not date.is_day:
        slide["display_date"] = date.display()
    return slide


def _slide_text(headline: str, text: str) -> dict[str, str]:
    return {"headline": _html(headline), "text": _html(text)}


def _html(text: str) -> str:
    return html.escape(one_line(text), quote=False)


def _day(numbers: Iterable[int]) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), numbers, strict=False))
