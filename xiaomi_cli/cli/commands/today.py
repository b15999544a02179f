"""`xiaomi today`."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from xiaomi_cli.cli.answers import answer, of_records
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.options import Asked, answering
from xiaomi_cli.index.store import Entry
from xiaomi_cli.queries.timeline import NoDayError, almanac
from xiaomi_cli.render.blocks import Block, PageOptions


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    day: Annotated[
        str,
        typer.Option("--date", metavar="DAY", help="Another day than today: MM-DD or YYYY-MM-DD."),
    ] = "",
) -> None:
    """What happened on this day in earlier years; or else in this month.

    \b
    Examples:
      xiaomi today
      xiaomi today --date 03-28
      xiaomi today --date 2025-04-06 --json
    """
    store = ctx.obj.seen(asked)
    try:
        found = almanac(store, day or date.today().isoformat())
    except NoDayError as error:
        raise UsageProblemError(str(error)) from error

    def view(entries: Sequence[Entry], options: PageOptions) -> list[Block]:
        from xiaomi_cli.render.views.lists import today

        return today(found._replace(anniversaries=found.anniversaries[: len(entries)]), options)

    events = [anniversary.event for anniversary in found.anniversaries]
    nothing = f"nothing is known to have happened in {found.when}"
    answer(store, asked, of_records(events, asked, view, nothing=nothing, word="events"))
