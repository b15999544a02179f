"""The five tools: what each finds in a library, as drafts of statements in order."""

import json
import re
from collections.abc import Iterator
from functools import partial

import msgspec

from xiaomi_cli.index.store import Entry
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Draft, Drafts, Later
from xiaomi_cli.mcp_server.drafts import of_point, of_text, statements, summary, telling
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.mcp_server.lookup import Meant, figure_called, found, text_at
from xiaomi_cli.mcp_server.sight import Sight
from xiaomi_cli.model.citation import Citation, CitationError, parse_citation
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.records import Figure, decode
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.queries.statement import statement
from xiaomi_cli.queries.timeline import timeline as events_in
from xiaomi_cli.search.search import Answer, Hit
from xiaomi_cli.search.search import search as look_for

_MOST_HITS = 60
_MOST_WORDS = 20  # of a query, that are tried one by one
_ACTORS = frozenset({"company", "person", "product"})
_EVENT = re.compile(r'"(event/[a-z0-9-]+)["#]')


def nothing(about: str) -> Drafts:
    """That the library does not answer, said as such."""
    return Drafts(drafts=[], note=f"The library says nothing about {shorten(about)}.")


def search(sight: Sight, asked: arguments.Search) -> Drafts:
    """The statements that best answer a query, one of each record; or all records of a kind."""
    kinds = [_kind(sight, asked.kind)] if asked.kind.strip() else []
    query = asked.query.strip()
    if not query and not kinds:
        raise ToolError("search takes a query, a kind, or both")
    if kinds and (listed := _listed(sight, kinds[0], query)):
        return Drafts(drafts=[summary(entry) for entry in listed])
    hits, note = _hits(sight, query, kinds)
    if not hits:
        return nothing(query or kinds[0])
    return Drafts(drafts=[partial(telling, hit.entry, hit.snippet) for hit in hits], note=note)


def _hits(sight: Sight, query: str, kinds: list[str]) -> tuple[list[Hit], str]:
    """What speaks of all words, else of those that the library has, and what to say of that."""
    result = _looked(sight, query, kinds)
    if result.corrected:
        return result.hits, f"Nothing for {shorten(query)}; this is for {result.corrected!r}."
    words = query.split()
    if result.hits or not 1 < len(words) <= _MOST_WORDS:
        return result.hits, ""
    known = [word for word in words if _looked(sight, word, []).hits]
    if not known or len(known) == len(words):
        return [], ""
    unknown = " ".join(word for word in words if word not in known)
    note = f"The library says nothing about {unknown!r}; this is only for {' '.join(known)!r}."
    return _looked(sight, " ".join(known), kinds).hits, note


def _looked(sight: Sight, query: str, kinds: list[str]) -> Answer:
    """What a search finds. The title of a web page is no statement unless pages are asked for."""
    result = look_for(sight.whole, query, kinds, sight.through, _MOST_HITS)
    if kinds:
        return result
    is_page = {hit.entry.id for hit in result.hits if hit.entry.subtype == "page"}
    return result._replace(hits=[hit for hit in result.hits if hit.entry.id not in is_page])


def _listed(sight: Sight, kind: str, query: str) -> list[Entry]:
    """All records of a kind, or those of the subtype that the query names."""
    entries = sight.store.of_kind(kind)
    return [entry for entry in entries if not query or entry.subtype == query.lower()]


def _kind(sight: Sight, name: str) -> str:
    known = sight.store.counts()
    if name.strip().lower() not in known:
        raise ToolError(
            f"there is no kind {shorten(name)}; {expected(suggest(name, known), known)}"
        )
    return name.strip().lower()


