"""The tool `show`: a record, one statement of it, or what rests on a source."""

import json
from functools import partial

import msgspec

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Draft, Drafts, Later, nothing
from xiaomi_cli.mcp_server.drafts import of_text, statements, summary
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.mcp_server.lookup import found
from xiaomi_cli.model.citation import Citation, CitationError, parse_citation
from xiaomi_cli.queries.record_details import statement


def show(store: Store, asked: arguments.Show) -> Drafts:
    """Every statement of a record, of one address, or that rests on a paragraph of a source."""
    if "¶" in asked.name:
        return _resting(store, _citation(asked.name))
    name, _, fragment = asked.name.partition("#")
    meant = found(store, name)
    if meant.entry is None:
        return nothing(asked.name)
    fragment = fragment or meant.fragment
    if fragment:
        one = statement(store, meant.entry, fragment)
        told = {d.at: d for d in statements(meant.entry)}
        at = str(one.address)
        return Drafts(drafts=[told.get(at) or _field(meant.entry, at)], note=meant.note)
    drafts: list[Draft | Later] = [*statements(meant.entry)]
    if meant.entry.kind == "source":
        drafts += _resting(store, Citation(meant.entry.id.removeprefix("source/"), 0, 0)).drafts
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


def _resting(store: Store, citation: Citation) -> Drafts:
    """What rests on a source, or on a run of its paragraphs, in its order."""
    last = citation.last or 10**9
    cited = store.resting_on(citation.source_id, citation.first, last)
    records = store.by_ids(row.record for row in cited)
    seen = {(row.record, row.text) for row in cited if _has(records.get(row.record), row.text)}
    if not seen:
        found(store, citation.source_id)  # or say that there is no such source
        return nothing(str(citation))
    rows = dict.fromkeys((row.record, row.text) for row in cited)
    drafts = [partial(of_text, records[r], text) for r, text in rows if (r, text) in seen]
    return Drafts(drafts=drafts)


def _has(entry: Entry | None, text: str) -> bool:
    """Whether a text stands in what can be seen of a record; values are not written there."""
    if entry is None:
        return False
    return entry.kind == "figure" or json.dumps(text, ensure_ascii=False)[1:-1] in entry.json
