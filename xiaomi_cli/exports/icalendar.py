"""iCalendar (RFC 5545): each event as days of a calendar, no sharper than it is known.

An event that is known to the day is an all-day event of that day. Any other covers all the days
that its date can mean and says so in its summary (`Title (about June 2021)`); one that could cover
more than a quarter would be a banner over everything else, and is put on its first day. Nobody is
made busy. The EDTF date stands in the description. An event that still goes on is put on its start.

A revised event has another DTSTAMP, which without METHOD says when it was last revised (RFC 5545,
3.8.7.2). Nobody notes that moment, and the same library always gives the same bytes: its day is
that of the newest source, its time is made from what is said of the event. Whoever knows the moment
sets SOURCE_DATE_EPOCH. SEQUENCE, which counts the revisions of an organizer, is left out.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import marked
from xiaomi_cli.model.dates import Date, parse_date
from xiaomi_cli.model.records import Event
from xiaomi_cli.render.sanitize import lines

MAX_EPOCH = 11  # digits of seconds since 1970 that are a year of four
MAX_OCTETS = 75  # of a line, without its end
LONGEST = timedelta(days=92)  # that an event covers; a quarter fits
_FIRST, _LAST = "0001-01-01", "9999-12-31"  # the days that have a date
_DAY = 24 * 60 * 60  # seconds
_ONE_DAY = timedelta(days=1)


def render(selection: Selection) -> Iterator[str]:
    """The calendar; UIDs and stamps change only when the library does."""
    title, scope = selection.store.settings().title, selection.scope()
    newest = _newest_day(selection)
    yield _line("BEGIN", "VCALENDAR")
    yield _line("VERSION", "2.0")
    yield _line("PRODID", "-//xiaomi-cli//xiaomi export//EN")
    yield _line("CALSCALE", "GREGORIAN")
    yield _line("X-WR-CALNAME", _text(title))
    for event in selection.events():
        said = "".join(_said(selection, event))
        stamp = _stamp(newest, said)
        yield _line("BEGIN", "VEVENT")
        yield _line("UID", _text(f"{event.id}@{scope}"))
        yield _line("DTSTAMP", stamp)
        yield _line("LAST-MODIFIED", stamp)
        yield said
        yield _line("END", "VEVENT")
    yield _line("END", "VCALENDAR")


def _newest_day(selection: Selection) -> date:
    """The day of the library's newest source."""
    sources = selection.store.of_kind("source")
    return _in_calendar(max(["1970-01-01", *(s.earliest for s in sources if s.earliest)]))


def _stamp(day: date, said: str) -> str:
    """When what is said of an event was revised: another text, another time."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = (
        datetime.fromtimestamp(int(epoch), UTC)
        if epoch.isdecimal() and len(epoch) <= MAX_EPOCH
        else datetime(day.year, day.month, day.day) + timedelta(seconds=crc32(said.encode()) % _DAY)
    )
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _said(selection: Selection, event: Event) -> Iterator[str]:
    """The lines that tell of an event."""
    when = parse_date(event.date)
    first, last = _days(when)
    said = "" if when.is_day else f" ({when.display()})"
    yield _line("DTSTART;VALUE=DATE", _digits(first))
    if first < last < first + LONGEST:  # of a single day the start is enough
        yield _line("DTEND;VALUE=DATE", _digits(min(last, date.max - _ONE_DAY) + _ONE_DAY))
    yield _line("SUMMARY", _text(marked(event.title, event.origin) + said))
    yield _line("TRANSP", "TRANSPARENT")
    if event.themes:
        yield _line("CATEGORIES", ",".join(map(_text, event.themes)))
    yield _line("DESCRIPTION", _text(_description(selection, event)))


def _days(when: Date) -> tuple[date, date]:
    """The first and the last day a date can mean; of an open one, those of its known end."""
    first, last = when.first or when.last, when.last or when.first
    assert first and last
    return _in_calendar(first.bounds.earliest), _in_calendar(last.bounds.latest)


def _in_calendar(day: str) -> date:
    return date.fromisoformat(min(max(day, _FIRST), _LAST))


def _description(selection: Selection, event: Event) -> str:
    dated = f"Date: {parse_date(event.date).display()} (EDTF {event.date})"
    sources = [f"Source: {source}" for source in selection.sources(event.cite)]
    disputes = [f"Disputed: {dispute}" for dispute in event.disputes]
    return "\n".join([event.summary, dated, *disputes, *sources, event.id])


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """A value of the type TEXT."""
    value = lines(value)
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value


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