def show(sight: Sight, asked: arguments.Show) -> Drafts:
    """Every statement of a record, of one address, or that rests on a paragraph of a source."""
    if "¶" in asked.name:
        return _resting(sight, _citation(asked.name))
    name, _, fragment = asked.name.partition("#")
    meant = found(sight, name)
    if meant.entry is None:
        return nothing(asked.name)
    fragment = fragment or meant.fragment
    if fragment:
        one = statement(sight.store, meant.entry, fragment)
        told = {d.at: d for d in statements(meant.entry)}
        at = str(one.address)
        return Drafts(drafts=[told.get(at) or _field(meant.entry, at)], note=meant.note)
    drafts: list[Draft | Later] = [*statements(meant.entry)]
    if meant.entry.kind == "source":
        drafts += _resting(sight, Citation(meant.entry.id.removeprefix("source/"), 0, 0)).drafts
    return Drafts(drafts=drafts, note=meant.note)


def _field(entry: Entry, at: str) -> Draft:
    """The summary, with the address of the field of the record that was asked for."""
    whole = summary(entry)
    return msgspec.structs.replace(whole, at=at)


def _citation(text: str) -> Citation:
    try:
        return parse_citation(text.strip().removeprefix("source/"))
    except CitationError as error:
        raise ToolError(str(error)) from None


def _resting(sight: Sight, citation: Citation) -> Drafts:
    """What rests on a source, or on a run of its paragraphs, in its order."""
    last = citation.last or 10**9
    cited = sight.store.resting_on(citation.source_id, citation.first, last)
    records = sight.store.by_ids(row.record for row in cited)
    seen = {(row.record, row.text) for row in cited if _has(records.get(row.record), row.text)}
    if not seen:
        found(sight, citation.source_id)  # or say that there is no such source
        return nothing(str(citation))
    rows = dict.fromkeys((row.record, row.text) for row in cited)
    drafts = [partial(of_text, records[r], text) for r, text in rows if (r, text) in seen]
    return Drafts(drafts=drafts)


def _has(entry: Entry | None, text: str) -> bool:
    """Whether a text stands in what can be seen of a record; values are not written there."""
    if entry is None:
        return False
    return entry.kind == "figure" or json.dumps(text, ensure_ascii=False)[1:-1] in entry.json


def timeline(sight: Sight, asked: arguments.Timeline) -> Drafts:
    """Events about a theme, an era, a record or a date, within a span, in the order of time."""
    about, start, end = asked.about.strip(), asked.start.strip(), asked.end.strip()
    store, theme, entity, among, note = sight.store, "", "", None, ""
    eras = {e.slug: e for e in store.settings().eras}
    by_title = {e.title.lower(): e for e in eras.values()}
    if about.lower() in store.all_themes():
        theme = about.lower()
    elif era := eras.get(about.lower()) or by_title.get(about.lower()):
        start, end = start or era.earliest, end or era.latest
    elif re.fullmatch(r"\d{4}([-/][\d./-]*)?", about):
        start, end = start or about, end or about
    elif about:
        meant = found(sight, about)
        if meant.entry is None:
            return nothing(about)
        note = meant.note
        if meant.entry.kind in _ACTORS:
            entity = meant.entry.id
        else:
            among = _tied(sight, meant.entry)
    events = events_in(store, start=start, end=end, theme=theme, entity=entity, major=asked.major)
    chosen = [event for event in events if among is None or event.id in among]
    if not chosen:
        span = " to ".join(filter(None, [start, end]))
        return nothing(f"events {about}, {span}".strip(", ") if span else f"events of {about}")
    return Drafts(drafts=[summary(event) for event in chosen], note=note)


def _tied(sight: Sight, entry: Entry) -> set[str]:
    linking = {identifier for _, identifier in sight.store.linking_to(entry.id)}
    return linking | set(_EVENT.findall(entry.json)) | {entry.id}


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
    within = [draft for draft in drafts if _touches(draft.date, asked.start, asked.end)]
    if not within:
        span = " to ".join(filter(None, [asked.start, asked.end]))
        return nothing(f"{meant.entry.title} in numbers" + (f", {span}" if span else ""))
    return Drafts(drafts=within, note=meant.note)


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
    earliest = parse_date(start.strip()).earliest if start.strip() else EARLIEST
    latest = parse_date(end.strip()).latest if end.strip() else LATEST
    if not date:
        return not start.strip() and not end.strip()
    moment = parse_date(date)
    return moment.latest >= earliest and moment.earliest <= latest
