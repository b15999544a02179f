"""`xiaomi compare A B [C …]`."""

from typing import Annotated

from xiaomi_cli.cli.answers import Answer, answering, check_theme
from xiaomi_cli.cli.exit_codes import UsageProblemError
from xiaomi_cli.cli.options import Asked, Theme, argument
from xiaomi_cli.cli.record_answers import check_seen
from xiaomi_cli.queries import comparison as compared
from xiaomi_cli.render.blocks import Block, PageOptions


@answering
def compare(
    asked: Asked,
    names: Annotated[
        list[str],
        argument("A B [C ...]", "Records of one kind, years or eras."),
    ],
    theme: Theme = "",
) -> Answer:
    """Side by side: companies, frameworks, principles, figures, sources, years or eras."""
    names = compared.names_in(asked.store, names)
    names += compared.subject_beside(asked.store, names[0]) if len(names) == 1 else []
    if len(names) < 2:
        raise UsageProblemError(
            "compare needs two names or more, such as: xiaomi compare apple xiaomi"
        )
    for name in names:
        check_seen(asked, name)
    check_theme(asked.whole, theme)
    whole = compared.compare(asked.store, names, theme)
    found, left_out = compared.shortened(whole, asked.limit or 0)

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.record_details import cited_references
        from xiaomi_cli.render.views.statements import comparison

        cites = [cite for _, _, cell in found.cells() for cite in cell.claim.cite]
        cited = cited_references(asked.store, cites)
        return comparison(found, cited, options, asked.store.settings())

    aspects = [
        {"aspect": name, "sides": [[_plain(
            text=cell.claim.text, cite=cell.claim.cite, date=cell.claim.date, type=cell.type,
            by=cell.by, short=cell.claim.short, voice=cell.voice, contested=cell.contested,
        ) for cell in cells] for cells in row]}
        for name, row in found.aspects
    ]  # fmt: skip
    rows = [  # what each statement is on, whose it is, what it says, when, where it was read
        {"aspect": name, "side": side.id, "text": cell.claim.text, "date": cell.claim.date,
         "type": cell.type, "by": cell.by, "source": "; ".join(cell.claim.cite)}
        for name, side, cell in found.cells()
    ]  # fmt: skip
    return Answer(
        view,
        rows=rows,
        data={"sides": [_plain(**side._asdict()) for side in found.sides], "aspects": aspects},
        page=True,
        nothing="" if found.aspects else "nothing to compare them on",
        more=f"{left_out} statements more; --limit 0 shows all" if left_out else "",
    )


def _plain(**fields: object) -> dict[str, object]:
    """Without its empty fields."""
    return {name: value for name, value in fields.items() if value not in ("", [])}
