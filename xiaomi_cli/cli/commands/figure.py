"""`xiaomi figure [NAME]`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Answer, Row, answer, check_theme
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.names import find
from xiaomi_cli.cli.options import Asked, Name, Theme, answering, day
from xiaomi_cli.cli.record_answers import show_or_list
from xiaomi_cli.model.records import Figure, decode
from xiaomi_cli.queries.doubtful import Doubtful, doubtful
from xiaomi_cli.queries.growth import Growth, NoGrowthError, growth

MOST = 18  # doubtful numbers of a brief page


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    name: Name = None,
    theme: Theme = "",
    grown: Annotated[
        bool, typer.Option("--growth", help="Compound growth over reported values.")
    ] = False,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            "--since",
            metavar="DATE",
            help="With --growth: from this year on.",
            autocompletion=completion.years,
        ),
    ] = "",
    end: Annotated[
        str,
        typer.Option(
            "--to",
            "--until",
            metavar="DATE",
            help="With --growth: up to this year.",
            autocompletion=completion.years,
        ),
    ] = "",
    doubted: Annotated[
        bool, typer.Option("--doubtful", help="The numbers not to quote without a warning.")
    ] = False,
) -> None:
    """A number and its series over time; or the list.

    \b
    Examples:
      xiaomi figure
      xiaomi figure revenue
      xiaomi figure revenue --growth
      xiaomi figure revenue -o revenue.csv
      xiaomi figure --doubtful
    """  # fmt: skip
    if grown and not name:
        raise UsageProblemError("--growth goes with a name: xiaomi figure revenue --growth")
    if (start or end) and not grown:
        raise UsageProblemError("--from and --to go with --growth: xiaomi figure NAME --growth")
    if not grown and not doubted:
        show_or_list(ctx.obj, "figure", name, theme, asked)
        return
    store = ctx.obj.seen(asked)
    check_theme(ctx.obj.store, theme)
    entry = find(store, ctx.obj.store, " ".join(name), ["figure"]) if name else None
    if doubted:
        answer(
            store, asked, _doubtful(doubtful(store, theme, [entry.id] if entry else None), asked)
        )
        return
    record = decode(entry.json) if entry else None
    if not isinstance(record, Figure):
        raise UsageProblemError("only a figure grows; to list: xiaomi figure")
    try:
        found = growth(record, day(start, "--from"), day(end, "--to"))
    except NoGrowthError as error:
        raise NothingFoundError(str(error)) from error
    answer(store, asked, _growth(found))


def _growth(found: Growth) -> Answer:
    from xiaomi_cli.render.json_text import document
    from xiaomi_cli.render.views.figure_answers import basis
    from xiaomi_cli.render.views.figure_answers import growth as view

    def table() -> list[Row]:
        rows: list[Row] = [("year", "value", "growth")]
        return rows + [
            (str(s.year), f"{s.value:f}", "" if s.growth is None else f"{s.growth:.6f}")
            for s in found.steps
        ]

    def as_json() -> str:
        steps = [
            {"year": s.year, "value": float(s.value)}
            | ({} if s.growth is None else {"growth": round(float(s.growth), 6)})
            for s in found.steps
        ]
        head = {"id": found.figure.id, "yearly": round(float(found.yearly), 6)}
        return document(
            head | {"from": found.steps[0].year, "to": found.steps[-1].year,
                    "basis": basis(found), "steps": steps}
        )  # fmt: skip

    return Answer(lambda options: view(found, options), as_json, table=table, page=True)


def _doubtful(found: list[Doubtful], asked: Asked) -> Answer:
    from xiaomi_cli.render.json_text import document
    from xiaomi_cli.render.views.figure_answers import doubtful as view

    whole = asked.page.full or asked.as_json or asked.as_plain or asked.exports
    limit = (0 if whole else MOST) if asked.limit is None else asked.limit
    shown = found[: limit or None]

    def table() -> list[Row]:
        rows: list[Row] = [("id", "figure", "period", "value", "basis", "warning", "disputes")]
        return rows + [
            (d.figure.id, d.figure.title, d.point.period, d.value, d.point.basis,
             "; ".join(d.warnings), "; ".join(d.disputes))
            for d in shown
        ]  # fmt: skip

    def as_json() -> str:
        head, *rows = table()
        return document([dict(zip(head, row, strict=True)) for row in rows])

    cut = len(shown) < len(found)
    return Answer(
        lambda options: view(shown, options), as_json, table=table, page=True,
        nothing="" if found else "no number needs a warning",
        more=f"{len(shown)} of {len(found)} numbers; --full shows all" if cut else "",
    )  # fmt: skip
