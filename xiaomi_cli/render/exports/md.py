"""Markdown (CommonMark with tables): the book of the library, for reading and for publishing.

Every text of the library is escaped, so that none of it becomes a heading, a link, HTML, emphasis,
mathematics or a break in a table.
"""

import re
from collections.abc import Iterator
from typing import assert_never

from xiaomi_cli.render.blocks import (
    Bar,
    Block,
    Chart,
    Diagram,
    Gap,
    Heading,
    Item,
    Line,
    Paragraph,
    Row,
    Span,
    Strip,
    Style,
    Table,
    Title,
)
from xiaomi_cli.render.drawing import Glyphs, diagram
from xiaomi_cli.render.exports.book import chapters, pages
from xiaomi_cli.render.exports.selection import Selection
from xiaomi_cli.render.exports.text import one_line

_MARKUP = re.compile(
    r"[\\`*_\[\]<>|~$&]"  # code, emphasis, links, HTML, cells, mathematics, entities
    r"|(?<=www)\.|:(?=//|[\w+-]+:)"  # bare addresses, codes of emoji
    r"|^[#+=-]|(?<=^\d)[.)]|^\d{2,9}[.)]"  # what starts a heading, a list or a rule
)
BOLD: frozenset[Style] = frozenset({"title", "name", "strong", "figure"})


def render(selection: Selection) -> Iterator[str]:
    """Title and disclaimer, then chapter by chapter."""
    settings = selection.settings()
    yield f"# {escape(settings.get('title', ''))}\n"
    for name in ("subtitle", "disclaimer"):
        if text := settings.get(name):
            yield f"\n{escape(text)}\n"
    for chapter in chapters(selection):
        yield f"\n## {escape(chapter.title)}\n"
        for _, blocks in pages(selection.store, chapter):
            yield from paint(blocks)


def paint(blocks: list[Block]) -> Iterator[str]:
    """A page. Runs of items or rows become one list."""
    before: type[Block] | None = None
    for block in blocks:
        if not (type(block) is before and isinstance(block, Item | Row)):
            yield "\n"
        before = type(block)
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(spans):
            yield f"### {_line(spans)}\n"
        case Heading(text, note):
            yield f"#### {escape(text)}{f' ({escape(note)})' if note else ''}\n"
        case Paragraph(spans):
            yield f"{_line(spans)}\n"
        case Item(spans):
            yield f"- {_line(spans)}\n"
        case Row(label, spans, extra):
            yield f"- {_line(label)}: {_line((*spans, *extra))}\n"
        case Table(columns, rows):
            cells = [[name, *("<br>".join(map(_line, cell)) for cell in cells)] for name, cells in rows]
            yield from _table(["", *columns], cells)
        case Chart(bars):
            yield from _table(["", "", ""], [_cells(bar) for bar in bars])
        case Diagram():
            yield from (f"{_line(spans)}\n" for spans in diagram(block, None, Glyphs()))
        case Strip() | Gap():
            pass  # drawn on terminals only
        case _:
            assert_never(block)
