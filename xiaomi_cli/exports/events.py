"""Events as other programs draw them: iCalendar, TimelineJS 3, Mermaid's `timeline`.

An event of a calendar (RFC 5545) that is known to the day is an all-day event of that day. Any
other covers all the days that its date can mean and says so in its summary (`Title (about June
2021)`); one that could cover more than a quarter would be a banner over everything else, and is put
on its first day, or on its start if it still goes on. Nobody is made busy. A revised event has
another DTSTAMP, which without METHOD says when it was last revised (3.8.7.2). Nobody notes that
moment, and the same library always gives the same bytes: its day is that of the newest source, its
time is made from what is said of the event.
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain, count, groupby
from typing import Any
from zlib import crc32

from xiaomi_cli.exports.selection import Selection, json_array
from xiaomi_cli.index.store import marked
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.records import Event
from xiaomi_cli.queries.timeline import by_era
from xiaomi_cli.render.sanitize import document, lines, one_line

HEADER = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//xiaomi-cli//xiaomi export//EN\r\n"
    "CALSCALE:GREGORIAN\r\n"
)
MAX_OCTETS = 75  # of a line of a calendar, without its end
LONGEST = timedelta(days=92)  # that an event of a calendar covers; a quarter fits
_FIRST, _LAST = "0001-01-01", "9999-12-31"  # the days that have a date
_DAY = timedelta(days=1)
# What could end a text of Mermaid, start a comment or become markup; written as its `#code;`.
_SIGNIFICANT = re.compile('[#:;%{}<>&"`]')
OUTSIDE = "Other years"  # a section of Mermaid can only be ended by another one


def icalendar(selection: Selection) -> Iterator[str]:
    """The calendar; UIDs and stamps change only when the library does."""
    sources = selection.store.of_kind("source")
    newest = _in_calendar(max(["1970-01-01", *(s.earliest for s in sources if s.earliest)]))
    midnight, scope = datetime(newest.year, newest.month, newest.day), selection.scope()
    yield HEADER
    yield _line("X-WR-CALNAME", _text(selection.store.settings().title))
    for event in selection.events():
        said = "".join(_said(selection, event))
        stamp = f"{midnight + crc32(said.encode()) % 86400 * timedelta(seconds=1):%Y%m%dT%H%M%SZ}"
        yield "BEGIN:VEVENT\r\n"
        yield _line("UID", _text(f"{event.id}@{scope}"))
        yield _line("DTSTAMP", stamp)
        yield _line("LAST-MODIFIED", stamp)
        yield f"{said}END:VEVENT\r\n"
    yield "END:VCALENDAR\r\n"


def _said(selection: Selection, event: Event) -> Iterator[str]:
    """The lines that tell of an event."""
    when = parse_date(event.date)
    start, end = when.first or when.last, when.last or when.first
    assert start and end
    first, last = _in_calendar(start.bounds.earliest), _in_calendar(end.bounds.latest)
    vague = "" if when.is_day else f" ({when.display()})"
    disputes = [f"Disputed: {dispute}" for dispute in event.disputes]
    sources = [f"Source: {source}" for source in selection.sources(event.cite)]
    dated = f"Date: {when.display()} (EDTF {event.date})"
    yield _line("DTSTART;VALUE=DATE", _digits(first))
    if first < last < first + LONGEST:  # of a single day the start is enough
        yield _line("DTEND;VALUE=DATE", _digits(min(last, date.max - _DAY) + _DAY))
    yield _line("SUMMARY", _text(marked(event.title, event.origin) + vague))
    yield _line("TRANSP", "TRANSPARENT")
    if event.themes:
        yield _line("CATEGORIES", ",".join(map(_text, event.themes)))
    described = [event.summary, dated, *disputes, *sources, event.id]
    yield _line("DESCRIPTION", _text("\n".join(described)))


def _in_calendar(day: str) -> date:
    return date.fromisoformat(min(max(day, _FIRST), _LAST))


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """A value of the type TEXT."""
    return re.sub(r"[\\;,]", r"\\\g<0>", lines(value)).replace("\n", "\\n")


def _line(name: str, value: str) -> str:
    """A content line, folded between characters so that no line has more than 75 octets."""
    folded, used = [], 0
    for char in f"{name}:{value}":
        size = len(char.encode())
        if used + size > MAX_OCTETS:
            folded.append("\r\n ")
            used = 1
        folded.append(char)
        used += size
    return "".join(folded) + "\r\n"


def timelinejs(selection: Selection) -> Iterator[str]:
    """One object: a title slide, the events, the eras of the library; texts are escaped HTML."""
    settings = selection.store.settings()
    title = {"headline": _html(settings.title), "text": _html(settings.subtitle)}
    eras = [
        {
            "start_date": _day(map(int, era.earliest.split("-"))),
            "end_date": _day(map(int, era.latest.split("-"))),
            "text": {"headline": _html(era.title)},
        }
        for era in settings.eras
    ]
    yield f'{{"title": {document({"text": title})},\n"events": '
    yield from json_array(document(_slide(selection, event)) for event in selection.events())
    yield f',"eras": {document(eras)}}}\n'


def _slide(selection: Selection, event: Event) -> dict[str, Any]:
    """An event. What its date means is written out unless it is a certain day."""
    when = parse_date(event.date)
    first, last = when.parts()
    headline = _html(marked(event.title, event.origin))
    sources = "<br>".join(map(_html, selection.sources(event.cite)))
    text = f"<p>{_html(event.summary)}</p><p><small>{sources}</small></p>"
    return {
        "unique_id": event.id.replace("/", "-"),
        "start_date": _day(first or last),
        "text": {"headline": headline, "text": text},
        "group": event.type,
        "autolink": False,
        **({"end_date": _day(last)} if first and last else {}),
        **({} if when.is_day else {"display_date": when.display()}),
    }


def _html(text: str) -> str:
    return html.escape(one_line(text), quote=False)


def _day(numbers: Iterable[int]) -> dict[str, int]:
    return dict(zip(("year", "month", "day"), numbers, strict=False))


def mermaid(selection: Selection) -> Iterator[str]:
    """A timeline: eras as sections, events under their dates; those of one date share its line."""
    settings = selection.store.settings()
    yield f"timeline\n    title {_mermaid_text(settings.title)}\n"
    taken: set[str] = set()
    for era, entries in by_era(selection.entries, settings.eras):
        if settings.eras:
            title = " ".join(one_line(era.title if era else OUTSIDE).split())
            # Mermaid gives each section all the events of its name.
            forms = chain([title], (f"{title} ({n})" for n in count(2)))
            section = next(form for form in forms if form not in taken)
            taken.add(section)
            yield f"    section {_mermaid_text(section)}\n"
        for when, group in groupby(entries, key=lambda entry: display_date(entry.date)):
            names = "".join(f" : {_mermaid_text(entry.name)}" for entry in group)
            yield f"        {when}{names}\n"


def _mermaid_text(text: str) -> str:
    return _SIGNIFICANT.sub(lambda match: f"#{ord(match[0])};", one_line(text))
