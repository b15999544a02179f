"""The view of a comparison: a row for what is compared, a short phrase on each side."""

from collections import Counter
from collections.abc import Iterable, Mapping

from xiaomi_cli.index.store import marked
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_settings import LibrarySettings
from xiaomi_cli.queries.comparison import Aspect, Cell, Comparison
from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import (
    BRIEF,
    Block,
    Gap,
    Line,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Style,
    Table,
    Title,
    line,
)
from xiaomi_cli.render.charts import Glyphs
from xiaomi_cli.render.layout import lay_out
from xiaomi_cli.render.marks import CONTESTED
from xiaomi_cli.render.views.source_lines import one_block, publishers, whole

SCREEN, COLUMNS = 50, 80  # what a brief comparison fits
NO_STATEMENT = Span("no statement", "muted")
EVENTS = 3  # of a kind and year in a brief comparison of years


def comparison(
    found: Comparison,
    references: Mapping[str, Reference],
    options: PageOptions = BRIEF,
    settings: LibrarySettings = LibrarySettings(),  # noqa: B008 - it cannot be changed
) -> list[Block]:
    """As many rows as fit a screen, each a phrase a side; in full every statement of each side."""
    aspects = found.aspects if options.full else list(_brief(found))
    blocks = _drawn(found, aspects, references, options, settings)
    while not options.full and len(aspects) > 1 and _height(blocks) > SCREEN:
        aspects = aspects[:-1]
        blocks = _drawn(found, aspects, references, options, settings)
    return blocks


def _brief(found: Comparison) -> Iterable[Aspect]:
    most = EVENTS if found.sides[0].kind in {"year", "era"} else 1
    apart = {"In short", "Says"} if found.sides[0].kind == "company" else {"In short"}
    for name, columns in found.aspects:
        if name not in apart or len(found.aspects) <= len(apart):
            yield name, [cells[:most] for cells in columns]


def _drawn(
    found: Comparison,
    aspects: list[Aspect],
    references: Mapping[str, Reference],
    options: PageOptions,
    settings: LibrarySettings,
) -> list[Block]:
    numbers: dict[str, int] = {}
    quiet = found.sides[0].kind == "figure" and not (options.full or options.sources)
    heard = Counter(
        cell.voice for _, columns in aspects for cells in columns for cell in cells if cell.voice
    )
    voice = next((name for name, count in heard.most_common(1) if count > 1), "")
    titles = [
        side.label or marked(side.title, side.origin) + (f" {side.zh}" if side.zh else "")
        for side in found.sides
    ]
    joined = Span(" × ", "muted")
    name = [span for title in titles for span in (joined, Span(title, "title"))][1:]
    told, all_ = (
        sum(len(cells) for _, columns in some for cells in columns)
        for some in (aspects, found.aspects)
    )
    note = f"--full for all {all_} statements" if told < all_ else ""
    rows = [
        (aspect, [[_cell(cell, numbers, voice, options, quiet) for cell in cells]
                  or [(NO_STATEMENT,)]
                  for cells in columns])
        for aspect, columns in aspects
    ]  # fmt: skip
    blocks: list[Block] = [Title(tuple(name), line(Span(note, "muted")))]
    if voice:
        blocks.append(Paragraph(line(Span(f"Unless marked: {voice}", "voice"))))
    blocks.append(Table(titles, rows, tight=not options.full))
    if numbers and options.sources:
        return [*blocks, *whole(numbers, references)]
    if numbers:
        said = (
            publishers(numbers, references, settings.voices)
            if quiet
            else one_block(numbers, references, settings.voices)
        )
        blocks += [Gap(), Row(line(Span("Sources ", "strong")), said)]
    return blocks


def _cell(
    cell: Cell, numbers: dict[str, int], voice: str, options: PageOptions, quiet: bool
) -> Line:
    claim = cell.claim
    marks = [numbers.setdefault(text, len(numbers) + 1) for text in claim.cite]
    mark = f" [{','.join(map(str, marks))}]" if marks and not quiet else ""
    brief = claim.short and not options.full
    date = Span(f"{display_date(claim.date)}: " if claim.date and not brief else "", "date")
    other = f"  {cell.voice}" if cell.voice and cell.voice != voice else ""
    text = claim.short if brief else claim.text
    style: Style = "view" if cell.type in {"opinion", "forecast"} else ""
    return line(
        date,
        Span(text, style),
        Span(other, "voice"),
        Span(mark, "cite"),
        Span(f"  {CONTESTED} {cell.contested}" if cell.contested else "", "dispute"),
    )


def _height(blocks: list[Block]) -> int:
    return sum(1 for _ in lay_out(blocks, COLUMNS, Glyphs()))
