"""Views of what is asked of figures: how fast one grew, which numbers need a warning."""

from collections.abc import Sequence
from decimal import Decimal

from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.records import point_text
from xiaomi_cli.queries.doubtful import Doubtful
from xiaomi_cli.queries.growth import Growth
from xiaomi_cli.render.blocks import Bar, Block, Chart, Gap, Paragraph, Row, Span, Title, line
from xiaomi_cli.render.page_options import BRIEF, PageOptions


def percent(share: Decimal) -> str:
    """A share with its sign, such as `+20.8%`."""
    return f"{share * 100:+.1f}%".replace("-", "−")


def growth(found: Growth, options: PageOptions = BRIEF) -> list[Block]:
    """Growth from year to year, the compound one, and over which values."""
    del options
    first, last = found.steps[0], found.steps[-1]
    title = f"{found.figure.title}: {percent(found.yearly)} a year from {first.year} to {last.year}"
    longest = max(step.value for step in found.steps)
    bars = [
        Bar(
            str(step.year), float(step.value / longest),
            line(
                Span(point_text(found.figure, step.point), "figure"),
                Span("" if step.growth is None else f"  {percent(step.growth)}", "muted"),
            ),
        )
        for step in found.steps
    ]  # fmt: skip
    return [
        Title(line(Span(title, "title"))), Gap(), Chart(bars), Gap(),
        Paragraph(line(Span(basis(found), "muted"))),
    ]  # fmt: skip


def basis(found: Growth) -> str:
    """Over which values growth was reckoned, and which were left out."""
    years = found.steps[-1].year - found.steps[0].year
    counted = f" ({found.definition})" if found.definition else ""
    missing = years + 1 - len(found.steps)
    gaps = f", {missing} without a value" if missing else ""
    said = (
        f"Compound growth over {years} years{gaps}: {len(found.steps)} reported values "
        f"of one definition{counted}."
    )
    if found.left_out:
        left = "; ".join(f"{count} {reason}" for reason, count in found.left_out.items())
        said += f" Left out: {left}."
    return said


def doubtful(found: Sequence[Doubtful], options: PageOptions = BRIEF) -> list[Block]:
    """Each number with what must be said beside it."""
    title = Span("Numbers not to quote without a warning", "title")
    blocks: list[Block] = [Title(line(title, Span(f"  {len(found)}", "muted")))]
    for doubt in found:
        when = parse_date(doubt.point.period).display() if doubt.point.period else "no year"
        ids = f"  {doubt.figure.id}" if options.ids else ""
        disputes = f"  {' '.join(doubt.disputes)}" if doubt.disputes and options.full else ""
        said = line(
            Span(doubt.figure.title, "name"), Span(f", {when}: ", "date"),
            Span(doubt.value, "figure"), Span(ids + disputes, "muted"),
        )  # fmt: skip
        blocks += [Paragraph(said), Row(line(Span("  ", "muted")), line("; ".join(doubt.warnings)))]
    return blocks
