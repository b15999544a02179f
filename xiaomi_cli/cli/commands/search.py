"""`xiaomi search QUERY`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.exits import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import AsOf, Json, Limit, Plain, SeedsOnly
from xiaomi_cli.cli.output import emit_blocks, emit_json, note
from xiaomi_cli.cli.plain import emit_plain
from xiaomi_cli.queries.lens import lens
from xiaomi_cli.queries.resolve import closest
from xiaomi_cli.queries.search import Answer, search

CONTEXT = {"ignore_unknown_options": True}  # `-word` excludes a word; nothing typed is an error


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
    as_json: Json = False,
    as_plain: Plain = False,
) -> None:
    """Ranked hits over everything; forgives typos, knows synonyms, Chinese and pinyin.

    Words may be narrowed with kind:, theme:, source:, year:, "a phrase" and -word.

    \b
    Examples:
      xiaomi search lidar
      xiaomi search iorn triangle
      xiaomi search 雷军 kind:event year:2021
      xiaomi search 904.6 million --json
    """
    store = ctx.obj.store
    kinds = [_kind(name, list(store.counts())) for name in kind or []]
    shown = answer = search(
        store, " ".join(words), kinds, lens(as_of, documents=seeds_only), limit
    )
    if as_json:
        emit_json(_as_json(shown))
    if not answer.hits:
        raise NothingFoundError(f"nothing found for {answer.query!r}")
    if answer.corrected:
        note(f"nothing for {answer.query!r} as typed; showing {answer.corrected!r}")
    if as_plain and not as_json:
        emit_plain(hit.entry for hit in shown.hits)
    elif not as_json:
        from xiaomi_cli.render.views.lists import hits  # noqa: PLC0415 - not needed by JSON

        emit_blocks(hits(shown))
    if len(answer.hits) < answer.total:
        note(f"{len(answer.hits)} of {answer.total} hits; --limit 0 shows all")


def _kind(name: str, known: list[str]) -> str:
    if name not in known:
        near = closest(name, known)
        hint = f"did you mean {near}?" if near else f"expected one of: {', '.join(known)}"
        raise UsageProblemError(f"there is no kind {name!r}; {hint}")
    return name


def _as_json(answer: Answer) -> str:
    from xiaomi_cli.render.json_text import document  # noqa: PLC0415 - not needed by screens

    hits = [
        {
            "id": h.entry.id,
            "kind": h.entry.kind,
            "title": h.entry.title,
            "score": h.score,
            "snippet": h.snippet,
        }
        for h in answer.hits
    ]
    return document({"query": answer.query, "corrected": answer.corrected, "hits": hits})
