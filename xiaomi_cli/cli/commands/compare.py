"""`xiaomi compare A B [C …]`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Answer, Row, answer, check_theme
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.options import Asked, Theme, answering
from xiaomi_cli.index.store import Store
from xiaomi_cli.queries.comparison import (
    Comparison,
    NotComparableError,
    compare,
    shortened,
)
from xiaomi_cli.queries.comparison_cells import Cell
from xiaomi_cli.render.blocks import Block, PageOptions


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="A B [C ...]",
            help="Records of one kind, years or eras.",
            autocompletion=completion.comparable,
        ),
    ],
    theme: Theme = "",
) -> None:
    """Side by side: companies, frameworks, principles, figures, sources, years or eras.

    --limit is the number of statements of a side in a row.

    \b
    Examples:
      xiaomi compare apple xiaomi
      xiaomi compare apple xiaomi --full
      xiaomi compare "iron triangle" "iron triangle 2.0"
      xiaomi compare apple xiaomi -o memo.md
      xiaomi compare 2014 2016 --json
    """
    if len(names) < 2:
        raise UsageProblemError(
            "compare needs two names or more, such as: xiaomi compare apple xiaomi"
        )
    check_theme(ctx.obj.store, theme)
    store = ctx.obj.seen(asked)
    try:
        found = compare(store, names, theme)
    except NotComparableError as error:
        raise UsageProblemError(str(error)) from error
    answer(store, asked, _answer(store, *shortened(found, asked.limit or 0)))


def _answer(store: Store, found: Comparison, left_out: int) -> Answer:
    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.record_details import cited_references
        from xiaomi_cli.render.views.comparison import comparison

        cells = (cell for _, row in found.aspects for side in row for cell in side)
        cites = [text for cell in cells for text in cell.claim.cite]
        return comparison(found, cited_references(store, cites), options, store.settings())

    return Answer(
        view,
        lambda: _as_json(found),
        table=lambda: _table(found),
        page=True,
        nothing="" if found.aspects else "nothing to compare them on",
        more=f"{left_out} statements more; --limit 0 shows all" if left_out else "",
    )


def _as_json(found: Comparison) -> str:
    from xiaomi_cli.render.json_text import document

    aspects = [
        {"aspect": name, "sides": [[_cell(cell) for cell in cells] for cells in row]}
        for name, row in found.aspects
    ]
    return document({"sides": [_plain(s._asdict()) for s in found.sides], "aspects": aspects})


def _table(found: Comparison) -> list[Row]:
    """A row for each statement: what it is on, whose side it is, what it says, when, where read."""
    rows: list[Row] = [("aspect", "side", "text", "date", "type", "by", "source")]
    rows += [
        (name, side.id, cell.claim.text, cell.claim.date, cell.type, cell.by,
         "; ".join(cell.claim.cite))
        for name, row in found.aspects
        for side, cells in zip(found.sides, row, strict=True)
        for cell in cells
    ]  # fmt: skip
    return rows


def _cell(cell: Cell) -> dict[str, object]:
    claim = cell.claim
    return _plain({
        "text": claim.text, "cite": claim.cite, "date": claim.date, "type": cell.type,
        "by": cell.by, "short": claim.short, "voice": cell.voice, "contested": cell.contested,
    })  # fmt: skip


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """Without its empty fields."""
    return {name: value for name, value in fields.items() if value not in ("", [])}
