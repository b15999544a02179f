"""`xiaomi timeline`."""

from typing import Annotated

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import check_theme, emit_plain, exported, find
from xiaomi_cli.cli.errors import NothingFoundError
from xiaomi_cli.cli.options import AsOf, Format, Json, Limit, Output, Plain, SeedsOnly, Theme
from xiaomi_cli.cli.output import emit_blocks, emit_json, note
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import lens, seen
from xiaomi_cli.queries.timeline import by_era, timeline


def run(
    ctx: typer.Context,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE",
            help="From this EDTF date on.",
            autocompletion=completion.years,
        ),
    ] = "",
    end: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="DATE",
            help="Up to this EDTF date.",
            autocompletion=completion.years,
        ),
    ] = "",
    theme: Theme = "",
    entity: Annotated[
        str,
        typer.Option(
            "--entity",
            metavar="NAME",
            help="Only with this company, person or product.",
            autocompletion=completion.actors,
        ),
    ] = "",
    major: Annotated[bool, typer.Option("--major", help="Only the turning points.")] = False,
    full: Annotated[bool, typer.Option("--full", help="With what is known of each event.")] = False,
    reverse: Annotated[bool, typer.Option("--reverse", help="Latest first.")] = False,
    limit: Limit = 0,
    as_of: AsOf = "",
    seeds_only: SeedsOnly = False,
    as_json: Json = False,
    as_plain: Plain = False,
    form: Format = "",
    output: Output = None,
) -> None:
    """What happened when, by era; dates are shown only as precisely as they are known.

    \b
    Examples:
      xiaomi timeline --major
      xiaomi timeline --from 2014 --to 2016-05 --full
      xiaomi timeline --entity su7 --json
      xiaomi timeline --as-of 2021-03 --from 2020
      xiaomi timeline --theme chips --reverse --limit 5
      xiaomi timeline --theme cars -o cars.ics
    """
    store = ctx.obj.store
    check_theme(store, theme)
    who = find(store, entity, ["company", "person", "product"]).id if entity else ""
    events = timeline(store, start=start, end=end, theme=theme, entity=who, major=major)
    events = seen(store, events, lens(as_of, documents=seeds_only))
    if reverse:
        events.reverse()
    shown = events[: limit or None]
    if exported(store, shown, form, output):
        pass
    elif as_json:
        from xiaomi_cli.render.json_text import array

        emit_json(array(event.json for event in shown))
    elif as_plain:
        emit_plain(shown)
    elif shown:
        _draw(store, shown, full=full)
    if not events:
        raise NothingFoundError("no event matches; try a wider span or fewer filters")
    if len(shown) < len(events):
        note(f"{len(shown)} of {len(events)} events; --limit 0 shows all")


def _draw(store: Store, events: list[Entry], *, full: bool) -> None:
    from xiaomi_cli.model.dates import display_date
    from xiaomi_cli.render.page_options import PageOptions
    from xiaomi_cli.render.views.timeline import timeline as view

    turns = {turn.event for turn in store.settings().turns}
    dates = {event.id: display_date(event.date) for event in events}
    emit_blocks(view(by_era(events, store.settings().eras), dates, PageOptions(full), turns))
