"""`xiaomi compare A B [C …]`."""

from typing import Annotated

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Answer, answering, check_theme
from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.options import Asked, Theme, argument
from xiaomi_cli.cli.record_answers import check_seen
from xiaomi_cli.queries import comparison as compared
from xiaomi_cli.queries.comparison_cells import Cell
from xiaomi_cli.render.blocks import Block, PageOptions


@answering
def compare(
    asked: Asked,
    names: Annotated[
        list[str],
        argument("A B [C ...]", "Records of one kind, years or eras.", completion.comparable),
    ],
    theme: Theme = "",
) -> Answer:
    """Side by side: companies, frameworks, principles, figures, sources, years or eras."""
    names = compared.names_in(asked.store, names)
    for name in names:
        check_seen(asked, name)
    names += compared.subject_beside(asked.store, names[0]) if len(names) == 1 else []
    if len(names) < 2:
        raise UsageProblemError(
            "compare needs two names or more, such as: xiaomi compare apple xiaomi"
        )
    check_theme(asked.whole, theme)
    try:
        whole = compared.compare(asked.store, names, theme)
    except compared.NotComparableError as error:
        raise UsageProblemError(str(error)) from error
    ids = [side.id for side in whole.sides]
    if len(set(ids)) < len(ids):
        twice = next(side for side in whole.sides if ids.count(side.id) > 1)
        raise UsageProblemError(f"{twice.title} would be compared with itself; name another")
    found, left_out = compared.shortened(whole, asked.limit or 0)

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.record_details import cited_references
        from xiaomi_cli.render.views.comparison import comparison

        cells = (cell for _, row in found.aspects for side in row for cell in side)
        cites = [text for cell in cells for text in cell.claim.cite]
        cited = cited_references(asked.store, cites)
        return comparison(found, cited, options, asked.store.settings())

    def data() -> dict[str, object]:
        aspects = [
            {"aspect": name, "sides": [[_cell(cell) for cell in cells] for cells in row]}
            for name, row in found.aspects
        ]
        return {"sides": [_plain(side._asdict()) for side in found.sides], "aspects": aspects}

    def rows() -> list[dict[str, str]]:
        """A row for each statement: what it is on, whose it is, what it says, when, where read."""
        return [
            {"aspect": name, "side": side.id, "text": cell.claim.text, "date": cell.claim.date,
             "type": cell.type, "by": cell.by, "source": "; ".join(cell.claim.cite)}
            for name, row in found.aspects
            for side, cells in zip(found.sides, row, strict=True)
            for cell in cells
        ]  # fmt: skip

    return Answer(
        view,
        rows=rows,
        data=data,
        page=True,
        nothing="" if found.aspects else "nothing to compare them on",
        more=f"{left_out} statements more; --limit 0 shows all" if left_out else "",
    )


def _cell(cell: Cell) -> dict[str, object]:
    claim = cell.claim
    return _plain({
        "text": claim.text, "cite": claim.cite, "date": claim.date, "type": cell.type,
        "by": cell.by, "short": claim.short, "voice": cell.voice, "contested": cell.contested,
    })  # fmt: skip


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """Without its empty fields."""
    return {name: value for name, value in fields.items() if value not in ("", [])}
