"""`xiaomi search QUERY`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import check_kind, emit_plain, exported
from xiaomi_cli.cli.errors import NothingFoundError
from xiaomi_cli.cli.options import AsOf, Format, Json, Limit, Output, Plain, SeedsOnly
from xiaomi_cli.cli.output import emit_blocks, emit_json, note
from xiaomi_cli.index.store import Store
from xiaomi_cli.index.visibility import lens
from xiaomi_cli.search.filters import unknown_filter
from xiaomi_cli.search.query import parse, unified
from xiaomi_cli.search.search import Answer, Why, elsewhere, search


def run(
    ctx: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="QUERY", help="Words, in English, Chinese or pinyin.")
    ],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", help="Only this kind.", autocompletion=completion.kinds
        ),
    ] = None,
    limit: Limit = 10,
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each hit was found.")] = False,
    as_json: Json = False,
    as_plain: Plain = False,
    form: Format = "",
    output: Output = None,
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
    store = ctx.obj.store
    for name in kind or []:
        check_kind(store, name)
    kinds = kind or []
    text = " ".join(words)
    _check_filters(store, text)
    through = lens(as_of, documents=seeds_only)
    answer = search(store, text, kinds, through, limit)
    if as_json and not form and output is None:
        emit_json(_as_json(store, answer, explain=explain))
    if not answer.hits:
        others = _listed(elsewhere(store, text, kinds, through))
        advice = others or "; try fewer words, or see: xiaomi help search"
        raise NothingFoundError(f"nothing found for {answer.query!r}{_unknown(answer)}{advice}")
    if answer.corrected:
        note(f"nothing for {answer.query!r} as typed; showing {answer.corrected!r}")
    if exported(store, [hit.entry for hit in answer.hits], form, output):
        pass
    elif as_plain and not as_json:
        emit_plain(hit.entry for hit in answer.hits)
    elif not as_json:
        _show(store, answer, explain=explain)
    if len(answer.hits) < answer.total:
        note(
            f"{len(answer.hits)} of {answer.total} hits; --limit 0 shows all; "
            f"the first whole: xiaomi show {answer.hits[0].entry.id}"
        )


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


def _unknown(answer: Answer) -> str:
    """The words that are to blame."""
    words = ", ".join(map(repr, answer.unknown))
    return f"; the library does not have {words}" if words else ""


def _listed(others: dict[str, int]) -> str:
    """What there is of other kinds, if there is anything."""
    from xiaomi_cli.render.views.lists import plural

    counted = [f"{count:,} {plural(kind, count)}" for kind, count in others.items()]
    return f" of this kind; of others: {', '.join(counted)}" if counted else ""


def _show(store: Store, answer: Answer, *, explain: bool) -> None:
    from xiaomi_cli.render.views.hits import hits

    emit_blocks(hits(answer, _whys(store, answer) if explain else {}))


def _whys(store: Store, answer: Answer) -> dict[str, list[Why]]:
    from xiaomi_cli.search.search import explained

    return explained(store, answer)


def _as_json(store: Store, answer: Answer, *, explain: bool) -> str:
    from xiaomi_cli.render.json_text import document

    whys = _whys(store, answer) if explain else {}
    hits = [
        {
            "id": hit.entry.id,
            "kind": hit.entry.kind,
            "title": hit.entry.title,
            "score": hit.score,
            "snippet": hit.snippet,
            **({"origin": hit.entry.origin} if hit.entry.origin else {}),
            **({"why": [why._asdict() for why in whys[hit.entry.id]]} if explain else {}),
        }
        for hit in answer.hits
    ]
    return document({"query": answer.query, "corrected": answer.corrected, "hits": hits})
