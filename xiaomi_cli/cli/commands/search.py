"""`xiaomi search QUERY`."""

from typing import Annotated

from xiaomi_cli.cli.answers import Answer, answering
from xiaomi_cli.cli.exit_codes import UsageProblemError, check_known
from xiaomi_cli.cli.options import Asked, Kinds, argument, flag
from xiaomi_cli.cli.output import note, on_terminal
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.blocks import Block, PageOptions
from xiaomi_cli.search import search as engine
from xiaomi_cli.search.query import filter_meaning, parse

HITS = 10  # unless --limit says otherwise


@answering
def search(
    asked: Asked,
    words: Annotated[list[str], argument("QUERY", "Words, in English, Chinese or pinyin.")],
    kinds: Kinds = None,
    explain: Annotated[bool, flag("--explain", "Say why each hit was found.")] = False,
) -> Answer:
    """Ranked hits over everything."""
    for kind in kinds or []:
        check_known("kind", kind, asked.whole.counts())
    store, kinds, text = asked.store, kinds or [], " ".join(words)
    _check_filters(asked.whole, text)
    limit = HITS if asked.limit is None else asked.limit
    found = engine.search(store, text, kinds, limit)
    if not found.hits:
        from xiaomi_cli.queries.resolve import corrected_name

        if meant := corrected_name(store, text):
            found = engine.search(store, meant, kinds, limit)._replace(query=text, corrected=meant)
    if found.hits and found.corrected:
        note(f"nothing for {found.query!r} as typed; showing {found.corrected!r}")
    whys = engine.explained(store, found) if explain else {}

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.render.views.hits import hits

        return hits(found, whys, options)

    entries = [hit.entry for hit in found.hits]
    told = [
        {"id": hit.entry.id, "kind": hit.entry.kind, "title": hit.entry.title,
         "score": hit.score, "snippet": hit.snippet}
        | ({"origin": hit.entry.origin} if hit.entry.origin else {})
        | ({"why": [why._asdict() for why in whys[hit.entry.id]]} if whys else {})
        for hit in found.hits
    ]  # fmt: skip
    data = {"query": found.query, "corrected": found.corrected, "hits": told}
    nothing = "" if entries else _nothing(store, found, kinds)
    return Answer(view, entries, data=data, nothing=nothing, more=_more(found), title=text)


def _check_filters(store: Store, text: str) -> None:
    """Refuse a filter that leads nowhere. Raises UsageProblemError."""
    for name, value in parse(store.simplified(text)).filters:
        if filter_meaning(store, name, value) is not None:
            continue
        if name in {"source", "year"}:
            raise UsageProblemError(f"there is no {name} {value!r}; see: xiaomi help search")
        check_known(name, value, store.counts() if name == "kind" else store.all_themes())


def _nothing(store: Store, found: engine.Answer, kinds: list[str]) -> str:
    """That nothing was found, which words are to blame, and what there is of other kinds."""
    words = ", ".join(map(repr, found.unknown))
    blamed = f"; the library does not have {words}" if words else ""
    advice = "; try fewer words, or see: xiaomi help search"
    if others := engine.elsewhere(store, found.query, kinds):
        from xiaomi_cli.model.library_facts import plural

        counted = ", ".join(f"{count:,} {plural(kind, count)}" for kind, count in others.items())
        advice = f" of this kind; of others: {counted}"
    return f"nothing found for {found.query!r}{blamed}{advice}"


def _more(found: engine.Answer) -> str:
    """That there are more hits; on a terminal, how to open one."""
    told = []
    if 0 < len(found.hits) < found.total:
        told = [f"{len(found.hits)} of {found.total} hits; --limit 0 shows all"]
    if told or (found.hits and on_terminal()):
        told.append(f"open one: xiaomi show {found.hits[0].entry.id}")
    return "; ".join(told)
