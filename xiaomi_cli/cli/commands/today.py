"""`xiaomi today`."""

from datetime import date
from typing import Annotated

import typer

from xiaomi_cli.cli.answers import emit_plain
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import Json, Plain
from xiaomi_cli.cli.output import emit_blocks, emit_json
from xiaomi_cli.queries.anniversaries import NoDayError, almanac


def run(
    ctx: typer.Context,
    day: Annotated[
        str,
        typer.Option("--date", metavar="DAY", help="Another day than today: MM-DD or YYYY-MM-DD."),
    ] = "",
    as_json: Json = False,
    as_plain: Plain = False,
) -> None:
    """What happened on this day in earlier years; or else in this month.

    \b
    Examples:
      xiaomi today
      xiaomi today --date 03-28
      xiaomi today --date 2025-04-06 --json
    """
    try:
        found = almanac(ctx.obj.store, day or date.today().isoformat())
    except NoDayError as error:
        raise UsageProblemError(str(error)) from error
    events = [anniversary.event for anniversary in found.anniversaries]
    if as_json:
        from xiaomi_cli.render.json_text import array

        emit_json(array(event.json for event in events))
    if not events:
        raise NothingFoundError(f"nothing is known to have happened in {found.when}")
    if as_plain and not as_json:
        emit_plain(events)
    elif not as_json:
        from xiaomi_cli.render.views.anniversaries import today

        emit_blocks(today(found))
