"""iCalendar (RFC 5545): each event as days of a calendar, no sharper than it is known.

An event that is known to the day is an all-day event of that day. Any other covers all the days
that its date can mean, says so in its summary (`Title (about 2021)`), and does not make anybody
busy. The EDTF date stands in the description. An event that still goes on is put on its start.
"""

from collections.abc import Iterator
from datetime import timedelta

from xiaomi_cli.exports.date_parts import days, is_day
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import marked
from xiaomi_cli.model.edtf import display
from xiaomi_cli.model.records import Event
from xiaomi_cli.render.sanitize import lines

MAX_OCTETS = 75  # of a line, without its end


def render(selection: Selection) -> Iterator[str]:
    """The calendar; UIDs and stamps change only when the library does."""
    settings = selection.store.settings()
    stamp = _digits(_revised(selection))
    yield _line("BEGIN", "VCALENDAR")
    yield _line("VERSION", "2.0")
    yield _line("PRODID", "-//xiaomi-cli//xiaomi export//EN")
    yield _line("CALSCALE", "GREGORIAN")
    yield _line("X-WR-CALNAME", _text(settings.title))
    for event in selection.events():
        yield _line("BEGIN", "VEVENT")
        yield _line("UID", _text(f"{event.id}@{settings.subject or 'library'}"))
        yield _line("DTSTAMP", f"{stamp}T000000Z")
        yield from _when(event)
        if event.themes:
            yield _line("CATEGORIES", ",".join(map(_text, event.themes)))
        yield _line("DESCRIPTION", _text(_description(selection, event)))
        yield _line("END", "VEVENT")
    yield _line("END", "VCALENDAR")


def _revised(selection: Selection) -> str:
    """The day that stands for the last revision of the library: that of its newest source."""
    sources = selection.store.of_kind("source")
    return max(["1970-01-01", *(source.earliest for source in sources if source.earliest)])


def _when(event: Event) -> Iterator[str]:
    first, last = days(event.date)
    said = "" if is_day(event.date) else f" ({display(event.date)})"
    yield _line("DTSTART;VALUE=DATE", _digits(first.isoformat()))
    yield _line("DTEND;VALUE=DATE", _digits((last + timedelta(days=1)).isoformat()))
    yield _line("SUMMARY", _text(marked(event.title, event.origin) + said))
    yield _line("TRANSP", "TRANSPARENT")


def _description(selection: Selection, event: Event) -> str:
    date = f"Date: {display(event.date)} (EDTF {event.date})"
    sources = [f"Source: {source}" for source in selection.sources(event.cite)]
    disputes = [f"Disputed: {dispute}" for dispute in event.disputes]
    return "\n".join([event.summary, date, *disputes, *sources, event.id])


def _digits(day: str) -> str:
    return day.replace("-", "")


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
