"""The view of the timeline: a line an event, under the eras."""

from collections.abc import Collection

from xiaomi_cli.index.store import Entry
from xiaomi_cli.queries.timeline import EraEvents
from xiaomi_cli.render.blocks import Block, Heading, Line, Row, Span, Style, line
from xiaomi_cli.render.marks import EVENT_SIGN, contested
from xiaomi_cli.render.page_options import BRIEF, PageOptions

SCREEN = 75  # lines; of a longer timeline no empty lines part the eras


def timeline(
    chapters: list[EraEvents],
    dates: dict[str, str],
    options: PageOptions = BRIEF,
    turns: Collection[str] = (),
) -> list[Block]:
    """Events by era; `dates` gives each one's date at its real precision; `turns` stand out."""
    blocks: list[Block] = []
    widest = max(map(len, dates.values()), default=0)
    many = sum(len(events) + 2 for _, events in chapters) > SCREEN
    for era, events in chapters:
        if era is not None:
            years = f"{era.earliest[:4]}–{era.latest[:4]}"
            blocks.append(
                Heading(
                    era.title + (f"  {era.zh}" if era.zh else ""),
                    years,
                    tight=many and bool(blocks),
                )
            )
        for event in events:
            date = Span(f"{dates[event.id]:<{widest}}  ", "date")
            said = _event(event, options, turn=event.id in turns)
            blocks.append(Row(line(date, _sign(event)), said))
    return blocks


def _sign(event: Entry) -> Span:
    styles: dict[str, Style] = {"crisis": "dispute", "target": "target"}
    return Span(EVENT_SIGN.get(event.subtype, "·"), styles.get(event.subtype, "muted"))


def _event(event: Entry, options: PageOptions, *, turn: bool) -> Line:
    title = Span(event.name, "strong" if turn else "", event.id)
    said = f". {event.summary}" if options.full else ""
    number = Span(f"  {event.id}" if options.ids else "", "muted")
    return line(title, contested(event), said, number)
