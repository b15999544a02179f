"""The five tools, and a library that answers calls of them. Knows no protocol."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import through
from xiaomi_cli.mcp_server import asking
from xiaomi_cli.mcp_server.answer import Answer, Views, page
from xiaomi_cli.mcp_server.asking import ToolError, date_of, meant, one_of
from xiaomi_cli.mcp_server.statements import (
    Draft,
    Found,
    nothing,
    of_claim,
    of_point,
    saying,
    statements,
    summary,
)
from xiaomi_cli.model.claims import numbered
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.locators import Citation, parse_citation
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.record_parts import quantity_text
from xiaomi_cli.model.records import Figure, decode
from xiaomi_cli.queries.comparison import compare, shortened
from xiaomi_cli.queries.record_details import Reference, cited_references, statement
from xiaomi_cli.queries.resolve import UnclearNameError
from xiaomi_cli.queries.timeline import era_named, events_of
from xiaomi_cli.queries.timeline import timeline as events_in
from xiaomi_cli.search.dates_and_figures import DateError
from xiaomi_cli.search.search import Hit
from xiaomi_cli.search.search import search as look_for

_MOST_HITS = 20
_MOST_MENTIONS = 10  # events that words which name nothing lead to
_MOST_CELLS = 4  # of one side of a comparison under one aspect; show of the record has all
_MOST_QUESTIONS = 16  # whose answers are kept, for the next page of one
_MOST_REFERENCES = 1024
_MOST_SIGHTS = 8  # days that are remembered; each keeps the ids of what can be seen


def search(store: Store, asked: asking.Search) -> Found:
    """The statements that best answer a query, one of each record; or all records of a kind."""
    query, kind = asked.query.strip(), one_of("kind", asked.kind, store.counts())
    if not query and not kind:
        raise ToolError("search takes a query, a kind, or both")
    listed = store.of_kind(kind) if kind else []
    if chosen := [entry for entry in listed if query.lower() in {"", entry.subtype}]:
        return Found([partial(summary, entry) for entry in chosen])
    hits, note = _hits(store, query, kind)
    return _telling(hits, note) if hits else nothing(query)


def _telling(hits: list[Hit], note: str) -> Found:
    return Found([partial(saying, hit.entry, hit.snippet) for hit in hits], note)


def _hits(store: Store, query: str, kind: str) -> tuple[list[Hit], str]:
    """What speaks of all words, else of those that the library has, and what to say of that.

    The title of a web page is no statement unless pages are asked for.
    """
    found = look_for(store, query, [kind] if kind else [], _MOST_HITS)
    hits = [hit for hit in found.hits if kind or hit.entry.subtype != "page"]
    if found.corrected:
        return hits, f"Nothing for {shorten(query)}; this is for {found.corrected!r}."
    known = [word for word in query.split() if word.lower() not in found.unknown]
    if hits or not found.unknown or not known or len(known) == len(query.split()):
        return hits, ""
    hits, _ = _hits(store, rest := " ".join(known), kind)
    unknown = " ".join(found.unknown)
    return hits, f"The library says nothing about {unknown!r}; this is only for {rest!r}."


def show(store: Store, asked: asking.Show) -> Found:
    """Every statement of a record, of one address, or that rests on a paragraph of a source."""
    if "¶" in asked.name:
        return _resting(store, parse_citation(asked.name.strip().removeprefix("source/")))
    name, _, fragment = asked.name.partition("#")
    entry, own, note = meant(store, name)
    if entry is None:
        return nothing(asked.name)
    told = statements(entry)
    if fragment := fragment or own:
        one = statement(store, entry, fragment)
        at = str(one.address)
        field = Draft(at, entry.name, fragment, one.claim, {})
        return Found([next((draft for draft in told if draft.at == at), field)], note)
    if entry.kind != "source":
        return Found(told, note)
    rest = _resting(store, Citation(entry.id.removeprefix("source/"), 0, 0))
    return Found([*told, *rest.drafts], note)


def _resting(store: Store, citation: Citation) -> Found:
    """What rests on a source, or on a run of its paragraphs, in its order."""
    cited = store.resting_on(citation.source_id, citation.first, citation.last or 10**9)
    if not cited:
        meant(store, citation.source_id)  # or say that there is no such source
        return nothing(str(citation))
    records = store.by_ids(row.record for row in cited)
    said = dict.fromkeys((row.record, row.text) for row in cited)
    return Found([partial(saying, records[record], text) for record, text in said])


def timeline(store: Store, asked: asking.Timeline) -> Found:
    """Events about a theme, an era, a record or a date, within a span, in the order of time."""
    about, start, end = asked.about.strip(), date_of(asked.start), date_of(asked.end)
    theme = about.lower() if about.lower() in store.all_themes() else ""
    among: set[str] | None = None
    note = ""
    if era := era_named(store, about) if about and not theme else None:
        start, end = start or era.earliest, end or era.latest
    elif about and not theme:
        try:
            day = date_of(about)
        except DateError:
            among, note = _events_about(store, about)
        else:
            start, end = start or day, end or day
    events = events_in(store, start=start, end=end, theme=theme, major=asked.major)
    chosen = [event for event in events if among is None or event.id in among]
    if not chosen:
        return nothing(f"events {about}".strip() + _span(start, end))
    return Found([partial(summary, event) for event in chosen], note)


def _events_about(store: Store, about: str) -> tuple[set[str], str]:
    """The events tied to the record of a name; where there is none, those that speak of it."""
    try:
        entry, _, note = meant(store, about)
    except (UnclearNameError, ToolError):
        hits, _ = _hits(store, about, "event")
        if not hits:
            raise
        note = f"No single record is called {shorten(about)}; these events mention it."
        return {hit.entry.id for hit in hits[:_MOST_MENTIONS]}, note
    return events_of(store, entry) if entry else set(), note


def side_by_side(store: Store, asked: asking.Compare) -> Found:
    """The aspects on which every side has something to say first. Raises NotComparableError."""
    theme = one_of("theme", asked.theme, store.all_themes())
    whole = compare(store, [name.strip() for name in asked.names], theme)
    (sides, aspects), left_out = shortened(whole, _MOST_CELLS)
    cells = [(name, side, cell) for name, row in aspects
             for side, some in zip(sides, row, strict=True) for cell in some]  # fmt: skip
    records = store.by_ids(cell.at.partition("#")[0] for _, _, cell in cells)
    drafts = [
        Draft(
            cell.at, records[cell.at.partition("#")[0]].name, f"{name}: {side.title}",
            replace(cell.claim, by=cell.claim.by or cell.by), {},
        )
        for name, side, cell in cells
    ]  # fmt: skip
    note = f"{left_out} further statements: show each of the records." if left_out else ""
    return Found(drafts, note)


def figures(store: Store, asked: asking.Figures) -> Found:
    """The values of a figure within a span; of anything else the numbers in statements about it."""
    name, start, end = asked.name.strip(), date_of(asked.start), date_of(asked.end)
    if not name:
        return Found([partial(summary, entry) for entry in store.of_kind("figure")])
    entry, _, note = meant(store, name, "figure")
    if entry is None:
        return nothing(f"numbers of {name}")
    record = decode(entry.json)
    if isinstance(record, Figure):
        drafts = [of_point(entry, record, point) for point in record.points]
    else:
        drafts = list(_numbers(store, entry))
    if within := [draft for draft in drafts if _touches(draft.claim.date, start, end)]:
        return Found(within, note)
    hits, _ = _hits(store, name, "figure") if not drafts else ([], "")
    if not hits:
        return nothing(f"numbers of {entry.title}" + _span(start, end))
    note = f"No figure is called {shorten(name)}; these are the nearest."
    return _telling(hits, note)


def _numbers(store: Store, entry: Entry) -> Iterator[Draft]:
    """Statements anywhere that type a number of a record, each once."""
    records = store.by_ids([entry.id, *store.counting(entry.id)])
    for home in records.values():
        for path, claim in numbered(decode(home.json)):
            numbers = [
                f"{quantity.measure}: {quantity_text(quantity)}"
                for quantity in claim.quantities
                if (quantity.of or home.id) == entry.id and not claim.home
            ]
            if numbers:
                facts = {"numbers": "; ".join(numbers)}
                yield of_claim(home, claim, path.key or path.field, facts)


def _touches(date: str, start: str, end: str) -> bool:
    """Whether a date is within a span; without a span every one is, dated or not."""
    if not date or not (start or end):
        return not start and not end
    earliest = parse_date(start).earliest if start else EARLIEST
    latest = parse_date(end).latest if end else LATEST
    moment = parse_date(date)
    return moment.latest >= earliest and moment.earliest <= latest


def _span(start: str, end: str) -> str:
    """A span in words; nothing if it has neither end."""
    return f" from {start or 'the start'} to {end or 'the end'}" if start or end else ""


class Tool(NamedTuple):
    """What a tool is for, what it takes, and what it finds."""

    says: str
    arguments: type[asking.Asked]
    find: Callable[[Store, Any], Found]


TOOLS = {
    "search": Tool(
        "Statements on any words; kind alone (event, promise, dispute, lesson, …) lists it",
        asking.Search, search,
    ),
    "show": Tool("All statements of a record, or one statement", asking.Show, show),
    "timeline": Tool("Events in order", asking.Timeline, timeline),
    "compare": Tool(
        "Companies, ideas, figures, sources, years or eras side by side",
        asking.Compare, side_by_side,
    ),
    "figures": Tool(
        "Values of a measure, or the numbers about a product, company or event",
        asking.Figures, figures,
    ),
}  # fmt: skip


class Library:
    """A library that answers calls. It only reads."""

    def __init__(self, store: Store) -> None:
        self._whole = store

        def reference(cite: str) -> Reference | None:
            return cited_references(store, [cite]).get(cite)

        def found(tool: str, seen: Store, asked: asking.Asked) -> Found:
            return TOOLS[tool].find(seen, asked)

        self._reference = lru_cache(maxsize=_MOST_REFERENCES)(reference)
        self._seen = lru_cache(maxsize=_MOST_SIGHTS)(lambda lens: through(store, lens))
        self._found = lru_cache(maxsize=_MOST_QUESTIONS)(found)

    def answer(self, tool: str, given: dict[str, Any] | None) -> Answer:
        """The page that a call asks for. Raises what `asking.EXPECTED` lists."""
        asked = asking.read(TOOLS[one_of("tool", tool or "?", TOOLS)].arguments, given)
        seen = self._seen(asked.lens)
        question = replace(asked, cursor="")
        found = self._found(tool, seen, question)
        told = tool + msgspec.json.encode(question).decode()
        return page(Views(seen, self._whole, self._reference), found, told, asked.cursor)
