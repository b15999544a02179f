"""The views of ideas: frameworks and principles, and what speaks against one."""

import json
from collections.abc import Mapping
from functools import partial
from itertools import groupby

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_facts import Voice
from xiaomi_cli.model.record_parts import Tension
from xiaomi_cli.model.records import Framework, Idea, Principle
from xiaomi_cli.queries.record_details import GROUPS, Against, Objection, Reference
from xiaomi_cli.render.blocks import (
    BRIEF,
    Block,
    Gap,
    Heading,
    Item,
    Line,
    PageOptions,
    Paragraph,
    Span,
    Title,
    line,
)
from xiaomi_cli.render.views.page import Page
from xiaomi_cli.render.views.source_lines import Citations

COPY = "Copy it if "
SHORT = 12  # objections of a brief page


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
    said = json.loads(part.json).get("tagline") or part.summary
    name = line(Span(f"{number} ", "muted"), Span(part.name, "name", part.id), zh)
    return [Paragraph(name, 1, hang=2), Paragraph(line(said), 3)]


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
    tensions = record.tensions if isinstance(record, Framework) else []
    page.claims("Idea", own, most)
    page.claims("Practice", record.cases, 3)
    page.claims("Strain", record.against, 2)
    strained = "" if record.against else "Strain"
    page.section(strained, [partial(_tension, page, tension) for tension in tensions], 1)
    copied = [partial(page.claim, c, c.text.removeprefix(COPY)) for c in record.transfer]
    page.section("Copy if", copied, 1)


def _tension(page: Page, tension: Tension) -> Line:
    sides = tension.sides if page.options.full else []
    told = [span for side in sides for span in (Span(" – ", "muted"), *page.claim(side))]
    return (*line(Span(f"{tension.title}: ", "strong"), tension.text), *told)


def against(
    found: Against,
    names: dict[str, str],
    references: dict[str, Reference],
    voices: Mapping[str, Voice],
    options: PageOptions = BRIEF,
) -> list[Block]:
    """Objections by what they are; whose they are and their ids stand beside them.

    `names`: how to call who speaks, by id or by the voice's own name.
    """
    cited = Citations(references, voices)
    names = names | {name: voice.short for name, voice in voices.items()}
    shown = found.objections if options.full else found.objections[:SHORT]
    title = Span(found.entry.name, "title")
    zh = Span(f"  {found.entry.zh}" if found.entry.zh else "", "zh")
    about = Span("  what speaks against it", "muted")
    blocks: list[Block] = [Title(line(title, zh, about))]
    for group, objections in groupby(shown, key=lambda objection: objection.group):
        blocks.append(Heading(group))
        blocks += [Item(_objection(o, names, cited, options), marker="!") for o in objections]
    if left := len(found.objections) - len(shown):
        blocks.append(Paragraph(line(Span(f"{left} more: --full", "hint"))))
    if found.transfer:
        blocks.append(Heading("Copy it if"))
        blocks += [
            Item(line(claim.text.removeprefix(COPY), cited.mark(claim.cite)), marker="?")
            for claim in found.transfer
        ]
    return [*blocks, *cited.listed(options)]


def _objection(
    found: Objection, names: dict[str, str], cited: Citations, options: PageOptions
) -> Line:
    claim = found.claim
    head = "" if found.group == GROUPS[0] else found.title
    date = f"{display_date(claim.date)}: " if claim.date else ""
    note = f" ({found.note})" if found.note else ""
    voice = f"  {names.get(claim.by, claim.by)}" if claim.by else ""
    shown_id = f"  {found.id}" if options.ids and found.id else ""
    return line(
        Span(f"{head}{note}: " if head else "", "name"), Span(date, "date"), claim.text,
        Span(voice, "voice"), cited.mark(claim.cite), Span(shown_id, "muted"),
    )  # fmt: skip
