"""The view of a source: who wrote it and when, how far to trust it, what is in it."""

from collections.abc import Callable

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.records import Paragraph as Outlined
from xiaomi_cli.model.records import Source
from xiaomi_cli.render.blocks import Line, Span, line
from xiaomi_cli.render.views.page import Page


def source(page: Page, record: Source) -> None:
    """Bibliography, judgement, outline, and the slips of its text."""
    page.head(record, record.type)
    paragraphs = f"{record.first}–{record.last} of " if record.first else ""
    page.facts([
        ("author", line(record.author)),
        ("where", line(record.publisher)),
        ("date", line(Span(display_date(record.published), "date")) if record.published else ()),
        ("medium", line(record.medium)),
        ("voice", line(record.voice + (", a primary source" if record.primary else ""))),
        ("address", line(Span(record.url, "cite", record.url))),
        ("part", (*line(paragraphs), *page.link(record.part_of)) if record.part_of else ()),
        ("rests on", line(_brief(page, record.rests_on, 1))),
        ("view", line(_brief(page, record.viewpoint, 2))),
        ("trust", line(_brief(page, record.trust, 2))),
        ("bears", line("; ".join(record.bears)) if page.options.full else ()),
    ])  # fmt: skip
    parts = page.entries(page.incoming("part_of", "source"))
    page.section("Parts", [_part(page, part.id) for part in parts], 8)
    page.section("Outline", [_outlined(p) for p in record.outline], 12)
    page.claims("Slips", record.slips, 4)
    page.links()


def _brief(page: Page, text: str, sentences: int) -> str:
    """All of a text, or of a brief page its first sentences."""
    parts = text.split(". ")
    brief = ". ".join(parts[:sentences])
    return text if page.options.full or len(parts) <= sentences else f"{brief}."


def _part(page: Page, part: str) -> Callable[[], Line]:
    return lambda: page.link(part)


def _outlined(paragraph: Outlined) -> Callable[[], Line]:
    return lambda: line(Span(f"¶{paragraph.n} ", "cite"), paragraph.head)
