"""`xiaomi search QUERY`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Answer, answer, check_kind
from xiaomi_cli.cli.options import Asked, answering
from xiaomi_cli.cli.output import note
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.blocks import Block, PageOptions
from xiaomi_cli.search.filters import unknown_filter
from xiaomi_cli.search.query import parse, unified
from xiaomi_cli.search.search import Answer as Found
from xiaomi_cli.search.search import Why, elsewhere, search

HITS = 10  # unless --limit says otherwise


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    words: Annotated[
        list[str], typer.Argument(metavar="QUERY", help="Words, in English, Chinese or pinyin.")
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", help="Only this kind.", autocompletion=completion.kinds
        ),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each hit was found.")] = False,
) -> None:
    """Ranked hits over everything; forgives typos, knows synonyms, Chinese and pinyin.

    Words may be narrowed with kind:, theme:, source:, year:, "a phrase" and -word.

    \b
    Examples:
      xiaomi search lidar
      xiaomi search iorn triangle --explain
      xiaomi search 雷军 kind:event year:2021
      xiaomi search 904.6 million --json
      xiaomi search recall kind:event -o recalls.ics
    """
    kinds = kind or []
    for name in kinds:
        check_kind(ctx.obj.store, name)
    _check_filters(ctx.obj.store, " ".join(words))
    store = ctx.obj.seen(asked)
    limit = HITS if asked.limit is None else asked.limit
    found = search(store, " ".join(words), kinds, limit)
    if found.hits and found.corrected:
        note(f"nothing for {found.query!r} as typed; showing {found.corrected!r}")
    answer(store, asked, _answer(store, found, kinds, explain=explain))


def _answer(store: Store, found: Found, kinds: list[str], *, explain: bool) -> Answer:
    whys = _whys(store, found) if explain else {}

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.render.views.hits import hits

        return hits(found, whys, options)

    nothing = more = ""
    if not found.hits:
        advice = _listed(elsewhere(store, found.query, kinds))
        advice = advice or "; try fewer words, or see: xiaomi help search"
        nothing = f"nothing found for {found.query!r}{_unknown(found)}{advice}"
    elif len(found.hits) < found.total:
        more = (
            f"{len(found.hits)} of {found.total} hits; --limit 0 shows all; "
            f"the first whole: xiaomi show {found.hits[0].entry.id}"
        )
    entries = [hit.entry for hit in found.hits]
    return Answer(view, lambda: _as_json(found, whys), entries, nothing=nothing, more=more)


def _check_filters(store: Store, text: str) -> None:
    """Refuse a filter that leads nowhere. Raises UsageProblemError."""
    unknown = unknown_filter(store, parse(store.simplified(text))) if ":" in unified(text) else None
    if unknown is None:
        return
    from xiaomi_cli.cli.errors import UsageProblemError
    from xiaomi_cli.model.suggest import expected, suggest

    hint = {"source": "see: xiaomi source", "year": "write year:2015 or year:2015-2016"}.get(
        unknown.name, expected(suggest(unknown.value, unknown.known), unknown.known)
    )
    raise UsageProblemError(f"there is no {unknown.name} {unknown.value!r}; {hint}")


def _unknown(found: Found) -> str:
    """The words that are to blame."""
    words = ", ".join(map(repr, found.unknown))
    return f"; the library does not have {words}" if words else ""


def _listed(others: dict[str, int]) -> str:
    """What there is of other kinds, if there is anything."""
    from xiaomi_cli.render.views.lists import plural

    counted = [f"{count:,} {plural(kind, count)}" for kind, count in others.items()]
    return f" of this kind; of others: {', '.join(counted)}" if counted else ""


def _whys(store: Store, found: Found) -> dict[str, list[Why]]:
    from xiaomi_cli.search.search import explained

    return explained(store, found)


def _as_json(found: Found, whys: dict[str, list[Why]]) -> str:
    from xiaomi_cli.render.json_text import document

    hits = [
        {
            "id": hit.entry.id,
            "kind": hit.entry.kind,
            "title": hit.entry.title,
            "score": hit.score,
            "snippet": hit.snippet,
            **({"origin": hit.entry.origin} if hit.entry.origin else {}),
            **({"why": [why._asdict() for why in whys[hit.entry.id]]} if whys else {}),
        }
        for hit in found.hits
    ]
    return document({"query": found.query, "corrected": found.corrected, "hits": hits})
