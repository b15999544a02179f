"""Views of what happened, was promised, and is disputed."""

from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import Dispute, Event, Position, Promise
from xiaomi_cli.render.blocks import Heading, Item, Line, Paragraph, Row, Span, line
from xiaomi_cli.render.views.page import Page

OUTCOME = {"kept": "good", "missed": "bad", "moved": "open", "open": "open"}


def event(page: Page, record: Event) -> None:
    """When, what, and who took part."""
    page.head(record, f"{record.type}, {say_date(record.date)}")
    page.claims("What is known", record.claims)
    page.records("Who and what", record.entities, summaries=False)


def promise(page: Page, record: Promise) -> None:
    """Who committed to what by when, and what came of it."""
    facts: list[tuple[str, Line]] = [
        ("by", line(Span(page.name(record.by), "name"))),
        (
            "made",
            line(Span(say_date(record.made), "date"), f", {record.where}" if record.where else ""),
        ),
        ("due", line(Span(say_date(record.due), "date")) if record.due else line("no date given")),
        ("amount", line(Span(record.amount, "figure"))),
        ("outcome", line(Span(record.outcome, OUTCOME[record.outcome]))),  # type: ignore[arg-type]
    ]
    rows = [Row(line(Span(name, "muted")), said) for name, said in facts if said]
    page.head(record, record.outcome, rows)
    page.claims("What was said", record.claims)
    page.claims("What came of it", record.result)


def dispute(page: Page, record: Dispute) -> None:
    """The question, what a careful editor concludes, and each side with its scope and date."""
    page.head(record, record.nature)
    page.add(Heading("The question"), Paragraph(line(record.question), indent=2))
    page.add(Heading("A careful editor's conclusion"))
    page.add(Paragraph(line(Span(record.conclusion, "strong")), indent=2))
    page.add(Heading("The positions"))
    page.add(*(Item(_position(page, position), marker="‡", style="dispute")
               for position in record.positions))  # fmt: skip
    page.claims("Because", record.reasons)
    page.records("It touches", record.touches, summaries=False)


def _position(page: Page, position: Position) -> Line:
    scope = Span(f" [{position.scope}]" if position.scope else "", "muted")
    return (
        *line(Span(f"{page.name(position.holder)}: ", "name")),
        *page.claim(position),
        *line(scope),
    )
