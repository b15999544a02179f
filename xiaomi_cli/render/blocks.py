"""What a view is made of: meaning without colours, widths or escape codes.

A view turns an answer into blocks, as many as `PageOptions` ask for; a painter turns blocks into
text. Styles are named for what a text is, so each painter maps them once.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Style = Literal[
    "", "title", "zh", "kind", "heading", "date", "figure", "cite", "muted", "strong", "name",
    "dispute", "other", "good", "bad", "open", "bar", "target", "view", "match", "voice",
    "command", "sign", "hint",
]  # fmt: skip
CONTESTED = "‡"
OUTCOME_STYLE: dict[str, Style] = {
    "kept": "good", "partly": "open", "missed": "bad", "moved": "open", "open": "open",
}  # fmt: skip


class Span(NamedTuple):
    """A run of text of one meaning; `url` if it leads somewhere: an address, or a record's id."""

    text: str
    style: Style = ""
    url: str = ""


Line: TypeAlias = tuple[Span, ...]


class Title(NamedTuple):
    """The name of what is shown; what kind of thing it is stands at the right."""

    line: Line
    note: Line = ()


class Heading(NamedTuple):
    """The head of a section; `tight`: no empty line goes before it."""

    text: str
    note: str = ""
    tight: bool = False


class Paragraph(NamedTuple):
    """Running text, wrapped by words; lines after the first stand `hang` further in."""

    line: Line
    indent: int = 0
    hang: int = 0


class Item(NamedTuple):
    """An entry of a list, with what hangs at its left."""

    line: Line
    marker: str = "•"


class Names(NamedTuple):
    """Entries of a few words each, in columns where there is room."""

    lines: list[Line]


class Row(NamedTuple):
    """A labelled line; labels of neighbouring rows align."""

    label: Line
    line: Line


class Grid(NamedTuple):
    """Entries of a list, one a line: cells in aligned columns, of which the last may be long.

    Grids of one page whose entries have as many cells share the widths of their columns; a cell of
    more than `widest` columns pushes what follows aside. `spare`: the number of a column that is
    left out where the last one needs its room.
    """

    rows: list[list[Line]]
    indent: int = 2
    spare: int = -1
    widest: int = 34


class Table(NamedTuple):
    """Columns of cells, side by side or below each other; a row has a list for each column.

    `tight`: the rows follow each other without empty lines between them.
    """

    columns: list[str]
    rows: list[tuple[str, list[list[Line]]]]
    tight: bool = False


class Bar(NamedTuple):
    """One value of a drawn series; below zero its share of the longest is too.

    `value` stands before the bar, `growth` and then `line` after it.
    """

    label: str
    share: float
    line: Line
    style: Style = "bar"
    value: str = ""
    growth: str = ""

    @property
    def told(self) -> tuple[Line, Line]:
        """What is written by it in a table: its value, then the rest."""
        if not self.value:
            return self.line, ()
        return (Span(self.value),), line(self.growth, self.line)


class Chart(NamedTuple):
    """A series drawn as bars."""

    bars: list[Bar]


class Gap(NamedTuple):
    """An empty line."""


Block: TypeAlias = Title | Heading | Paragraph | Item | Names | Row | Grid | Table | Chart | Gap


def line(*parts: str | Span | Line) -> Line:
    """A line of texts, spans and lines; what is empty is left out."""
    spans: list[Span] = []
    for part in parts:
        spans += (
            [Span(part)] if isinstance(part, str) else [part] if isinstance(part, Span) else part
        )
    return tuple(span for span in spans if span.text)


def apart(text: str, style: Style) -> Span:
    """A text two blanks behind what stands before it; nothing for nothing."""
    return Span(f"  {text}" if text else "", style)


def joined(lines: Iterable[Line], by: str = " · ") -> Line:
    """Lines in a row, parted by dots; of empty ones there is nothing."""
    spans = (span for one in lines if one for span in (Span(by, "muted"), *one))
    return tuple(spans)[1:]


def text_of(spans: Line) -> str:
    """The bare text of a line."""
    return "".join(span.text for span in spans)


def contested(others: Iterable[str], dispute: str = "") -> Line:
    """The mark of a contested value with what the other sides say instead, or nothing."""
    if said := "; ".join(dict.fromkeys(others)):
        return line("  ", Span(CONTESTED, "dispute"), Span(f" {said}", "other", dispute))
    return ()


def reach(bars: Iterable[Bar]) -> tuple[float, float]:
    """How far a drawing goes below zero and above it: not below if nothing does."""
    shares = [bar.share for bar in bars]
    below = max(0.0, -min(shares, default=0.0))
    return below, max(0.0, *shares) if below else 1.0


class PageOptions(NamedTuple):
    """How much a page shows: every view takes one.

    `full`: all there is, instead of what fits a screen. `ids`: the id of every record that is
    named. `sources`: the sources with their addresses.
    """

    full: bool = False
    ids: bool = False
    sources: bool = False


BRIEF = PageOptions()
WHOLE = PageOptions(full=True, sources=True)
