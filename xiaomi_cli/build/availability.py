"""From which day a reader could have known a statement, so that `--as-of` can hide hindsight.

A dated fact is known from its date (or from `as_of`, when it was published later); what is undated,
an opinion or a forecast is known from the day the last of its sources was out. A fact of an event
without a date of its own has the event's.
"""

from xiaomi_cli.library.statements import Statement
from xiaomi_cli.model.citation import parse_citation
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.fields import DATES_CLAIMS, date_of
from xiaomi_cli.model.records import Dispute, Source

DATED = frozenset({"fact", "account", "promise", "reported"})


def known_from(statement: Statement, published: dict[str, str]) -> str:
    """ISO day; `published` gives each source's EDTF date by id. Unknown dates count as today's."""
    record = statement.placed.record
    if isinstance(record, Source):
        return _out(record.published)
    if statement.as_of:
        return parse_date(statement.as_of).latest
    out = max(  # a sentence that joins sources could be written when the last of them was out
        (_out(published.get(parse_citation(c).source_id, "")) for c in statement.cite),
        default=EARLIEST if isinstance(record, Dispute) else LATEST,  # its positions tell
    )
    if statement.type not in DATED:
        return out
    date = statement.date
    if not date and statement.path.field == "claims":
        date = date_of(record, DATES_CLAIMS)
    if not date:
        return out
    earliest, latest = parse_date(date).bounds
    if latest == LATEST:  # still going on: an event is known from its start, a count when published
        return out if statement.type == "reported" else earliest
    return out if earliest == EARLIEST else latest


def _out(published: str) -> str:
    if not published:
        return LATEST
    earliest, latest = parse_date(published).bounds
    return earliest if latest == LATEST else latest
