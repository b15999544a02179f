"""`xiaomi compare A B [C …]`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import check_theme
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import Json, Theme
from xiaomi_cli.cli.output import emit_blocks, emit_json, note
from xiaomi_cli.queries.comparison import NotComparableError, compare, differences_first, shortened


def run(
    ctx: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="A B [C ...]",
            help="Records of one kind, years or eras.",
            autocompletion=completion.comparable,
        ),
    ],
    theme: Theme = "",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            help="At most N statements of a side in a row; 0 for all.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Side by side: companies, frameworks, principles, figures, sources, years or eras.

    \b
    Examples:
      xiaomi compare apple xiaomi
      xiaomi compare apple xiaomi --limit 0
      xiaomi compare "iron triangle" "iron triangle 2.0"
      xiaomi compare "2023 interview" "2025 speech" --theme safety
      xiaomi compare 2014 2016 --json
    """
    store = ctx.obj.store
    if len(names) < 2:
        raise UsageProblemError(
            "compare needs two names or more, such as: xiaomi compare apple xiaomi"
        )
    check_theme(store, theme)
    try:
        found = differences_first(compare(store, names, theme))
    except NotComparableError as error:
        raise UsageProblemError(str(error)) from error
    found, left_out = shortened(found, limit or 0)
    if as_json:
        from xiaomi_cli.render.json_text import document

        aspects = [
            {"aspect": name, "sides": [[_plain(cell._asdict()) for cell in cells] for cells in row]}
            for name, row in found.aspects
        ]
        emit_json(
            document({"sides": [_plain(s._asdict()) for s in found.sides], "aspects": aspects})
        )
    if not found.aspects:
        raise NothingFoundError("nothing to compare them on")
    if not as_json:
        from xiaomi_cli.queries.record_details import cited_references
        from xiaomi_cli.render.page_options import PageOptions
        from xiaomi_cli.render.views.comparison import comparison

        cites = [
            text
            for _, row in found.aspects
            for cells in row
            for cell in cells
            for text in cell.cite
        ]
        options = PageOptions(full=limit is not None)
        emit_blocks(comparison(found, cited_references(store, cites), options, store.settings()))
    if left_out:
        note(f"{left_out} statements more; --limit 0 shows all")


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """Without its empty fields."""
    return {name: value for name, value in fields.items() if value not in ("", [])}
