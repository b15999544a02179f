"""Markdown (CommonMark with tables): the book of the library, for reading and for publishing.

Every text of the library is escaped, so that none of it becomes a heading, a link, HTML, emphasis,
mathematics or a break in a table.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from xiaomi_cli.exports.selection import Selection, chapters, pages
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
    Style,
    Table,
    Title,
    text_of,
)
from xiaomi_cli.render.charts import Glyphs, diagram
from xiaomi_cli.render.sanitize import one_line, web_address

# Code, emphasis, links, HTML, headings, cells, mathematics, entities; addresses, codes of emoji.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&]|(?<=www)\.|:(?=//|[\w+-]+:)", re.IGNORECASE)
_START = re.compile(r"(\d{0,9})([-+=.)])")  # what at the start of a line makes a list or a rule
BOLD: frozenset[Style] = frozenset({"name", "strong", "figure"})


def render(selection: Selection) -> Iterator[str]:
    """Title and disclaimer, then chapter by chapter."""
    settings = selection.store.settings()
    yield f"# {escape(settings.title)}\n"
    for text in (settings.subtitle, settings.disclaimer):
        if text:
            yield f"\n{_line((Span(text),))}\n"
    for chapter in chapters(selection):
        yield f"\n## {escape(chapter.title)}\n"
        for _, blocks in pages(selection.store, chapter):
            yield from paint(blocks)


def paint(blocks: list[Block]) -> Iterator[str]:
    """A page; a run of items or of rows is one list."""
    drawn = (block for block in blocks if not isinstance(block, Gap))  # for terminals only
    for kind, run in groupby(drawn, key=type):
        for number, block in enumerate(run):
            yield "" if number and kind in {Item, Row} else "\n"
            yield from _block(block)


def page(blocks: list[Block]) -> Iterator[str]:
    """A page that stands alone: its title is a heading of the first level."""
    lines = "".join(paint(blocks)).lstrip("\n").splitlines(keepends=True)
    return (re.sub(r"^##(#+ )", r"\1", line) for line in lines)


def _block(block: Block) -> Iterator[str]:  # noqa: PLR0912 - a branch for each kind of block
    match block:
        case Title(spans, note):
            yield f"### {_line(spans)}\n"
            yield f"\n{_line(note)}\n" if note else ""
        case Heading(text, note, _):
            yield f"#### {escape(text)}{f' ({escape(note)})' if note else ''}\n"
        case Paragraph(spans):
            yield f"{_line(spans)}\n"
        case Item(spans):
            yield f"- {_line(spans)}\n"
        case Names(entries, _):
            yield from (f"- {_line(spans)}\n" for spans in entries)
        case Row(label, spans, extra):
            colon = ":" if text_of(label).strip() and label[0].style != "cite" else ""
            head = f"{_line(label)}{colon} " if text_of(label).strip() else ""
            yield f"- {head}{_line((*spans, *extra))}\n"
        case Grid(rows):
            for row in rows:
                yield f"- {_line(_joined(row))}\n"
        case Table(columns, rows, _):
            yield _row("", *map(escape, columns)) + _rule(len(columns) + 1)
            for name, cells in rows:
                yield _row(escape(name), *("<br>".join(map(_cell, cell)) for cell in cells))
        case Chart(bars):
            yield _row("When", "How much", "On what basis") + _rule(3)
            for bar in bars:
                yield _row(escape(bar.label), *map(_cell, bar.told))
        case Diagram():
            yield from (f"{_line(spans)}\n" for spans in diagram(block, None, Glyphs()))
        case Gap():
            return
        case _:
            assert_never(block)


def escape(text: str) -> str:
    """The text as Markdown that shows it literally inside a line."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _joined(cells: list[Line]) -> Line:
    """The cells of an entry that say something, one after the other."""
    return tuple(span for cell in cells if cell for span in (*cell, Span("  ")))


def _line(spans: Line) -> str:
    """A line, of which not even the start means anything to Markdown."""
    text = _cell(spans)
    return _START.sub(r"\1\\\2", text, count=1) if _START.match(text) else text


def _cell(spans: Line) -> str:
    return re.sub(" +", " ", "".join(map(_span, spans))).strip(" ")


def _span(span: Span) -> str:
    """The text of a span with a blank around it where it has some, in bold if it is a name."""
    text = escape(span.text).strip(" ")
    if not text:
        return " "
    if address := web_address(span.url):
        text = f"<{address}>" if address == span.text else f"[{text}](<{address}>)"
    elif span.style in BOLD:
        text = f"**{text}**"
    before = " " if span.text[0].isspace() else ""
    return before + text + (" " if span.text[-1].isspace() else "")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _rule(columns: int) -> str:
    return "|" + " --- |" * columns + "\n"
