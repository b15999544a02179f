"""`xiaomi show ID`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Wish, find
from xiaomi_cli.cli.answers import show as show_record
from xiaomi_cli.cli.options import AsOf, Json, Plain, SeedsOnly
from xiaomi_cli.index.visibility import lens


def run(
    ctx: typer.Context,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="An id, or any name of a record.",
            autocompletion=completion.ids,
        ),
    ],
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    as_json: Json = False,
    as_plain: Plain = False,
) -> None:
    """Any record, whole, with its citations.

    \b
    Examples:
      xiaomi show principle/speed
      xiaomi show event/2016-10-25-mi-mix
      xiaomi show 雷军 --json
    """
    wish = Wish("", lens(as_of, documents=seeds_only), as_json, as_plain=as_plain)
    show_record(ctx.obj, find(ctx.obj.store, " ".join(name)), wish)
