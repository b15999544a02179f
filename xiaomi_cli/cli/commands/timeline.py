"""`xiaomi timeline [WHAT]`, and `xiaomi today`."""

from collections.abc import Sequence
from typing import Annotated

from xiaomi_cli.cli.answers import Answer, answering, check_theme, of_records
from xiaomi_cli.cli.options import Asked, From, Theme, To, argument, day, flag, option, split_dates
from xiaomi_cli.cli.record_answers import find, listed, telling_of
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.library_facts import KIND_FACTS
from xiaomi_cli.queries.resolve import UnclearNameError, theme_named
from xiaomi_cli.queries.timeline import almanac, era_named, events_of
from xiaomi_cli.queries.timeline import timeline as events_between
from xiaomi_cli.render.blocks import Block, PageOptions


@answering
def timeline(
    asked: Asked,
    what: Annotated[
        list[str] | None,
        argument("[WHAT]", "A year, two, a theme, an era or a name."),
    ] = None,
    start: From = "",
    end: To = "",
    theme: Theme = "",
    entity: Annotated[
        str,
        option("--entity", "NAME", "Only with this company, person or product."),
    ] = "",
    major: Annotated[bool, flag("--major", "Only the turning points.")] = False,
    reverse: Annotated[bool, flag("--reverse", "Latest first.")] = False,
) -> Answer:
    """What happened when, by era."""
    words, first, last = split_dates(" ".join(what or ()))
    among: set[str] | None = None
    if era := words and era_named(asked.store, words):
        first, last = first or era.earliest, last or era.latest
    elif meant := words and theme_named(asked.whole, words):
        theme = theme or meant
    elif words:
        among = _named(asked, words)
    if entity:
        actors = [kind for kind, facts in KIND_FACTS.items() if facts.actor]
        with_it = events_of(asked.store, find(asked, entity, actors))
        among = with_it if among is None else among & with_it
    check_theme(asked.whole, theme)
    found = events_between(
        asked.store, start=day(start, "--from") or first, end=day(end, "--to") or last,
        theme=theme, major=major,
    )  # fmt: skip
    kept = [event for event in found if among is None or event.id in among]
    nothing = "no event matches; try a wider span or fewer filters"
    return listed(asked, "event", kept[::-1] if reverse else kept, nothing)


def _named(asked: Asked, words: str) -> set[str]:
    """Ids of the events of what is called so, or else of those that tell of it."""
    try:
        return events_of(asked.store, find(asked, words))
    except UnclearNameError:
        if found := telling_of(asked, "event", words):
            return {event.id for event in found}
        raise


@answering
def today(
    asked: Asked,
    on: Annotated[
        str,
        option("--date", "DAY", "Another day than today: MM-DD or YYYY-MM-DD."),
    ] = "",
) -> Answer:
    """What happened on this day in earlier years; or else in this month."""
    found = almanac(asked.store, on or asked.today)

    def view(shown: Sequence[Entry], options: PageOptions) -> list[Block]:
        from xiaomi_cli.render.views.lists import today as page

        return page(found._replace(anniversaries=found.anniversaries[: len(shown)]), options)

    nothing = f"nothing is known to have happened in {found.when}"
    entries = [anniversary.event for anniversary in found.anniversaries]
    return of_records(entries, asked, view, nothing=nothing, word="events")
