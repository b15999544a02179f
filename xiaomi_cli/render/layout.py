"""Blocks into lines of a given width. The same layout serves terminals, pipes and pictures.

Without a width (a pipe) no line is broken: one entry is one line.
"""

from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import Any

from xiaomi_cli.render.blocks import (
    Bar,
    Block,
    Chart,
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
    reach,
)
from xiaomi_cli.render.sanitize import one_line
from xiaomi_cli.render.wrap import MIN_TEXT, cells, width_of, wrap

PIPED = 80  # columns of what stands side by side in a pipe
PROSE = 100  # columns beyond which running text is hard to read
WIDE = 140  # columns beyond which the eye loses its line
MIN_SAID = 44  # columns that the last cell of a grid should have before another is spared
# Columns that the name of a row of a table takes at most, and that each of its own columns needs.
OF_PHRASES, OF_SENTENCES = (25, 20), (20, 28)
MIN_DRAWN = 60  # columns below which a series is written and not drawn
LONGEST = 24  # columns of a drawing
BAR, HALF, TARGET, LOSS, AXIS = "█▌░▒│"
BULLET = (Span("• ", "muted"),)
SILENT = (Span("–", "muted"),)


def lay_out(blocks: list[Block], width: int | None) -> Iterator[Line]:
    """The lines of a view; none at its ends is empty, nor are two in a row."""
    gap = started = False
    for spans in _laid_out(clean(blocks), width):
        if spans and gap and started:
            yield ()
        if spans:
            yield spans
        gap, started = not spans, started or bool(spans)


def height(blocks: list[Block], width: int = 80) -> int:
    """How many lines a view takes."""
    return sum(1 for _ in lay_out(blocks, width))


def clean(value: Any) -> Any:
    """Blocks, and all that they are made of, with what could steer a terminal shown, not sent."""
    if isinstance(value, Span):
        return value._replace(text=one_line(value.text))
    if isinstance(value, str):
        return one_line(value)
    if not isinstance(value, tuple | list):
        return value
    inner = map(clean, value)
    return type(value)(*inner) if hasattr(value, "_fields") else type(value)(inner)


def _laid_out(blocks: list[Block], width: int | None) -> Iterator[Line]:
    prose = None if width is None else min(width, PROSE)
    grids = _grid_widths(blocks)
    for _, group in groupby(blocks, type):
        run = list(group)
        labels = max((width_of(row.label) for row in run if isinstance(row, Row)), default=0) + 2
        for block in run:
            match block:
                case Row(label, said):
                    yield from wrap(said, prose, _padded(label, labels), labels)
                case Title():
                    yield from _title(block, prose)
                case Heading(text, note, tight):
                    yield from () if tight else ((),)
                    note = f"  {note}" if note else ""
                    yield from wrap(line(Span(text, "heading"), Span(note, "muted")), prose)
                case Paragraph(said, indent, hang):
                    yield from wrap(said, prose, (Span(" " * indent),), indent + hang)
                case Item(said, marker):
                    yield from wrap(said, prose, (Span(f"  {marker} ", "muted"),), 4)
                case Names(entries):
                    yield from _names(entries, width)
                case Grid(rows):
                    yield from _grid(block, grids[len(rows[0])], prose)
                case Table():
                    yield from _table(block, width)
                case Chart(bars):
                    yield from _chart(bars, prose)
                case Gap():
                    yield ()


def _title(title: Title, width: int | None) -> Iterator[Line]:
    """The name at the left, its note at the right end of the line where there is room."""
    name, note = title
    room = 3 if width is None else width - width_of(name) - width_of(note)
    if note and room >= 2:
        yield (*name, Span(" " * room), *note)
        return
    yield from wrap(name, width)
    if note:
        yield from wrap(note, width, (Span("  "),), 2)


def _padded(cell: Line, width: int) -> Line:
    return (*cell, Span(" " * (width - width_of(cell))))


