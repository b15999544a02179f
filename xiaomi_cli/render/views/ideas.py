"""The views of ideas: frameworks, principles, lessons and risks."""

import json
from collections.abc import Callable

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.records import Claim, Framework, Idea, Lesson, Principle, Risk, Tension
from xiaomi_cli.render.blocks import Block, Gap, Line, Paragraph, Span, line
from xiaomi_cli.render.views.page import Page

COPY = "Copy it if "


def framework(page: Page, record: Framework) -> None:
    """Sentence, parts, what it says beside them, practice, strain, and when to copy it."""
    order = list(page.dossier.settings.frameworks)
    place = f"{order.index(record.id) + 1} of {len(order)} frameworks" if record.id in order else ""
    date = display_date(record.date) if record.date else ""
    page.head(record, " · ".join(part for part in (place, date) if part))
    parts = page.entries(record.parts)
    page.add(*[block for number, part in enumerate(parts, 1) for block in _part(number, part)])
    page.add(Gap())
    _idea(page, record, record.parts, 3)
    earlier = [record.version_of] if record.version_of else []
    page.links(*earlier, *page.incoming("version_of", "framework"), *record.lessons)


def _part(number: int, part: Entry) -> list[Block]:
    zh = Span(f"  {part.zh}" if part.zh else "", "zh")
    fields = json.loads(part.json)
    said = fields.get("tagline") or part.summary
    return [
        Paragraph(line(Span(f"{number} ", "muted"), Span(part.name, "name", part.id), zh), 1),
        Paragraph(line(said), 3),
    ]


def principle(page: Page, record: Principle) -> None:
    """The idea, how it was practised, where it strained, and when to copy it."""
    page.head(record, _place(page, record))
    _idea(page, record, [], 4)
    page.links(*record.lessons)


def _place(page: Page, record: Principle) -> str:
    """Of which framework it is which part: the first in the order of the map."""
    order = list(page.dossier.settings.frameworks)
    found = sorted(record.part_of, key=lambda i: order.index(i) if i in order else len(order))
    for entry in page.entries(found[:1]):
        parts = json.loads(entry.json).get("parts", [])
        return f"{entry.name} › {parts.index(record.id) + 1} of {len(parts)}"
    return ""


def _idea(page: Page, record: Idea, parts: list[str], most: int) -> None:
    own = [claim for claim in record.claims if claim.home.partition("#")[0] not in parts]
    page.claims("Idea", own, most)
    page.claims("Practice", record.cases, 3)
    strain(page, record, 2)


def strain(page: Page, record: Idea, most: int) -> None:
    """The other side: what speaks against it, what pulls it apart, when it can be copied."""
    tensions = record.tensions if isinstance(record, Framework) else []
    page.claims("Strain", record.against, most)
    page.section("" if record.against else "Strain", [_tension(page, t) for t in tensions], 1)
    page.section("Copy if", [_copy(page, claim) for claim in record.transfer], 1)


def _tension(page: Page, tension: Tension) -> Callable[[], Line]:
    def said() -> Line:
        sides: Line = ()
        if page.options.full:
            sides = tuple(
                span for side in tension.sides for span in (Span(" – ", "muted"), *page.claim(side))
            )
        return (*line(Span(f"{tension.title}: ", "strong"), tension.text), *sides)

    return said


def _copy(page: Page, claim: Claim) -> Callable[[], Line]:
    return lambda: page.claim(claim, claim.text.removeprefix(COPY))


def lesson(page: Page, record: Lesson) -> None:
    """The lesson itself, what it is drawn from, and its evidence."""
    page.head(record)
    page.facts([("from", page.linked(record.about))])
    page.claims("Evidence", record.claims, 6)
    page.links()


def risk(page: Page, record: Risk) -> None:
    """The risk, the evidence of it, and what is done or said against it."""
    page.head(record)
    page.claims("Evidence", record.claims, 6)
    page.claims("Answers", record.answers, 5)
    page.links()
