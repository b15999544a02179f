"""Markdown (CommonMark with tables): the book of the library, for reading and for publishing.

Every text of the library is escaped, so that none of it becomes a heading, a link, HTML, emphasis,
mathematics or a break in a table.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from xiaomi_cli.exports.selection import Selection, SimpleBlock, simple
from xiaomi_cli.render import blocks
from xiaomi_cli.render.sanitize import one_line, web_address

# Code, emphasis, links, HTML, headings, cells, mathematics, entities; addresses, codes of emoji.
_MARKUP = re.compile(
    r"[\\`*_\[\]<|~$]|(?<!\S)[#>]|&(?=#?\w+;)|(?<=www)\.|:(?=//|[\w+-]+:)", re.IGNORECASE
)
_CITATION = re.compile(r"\s*\[\d+(,\d+)*\]", re.ASCII)  # a mark that no link can begin with
_START = re.compile(r"(\d{0,9})([-+=.)])")  # what at the start of a line makes a list or a rule
BOLD: frozenset[blocks.Style] = frozenset({"name", "strong", "figure", "command"})


def render(selection: Selection) -> Iterator[str]:
    """Title and disclaimer, then chapter by chapter, or the answer as it is ordered."""
    settings = selection.store.settings()
    yield f"# {escape(selection.title())}\n"
    for text in (settings.subtitle, settings.disclaimer):
        if text:
            yield f"\n{_line((blocks.Span(text),))}\n"
    for title, entries in selection.chapters():
        yield "" if selection.asked else f"\n## {escape(title)}\n"
        for shown in map(selection.page, entries):
            yield from (["\n", *page(shown, "#")] if selection.asked else paint(shown))


def paint(shown: list[blocks.Block]) -> Iterator[str]:
    """A page; a run of items or of rows is one list."""
    for kind, run in groupby(simple(shown), key=type):
        before = "\n"
        for block in run:
            if told := "".join(_block(block)).strip("\n"):
                yield f"{before}{told}\n"
                before = "" if kind in {blocks.Item, blocks.Row} else "\n"


def page(shown: list[blocks.Block], above: str = "") -> Iterator[str]:
    """A page that stands alone: its title is a heading of the first level, or of one below."""
    lines = "".join(paint(shown)).lstrip("\n").splitlines(keepends=True)
    return (re.sub(r"^##(#+ )", rf"{above}\1", line) for line in lines)


def _block(block: SimpleBlock) -> Iterator[str]:
    match block:
        case blocks.Title(spans, note):
            yield f"### {_line(spans)}\n"
            yield f"\n{_line(note)}\n"
        case blocks.Heading(text, note, _):
            yield f"#### {escape(text)}{f' ({escape(note)})' if note else ''}\n"
        case blocks.Paragraph(spans):
            yield f"{_line(spans)}\n"
        case blocks.Item(spans):
            yield f"- {_line(spans)}\n"
        case blocks.Row(label, spans):
            colon = ":" if blocks.text_of(label).strip() and label[0].style != "cite" else ""
            head = f"{_line(label)}{colon} " if blocks.text_of(label).strip() else ""
            yield f"- {head}{_line(spans)}\n"
        case blocks.Table(columns, rows, _):
            yield _row("", *map(escape, columns)) + _rule(len(columns) + 1)
            for name, cells in rows:
                yield _row(escape(name), *("<br>".join(map(_cell, cell)) for cell in cells))
        case blocks.Chart(bars):
            yield _row("When", "How much", "On what basis") + _rule(3)
            for bar in bars:
                yield _row(escape(bar.label), *map(_cell, bar.told))
        case _:
            assert_never(block)


def escape(text: str) -> str:
    """The text as Markdown that shows it literally inside a line."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _line(spans: blocks.Line) -> str:
    """A line, of which not even the start means anything to Markdown."""
    text = _cell(spans)
    return _START.sub(r"\1\\\2", text, count=1) if _START.match(text) else text


def _cell(spans: blocks.Line) -> str:
    return re.sub(" +", " ", "".join(map(_span, spans))).strip(" ")


def _span(span: blocks.Span) -> str:
    """The text of a span with a blank around it where it has some; a name in bold.

    Who says it stands in italics, and what to type for more is left out.
    """
    cited = span.style == "cite" and _CITATION.fullmatch(span.text)
    text = (span.text if cited else escape(span.text)).strip(" ")
    if not text or span.style == "hint":
        return " "
    if address := web_address(span.url):
        text = f"<{address}>" if address == span.text else f"[{text}](<{address}>)"
    elif span.style in BOLD:
        text = f"**{text}**"
    elif span.style == "voice":
        text = f"*{text}*"
    before = " " if span.text[0].isspace() else ""
    return before + text + (" " if span.text[-1].isspace() else "")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


def _rule(columns: int) -> str:
    return "|" + " --- |" * columns + "\n"
