"""The view of what speaks against an idea."""

from collections.abc import Mapping
from itertools import groupby

from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.library_settings import Voice
from xiaomi_cli.queries.against import GROUPS, Against, Objection
from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import (
    Block,
    Heading,
    Item,
    Line,
    Paragraph,
    Span,
    Title,
    line,
)
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.render.views.cited import Citations

SHORT = 12  # objections of a brief page


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
        blocks += [
            Item(_said(objection, names, cited, options), marker="!") for objection in objections
        ]
    if left := len(found.objections) - len(shown):
        blocks.append(Paragraph(line(Span(f"{left} more: --full", "muted"))))
    if found.transfer:
        blocks.append(Heading("Copy it if"))
        blocks += [
            Item(line(claim.text, cited.mark(claim.cite)), marker="?") for claim in found.transfer
        ]
    return [*blocks, *cited.listed(options)]


def _said(found: Objection, names: dict[str, str], cited: Citations, options: PageOptions) -> Line:
    claim = found.claim
    head = "" if found.group == GROUPS[0] else found.title
    date = f"{parse_date(claim.date).display()}: " if claim.date else ""
    note = f" ({found.note})" if found.note else ""
    by = names.get(claim.by, claim.by)
    voice = f"  {by}" if by else ""
    shown_id = f"  {found.id}" if options.ids and found.id else ""
    return line(
        Span(f"{head}{note}: " if head else "", "name"), Span(date, "date"), claim.text,
        Span(voice, "voice"), cited.mark(claim.cite), Span(shown_id, "muted"),
    )  # fmt: skip
