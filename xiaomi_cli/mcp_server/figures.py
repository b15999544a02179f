"""The tool `figures`: the values of a measure, or the numbers that statements give of anything."""

from collections.abc import Iterator
from functools import partial

import msgspec

from xiaomi_cli.index.store import Entry
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Draft, Drafts, nothing
from xiaomi_cli.mcp_server.drafts import of_point, statements, summary, telling
from xiaomi_cli.mcp_server.lookup import Meant, figure_called, found, text_at
from xiaomi_cli.mcp_server.searching import hits_for
from xiaomi_cli.mcp_server.sight import Sight
from xiaomi_cli.mcp_server.written import edtf, span
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.records import Figure, decode


def figures(sight: Sight, asked: arguments.Figures) -> Drafts:
    """The values of a figure within a span; of anything else the numbers in statements about it."""
    name = asked.name.strip()
    if not name:
        listed = sight.store.of_kind("figure")
        return Drafts(drafts=[summary(entry) for entry in listed])
    figure = figure_called(sight, name)
    meant = Meant(figure) if figure else found(sight, name)
    if meant.entry is None:
        return nothing(f"numbers of {name}")
    record = decode(meant.entry.json)
    if isinstance(record, Figure):
        drafts = [of_point(meant.entry, record, point) for point in record.points]
    else:
        drafts = list(_numbers(sight, meant.entry))
    start, end = edtf(asked.start), edtf(asked.end)
    within = [draft for draft in drafts if _touches(draft.date, start, end)]
    if within:
        return Drafts(drafts=within, note=meant.note)
    hits, _ = hits_for(sight, name, ["figure"]) if not drafts else ([], "")
    if not hits:
        return nothing(
            " ".join(filter(None, [f"numbers of {meant.entry.title}", span(start, end)]))
        )
    note = f"No figure is called {shorten(name)}; these are the nearest."
    return Drafts(drafts=[partial(telling, hit.entry, hit.snippet) for hit in hits], note=note)


def _numbers(sight: Sight, entry: Entry) -> Iterator[Draft]:
    """Statements anywhere that type a number of a record, each once."""
    amounts = sight.store.quantities_of(entry.id)
    ids = [entry.id, *(amount.record for amount in amounts)]
    whole, visible = sight.whole.by_ids(ids), sight.store.by_ids(ids)
    once: dict[tuple[str, str], tuple[Draft, list[str]]] = {}
    for amount in amounts:
        if seen := visible.get(amount.record):
            text = text_at(whole[amount.record], amount.path)
            for draft in statements(seen):
                if draft.text == text:
                    once.setdefault((draft.at, text), (draft, []))[1].append(
                        f"{amount.measure}: {amount.text}"
                    )
    for draft, numbers in once.values():
        yield msgspec.structs.replace(draft, facts=draft.facts | {"numbers": "; ".join(numbers)})


def _touches(date: str, start: str, end: str) -> bool:
    """Whether a date is within a span; without a span every one is, dated or not."""
    if not date:
        return not start and not end
    earliest = parse_date(start).earliest if start else EARLIEST
    latest = parse_date(end).latest if end else LATEST
    moment = parse_date(date)
    return moment.latest >= earliest and moment.earliest <= latest
