"""The view of a comparison: side by side where there is room, stacked where there is not."""

from xiaomi_cli.index.store import marked
from xiaomi_cli.model.edtf import display
from xiaomi_cli.queries.comparison import Cell, Comparison
from xiaomi_cli.queries.record_details import Reference
from xiaomi_cli.render.blocks import Block, Heading, Line, Row, Span, Table, Title, line
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.render.views.page import TYPE
from xiaomi_cli.render.views.source_lines import reference_line


def comparison(
    found: Comparison, references: dict[str, Reference], options: PageOptions = BRIEF
) -> list[Block]:
    """Every aspect as a row of the table; citations are numbered and listed below."""
    del options
    numbers: dict[str, int] = {}
    names = [marked(side.title, side.origin) for side in found.sides]
    titles = [
        name + (f" {side.zh}" if side.zh else "")
        for name, side in zip(names, found.sides, strict=True)
    ]
    joined = Span("  ×  ", "muted")
    spans = [span for title in titles for span in (joined, Span(title, "title"))][1:]
    kind = Span(f"  {found.sides[0].kind}", "kind")
    table_rows = [
        (name, [[_cell(cell, numbers) for cell in cells] for cells in columns])
        for name, columns in found.aspects
    ]
    blocks: list[Block] = [Title((*spans, kind)), Table(titles, table_rows)]
    if numbers:
        blocks.append(Heading("Sources"))
        for text, number in numbers.items():
            said = reference_line(references[text]) if text in references else line(text)
            blocks.append(Row(line(Span(f"[{number}]", "cite")), said))
    return blocks


def _cell(cell: Cell, numbers: dict[str, int]) -> Line:
    marks = [numbers.setdefault(text, len(numbers) + 1) for text in cell.cite]
    mark = f" [{','.join(map(str, marks))}]" if marks else ""
    date = Span(f"{display(cell.date)}: " if cell.date else "", "date")
    view = f" ({possessive(cell.by)} {TYPE.get(cell.type, 'word')})" if cell.by else ""
    return line(date, cell.text, Span(view, "muted"), Span(mark, "cite"))
