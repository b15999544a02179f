"""`xiaomi figure [NAME]`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import answer, check_theme
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.names import find
from xiaomi_cli.cli.options import Asked, Name, Theme, answering, day
from xiaomi_cli.cli.record_answers import show_or_list


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
            metavar="DATE",
            help="With --growth: from this year on.",
            autocompletion=completion.years,
        ),
    ] = "",
    end: Annotated[
        str,
        typer.Option(
            "--to",
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
    from xiaomi_cli.cli.figure_answers import doubtful_answer, growth_answer

    store = ctx.obj.seen(asked)
    check_theme(ctx.obj.store, theme)
    entry = find(store, ctx.obj.store, " ".join(name), ["figure"]) if name else None
    if doubted:
        answer(store, asked, doubtful_answer(store, theme, [entry.id] if entry else None, asked))
    elif entry:
        answer(store, asked, growth_answer(entry, day(start, "--from"), day(end, "--to")))
