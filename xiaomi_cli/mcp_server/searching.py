"""The tool `search`: statements on some words, or all records of a kind."""

from functools import partial

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Drafts, nothing
from xiaomi_cli.mcp_server.drafts import summary, telling
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.search.search import Answer, Hit
from xiaomi_cli.search.search import search as look_for

_MOST_HITS = 30
_MOST_WORDS = 20  # of a query, that are tried one by one


def search(store: Store, asked: arguments.Search) -> Drafts:
    """The statements that best answer a query, one of each record; or all records of a kind."""
    kinds = [_kind(store, asked.kind)] if asked.kind.strip() else []
    query = asked.query.strip()
    if not query and not kinds:
        raise ToolError("search takes a query, a kind, or both")
    if kinds and (listed := _listed(store, kinds[0], query)):
        return Drafts(drafts=[summary(entry) for entry in listed])
    hits, note = hits_for(store, query, kinds)
    if not hits:
        return nothing(query or kinds[0])
    return Drafts(drafts=[partial(telling, hit.entry, hit.snippet) for hit in hits], note=note)


def hits_for(store: Store, query: str, kinds: list[str]) -> tuple[list[Hit], str]:
    """What speaks of all words, else of those that the library has, and what to say of that."""
    result = _looked(store, query, kinds)
    if result.corrected:
        return result.hits, f"Nothing for {shorten(query)}; this is for {result.corrected!r}."
    words = query.split()
    if result.hits or not 1 < len(words) <= _MOST_WORDS:
        return result.hits, ""
    known = [word for word in words if _looked(store, word, []).hits]
    if not known or len(known) == len(words):
        return [], ""
    unknown = " ".join(word for word in words if word not in known)
    note = f"The library says nothing about {unknown!r}; this is only for {' '.join(known)!r}."
    return _looked(store, " ".join(known), kinds).hits, note


def _looked(store: Store, query: str, kinds: list[str]) -> Answer:
    """What a search finds. The title of a web page is no statement unless pages are asked for."""
    result = look_for(store, query, kinds, _MOST_HITS)
    if kinds:
        return result
    is_page = {hit.entry.id for hit in result.hits if hit.entry.subtype == "page"}
    return result._replace(hits=[hit for hit in result.hits if hit.entry.id not in is_page])


def _listed(store: Store, kind: str, query: str) -> list[Entry]:
    """All records of a kind, or those of the subtype that the query names."""
    entries = store.of_kind(kind)
    return [entry for entry in entries if not query or entry.subtype == query.lower()]


def _kind(store: Store, name: str) -> str:
    known = store.counts()
    if name.strip().lower() not in known:
        raise ToolError(
            f"there is no kind {shorten(name)}; {expected(suggest(name, known), known)}"
        )
    return name.strip().lower()
