"""From which day a reader could have known a statement, so that `--as-of` can hide hindsight.

A dated fact is known from its date (or from `as_of`, when it was published later); what is undated,
an opinion or a forecast is known from the day the last of its sources was out. A fact of an event
without a date of its own has the event's.
"""

from xiaomi_cli.library.statements import Statement
from xiaomi_cli.model.citation import parse_citation
from xiaomi_cli.model.edtf import EARLIEST, LATEST, bounds
from xiaomi_cli.model.records import Dispute, Event, Promise, Source

DATED = frozenset({"fact", "account", "promise", "reported"})


def known_from(statement: Statement, published: dict[str, str]) -> str:
    """ISO day; `published` gives each source's EDTF date by id. Unknown dates count as today's."""
    record = statement.placed.record
    if isinstance(record, Source):
        return _out(record.published)
    if statement.as_of:
        return bounds(statement.as_of).latest
    out = max(  # a sentence that joins sources could be written when the last of them was out
        (_out(published.get(parse_citation(c).source_id, "")) for c in statement.cite),
        default=EARLIEST if isinstance(record, Dispute) else LATEST,  # its positions tell
    )
    if statement.type not in DATED:
        return out
    date = statement.date
    if not date and isinstance(record, Event):
        date = record.date
    if not date and isinstance(record, Promise) and statement.path.field == "claims":
        date = record.made
    if not date:
        return out
    earliest, latest = bounds(date)
    if latest == LATEST:  # still going on: an event is known from its start, a count when published
        return out if statement.type == "reported" else earliest
    return out if earliest == EARLIEST else latest


def _out(published: str) -> str:
    if not published:
        return LATEST
    earliest, latest = bounds(published)
    return earliest if latest == LATEST else latest
