"""Blocks into lines of a given width. The same layout serves terminals, pipes and pictures.

Without a width (a pipe) no line is broken: one entry is one line.
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
    Table,
    Title,
    line,
    text_of,
)
from xiaomi_cli.render.charts import Glyphs, chart, diagram
from xiaomi_cli.render.columns import (
    MIN_COLUMN,
    PROSE,
    grid_lines,
    grid_widths,
    name_lines,
    phrase_lines,
    table_lines,
)
from xiaomi_cli.render.wrap import clean, width_of, wrap


def lay_out(blocks: list[Block], width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    """The lines of a view, from top to bottom. The first is not empty: `head -1` shows it."""
    return dropwhile(operator.not_, _laid_out(blocks, width, glyphs))


def height(blocks: list[Block], width: int = 80) -> int:
    """How many lines a view takes."""
    return sum(1 for _ in lay_out(blocks, width, Glyphs()))


def _laid_out(  # noqa: PLR0912 - a branch for each kind of block
    blocks: list[Block], width: int | None, glyphs: Glyphs
) -> Iterator[Line]:
    prose = None if width is None else min(width, PROSE)
    labels = _label_widths(blocks)
    grids = grid_widths(blocks)
    for number, block in enumerate(blocks):
        match block:
            case Title(spans, note):
                yield from _title(clean(spans), clean(note), prose)
            case Paragraph(spans, 0, 0):
                yield from wrap(clean(spans), prose)
            case Paragraph(spans, indent, hang):
                yield from wrap(clean(spans), prose, (Span(" " * indent),), indent + hang)
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
                yield from name_lines([clean(entry) for entry in entries], mark, width)
            case Row(label, spans, extra):
                yield from _row(clean(label), (*clean(spans), *clean(extra)), labels[number], prose)
            case Grid():
                yield from grid_lines(block, grids[block.key or str(number)], width)
            case Table(tight=True):
                yield from phrase_lines(block, width)
            case Table():
                yield from table_lines(block, width)
            case Chart(bars):
                yield from chart(bars, prose, glyphs)
            case Diagram():
                yield from diagram(block, prose, glyphs)
            case Gap():
                yield ()


def _title(said: Line, note: Line, width: int | None) -> Iterator[Line]:
    """The name at the left, its note at the right end of the line where there is room."""
    room = 3 if width is None else width - width_of(said) - width_of(note)
    if room < 2:
        yield from wrap(said, width)
        if note:
            yield from wrap(note, width, (Span("  "),), 2)
        return
    yield from wrap((*said, *((Span(" " * room), *note) if note else ())), width)


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
        bare = tuple(span._replace(text=f"{span.text.rstrip()}  ") for span in label)
        margin = len(text_of(bare)) - len(text_of(bare).lstrip()) + 2
        yield from wrap((), width, bare)
        yield from wrap(said, width, (Span(" " * margin),), margin)
        return
    padding = Span(" " * (label_width - width_of(label) + 2))
    yield from wrap(said, width, (*label, padding), label_width + 2)
