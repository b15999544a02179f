"""HTML: the book of the library as one page that needs nothing else, runs nothing, and prints well.

The page forbids itself everything but its own style sheet, which it knows by hash. Every text is
escaped; only addresses on the web become links.
"""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import assert_never

from xiaomi_cli.exports.selection import Selection, SimpleBlock, simple
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.patterns import HAN, KANA, pattern
from xiaomi_cli.render import blocks
from xiaomi_cli.render.sanitize import one_line, web_address

_MARKS = re.compile(r"\s*\[(\d+(?:,\d+)*)\]", re.ASCII)  # the citations of a statement
# Signs of Han and kana, with what stands between them.
_EAST_ASIAN = pattern(
    rf"[{HAN}{KANA}](?:[\w\u3000-\u303f\uff00-\uff65%.·-]*[{HAN}{KANA}\uff01-\uff65][\d%]*)?"
)
_KANA = pattern(f"[{KANA}]")
BAR = 120  # pixels of the longest bar of a series


def render(selection: Selection) -> Iterator[str]:
    """The page: head, contents, then chapter by chapter."""
    settings = selection.store.settings()
    chapters = list(selection.chapters())
    yield _head(escape(selection.title()))
    yield f"<header>\n<h1>{marked_up(selection.title())}</h1>\n"
    for text in (settings.subtitle, settings.disclaimer):
        if text:
            yield f"<p>{marked_up(text)}</p>\n"
    yield "</header>\n<nav>\n"
    yield from (_contents(title, entries) for title, entries in chapters)
    yield "</nav>\n<main>\n"
    ids = {entry.id for entry in selection.entries}
    for title, entries in chapters:
        yield f"<section>\n<h2>{escape(title)}</h2>\n"
        for entry in entries:
            yield from _Article(entry.id, ids).paint(selection.page(entry))
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


def escape(text: str) -> str:
    """The text as content or as a quoted attribute."""
    return html.escape(one_line(text))


def marked_up(text: str) -> str:
    """The text as content, what is Chinese in it marked as such; kana tell Japanese from it."""
    return escape(text) if text.isascii() else _EAST_ASIAN.sub(_in_its_language, escape(text))


def _in_its_language(match: re.Match[str]) -> str:
    return f'<span lang="{"ja" if _KANA.search(match[0]) else "zh"}">{match[0]}</span>'


def _head(title: str) -> str:
    style = "\n" + Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )


def _contents(title: str, entries: list[Entry]) -> str:
    links = (f'<li><a href="#{escape(e.id)}">{marked_up(e.name)}</a></li>\n' for e in entries)
    head = f"<details>\n<summary>{escape(title)} ({len(entries)})</summary>\n<ul>\n"
    return f"{head}{''.join(links)}</ul>\n</details>\n"


class _Article:
    """The page of one record; ids of other records and marks of citations become links."""

    def __init__(self, own: str, ids: set[str]) -> None:
        self.own = own
        self.ids = ids - {own}

    def paint(self, shown: list[blocks.Block]) -> Iterator[str]:
        """The page; a run of items or of rows is one list."""
        yield f'<article id="{escape(self.own)}">\n'
        for kind, run in groupby(simple(shown), key=type):
            listed = kind in {blocks.Item, blocks.Row}
            yield "<ul>\n" if listed else ""
            for block in run:
                yield from self._block(block)
            yield "</ul>\n" if listed else ""
        yield "</article>\n"

    def _block(self, block: SimpleBlock) -> Iterator[str]:
        match block:
            case blocks.Title(spans, note):
                yield f"<h3>{self._line(spans)}</h3>\n"
                yield f"<p>{self._line(note)}</p>\n" if note else ""
            case blocks.Heading(text, note, _):
                more = f' <span class="muted">{escape(note)}</span>' if note else ""
                yield f"<h4>{escape(text)}{more}</h4>\n"
            case blocks.Paragraph(spans):
                yield f"<p>{self._line(spans)}</p>\n"
            case blocks.Item(spans):
                yield f"<li>{self._line(spans)}</li>\n"
            case blocks.Row(label, spans):
                yield self._row(label, spans)
            case blocks.Table(columns, rows, _):
                yield _table(
                    ((escape(name), *("<br>".join(map(self._line, cell)) for cell in cells))
                     for name, cells in rows),
                    _cells("th", ["", *map(escape, columns)]),
                )  # fmt: skip
            case blocks.Chart(bars):
                ends = blocks.reach(bars)
                yield _table(
                    (escape(bar.label), _bar(bar.share, *ends), *map(self._line, bar.told))
                    for bar in bars
                )
            case _:
                assert_never(block)

    def _row(self, label: blocks.Line, said: blocks.Line) -> str:
        """A labelled entry; a source in the list of sources is what the marks lead to."""
        mark = _MARKS.fullmatch(blocks.text_of(label))
        anchor = f' id="{self._source(mark[1])}"' if mark else ""
        name = escape(blocks.text_of(label)) if mark else self._line(label)
        return f"<li{anchor}>{name} {self._line(said)}</li>\n"

    def _line(self, spans: blocks.Line) -> str:
        return "".join(map(self._span, spans))

    def _span(self, span: blocks.Span) -> str:
        text = marked_up(span.text)
        if address := web_address(span.url):
            return f'<a rel="noopener noreferrer" href="{escape(address)}">{text}</a>'
        leads_to = span.url or span.text.strip()
        if leads_to in self.ids:
            blanks = text[: len(text) - len(text.lstrip(" "))]
            text = f'{blanks}<a href="#{escape(leads_to)}">{text.lstrip(" ")}</a>'
        elif span.style == "cite" and _MARKS.fullmatch(span.text):
            text = re.sub(r"\d+", lambda n: f'<a href="#{self._source(n[0])}">{n[0]}</a>', text)
        return f'<span class="{span.style}">{text}</span>' if span.style else text

    def _source(self, number: str) -> str:
        """The anchor of a record's numbered source."""
        return f"{escape(self.own)}/{number}"


def _table(rows: Iterable[Iterable[str]], head: str = "") -> str:
    return "".join(["<table>\n", head, *(_cells("td", row) for row in rows), "</table>\n"])


def _cells(tag: str, contents: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{content}</{tag}>" for content in contents) + "</tr>\n"


def _bar(share: float, below: float, above: float) -> str:
    if not share:
        return ""
    unit = BAR / (below + above)
    left = round((below + min(share, 0)) * unit)
    kind = f' x="{left}"' + (' class="loss"' if share < 0 else "") if below else ""
    rectangle = f'<rect{kind} width="{max(1, round(abs(share) * unit))}" height="10"/>'
    return f'<svg width="{BAR}" height="10" aria-hidden="true">{rectangle}</svg>'
