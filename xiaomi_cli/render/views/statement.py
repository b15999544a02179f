"""The view of one statement: what it says, on what it rests, and where it stands."""

from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.records import quantity_text
from xiaomi_cli.queries.statement import Shown
from xiaomi_cli.render.blocks import Block, Gap, Paragraph, Span, Title, line
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.render.views.page import Page


def statement(shown: Shown, options: PageOptions = BRIEF) -> list[Block]:
    """The statement, the numbers in it, its home, and its sources."""
    page = Page(shown.dossier, options)
    claim, record = shown.claim, shown.record
    zh = Span(f"  {claim.zh}" if claim.zh else "", "zh")
    title = line(Span(claim.name or record.title, "title"), zh)
    page.add(Title(title, line(Span("statement", "muted"))), Gap())
    page.section("Says", [lambda: page.claim(claim)], 1)
    page.add(Gap())
    facts = [("date", line(Span(parse_date(claim.date).display(), "date")))] if claim.date else []
    facts += [("part", line(part)) for part in claim.parts]
    facts += [(q.measure, line(Span(quantity_text(q), "figure"))) for q in claim.quantities]
    page.facts([*facts, ("from", page.link(record.id))])
    return [*page.finish(), Gap(), Paragraph(line(Span(str(shown.address), "muted")))]
