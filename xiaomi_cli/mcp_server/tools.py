"""The five tools, and how a call of one is answered. Knows no protocol."""

from collections.abc import Collection
from functools import lru_cache
from itertools import chain
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from xiaomi_cli.index.store import Entry, NamedRecord, Store, lens
from xiaomi_cli.index.visibility import through
from xiaomi_cli.mcp_server.statements import Answer, Draft, Found, page, saying, statements, summary
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.locators import Citation, parse_citation
from xiaomi_cli.model.problem import expected, shorten, suggest
from xiaomi_cli.queries.comparison import compare, shortened
from xiaomi_cli.queries.record_details import statement
from xiaomi_cli.queries.resolve import UnclearNameError, UnknownNameError, resolve
from xiaomi_cli.queries.timeline import era_named, events_of, timeline
from xiaomi_cli.search.dates_and_figures import edtf
from xiaomi_cli.search.search import Hit, search

MOST_LETTERS = 2_000  # of all arguments of a call
_MOST_HITS = 20
_NEAREST = 6  # records that a name may have meant
_MOST_CELLS = 4  # of one side of a comparison under one aspect; show of the record has all


class ToolError(Exception):
    """A call that cannot be answered as it is; the message says what was expected."""


class Tool(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A call of a tool: what each takes. The docstring of a tool is what clients are told of it."""

    as_of: Annotated[str, Meta(description="EDTF; hide what is later")] = ""
    published_by: Annotated[str, Meta(description="hide what was published later")] = ""
    cursor: Annotated[int, Meta(ge=0)] = 0

    def found(self, store: Store) -> Found:
        """What the tool finds in a library as far as it may be seen."""
        raise NotImplementedError


def one_of(what: str, word: str, known: Collection[str]) -> str:
    """The word as it is known. Raises ToolError with the nearest."""
    plain = word.strip().lower()
    if plain not in known:
        near = expected(suggest(word, known), known)
        raise ToolError(f"there is no {what} {shorten(word)}; {near}")
    return plain


def nothing(about: str) -> Found:
    """That the library does not answer, said as such."""
    return Found(0, [], f"The library says nothing about {shorten(about)}.")


def date_of(text: str) -> str:
    """A date as people write it in EDTF, nothing for no text. Raises DateError."""
    return edtf(text) if text.strip() else ""


def meant(store: Store, name: str, *kinds: str) -> tuple[Entry, str, str]:
    """The record a name means, which of its statements is called so, and what to say of it.

    Of one of these kinds rather than of another. Raises AmbiguousNameError, UnknownNameError with
    the nearest, if anything is near.
    """
    try:
        resolved = resolve(store, name, kinds)
    except UnknownNameError as error:
        hits = [] if error.candidates else search(store, name, [], _NEAREST).hits
        near = [NamedRecord(hit.entry.id, hit.entry.kind, hit.entry.title, 0) for hit in hits]
        raise UnknownNameError(name, kinds, error.candidates or near) from None
    record = resolved.record
    corrected = f"No record is called {shorten(name)}; this is {record.title!r}."
    note = corrected if resolved.corrected else ""
    return store.by_ids([record.id])[record.id], record.fragment, note


class Search(Tool, frozen=True, kw_only=True):
    """Statements on any words; kind alone (event, promise, dispute, lesson, …) lists it."""

    query: str = ""
    kind: str = ""

    def found(self, store: Store) -> Found:
        """One statement of each record; or all records of a kind, or of a subtype of it."""
        query, kind = self.query.strip(), self.kind and one_of("kind", self.kind, store.counts())
        if not query and not kind:
            raise ToolError("search takes a query, a kind, or both")
        listed = store.of_kind(kind) if kind else []
        if chosen := [entry for entry in listed if query.lower() in {"", entry.subtype}]:
            return Found(len(chosen), map(summary, chosen))
        hits, note = _hits(store, query, kind)
        told = (saying(hit.entry, hit.snippet) for hit in hits)
        return Found(len(hits), told, note) if hits else nothing(query)


def _hits(store: Store, query: str, kind: str) -> tuple[list[Hit], str]:
    """What speaks of all words, else of those that the library has, and what to say of that.

    The title of a web page is no statement unless pages are asked for.
    """
    found = search(store, query, [kind] if kind else [], _MOST_HITS)
    hits = [hit for hit in found.hits if kind or hit.entry.subtype != "page"]
    if found.corrected:
        return hits, f"Nothing for {shorten(query)}; this is for {found.corrected!r}."
    words = query.split()
    known = [word for word in words if word.lower() not in found.unknown]
    if hits or not known or known == words:
        return hits, ""
    hits, _ = _hits(store, rest := " ".join(known), kind)
    unknown = " ".join(found.unknown)
    return hits, f"The library says nothing about {unknown!r}; this is only for {rest!r}."


class Show(Tool, frozen=True, kw_only=True):
    """All statements of a record, or one statement."""

    name: Annotated[str, Meta(description="name, id, id#statement or source¶paragraph")]

    def found(self, store: Store) -> Found:
        """Those of a record or of one address, or what rests on a paragraph of a source."""
        if "¶" in self.name:
            return _resting(store, parse_citation(self.name.strip().removeprefix("source/")))
        name, _, fragment = self.name.partition("#")
        entry, own, note = meant(store, name)
        if fragment := fragment or own:
            one = statement(store, entry, fragment)
            return Found(1, [Draft(str(one.address), entry.name, fragment, one.claim, {})], note)
        told = statements(entry)
        if entry.kind != "source":
            return Found(len(told), told, note)
        number, rest, _ = _resting(store, parse_citation(entry.id.removeprefix("source/")))
        return Found(len(told) + number, chain(told, rest), note)


def _resting(store: Store, citation: Citation) -> Found:
    """What rests on a source, or on a run of its paragraphs, in its order."""
    cited = store.resting_on(citation.source_id, citation.first, citation.last or 10**9)
    if not cited:
        meant(store, citation.source_id)  # or say that there is no such source
        return nothing(str(citation))
    records = store.by_ids(row.record for row in cited)
    said = dict.fromkeys((row.record, row.text) for row in cited)
    return Found(len(said), (saying(records[record], text) for record, text in said))


class Timeline(Tool, frozen=True, kw_only=True):
    """Events in order."""

    about: Annotated[str, Meta(description="theme, era or name")] = ""
    start: str = ""
    end: str = ""
    major: bool = False

    def found(self, store: Store) -> Found:
        """Those about a theme, an era or a record, within a span."""
        about, start, end = self.about.strip(), date_of(self.start), date_of(self.end)
        theme = about.lower() if about.lower() in store.all_themes() else ""
        among, note = None, ""
        if era := era_named(store, about):
            start, end = start or era.earliest, end or era.latest
        elif about and not theme:
            among, note = _events_about(store, about)
        events = timeline(store, start=start, end=end, theme=theme, major=self.major)
        chosen = [event for event in events if among is None or event.id in among]
        if not chosen:
            return nothing(f"events {about or start or end}".strip())
        return Found(len(chosen), map(summary, chosen), note)


def _events_about(store: Store, about: str) -> tuple[set[str], str]:
    """The events tied to the record of a name; where there is none, those that speak of it."""
    try:
        entry, _, note = meant(store, about)
    except UnclearNameError:
        hits, _ = _hits(store, about, "event")
        if not hits:
            raise
        note = f"No single record is called {shorten(about)}; these events mention it."
        return {hit.entry.id for hit in hits}, note
    return events_of(store, entry), note


class Compare(Tool, frozen=True, kw_only=True):
    """Companies, ideas, figures, sources, years or eras side by side."""

    names: Annotated[tuple[str, ...], Meta(min_length=2, max_length=5)]
    theme: str = ""

    def found(self, store: Store) -> Found:
        """The aspects on which every side has something to say first."""
        theme = self.theme and one_of("theme", self.theme, store.all_themes())
        whole = compare(store, [*self.names], theme)
        (sides, aspects), left_out = shortened(whole, _MOST_CELLS)
        cells = [(name, side, cell, cell.at.partition("#")[0]) for name, row in aspects
                 for side, some in zip(sides, row, strict=True) for cell in some]  # fmt: skip
        records = store.by_ids(home for *_, home in cells)
        drafts = (
            Draft(cell.at, records[home].name, f"{name}: {side.title}",
                  replace(cell.claim, by=cell.claim.by or cell.by), {})
            for name, side, cell, home in cells
        )  # fmt: skip
        note = f"{left_out} further statements: show each of the records." if left_out else ""
        return Found(len(cells), drafts, note)


class Figures(Tool, frozen=True, kw_only=True):
    """Values of a measure, or the numbers about a product, company or event."""

    name: str = ""
    start: str = ""
    end: str = ""

    def found(self, store: Store) -> Found:
        """The values of a figure; of anything else the statements that type a number of it."""
        start, end = date_of(self.start), date_of(self.end)
        if not self.name.strip():
            found = store.of_kind("figure")
            return Found(len(found), map(summary, found))
        entry, _, note = meant(store, self.name.strip(), "figure")
        if entry.kind == "figure":
            told = statements(entry)[1:]
        else:
            homes = [entry.id, *store.counting(entry.id)]
            told = [
                draft for home in store.by_ids(homes).values() for draft in statements(home)
                if not draft.claim.home
                and any((q.of or home.id) == entry.id for q in draft.claim.quantities)
            ]  # fmt: skip
        if start or end:
            first, last = parse_date(f"{start or '..'}/{end or '..'}").bounds
            dated = ((draft, parse_date(draft.claim.date)) for draft in told if draft.claim.date)
            told = [
                draft for draft, date in dated if first <= date.latest and date.earliest <= last
            ]
        return Found(len(told), told, note) if told else nothing(f"numbers of {entry.title}")


TOOLS: dict[str, type[Tool]] = {
    "search": Search, "show": Show, "timeline": Timeline, "compare": Compare, "figures": Figures,
}  # fmt: skip


@lru_cache(maxsize=8)  # days; each keeps the ids of what can be seen
def _as_seen(store: Store, day: str, published: str) -> Store:
    return through(store, lens(day, published=published))


def answer(store: Store, name: str, given: dict[str, Any] | None) -> Answer:
    """The page that a call of a tool asks for. Raises what `server.EXPECTED` lists."""
    tool = TOOLS[one_of("tool", name, TOOLS)]
    given = {key: value for key, value in (given or {}).items() if value is not None}
    if len(repr(given)) > MOST_LETTERS:
        raise ToolError(f"the arguments have more than {MOST_LETTERS:,} characters")
    try:
        asked = msgspec.convert(given, tool)
    except msgspec.ValidationError as error:
        needed = ", ".join(tool.__struct_fields__)
        raise ToolError(f"{error}; the arguments are {needed}") from None
    seen = _as_seen(store, date_of(asked.as_of), date_of(asked.published_by))
    try:
        found = asked.found(seen)
    except UnknownNameError as error:
        if error.candidates:
            raise
        found = nothing(error.name)
    return page(seen, store, found, asked.cursor)