def _names(entries: list[Line], width: int | None) -> Iterator[Line]:
    """Short entries in columns, to be read downwards; one below the other where they do not fit."""
    room = max(map(width_of, entries), default=0) + 4
    columns = max(1, min(width or PIPED, PROSE) // room)
    deep = -(-len(entries) // columns)
    for number in range(deep):
        row = line(*(_padded(entry, room) for entry in entries[number::deep]))
        yield from wrap(row, width, (Span("  "),), 4)


def _grid_widths(blocks: list[Block]) -> dict[int, list[int]]:
    """The widths of the columns of grids, by how many cells their entries have."""
    found: dict[int, list[int]] = {}
    for block in blocks:
        if isinstance(block, Grid):
            widths = found.setdefault(len(block.rows[0]), [0] * (len(block.rows[0]) - 1))
            for row in block.rows:
                for column, cell in enumerate(row[:-1]):
                    wide = width_of(cell)
                    widths[column] = max(widths[column], wide if wide <= block.widest else 0)
    return found


def _grid(grid: Grid, widths: list[int], width: int | None) -> Iterator[Line]:
    """The entries of a list in columns, or where these are too wide, one cell after the other."""
    kept = [*range(len(widths))]
    if width is not None and width - grid.indent - sum(widths) - 2 * len(widths) < MIN_SAID:
        kept = [number for number in kept if number != grid.spare]
    column = grid.indent + sum(widths[number] + 2 for number in kept if widths[number])
    if width is not None and column > max(width // 3, width - MIN_TEXT):
        widths, column = [0] * len(widths), grid.indent + 2
    for row in grid.rows:
        first = [Span(" " * grid.indent)]
        for cell, room in ((row[number], widths[number]) for number in kept):
            if cell or room:  # a wider cell pushes what follows aside
                first += _padded(cell, max(room, width_of(cell)) + 2)
        yield from wrap(row[-1], width, tuple(first), column)


def _table(table: Table, width: int | None) -> Iterator[Line]:
    """Columns as wide as they need be, side by side; where that is too narrow, stacked."""
    widest, least = OF_PHRASES if table.tight else OF_SENTENCES
    names = min(max((cells(name) for name, _ in table.rows), default=0), widest) + 2
    if not table.tight if width is None else (width - names) // len(table.columns) < least:
        yield from _stacked(table, width)
        return
    wanted = [
        max([cells(head), *(sum(map(width_of, row[number])) for _, row in table.rows)]) + 2
        for number, head in enumerate(table.columns)
    ]
    if width is None:
        rooms = [names, *(min(room, PIPED) for room in wanted)]
    else:
        rooms = [names, *_shared(wanted, min(width, WIDE) - names)]
    yield ()
    heads: list[list[Line]] = [[(Span(name, "heading"),)] for name in table.columns]
    yield from _beside([[], *heads], rooms)
    for name, row in table.rows:
        yield from () if table.tight else ((),)
        yield from _beside([[(Span(name, "strong"),)], *row], rooms)


def _shared(wanted: list[int], room: int) -> list[int]:
    """Widths of columns: what each wants, or its part of the room that narrower ones leave."""
    found, left, open_ = [0] * len(wanted), room, len(wanted)
    for number in sorted(range(len(wanted)), key=wanted.__getitem__):
        found[number] = min(wanted[number], left // open_)
        left, open_ = left - found[number], open_ - 1
    return found


def _stacked(table: Table, width: int | None) -> Iterator[Line]:
    for name, row in table.rows:
        yield ()
        yield from wrap((Span(name, "heading"),), width)
        for head, entries in zip(table.columns, row, strict=True):
            several = len(entries) > 1
            said = () if several else entries[0] if entries else SILENT
            yield from wrap(line(Span(f"{head}: ", "name"), said), width, (Span("  "),), 4)
            for entry in entries if several else ():
                yield from wrap(entry, width, (Span("    "), *BULLET), 6)


def _beside(columns: list[list[Line]], widths: list[int]) -> Iterator[Line]:
    """Columns of wrapped cells, their lines side by side."""
    wrapped: list[list[Line]] = []
    for entries, width in zip(columns, widths, strict=True):
        mark = BULLET if len(entries) > 1 else ()
        wrapped.append(
            [row for cell in entries for row in wrap(cell, width - 2, mark, len(mark) * 2)]
        )
    for rows in zip_longest(*wrapped, fillvalue=()):
        row = line(*(_padded(cell, width) for cell, width in zip(rows, widths, strict=True)))
        yield from wrap((), None, row)


def _chart(bars: list[Bar], width: int | None) -> Iterator[Line]:
    """Each bar with label and value before it, what is said of it after it.

    A pipe gets the bars as well, at a fixed length. Those below zero go left from an axis.
    """
    told = zip(*((bar.label, bar.value, bar.growth) for bar in bars), strict=True)
    labels, values, growths = (max(map(cells, column)) for column in told)
    drawn = (width is None or width >= MIN_DRAWN) and any(bar.share for bar in bars)
    room = min(LONGEST, (width or 80) // 4) if drawn else 0
    below, above = reach(bars)
    left = max(1, round(room * below / (below + above))) if below else 0
    unit = min(side / size for side, size in ((left, below), (room - left, above)) if size)
    for bar in bars:
        first = (
            Span(f"{bar.label}{' ' * (labels - cells(bar.label))}  ", "date"),
            Span(f"{bar.value:>{values}}  " if values else "", "figure"),
            _strip(bar, abs(bar.share) * unit, left, room - left) if room else Span(""),
            Span(f"{bar.growth:>{growths}}  " if growths else "", "muted"),
        )
        said, used = bar.line, width_of(first)
        signs = (n for n, span in enumerate(said) if span.style in {"dispute", "other"})
        fits = width is None or used + width_of(said) <= width
        below_it = len(said) if fits else next(signs, len(said))
        yield from wrap(said[:below_it], width, first, used)
        if below_it < len(said):  # what others say of it has no room beside it
            margin = width_of(first[:2])
            yield from wrap(said[below_it:], width, (Span(" " * margin),), margin + 2)


def _strip(bar: Bar, size: float, left: int, right: int) -> Span:
    """A bar in its strip, which has so much room left and right of the axis."""
    loss = bar.share < 0
    sign = TARGET if bar.style == "target" else LOSS if loss else BAR
    half = HALF if sign == BAR else ""
    text = sign * int(size) + half * (size % 1 >= 0.5)
    text = text or half or sign if bar.share else ""
    strip = (
        f"{text:>{left}}{AXIS}{'':<{right}}  "
        if loss
        else f"{'':>{left}}{AXIS * (left > 0)}{text:<{right}}  "
    )
    return Span(strip, "bad" if loss and bar.style == "bar" else bar.style)
