"""`xiaomi show ID`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Wish, find, show_statement
from xiaomi_cli.cli.answers import show as show_record
from xiaomi_cli.cli.options import AsOf, Json, Plain, SeedsOnly
from xiaomi_cli.index.visibility import lens


def run(
    ctx: typer.Context,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="ID",
            help="An id, any name of a record, or the address of a statement (ID#STATEMENT).",
            autocompletion=completion.ids,
        ),
    ],
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    as_json: Json = False,
    as_plain: Plain = False,
) -> None:
    """Any record, whole, with its citations; or one statement of it.

    \b
    Examples:
      xiaomi show principle/speed
      xiaomi show principle/speed#weekly-release
      xiaomi show 雷军 --json
    """
    wish = Wish("", lens(as_of, documents=seeds_only), as_json, as_plain=as_plain)
    if "#" in (text := " ".join(name)):
        show_statement(ctx.obj, text, wish)
    else:
        show_record(ctx.obj, find(ctx.obj.store, text), wish)
