"""What stands side by side: entries of lists in aligned columns, names, tables.

A pipe has aligned columns as well, but an entry of a list is one line in it.
"""

from collections.abc import Iterator

from xiaomi_cli.render.blocks import Block, Grid, Line, Span, Table, joined, line
from xiaomi_cli.render.wrap import cells, clean, width_of, wrap

PIPED = 80  # columns of what stands side by side in a pipe
WIDE = 140  # columns beyond which the eye loses its line
PROSE = 100  # columns beyond which running text is hard to read
MIN_SAID = 44  # columns that the last cell of a grid should have before others are spared
MIN_LAST = 22  # columns below which a last cell is not wrapped in its column
MIN_TIGHT = 20  # the same for a table of phrases
MIN_COLUMN = 26  # a table whose columns would be narrower is stacked


def grid_widths(blocks: list[Block]) -> dict[str, list[int]]:
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


def grid_lines(grid: Grid, widths: list[int], width: int | None) -> Iterator[Line]:
    """The entries of a list, in columns of these widths."""
    rows, width = grid.rows, width and min(width, PROSE)
    taken = grid.indent + sum(room + 2 for room in widths[:-1])
    if 0 <= grid.spare < len(widths) - 1 and width is not None and width - taken < MIN_SAID:
        rows = [[*row[: grid.spare], *row[grid.spare + 1 :]] for row in rows]
        widths = [*widths[: grid.spare], *widths[grid.spare + 1 :]]
    for row in rows:
        yield from _entry(row, grid.indent, widths, width)


def _entry(row: list[Line], indent: int, widths: list[int], width: int | None) -> Iterator[Line]:
    """An entry of a grid on one line; where the columns leave the last no room, it stands below."""
    *head, last = map(clean, row)
    first = _padded(head, widths, indent)
    column = indent + sum(room + 2 for room in widths if room)
    if width is None:
        yield from wrap(last, width, first)
    elif column > max(width - MIN_LAST, width // 3):
        yield from _stacked_entry(head, last, indent, widths, width)
    elif width_of(first) > column and width_of(first) + width_of(last) > width:
        yield from wrap((), width, first)
        yield from wrap(last, width, (Span(" " * column),), column)
    else:
        yield from wrap(last, width, first, width_of(first))


def _stacked_entry(
    head: list[Line], last: Line, indent: int, widths: list[int], width: int
) -> Iterator[Line]:
    """An entry where there is no room for columns: the last cell below the others, or after."""
    fixed = _padded(head[:-1], widths, indent)
    if width_of(fixed) > width // 3:
        fixed, head = (Span(" " * indent),), [joined(head, "  ")]
    column = max(width_of(fixed), indent + 2)
    said = joined([head[-1], last], "  ")
    if width_of(fixed) + width_of(said) <= width:
        yield from wrap(said, width, fixed, column)
        return
    yield from wrap(head[-1], width, fixed, column)
    if last:
        yield from wrap(last, width, (Span(" " * column),), column)


def _padded(cells_: list[Line], widths: list[int], indent: int) -> Line:
    """Cells in their columns; a wider one pushes what follows aside."""
    spans = [Span(" " * indent)]
    for cell, room in zip(cells_, widths, strict=False):
        if room or cell:
            spans += [*cell, Span(" " * (max(0, room - width_of(cell)) + 2))]
    return tuple(spans)


def name_lines(entries: list[Line], sign: str, width: int | None) -> Iterator[Line]:
    """Short entries in columns, to be read downwards; one below the other where they do not fit."""
    mark = (Span(f"  {sign} " if sign else "  ", "muted"),)
    widest = max(map(width_of, entries), default=0) + width_of(mark) + 2
    columns = max(1, min(PIPED if width is None else width, PROSE) // widest)
    height = -(-len(entries) // columns)
    for number in range(height):
        row: list[Span] = []
        for entry in entries[number::height]:
            if row:
                row.append(Span(" " * (-width_of(tuple(row)) % widest)))
            row += [*mark, *entry]
        yield from wrap(tuple(row[1:]), width, mark, 4)


def table_lines(table: Table, width: int | None) -> Iterator[Line]:
    """A table of lists: side by side with bullets, or stacked where that is too narrow."""
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
        yield from _beside([[(Span(name, "strong"),)], *cells_of_row], widths)


def phrase_lines(table: Table, width: int | None) -> Iterator[Line]:
    """A row after the other, as wide as they need be; stacked where that is too narrow."""
    names = min(max((cells(name) for name, _ in table.rows), default=0), 25) + 2
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
        yield from _beside([[(Span(name, "strong"),)], *cells_of_row], [names, *rooms])


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
