"""The view of a day: what happened on it, and how long ago."""

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.queries.anniversaries import Almanac, Anniversary
from xiaomi_cli.render.blocks import Block, Gap, Paragraph, Row, Span, Title, line
from xiaomi_cli.render.page_options import BRIEF, PageOptions


def today(almanac: Almanac, options: PageOptions = BRIEF) -> list[Block]:
    """Each event with its date, how many years ago that was, and its summary."""
    note = "" if almanac.exact else "  nothing is known of the day itself"
    title = Title(line(Span(almanac.when, "title"), Span(note, "muted")))
    hint = Paragraph(line(Span("xiaomi event NAME shows one", "muted")))
    return [title, Gap(), *(_row(found, options) for found in almanac.anniversaries), Gap(), hint]


def _row(found: Anniversary, options: PageOptions) -> Block:
    event = found.event
    said = line(
        Span(event.name, "strong"), Span(_ago(found.years), "muted"), f". {event.summary}",
        Span(f"  {event.id}" if options.ids else "", "muted"),
    )  # fmt: skip
    return Row(line(Span(display_date(event.date), "date")), said)


def _ago(years: int | None) -> str:
    if years is None:
        return ""
    return {0: ", this year", 1: ", a year ago"}.get(years, f", {years} years ago")
