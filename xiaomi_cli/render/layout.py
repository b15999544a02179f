"""Blocks into lines of a given width. The same layout serves terminals, pipes and pictures.

Without a width (a pipe) nothing is broken, drawn or set side by side: one entry is one line.
"""

import operator
from collections.abc import Iterator
from itertools import dropwhile

from xiaomi_cli.render.blocks import (
    Block,
    Chart,
    Diagram,
    Gap,
    Grid,
    Heading,
    Item,
    Line,
    Names,
    Paragraph,
    Row,
    Span,
    Strip,
    Table,
    Title,
    line,
)
from xiaomi_cli.render.charts import Glyphs, chart, diagram, strip
from xiaomi_cli.render.wrap import cells, clean, width_of, wrap

PIPED = 80  # columns of what stands side by side in a pipe
WIDE = 140  # columns beyond which the eye loses its line
PROSE = 100  # columns beyond which running text is hard to read
MIN_SAID = 44  # columns that the last cell of a grid should have before others are spared
MIN_TIGHT = 20  # the same for a table of phrases
MIN_COLUMN = 26  # a table whose columns would be narrower is stacked


def lay_out(blocks: list[Block], width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    """The lines of a view, from top to bottom. The first is not empty: `head -1` shows it."""
    return dropwhile(operator.not_, _laid_out(blocks, width, glyphs))


def _laid_out(blocks: list[Block], width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    prose = None if width is None else min(width, PROSE)
    labels = _label_widths(blocks)
    grids = _grid_widths(blocks)
    for number, block in enumerate(blocks):
        match block:
            case Title(spans, note):
                yield from _title(clean(spans), clean(note), prose)
            case Paragraph(spans, 0):
                yield from wrap(clean(spans), prose)
            case Paragraph(spans, indent):
                yield from wrap(clean(spans), prose, (Span(" " * indent),), indent)
            case Heading(text, note, tight):
                if not tight:
                    yield ()
                yield from wrap(
                    clean(line(Span(text, "heading"), Span(f"  {note}" if note else "", "muted"))),
                    prose,
                )
            case Item(spans, marker, style):
                yield from wrap(clean(spans), prose, (Span(f"  {marker} ", style),), 4)
            case Names(entries, mark):
                yield from _names([clean(entry) for entry in entries], mark, width)
            case Row(label, spans, extra):
                yield from _row(clean(label), (*clean(spans), *clean(extra)), labels[number], prose)
            case Grid():
                yield from _grid(block, grids[block.key or str(number)], width)
            case Table(tight=True):
                yield from _tight(block, width)
            case Table():
                yield from _table(block, width)
            case Chart(bars):
                yield from chart(bars, prose, glyphs)
            case Strip():
                yield from strip(block, prose, glyphs)
            case Diagram():
                yield from diagram(block, prose, glyphs)
            case Gap():
                yield ()


def _title(said: Line, note: Line, width: int | None) -> Iterator[Line]:
    """The name at the left, its note at the right end of the line where there is room."""
    room = 0 if width is None else width - width_of(said) - width_of(note)
    yield from wrap((*said, *((Span(" " * max(3, room)), *note) if note else ())), width)


def _grid_widths(blocks: list[Block]) -> dict[str, list[int]]:
    """The widths of the columns of each grid, by its key or else its number."""
    found: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Grid):
            widths = found.setdefault(block.key or str(number), [])
            for row in block.rows:
                widths += [0] * (len(row) - len(widths))
                for column, cell in enumerate(row[:-1]):
                    wide = width_of(clean(cell))
                    widths[column] = max(widths[column], wide if wide <= block.widest else 0)
    return found


def _grid(grid: Grid, widths: list[int], width: int | None) -> Iterator[Line]:
    rows = grid.rows
    taken = grid.indent + sum(room + 2 for room in widths[:-1])
    if 0 <= grid.spare < len(widths) - 1 and width is not None and width - taken < MIN_SAID:
        rows = [[*row[: grid.spare], *row[grid.spare + 1 :]] for row in rows]
        widths = [*widths[: grid.spare], *widths[grid.spare + 1 :]]
    for row in rows:
        yield from _entry(row, grid.indent, widths, width, cut=grid.cut)


def _entry(
    row: list[Line], indent: int, widths: list[int], width: int | None, *, cut: bool
) -> Iterator[Line]:
    """An entry of a grid on one line; where the columns leave the last no room, on two."""
    margin = [Span(" " * indent)] if indent else []
    first: list[Span] = list(margin)
    for cell, room in zip(row[:-1], widths, strict=False):
        if room:
            said = clean(cell)
            first += [*said, Span(" " * (max(0, room - width_of(said)) + 2))]
    taken = width_of(tuple(first))
    if cut and width is not None and taken <= width - MIN_COLUMN:
        yield from wrap(_shortened(clean(row[-1]), min(width, PROSE) - taken), width, tuple(first), taken)
        return
    if width is not None and taken > width - MIN_COLUMN and taken > width // 3:
        *fixed, last = [clean(cell) for cell in row[:-1]]
        start = list(margin)
        for said, room in zip(fixed, widths, strict=False):
            start += [*said, Span(" " * (room - width_of(said) + 2))] if room >= width_of(said) else []
        hanging = width_of(tuple(start))
        if hanging > width // 3:
            start, hanging = list(margin), indent + 2
            last = tuple(span for said in (*fixed, last) if said for span in (*said, Span("  ")))
        yield from wrap((*last, Span("  "), *clean(row[-1])), width, tuple(start), hanging)
        return
    yield from wrap(clean(row[-1]), width, tuple(first), taken)


def _shortened(said: Line, room: int) -> Line:
    """As many whole words as there is room for, and a sign that there were more."""
    if width_of(said) <= room:
        return said
    kept: list[Span] = []
    for span in said:
        left = room - 2 - width_of(tuple(kept))
        if cells(span.text) <= left:
            kept.append(span)
            continue
        while span.text and cells(span.text) > left:
            shorter = span.text.rstrip().rpartition(" ")[0]
            span = span._replace(text=shorter)
        kept.append(span._replace(text=span.text.rstrip(" ,;:–-")))
        break
    return (*kept, Span(" …", "muted"))


def _label_widths(blocks: list[Block]) -> list[int]:
    """For each row, the width of the widest label in its run of rows; 0 for other blocks."""
    widths = [0] * len(blocks)
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and isinstance(blocks[end], Row):
            end += 1
        run = [block for block in blocks[start:end] if isinstance(block, Row)]
        widths[start:end] = [max((width_of(clean(row.label)) for row in run), default=0)] * len(run)
        start = max(end, start + 1)
    return widths


def _row(label: Line, said: Line, label_width: int, width: int | None) -> Iterator[Line]:
    """Label and text side by side; under each other where the label leaves the text no room."""
    if width is not None and label_width > width // 3 and width - label_width < MIN_COLUMN:
        yield from wrap(label, width)
        yield from wrap(said, width, (Span("  "),), 2)
        return
    padding = Span(" " * (label_width - width_of(label) + 2))
    yield from wrap(said, width, (*label, padding), label_width + 2)


def _names(entries: list[Line], sign: str, width: int | None) -> Iterator[Line]:
    """Short entries in columns, to be read downwards; one below the other where they do not fit."""
    mark = (Span(f"  {sign} " if sign else "  ", "muted"),)
    widest = max(map(width_of, entries), default=0) + width_of(mark) + 2
    columns = max(1, min(PIPED if width is None else width, WIDE) // widest)
    height = -(-len(entries) // columns)
    for number in range(height):
        row: list[Span] = []
        for entry in entries[number::height]:
            if row:
                row.append(Span(" " * (-width_of(tuple(row)) % widest)))
            row += [*mark, *entry]
        yield from wrap(tuple(row[1:]), width, mark, 4)


def _table(table: Table, width: int | None) -> Iterator[Line]:
    names = max((cells(name) for name, _ in table.rows), default=0) + 2
    names = min(names, 22)
    column = 0 if width is None else (min(width, WIDE) - names) // max(1, len(table.columns)) - 2
    if column < MIN_COLUMN:
        yield from _stacked(table, width)
        return
    yield ()
    widths = [names, *[column + 2] * len(table.columns)]
    heads: list[list[Line]] = [[(Span(name, "heading"),)] for name in table.columns]
    yield from _beside([[], *heads], widths)
    for name, cells_of_row in table.rows:
        yield ()
        yield from _beside([[(Span(name, "muted"),)], *cells_of_row], widths)


def _tight(table: Table, width: int | None) -> Iterator[Line]:
    """A row after the other, as wide as they need be; stacked where that is too narrow."""
    names = min(max((cells(name) for name, _ in table.rows), default=0), 22) + 2
    count = max(1, len(table.columns))
    wanted = [
        max([cells(head), *(sum(map(width_of, row[number])) for _, row in table.rows)]) + 2
        for number, head in enumerate(table.columns)
    ]
    rooms = (
        [min(room, PIPED) for room in wanted]
        if width is None
        else _shared(wanted, min(width, WIDE) - names)
    )
    if width is not None and (width - names) // count < MIN_TIGHT:
        yield from _stacked(table, width)
        return
    yield ()
    heads: list[list[Line]] = [[(Span(name, "heading"),)] for name in table.columns]
    yield from _beside([[], *heads], [names, *rooms])
    for name, cells_of_row in table.rows:
        yield from _beside([[(Span(name, "muted"),)], *cells_of_row], [names, *rooms])


def _shared(wanted: list[int], room: int) -> list[int]:
    """Widths of columns: what each wants, or its part of the room that narrower ones leave."""
    found, left, open_ = [0] * len(wanted), room, len(wanted)
    for number in sorted(range(len(wanted)), key=wanted.__getitem__):
        found[number] = min(wanted[number], left // open_)
        left, open_ = left - found[number], open_ - 1
    return found


def _stacked(table: Table, width: int | None) -> Iterator[Line]:
    for name, columns in table.rows:
        yield ()
        yield from wrap(clean((Span(name, "heading"),)), width)
        for head, entries in zip(table.columns, columns, strict=True):
            first = clean(line(Span(f"  {head}: ", "name")))
            if len(entries) < 2:
                said = entries[0] if entries else (Span("–", "muted"),)
                yield from wrap(clean(said), width, first, 4)
                continue
            yield from wrap((), width, first, 4)
            for entry in entries:
                yield from wrap(clean(entry), width, (Span("    • ", "muted"),), 6)


def _beside(columns: list[list[Line]], widths: list[int]) -> Iterator[Line]:
    """Columns of wrapped cells, their lines side by side."""
    bullet = (Span("• ", "muted"),)
    wrapped = []
    for cells_, width in zip(columns, widths, strict=True):
        mark = bullet if len(cells_) > 1 else ()
        wrapped.append(
            [row for cell in cells_ for row in wrap(clean(cell), width - 2, mark, width_of(mark))]
        )
    for number in range(max(map(len, wrapped), default=0)):
        joined: list[Span] = []
        position = start = 0
        for rows, room in zip(wrapped, widths, strict=True):
            if number < len(rows) and rows[number]:
                joined += [Span(" " * (start - position)), *rows[number]]
                position = start + width_of(rows[number])
            start += room
        yield tuple(joined)
