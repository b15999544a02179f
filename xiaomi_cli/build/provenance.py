"""What its sources make of a statement: from which day it is known, and whose voices bear it.

Two clocks. `known` is the day by which something had happened, was said or planned: a dated fact
is known from its date (or from `as_of`), what is undated, an opinion or a forecast from the day
the last of its sources was out, and none before the last day that its own text names, unless it is
a plan: a plan may name the future. `published` is the day by which all its sources were out.
A fact of an event or promise without a date of its own has the date of that. What still goes on is
known once it had begun, and the summary of a promise, which is a verdict, once it was judged.

What the company says and what retells it (a profile, a review of the founder's book, a summary of
its finance chief) is one voice, `company`, so that retellings are not counted as independent. Each
outside author or publisher is a voice of its own.
"""

from collections.abc import Iterable

from xiaomi_cli.index.store import COMPANY_VOICE
from xiaomi_cli.library.statements import Statement
from xiaomi_cli.model.claims import SUMMARY
from xiaomi_cli.model.dates import EARLIEST, LATEST, Bounds, mentions, parse_date
from xiaomi_cli.model.fields import date_of
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.records import Dispute, Event, Framework, Promise, Record, Source

DATED = frozenset({"fact", "account", "promise", "reported"})
PLANS = frozenset({"promise", "forecast", "target"})  # types and bases of what names the future


def known_from(statement: Statement, out: str) -> str:
    """The ISO day from which a statement is known; `out`: by when all its sources were."""
    if isinstance(statement.placed.record, Source):
        return out
    date = _date(statement)
    day = _told(statement, date, out)
    if statement.type in PLANS:
        return day
    periods = [q.period for q in statement.quantities if q.period and q.basis not in PLANS]
    return _after(day, [*mentions(statement.text), *(parse_date(p).bounds for p in periods)], date)


def published_by(statement: Statement, published: dict[str, str]) -> str:
    """The ISO day by which every source of a statement was out; `published`: EDTF dates by id."""
    record = statement.placed.record
    if isinstance(record, Source):
        return _out(record.published)
    return max(
        (_out(published.get(parse_citation(c).source_id, "")) for c in statement.cite),
        default=EARLIEST if isinstance(record, Dispute) else LATEST,  # its positions tell
    )


def record_known_from(record: Record) -> str:
    """The ISO day before which nothing of a record can be shown: not even its title."""
    if isinstance(record, Source):
        return _out(record.published)
    date = date_of(record)
    has_day = date and isinstance(record, Event | Promise | Framework)
    day = _begun(date) if has_day else EARLIEST
    if isinstance(record, Promise) or (isinstance(record, Event) and record.type == "target"):
        return day
    texts = [record.title]
    if isinstance(record, Dispute):
        texts += [record.question, record.verdict]
    return _after(day, (found for text in texts for found in mentions(text)), date)


def _after(day: str, named: Iterable[Bounds], date: str) -> str:
    """A day, or the last one that texts name; not the year or month that their own date lies in."""
    own = parse_date(date).bounds if date else Bounds(EARLIEST, LATEST)
    others = (m for m in named if m.earliest > own.earliest or own.latest > m.latest)
    return max([day, *map(_last, others)])


def _told(statement: Statement, date: str, out: str) -> str:
    record = statement.placed.record
    told = statement.as_of
    if isinstance(record, Promise) and statement.path == SUMMARY:
        told = record.judged
    if told:
        return parse_date(told).latest
    if statement.type not in DATED or not date:
        return out
    earliest, latest = parse_date(date).bounds
    is_count = latest == LATEST and statement.type == "reported"  # known when it was published
    return out if earliest == EARLIEST or is_count else _begun(date)


def _date(statement: Statement) -> str:
    record = statement.placed.record
    of_promise = isinstance(record, Promise) and statement.path.field == "claims"
    if not statement.date and (isinstance(record, Event) or of_promise):
        return date_of(record)
    return statement.date


def _begun(date: str) -> str:
    """The last day of a date; of one without an end, of its beginning."""
    latest = parse_date(date).latest
    return parse_date(date.partition("/")[0]).latest if latest == LATEST else latest


def _last(found: Bounds) -> str:
    return found.earliest if found.latest == LATEST else found.latest


def _out(published: str) -> str:
    return _last(parse_date(published).bounds) if published else LATEST


def voice(source: Source) -> str:
    """Whose voice a source is: `company`, or `outside:` and who it is."""
    if source.voice in {"company", "promotional"}:
        return COMPANY_VOICE
    name = source.publisher or source.author or source.id
    return "outside:" + name.split(" (")[0].split(" via ")[0].replace(" ", "-").lower()
