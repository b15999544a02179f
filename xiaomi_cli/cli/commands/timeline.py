"""`xiaomi timeline [WHAT]`."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

import typer

from xiaomi_cli.cli import completion
from xiaomi_cli.cli.answers import answer, check_theme, of_records
from xiaomi_cli.cli.names import find
from xiaomi_cli.cli.options import Asked, Theme, answering, day
from xiaomi_cli.cli.output import note
from xiaomi_cli.cli.session import Session
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.queries.timeline import by_era, era_named, events_of, timeline
from xiaomi_cli.render.blocks import Block, PageOptions

ACTORS = ("company", "person", "product")


class Span(NamedTuple):
    """From when to when, in EDTF; either may be open."""

    start: str = ""
    end: str = ""


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT]",
            help="A year, two, a theme, an era or a name.",
            show_default=False,
            autocompletion=completion.of_timeline,
        ),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE",
            help="From this date on.",
            autocompletion=completion.years,
        ),
    ] = "",
    end: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="DATE",
            help="Up to this date.",
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
    reverse: Annotated[bool, typer.Option("--reverse", help="Latest first.")] = False,
) -> None:
    """What happened when, by era; dates are shown only as precisely as they are known.

    \b
    Examples:
      xiaomi timeline --major
      xiaomi timeline 2016
      xiaomi timeline cars --from "March 2021"
      xiaomi timeline --entity su7 --json
      xiaomi timeline --as-of 2021-03 --from 2020
      xiaomi timeline --theme chips --reverse --limit 5
      xiaomi timeline --theme cars -o cars.ics
    """  # fmt: skip
    session = ctx.obj
    store = session.seen(asked)
    check_theme(session.store, theme)
    span = _ordered(Span(day(start, "--from"), day(end, "--to")))
    wanted, asked_span, theme_asked = _meant(session, store, " ".join(what or ()))
    span = Span(span.start or asked_span.start, span.end or asked_span.end)
    found = timeline(store, start=span.start, end=span.end, theme=theme or theme_asked, major=major)
    if entity:
        wanted = events_of(store, find(store, session.store, entity, ACTORS), wanted)
    if wanted is not None:
        found = [event for event in found if event.id in wanted]
    if reverse:
        found.reverse()
    _answer(store, found, asked)


def events_at(session: Session, text: str, theme: str, asked: Asked) -> bool:
    """The timeline of a date, or of everything if there is no text; tells whether it is one."""
    left, span = _split_dates(text)
    if left:
        return False
    check_theme(session.store, theme)
    store = session.seen(asked)
    _answer(store, timeline(store, start=span.start, end=span.end, theme=theme), asked)
    return True


def _answer(store: Store, found: list[Entry], asked: Asked) -> None:
    nothing = "no event matches; try a wider span or fewer filters"

    def view(events: Sequence[Entry], options: PageOptions) -> list[Block]:
        return _view(store, list(events), options)

    answer(store, asked, of_records(found, asked, view, nothing=nothing, word="events"))


def _meant(session: Session, store: Store, what: str) -> tuple[set[str] | None, Span, str]:
    """The events (by id; None: all), the span and the theme that words ask for."""
    what, span = _split_dates(what)
    if not what:
        return None, span, ""
    if what.lower() in session.store.all_themes():
        return None, span, what.lower()
    if era := era_named(store, what):
        return None, Span(span.start or era.earliest, span.end or era.latest), ""
    from xiaomi_cli.queries.resolve import UnknownNameError

    try:
        return events_of(store, find(store, session.store, what)), span, ""
    except UnknownNameError:
        from xiaomi_cli.search.search import search

        hits = search(store, what, ["event"], 0).hits
        if not hits:
            raise
        note(f"xiaomi: no theme, era or name {what!r}; showing events that mention it")
        return {hit.entry.id for hit in hits}, span, ""


def _split_dates(what: str) -> tuple[str, Span]:
    """The words without the dates in them, and these as a span."""
    from xiaomi_cli.search.written_dates import DateError, dates_in, edtf

    if not what:
        return "", Span()
    try:
        date = edtf(what)
    except DateError:
        found = dates_in(what)
    else:
        return "", Span(date, date)
    if not found:
        return what, Span()
    left = what[: found[0].start] + " " + what[found[-1].end :]
    words = [word for word in left.split() if word.lower() not in {"in", "of", "from", "since"}]
    opened = what[: found[0].start].rstrip().lower().endswith(("since", "from"))
    between = _ordered(Span(found[0].date, found[-1].date)) if len(found) > 1 else None
    alone = Span(found[0].date, "" if opened else found[0].date)
    return " ".join(words), between or alone


def _ordered(span: Span) -> Span:
    """The span; one whose ends are swapped is put right, and this is said."""
    if span.start and span.end and parse_date(span.start).earliest > parse_date(span.end).latest:
        first, last = parse_date(span.end).display(), parse_date(span.start).display()
        note(f"xiaomi: {last} is later than {first}; showing {first} to {last}")
        return Span(span.end, span.start)
    return span


def _view(store: Store, events: list[Entry], options: PageOptions) -> list[Block]:
    from xiaomi_cli.render.views.lists import timeline as view

    settings = store.settings()
    turns = {turn.event for turn in settings.turns}
    dates = {event.id: display_date(event.date) for event in events}
    return view(by_era(events, settings.eras), dates, options, turns)
