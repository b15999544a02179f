"""`xiaomi promise [NAME]`."""

import json
from datetime import date
from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import Wish, check_theme, emit_plain, exported, show_or_list
from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import AsOf, Format, Json, Name, Output, Plain, SeedsOnly, Theme
from xiaomi_cli.cli.output import emit_blocks, emit_json
from xiaomi_cli.index.visibility import lens
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.queries.listing import OUTCOMES, promises


def run(
    ctx: typer.Context,
    name: Name = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only those whose day has passed without being kept.")
    ] = False,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="HOW",
            help="kept, missed, moved or open.",
            autocompletion=completion.among(OUTCOMES),
        ),
    ] = "",
    theme: Theme = "",
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    as_json: Json = False,
    as_plain: Plain = False,
    form: Format = "",
    output: Output = None,
) -> None:
    """What was publicly promised: amount, deadline, where and when said, and what came of it.

    \b
    Examples:
      xiaomi promise
      xiaomi promise "5% cap"
      xiaomi promise --theme safety
      xiaomi promise --overdue
      xiaomi promise --outcome missed --json
    """
    through = lens(as_of, documents=seeds_only)
    if name:
        wish = Wish("", through, as_json, as_plain=as_plain, form=form, output=output)
        show_or_list(ctx.obj, "promise", name, wish)
        return
    if outcome and outcome not in OUTCOMES:
        hint = expected(suggest(outcome, OUTCOMES), OUTCOMES)
        raise UsageProblemError(f"there is no outcome {outcome!r}; {hint}")
    check_theme(ctx.obj.store, theme)
    today = through.day or date.today().isoformat()
    passed = today if overdue else ""
    found = promises(ctx.obj.store, through, theme=theme, outcome=outcome, overdue_on=passed)
    if exported(ctx.obj.store, found, form, output):
        return
    if as_json:
        from xiaomi_cli.render.json_text import array

        emit_json(array(entry.json for entry in found))
    if not found:
        raise NothingFoundError("no promise matches")
    if as_plain and not as_json:
        emit_plain(found)
    elif not as_json:
        from xiaomi_cli.render.views.ledger import promises as view

        emit_blocks(view([(entry, json.loads(entry.json)) for entry in found], today=today))
