"""The view of a source: who, when, what kind, how far to trust it, what rests on it."""

from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import Source
from xiaomi_cli.render.blocks import Heading, Line, Paragraph, Row, Span, line
from xiaomi_cli.render.views.page import Page


def source(page: Page, record: Source) -> None:
    """Bibliography first, then judgement, then the outline of its paragraphs."""
    facts: list[tuple[str, Line]] = [
        ("author", line(record.author)),
        ("publisher", line(record.publisher)),
        ("published", line(Span(say_date(record.published), "date")) if record.published else ()),
        ("medium", line(record.medium)),
        ("voice", line(record.voice + (", a primary source" if record.primary else ""))),
        ("address", line(Span(record.url, "cite", record.url))),
        (
            "paragraphs",
            line(f"{record.first}–{record.last} of {record.part_of}" if record.first else ""),
        ),
        ("rests on", line(record.rests_on)),
    ]
    rows = [Row(line(Span(name, "muted")), said) for name, said in facts if said]
    page.head(record, record.type, rows)
    for heading, text in (("Viewpoint", record.viewpoint), ("How far to trust it", record.trust)):
        if text:
            page.add(Heading(heading), Paragraph(line(text), indent=2))
    page.records("Parts", page.incoming("part_of", "source"))
    if record.outline:
        page.add(Heading("Outline", f"{len(record.outline)} paragraphs"))
        page.add(*(Row(line(Span(f"¶{p.n}", "cite")), line(p.head)) for p in record.outline))
