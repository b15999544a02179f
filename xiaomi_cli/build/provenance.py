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

from collections.abc import Iterable, Iterator

from xiaomi_cli.index.store import COMPANY_VOICE
from xiaomi_cli.library.statements import Statement
from xiaomi_cli.model.claims import SUMMARY
from xiaomi_cli.model.dates import EARLIEST, LATEST, Bounds, mentions, parse_date
from xiaomi_cli.model.fields import date_of
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.records import Dispute, Event, Framework, Promise, Record, Source

DATED = frozenset({"fact", "account", "promise", "reported"})
PLANS = frozenset({"promise", "forecast", "target"})  # types and bases of what names the future


def known_from(statement: Statement, published: dict[str, str]) -> str:
    """ISO day; `published` gives each source's EDTF date by id. Unknown dates count as today's."""
    day = _known(statement, published)
    if statement.type in PLANS or isinstance(statement.placed.record, Source):
        return day
    own = parse_date(date).bounds if (date := _date(statement)) else None
    periods = [q.period for q in statement.quantities if q.period and q.basis not in PLANS]
    named = [*mentions(statement.text), *(parse_date(p).bounds for p in periods)]
    return max([day, *(_last(found) for found in named if not _within(own, found))])


def published_by(statement: Statement, published: dict[str, str]) -> str:
    """The ISO day by which every source of a statement was out."""
    record = statement.placed.record
    if isinstance(record, Source):
        return _out(record.published)
    return max(
        (_out(published.get(parse_citation(c).source_id, "")) for c in statement.cite),
        default=EARLIEST if isinstance(record, Dispute) else LATEST,  # its positions tell
    )


def record_known_from(record: Record) -> str:
    """The ISO day before which nothing of a record can be shown: not even its title."""
    day = EARLIEST
    if isinstance(record, Source):
        return _out(record.published)
    if isinstance(record, Event | Promise | Framework) and (date := date_of(record)):
        day = _begun(date)
    texts = [record.title]
    if isinstance(record, Dispute):
        texts += [record.question, record.verdict]
    is_plan = isinstance(record, Promise) or (isinstance(record, Event) and record.type == "target")
    return day if is_plan else max([day, *map(_last, _foreign(texts, date_of(record)))])


def _foreign(texts: Iterable[str], date: str) -> Iterator[Bounds]:
    own = parse_date(date).bounds if date else None
    return (found for text in texts for found in mentions(text) if not _within(own, found))


def _within(own: Bounds | None, mention: Bounds) -> bool:
    """Whether a text names but the year or month that its own date lies in."""
    return own is not None and mention.earliest <= own.earliest and own.latest <= mention.latest


def _known(statement: Statement, published: dict[str, str]) -> str:
    record = statement.placed.record
    if isinstance(record, Source):
        return _out(record.published)
    told = statement.as_of
    if isinstance(record, Promise) and statement.path == SUMMARY:
        told = record.judged
    if told:
        return parse_date(told).latest
    # A sentence that joins sources could be written when the last of them was out.
    out = published_by(statement, published)
    if statement.type not in DATED:
        return out
    date = _date(statement)
    if not date:
        return out
    earliest, latest = parse_date(date).bounds
    if earliest == EARLIEST or (latest == LATEST and statement.type == "reported"):
        return out  # a count is known when published
    return _begun(date)


def _date(statement: Statement) -> str:
    record = statement.placed.record
    of_promise = isinstance(record, Promise) and statement.path.field == "claims"
    if not statement.date and (isinstance(record, Event) or of_promise):
        return date_of(record)
    return statement.date


def _last(found: Bounds) -> str:
    return found.earliest if found.latest == LATEST else found.latest


def _begun(date: str) -> str:
    """The last day of a date; of one without an end, of its beginning."""
    latest = parse_date(date).latest
    return parse_date(date.partition("/")[0]).latest if latest == LATEST else latest


def _out(published: str) -> str:
    if not published:
        return LATEST
    earliest, latest = parse_date(published).bounds
    return earliest if latest == LATEST else latest


def voice(source: Source) -> str:
    """Whose voice a source is: `company`, or `outside:` and who it is."""
    if source.voice in {"company", "promotional"}:
        return COMPANY_VOICE
    name = source.publisher or source.author or source.id
    return "outside:" + name.split(" (")[0].split(" via ")[0].replace(" ", "-").lower()
