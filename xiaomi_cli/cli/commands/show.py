"""`xiaomi show ID`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.options import Asked, answering
from xiaomi_cli.cli.record_answers import show


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="An id, any name of a record, or the address of a statement (ID#STATEMENT).",
            autocompletion=completion.ids,
        ),
    ],
) -> None:
    """Any record, whole, with its citations; or one statement of it.

    \b
    Examples:
      xiaomi show principle/speed
      xiaomi show principle/speed#weekly-release
      xiaomi show 雷军 --json
      xiaomi show principle/speed -o memo.md
    """
    show(ctx.obj, " ".join(name), asked)
