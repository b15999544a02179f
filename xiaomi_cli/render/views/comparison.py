"""The view of a comparison: a row for what is compared, a short phrase on each side."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from xiaomi_cli.index.store import marked
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_facts import LibrarySettings
from xiaomi_cli.queries.comparison import Comparison
from xiaomi_cli.queries.comparison_cells import Aspect, Cell, Side
from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import (
    BRIEF,
    Block,
    Line,
    PageOptions,
    Paragraph,
    Span,
    Table,
    Title,
    contested,
    line,
)
from xiaomi_cli.render.layout import height
from xiaomi_cli.render.views.source_lines import Citations

SCREEN = 50  # lines that a brief comparison fits
LONG = 24  # signs of a name that is not followed by its Chinese one
MOST = {"year": 3, "era": 3, "source": 2}  # cells of a side in a row; of other kinds one


def comparison(
    found: Comparison,
    references: Mapping[str, Reference],
    options: PageOptions = BRIEF,
    settings: LibrarySettings = LibrarySettings(),  # noqa: B008 - it cannot be changed
) -> list[Block]:
    """As many rows as fit a screen, each a phrase a side; in full every statement of each side."""
    aspects = found.aspects if options.full else list(_brief(found))
    brief = options._replace(sources=False)  # addresses cut no row
    while not options.full and len(aspects) > 1:
        if height(_drawn(found, aspects, references, brief, settings)) <= SCREEN:
            break
        aspects = aspects[:-1]
    return _drawn(found, aspects, references, options, settings)


def _brief(found: Comparison) -> Iterable[Aspect]:
    kind = found.sides[0].kind
    apart = {"In short", "Says"} if kind == "company" else {"In short"}
    for name, columns in found.aspects:
        if name not in apart or len(found.aspects) <= len(apart):
            yield name, [cells[: MOST.get(kind, 1)] for cells in columns]


def _drawn(
    found: Comparison,
    aspects: list[Aspect],
    references: Mapping[str, Reference],
    options: PageOptions,
    settings: LibrarySettings,
) -> list[Block]:
    plain = found.sides[0].kind == "figure" and not options.full and not options.sources
    cited = Citations(references, settings.voices, plain=plain)
    heard = Counter(c.voice for _, row in aspects for cells in row for c in cells if c.voice)
    voice = next((name for name, count in heard.most_common(1) if count > 1), "")
    own = {told.source: told.short for told in settings.voices.values()}
    if all(side.id in own for side in found.sides):  # documents, each of which has its own voice
        voice = ""
    joined = Span(" × ", "muted")
    names = [side.label or marked(side.title, side.origin) for side in found.sides]
    name = [span for title in names for span in (joined, Span(title, "title"))][1:]
    told, all_ = (
        sum(len(cells) for _, columns in some for cells in columns)
        for some in (aspects, found.aspects)
    )
    note = f"--full for all {all_} statements" if told < all_ else ""
    silent = Span("–" if found.sides[0].kind == "figure" else "no statement", "muted")
    units = [_unit([c.claim.text for _, row in aspects for c in row[n]]) if plain else []
             for n in range(len(found.sides))]  # fmt: skip
    rows = [
        (aspect, [[_cell(_without(cell, unit), side, cited, own.get(side.id, voice), options)
                   for cell in cells] or [(silent,)]
                  for cells, side, unit in zip(columns, found.sides, units, strict=True)])
        for aspect, columns in aspects
    ]  # fmt: skip
    blocks: list[Block] = [Title(tuple(name), line(Span(note, "hint")))]
    if voice:
        blocks.append(Paragraph(line(Span(f"Unless marked: {voice}", "voice"))))
    heads = [_head(*side) for side in zip(names, found.sides, units, strict=True)]
    return [*blocks, Table(heads, rows, tight=not options.full), *cited.listed(options)]


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
    other = cell.voice if cell.voice != voice else ""
    return line(
        Span("" if told else f"{date}: ", "date"),
        Span(text, "view" if cell.type in {"opinion", "forecast"} else ""),
        Span(f"  {other}" if other else "", "voice"),
        cited.mark(claim.cite),
        contested(filter(None, [cell.contested])),
    )
