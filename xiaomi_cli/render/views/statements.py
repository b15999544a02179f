"""The views of statements: one by its address, many side by side, those against an idea."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby

from msgspec.structs import replace

from xiaomi_cli.index.store import marked
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_facts import LibrarySettings, Voice
from xiaomi_cli.queries.comparison import Comparison
from xiaomi_cli.queries.comparison_cells import Aspect, Cell, Side
from xiaomi_cli.queries.record_details import OWN, Against, Objection, Reference, Shown
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
    Table,
    Title,
    apart,
    contested,
    joined,
    line,
)
from xiaomi_cli.render.layout import height
from xiaomi_cli.render.views.citations import Citations
from xiaomi_cli.render.views.page import Page
from xiaomi_cli.render.views.records import COPY, amount, dated

SCREEN = 50  # lines that a brief comparison fits
LONG = 24  # signs of a name that is not followed by its Chinese one
MOST = {"year": 3, "era": 3, "source": 2}  # cells of a side in a row; of other kinds one
OBJECTIONS = 12  # of a brief page


def statement(shown: Shown, options: PageOptions = BRIEF) -> list[Block]:
    """One statement: what it says, the numbers in it, its home, and its sources."""
    page = Page(shown.dossier, options)
    claim, record = shown.claim, shown.record
    title = line(Span(claim.name or record.title, "title"), apart(claim.zh, "zh"))
    page.add(Title(title, line(Span("statement", "muted"))), Gap())
    page.claims("Says", [claim], 1)
    page.add(Gap())
    page.facts([
        ("date", dated(claim.date)),
        *(("part", line(part)) for part in claim.parts),
        *((quantity.measure, amount(quantity)) for quantity in claim.quantities),
        ("from", page.link(record.id)),
    ])  # fmt: skip
    return [*page.finish(), Gap(), Paragraph(line(Span(str(shown.address), "muted")))]


def comparison(
    found: Comparison,
    references: Mapping[str, Reference],
    options: PageOptions = BRIEF,
    settings: LibrarySettings = LibrarySettings(),  # noqa: B008 - it cannot be changed
) -> list[Block]:
    """As many rows as fit a screen, each a phrase a side; in full every statement of each side."""
    if options.full:
        return _compared(found, found.aspects, references, options, settings)
    kind = found.sides[0].kind
    overall = {"In short", "Says"} if kind == "company" else {"In short"}
    aspects = [(name, [cells[: MOST.get(kind, 1)] for cells in row]) for name, row in found.aspects
               if name not in overall or len(found.aspects) <= len(overall)]  # fmt: skip
    brief = options._replace(sources=False)  # addresses cut no row
    while len(aspects) > 1:
        if height(_compared(found, aspects, references, brief, settings)) <= SCREEN:
            break
        aspects = aspects[:-1]
    return _compared(found, aspects, references, options, settings)


def _compared(
    found: Comparison,
    aspects: list[Aspect],
    references: Mapping[str, Reference],
    options: PageOptions,
    settings: LibrarySettings,
) -> list[Block]:
    figures = found.sides[0].kind == "figure"
    plain = figures and not options.full and not options.sources
    cited = Citations(references, settings.voices, plain=plain)
    heard = Counter(c.voice for _, row in aspects for cells in row for c in cells if c.voice)
    voice = next((name for name, count in heard.most_common(1) if count > 1), "")
    own = {told.source: told.short for told in settings.voices.values()}
    if all(side.id in own for side in found.sides):  # documents, each of which has its own voice
        voice = ""
    names = [side.label or marked(side.title, side.origin) for side in found.sides]
    told, all_ = (sum(len(cells) for _, row in some for cells in row)
                  for some in (aspects, found.aspects))  # fmt: skip
    note = f"--full for all {all_} statements" if told < all_ else ""
    silent = (Span("–" if figures else "no statement", "muted"),)
    units = [_unit([c.claim.text for _, row in aspects for c in row[n]]) if plain else []
             for n in range(len(found.sides))]  # fmt: skip
    rows = [
        (aspect, [[_cell(_without(cell, unit), side, cited, own.get(side.id, voice), options)
                   for cell in cells] or [silent]
                  for cells, side, unit in zip(row, found.sides, units, strict=True)])
        for aspect, row in aspects
    ]  # fmt: skip
    title = joined([line(Span(name, "title")) for name in names], " × ")
    unless = [Paragraph(line(Span(f"Unless marked: {voice}", "voice")))] if voice else []
    heads = [_head(*side) for side in zip(names, found.sides, units, strict=True)]
    table = Table(heads, rows, tight=not options.full)
    return [Title(title, line(Span(note, "hint"))), *unless, table, Gap(), *cited.listed(options)]


def _head(name: str, side: Side, unit: list[str]) -> str:
    zh = f" {side.zh}" if side.zh and len(name) <= LONG and not unit else ""
    told = " ".join(word for word in unit if word not in name.lower())
    return ", ".join(filter(None, (name + zh, told)))


def _unit(values: list[str]) -> list[str]:
    """The words that all values of a figure have, such as `CNY` and `billion`, for its head."""
    words = values[0].split() if len(values) > 1 else []
    return [w for w in words if w.isalpha() and all(w in value.split() for value in values)]


def _without(cell: Cell, unit: list[str]) -> Cell:
    text = " ".join(word for word in cell.claim.text.split(" ") if word not in unit)
    return cell._replace(claim=replace(cell.claim, text=text)) if unit else cell


def _cell(cell: Cell, side: Side, cited: Citations, voice: str, options: PageOptions) -> Line:
    claim = cell.claim
    brief = claim.short and not options.full
    text = claim.short if brief else claim.text
    date = display_date(claim.date) if claim.date and not brief else ""
    told = date in {"", side.title} or date in text
    return line(
        Span("" if told else f"{date}: ", "date"),
        Span(text, "view" if cell.type in {"opinion", "forecast"} else ""),
        apart(cell.voice if cell.voice != voice else "", "voice"),
        cited.mark(claim.cite),
        contested(filter(None, [cell.contested])),
    )


def against(
    found: Against,
    names: Mapping[str, str],
    references: Mapping[str, Reference],
    voices: Mapping[str, Voice],
    options: PageOptions = BRIEF,
) -> list[Block]:
    """Objections by what they are; whose they are and their ids stand beside them.

    `names`: how to call who speaks, by id.
    """
    cited = Citations(references, voices)
    called = {**names, **{name: voice.short for name, voice in voices.items()}}
    shown = found.objections if options.full else found.objections[:OBJECTIONS]
    name, zh = Span(found.entry.name, "title"), apart(found.entry.zh, "zh")
    title = line(name, zh, apart("what speaks against it", "muted"))
    made: list[Block] = [Title(title)]
    for group, objections in groupby(shown, key=lambda objection: objection.group):
        made.append(Heading(group))
        made += [Item(_objection(one, called, cited, options), "!") for one in objections]
    if left := len(found.objections) - len(shown):
        made.append(Paragraph(line(Span(f"{left} more: --full", "hint"))))
    if found.transfer:
        conditions = [line(c.text.removeprefix(COPY), cited.mark(c.cite)) for c in found.transfer]
        made += [Heading("Copy it if"), *(Item(said, "?") for said in conditions)]
    return [*made, Gap(), *cited.listed(options)]


def _objection(
    found: Objection, names: Mapping[str, str], cited: Citations, options: PageOptions
) -> Line:
    claim = found.claim
    head = "" if found.group == OWN else found.title
    note = f" ({found.note})" if found.note else ""
    return line(
        Span(f"{head}{note}: " if head else "", "name"),
        Span(f"{display_date(claim.date)}: " if claim.date else "", "date"),
        claim.text,
        apart(names.get(claim.by, claim.by), "voice"),
        cited.mark(claim.cite),
        apart(found.id if options.ids else "", "muted"),
    )
