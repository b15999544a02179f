"""The tool `figures`: the values of a measure, or the numbers that statements give of anything."""

from collections.abc import Iterator
from functools import partial

import msgspec

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Draft, Drafts, nothing
from xiaomi_cli.mcp_server.drafts import of_claim, of_point, summary, telling
from xiaomi_cli.mcp_server.lookup import Meant, figure_called, found
from xiaomi_cli.mcp_server.searching import hits_for
from xiaomi_cli.mcp_server.sight import date_of, span
from xiaomi_cli.model.claim_lists import numbered
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.records import Figure, decode, quantity_text


def figures(store: Store, asked: arguments.Figures) -> Drafts:
    """The values of a figure within a span; of anything else the numbers in statements about it."""
    name = asked.name.strip()
    if not name:
        listed = store.of_kind("figure")
        return Drafts(drafts=[summary(entry) for entry in listed])
    figure = figure_called(store, name)
    meant = Meant(figure) if figure else found(store, name)
    if meant.entry is None:
        return nothing(f"numbers of {name}")
    record = decode(meant.entry.json)
    if isinstance(record, Figure):
        drafts = [of_point(meant.entry, record, point) for point in record.points]
    else:
        drafts = list(_numbers(store, meant.entry))
    start, end = date_of(asked.start), date_of(asked.end)
    within = [draft for draft in drafts if _touches(draft.date, start, end)]
    if within:
        return Drafts(drafts=within, note=meant.note)
    hits, _ = hits_for(store, name, ["figure"]) if not drafts else ([], "")
    if not hits:
        return nothing(
            " ".join(filter(None, [f"numbers of {meant.entry.title}", span(start, end)]))
        )
    note = f"No figure is called {shorten(name)}; these are the nearest."
    return Drafts(drafts=[partial(telling, hit.entry, hit.snippet) for hit in hits], note=note)


def _numbers(store: Store, entry: Entry) -> Iterator[Draft]:
    """Statements anywhere that type a number of a record, each once."""
    records = store.by_ids([entry.id, *(amount.record for amount in store.quantities_of(entry.id))])
    for home in records.values():
        for path, claim in numbered(decode(home.json)):
            numbers = [
                f"{quantity.measure}: {quantity_text(quantity)}"
                for quantity in claim.quantities
                if (quantity.of or home.id) == entry.id and not claim.home
            ]
            if numbers:
                draft = of_claim(home, claim, path.key or path.field)
                yield msgspec.structs.replace(draft, facts={"numbers": "; ".join(numbers)})


def _touches(date: str, start: str, end: str) -> bool:
    """Whether a date is within a span; without a span every one is, dated or not."""
    if not date:
        return not start and not end
    earliest = parse_date(start).earliest if start else EARLIEST
    latest = parse_date(end).latest if end else LATEST
    moment = parse_date(date)
    return moment.latest >= earliest and moment.earliest <= latest
