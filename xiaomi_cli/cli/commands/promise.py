"""`xiaomi promise [NAME]`."""

import json
from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import answer, check_theme, of_records
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.options import Asked, Name, Theme, answering
from xiaomi_cli.cli.record_answers import show
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.queries.listing import OUTCOMES, due_within, promises
from xiaomi_cli.queries.resolve import exactly
from xiaomi_cli.render.blocks import Block, PageOptions


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    name: Name = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help="Only those whose day has passed without a verdict.")
    ] = False,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="HOW",
            help="kept, partly, missed, moved or open.",
            autocompletion=completion.among(OUTCOMES),
        ),
    ] = "",
    undated: Annotated[bool, typer.Option("--undated", help="Only those without a day.")] = False,
    theme: Theme = "",
) -> None:
    """What was publicly promised: amount, deadline, where and when said, and what came of it.

    NAME may be a year: then those that were due in it.

    \b
    Examples:
      xiaomi promise
      xiaomi promise "never above 5%"
      xiaomi promise 2025
      xiaomi promise --overdue
      xiaomi promise --outcome missed --json
    """
    session = ctx.obj
    store = session.seen(asked)
    due = _due(" ".join(name or ()))
    if name and (not due or exactly(store, " ".join(name), ["promise"])):
        show(session, " ".join(name), asked, ["promise"])
        return
    if outcome and outcome not in OUTCOMES:
        hint = expected(suggest(outcome, OUTCOMES), OUTCOMES)
        raise UsageProblemError(f"there is no outcome {outcome!r}; {hint}")
    check_theme(session.store, theme)
    today = asked.today
    found = promises(
        store, theme=theme, outcome=outcome, overdue_on=today if overdue else "", undated=undated
    )
    if due:
        found = due_within(found, due)
    nothing = "no promise matches" + (f" that was due in {due}" if due else "")
    answer(
        store,
        asked,
        of_records(found, asked, partial(_view, today=today), nothing=nothing, word="promises"),
    )


def _due(text: str) -> str:
    """The time that is asked for instead of a name, in EDTF."""
    from xiaomi_cli.search.written_dates import DateError, edtf

    try:
        return edtf(text) if text else ""
    except DateError:
        return ""


def _view(entries: Sequence[Entry], options: PageOptions, *, today: str) -> list[Block]:
    from xiaomi_cli.render.views.lists import promises as view

    return view([(entry, json.loads(entry.json)) for entry in entries], options, today=today)
