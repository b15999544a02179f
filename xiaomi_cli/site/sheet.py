"""The page of a record as the views tell it, kept in parts: head, facts, sections, chart, links.

The views draw on `Page`; this one collects what they say instead of laying it out for a screen, so
that a site says the same in the same order and each part becomes an element of its own.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from xiaomi_cli.index.store import marked
from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.model.records import Framework, Record, Source
from xiaomi_cli.queries.record_details import Dossier, Reference
from xiaomi_cli.render.blocks import (
    Bar,
    Block,
    Chart,
    Line,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Title,
    line,
    text_of,
)
from xiaomi_cli.render.views.kinds import VIEWS
from xiaomi_cli.render.views.page import Page, contest
from xiaomi_cli.site.markup import ANCHOR, Entry, Place, entry
from xiaomi_cli.site.markup import line as html

# What the heads of sections say where there is room for it.
HEADS = {
    "Idea": "The idea", "Practice": "In practice", "Strain": "Where it strained",
    "Copy if": "Copy it if", "Stands": "How it competes", "Said": "What is said", "But": "But",
    "Known": "What is known", "Thinks": "How it thinks", "Numbers": "In numbers",
    "Evidence": "Evidence", "Answers": "What is done against it", "Result": "What came of it",
    "Sides": "The sides", "Because": "Why the editors conclude so",
    "Apart": "Apart from the series",
    "Slips": "Slips of its text", "Turns": "Turns", "Risks": "Risks",
}  # fmt: skip


class Section(NamedTuple):
    """Entries under a head; the first `most` answer, the others are for who reads on."""

    head: str
    entries: list[Entry]
    most: int


class Sourced(NamedTuple):
    """A numbered source of the page."""

    number: int
    reference: Reference | None
    text: str


class Sheet(Page):
    """What a view says of a record."""

    def __init__(self, dossier: Dossier, place: Place) -> None:
        whole = isinstance(dossier.record, Source | Framework)
        super().__init__(dossier, PageOptions(full=whole, sources=True))
        self.place = place
        self.title = Markup("")
        self.zh = dossier.record.zh
        self.note = self.voice_label = ""
        self.sentence = Markup("")
        self.known: list[tuple[str, Markup]] = []  # facts
        self.sections: list[Section] = []
        self._anchors = {"series", "parts", "resting", "outline", "related", "themes", "sources"}
        self.bars: list[Bar] = []
        self.related: dict[str, Markup] = {}
        VIEWS[type(dossier.record)](self, dossier.record)

    def head(self, record: Record, note: str = "", sentence: str = "", title: str = "") -> None:
        """Names, note, whose voice it is, and the one sentence."""
        told = contest(record.contested.get("title", []))
        name = marked(title or record.title, record.origin)
        self.title = self.html(line(Span(name), told))
        self.note, self.voice_label = note, self._label()
        other = contest(record.contested.get("summary", []))
        self.sentence = self.html(line(sentence or record.summary, self.cite(record.cite), other))

    def add(self, *blocks: Block) -> None:
        """Facts, and what a figure says at its head; parts of ideas have a list of their own."""
        for block in blocks:
            match block:
                case Title(spans):
                    self.title = self.html(tuple(s._replace(style="") for s in spans
                                                 if s.style != "zh"))  # fmt: skip
                case Paragraph(spans, 0) if spans and spans[0].style == "voice":
                    self.voice_label = text_of(spans)
                case Paragraph(spans, 0):
                    self.sentence = self.html(spans)
                case Row(label, said):
                    name = text_of(label).strip()
                    if label and label[0].style == "strong":
                        self.section(name, [lambda said=said: said], 1)  # type: ignore[misc]
                    elif said:
                        self.known.append((name, self.html(said)))

    def section(self, label: str, entries: Sequence[Callable[[], Line]], most: int) -> None:
        """Entries under a head; without one they go on with the section before."""
        if not entries:
            return
        made = [self._entry(one()) for one in entries]
        if not label and self.sections:
            last = self.sections[-1]
            self.sections[-1] = last._replace(
                entries=[*last.entries, *made], most=last.most + max(most, 1)
            )
        else:
            self.sections.append(Section(HEADS.get(label, label), made, most))

    def _entry(self, spans: Line) -> Entry:
        """An entry, which has the anchor that it asks for unless the page has that already."""
        made = entry(spans, self.place)
        if made.anchor in self._anchors:
            return made._replace(anchor="")
        self._anchors.add(made.anchor)
        return made

    def drawing(self, make: Callable[[int], list[Block]], size: int, most: int) -> None:
        """The bars of a series, all of them."""
        del most
        for block in make(size) if size else []:
            if isinstance(block, Chart):
                self.bars = block.bars

    def claim(self, claim: Claim, text: str = "") -> Line:
        """A statement, at its head its address."""
        address = claim.home or (f"{self.dossier.record.id}#{claim.id}" if claim.id else "")
        anchor = (Span("", "", ANCHOR + address),) if address else ()
        whole, self.options = self.options, PageOptions(sources=True)
        told = super().claim(claim, text)
        self.options = whole
        return (*anchor, *told)

    def links(self, *more: str) -> None:
        """Related records."""
        before = len(self._parts)
        super().links(*more)
        for part in self._parts[before:]:
            rows = [block for block in part.make(part.size) if isinstance(block, Row)]
            spans = [span for row in rows for span in row.line if span.url]
            self.related = {span.url: self.html((span,)) for span in spans}

    def html(self, spans: Line) -> Markup:
        """A line as HTML on this page."""
        return html(spans, self.place)

    def numbered(self) -> list[Sourced]:
        """The sources of the page in the order of their numbers."""
        references = self.dossier.references
        return [
            Sourced(n, references.get(text), text) for text, n in self.citations.numbers.items()
        ]
