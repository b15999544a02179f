"""Views of ideas: frameworks, principles, lessons, risks."""

from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import Framework, Idea, Lesson, Principle, Risk
from xiaomi_cli.render.blocks import Diagram, Gap, Heading, Item, line
from xiaomi_cli.render.views.page import Page


def framework(page: Page, record: Framework) -> None:
    """The parts and how they hang together, then what was done, and the other side."""
    note = record.form + (f", {say_date(record.date)}" if record.date else "")
    parts = Diagram(record.form, [page.name(part) for part in record.parts])
    page.head(record, note, [Gap(), parts] if len(record.parts) > 1 else [])
    _idea(page, record, parts=record.parts)
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
    if record.no_counter:
        page.add(Heading("Where it strained"), Item(line(record.no_counter), marker="–"))
    page.claims("To work elsewhere", record.transfer, marker="?")
