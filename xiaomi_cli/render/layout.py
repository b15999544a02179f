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

WIDE = 140  # columns beyond which the eye loses its line
PROSE = 100  # columns beyond which running text is hard to read
MIN_COLUMN = 26  # a table whose columns would be narrower is stacked


def lay_out(blocks: list[Block], width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    """The lines of a view, from top to bottom. The first is not empty: `head -1` shows it."""
    return dropwhile(operator.not_, _laid_out(blocks, width, glyphs))


def _laid_out(blocks: list[Block], width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    prose = None if width is None else min(width, PROSE)
    labels = _label_widths(blocks)
    for number, block in enumerate(blocks):
        match block:
            case Title(spans) | Paragraph(spans, 0):
                yield from wrap(clean(spans), prose)
            case Paragraph(spans, indent):
                yield from wrap(clean(spans), prose, (Span(" " * indent),), indent)
            case Heading(text, note):
                yield ()
                yield from wrap(
                    clean(line(Span(text, "heading"), Span(f"  {note}" if note else "", "muted"))),
                    prose,
                )
            case Item(spans, marker, style):
                yield from wrap(clean(spans), prose, (Span(f"  {marker} ", style),), 4)
            case Names(entries):
                yield from _names([clean(entry) for entry in entries], width)
            case Row(label, spans, extra):
                yield from _row(clean(label), (*clean(spans), *clean(extra)), labels[number], prose)
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


def _names(entries: list[Line], width: int | None) -> Iterator[Line]:
    """Short entries in columns, to be read downwards; one below the other where they do not fit."""
    mark = (Span("  › ", "muted"),)
    widest = max(map(width_of, entries), default=0) + 6
    columns = 1 if width is None else max(1, min(width, WIDE) // widest)
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
