"""TimelineJS 3: its JSON, with texts as escaped HTML and dates at their real precision."""

import html
from collections.abc import Iterator
from typing import Any

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import marked
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.records import Event
from xiaomi_cli.render.json_text import document
from xiaomi_cli.render.sanitize import one_line

UNITS = ("year", "month", "day")


def render(selection: Selection) -> Iterator[str]:
    """One object: a title slide, the events, the eras of the library."""
    settings = selection.store.settings()
    title = _text_of(settings.title, settings.subtitle)
    yield f'{{"title": {document({"text": title})},\n"events": ['
    separator = ""
    for event in selection.events():
        yield f"{separator}\n{document(_slide(selection, event))}"
        separator = ","
    spans = [
        {
            "start_date": _date(_numbers(era.earliest)),
            "end_date": _date(_numbers(era.latest)),
            "text": {"headline": _html(era.title)},
        }
        for era in settings.eras
    ]
    yield f'],\n"eras": {document(spans)}}}\n'


def _slide(selection: Selection, event: Event) -> dict[str, Any]:
    """An event. What its date means is written out unless it is a certain day."""
    date = parse_date(event.date)
    first, last = date.parts()
    sources = "".join(f"<br>{_html(source)}" for source in selection.sources(event.cite))
    text = _text_of(marked(event.title, event.origin), event.summary)
    slide: dict[str, Any] = {
        "unique_id": event.id.replace("/", "-"),
        "start_date": _date(first or last),
        "text": text | {"text": f"<p>{text['text']}</p><p><small>{sources[4:]}</small></p>"},
        "group": event.type,
        "autolink": False,
    }
    if first and last:
        slide["end_date"] = _date(last)
    if not date.is_day:
        slide["display_date"] = date.display()
    return slide


def _text_of(headline: str, text: str) -> dict[str, str]:
    return {"headline": _html(headline), "text": _html(text)}


def _html(text: str) -> str:
    return html.escape(one_line(text), quote=False)


def _date(numbers: list[int]) -> dict[str, int]:
    return dict(zip(UNITS, numbers, strict=False))


def _numbers(day: str) -> list[int]:
    return [int(number) for number in day.split("-")]
