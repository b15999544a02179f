"""The view of each kind of record, one function a kind, and the choice among them."""

from collections.abc import Callable
from typing import Any

from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import (
    Company,
    Dispute,
    Event,
    Figure,
    Framework,
    Idea,
    Lesson,
    Person,
    Position,
    Principle,
    Product,
    Promise,
    Record,
    Risk,
    Source,
)
from xiaomi_cli.queries.record_details import Dossier
from xiaomi_cli.render.blocks import (
    Block,
    Diagram,
    Gap,
    Heading,
    Item,
    Line,
    Paragraph,
    Row,
    Span,
    line,
)
from xiaomi_cli.render.views.figure import figure
from xiaomi_cli.render.views.page import Page

OUTCOME = {"kept": "good", "partly": "open", "missed": "bad", "moved": "open", "open": "open"}


def framework(page: Page, record: Framework) -> None:
    """The parts and how they hang together, then what was done, and the other side."""
    note = record.form + (f", {say_date(record.date)}" if record.date else "")
    parts = Diagram(record.form, [page.name(part) for part in record.parts])
    page.head(record, note, [Gap(), parts] if len(record.parts) > 1 else [])
    _idea(page, record, parts=record.parts)
    for tension in record.tensions:
        page.claims(tension.title, tension.sides, marker="↔")
        page.add(Paragraph(line(tension.text), indent=2))
    earlier = [record.version_of] if record.version_of else []
    page.records("An earlier form", earlier)
    page.records("Later forms", page.incoming("version_of", "framework"))


def principle(page: Page, record: Principle) -> None:
    """The idea, how it was practised, what it teaches, where it strained."""
    page.head(record)
    _idea(page, record, parts=[])


def lesson(page: Page, record: Lesson) -> None:
    """The lesson itself and what it is drawn from."""
    page.head(record)
    page.claims("More", record.claims)
    page.records("Drawn from", record.about)


def risk(page: Page, record: Risk) -> None:
    """The risk, the evidence of it, and what is said against it."""
    page.head(record)
    page.claims("The risk", record.claims)
    page.claims("What is done or said against it", record.answers)


def _idea(page: Page, record: Idea, parts: list[str]) -> None:
    page.claims("The idea", record.claims)
    page.records("Its parts", parts)
    page.claims("How it was practised", record.cases)
    page.records("What it teaches", record.lessons)
    against(page, record)
    page.records("Part of", record.part_of, summaries=False)


def against(page: Page, record: Idea) -> None:
    """The other side: where it strained, and what must hold for it to work elsewhere."""
    page.claims("Where it strained", record.against, marker="!")
    page.claims("To work elsewhere", record.transfer, marker="?")


def company(page: Page, record: Company) -> None:
    """What it is to the subject, then dimension by dimension."""
    page.head(record, record.role)
    for name, claims in record.dimensions.items():
        page.claims(name.replace("-", " ").capitalize(), claims)
    page.claims("More" if record.dimensions else "What is said", record.claims)
    page.records("Figures", page.incoming("of", "figure"), summaries=False)
    page.records("Products", page.incoming("maker", "product"), summaries=False)


def person(page: Page, record: Person) -> None:
    """Who it is and what is said of them."""
    page.head(record, record.role)
    page.claims("What is said", record.claims)
    page.records("Events", page.incoming("entities", "event"), summaries=False)
    page.records("Promises", page.incoming("by", "promise"), summaries=False)


def product(page: Page, record: Product) -> None:
    """What it is, who made it and when."""
    released = f"released {say_date(record.released)}" if record.released else ""
    maker = f"by {page.name(record.maker)}" if record.maker else ""
    page.head(record, ", ".join(part for part in (record.category, maker, released) if part))
    page.claims("What is said", record.claims)
    page.records("Events", page.incoming("entities", "event"), summaries=False)


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
        ("pledge", line(Span(record.pledge, "figure"))),
        ("outcome", line(Span(record.outcome, OUTCOME[record.outcome]))),  # type: ignore[arg-type]
        ("actual", line(Span(record.actual, "figure"))),
        ("judged", line(Span(say_date(record.judged), "date")) if record.judged else ()),
    ]
    rows = [Row(line(Span(name, "muted")), said) for name, said in facts if said]
    page.head(record, record.outcome, rows)
    page.claims("What was said", record.claims)
    page.claims("What came of it", record.result)
    page.claims("Another reading", record.dissent)


def dispute(page: Page, record: Dispute) -> None:
    """The question, what a careful editor concludes, and each side with its scope and date."""
    settled = ", settled" if record.settled else ", open"
    page.head(record, f"{record.consequence} consequence{settled}")
    page.add(Heading("The positions"))
    page.add(*(Item(_position(page, position), marker="‡", style="dispute")
               for position in record.positions))  # fmt: skip
    page.claims("Because", record.reasons)


def _position(page: Page, position: Position) -> Line:
    holder = f" ({page.name(position.holder)})" if position.holder else ""
    scope = Span(f" [{position.scope}]" if position.scope else "", "muted")
    return (
        *line(Span(position.says, "strong"), Span(holder, "name"), ". "),
        *page.claim(position),
        *line(scope),
    )


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
    page.claims("Slips of this text", record.slips)


VIEWS: dict[type[Record], Callable[[Page, Any], None]] = {
    Event: event,
    Promise: promise,
    Dispute: dispute,
    Framework: framework,
    Principle: principle,
    Lesson: lesson,
    Risk: risk,
    Company: company,
    Person: person,
    Product: product,
    Figure: figure,
    Source: source,
}


def view(dossier: Dossier) -> list[Block]:
    """A record, whole: what its kind shows, then related records, disputes and sources."""
    page = Page(dossier)
    VIEWS[type(dossier.record)](page, dossier.record)
    return page.finish()


def other_side(dossier: Dossier) -> list[Block]:
    """Only where an idea strained, and what must hold for it to work elsewhere."""
    page = Page(dossier)
    page.head(dossier.record)
    if isinstance(dossier.record, Idea):
        against(page, dossier.record)
    return page.finish()
