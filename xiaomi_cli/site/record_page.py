"""The page of a record as the views tell it, kept in parts: head, facts, sections, chart, links.

A site says the same in the same order as the screen, and each part becomes an element of its own.
"""

from typing import NamedTuple

from markupsafe import Markup

from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.model.records import Framework, Source
from xiaomi_cli.queries.record_details import Dossier
from xiaomi_cli.render.blocks import Chart, Line, PageOptions, Paragraph, Row, Span, Title, text_of
from xiaomi_cli.render.views.page import Page
from xiaomi_cli.render.views.records import VIEWS
from xiaomi_cli.site.markup import Place
from xiaomi_cli.site.markup import line as html

# What the heads of sections say where there is room for it.
HEADS = {
    "Idea": "The idea", "Practice": "In practice", "Strain": "Where it strained",
    "Copy if": "Copy it if", "Stands": "How it competes", "Said": "What is said",
    "Known": "What is known", "Thinks": "How it thinks", "Numbers": "In numbers",
    "Answers": "What is done against it", "Result": "What came of it", "Sides": "The sides",
    "Because": "Why the editors conclude so", "Apart": "Apart from the series",
    "Slips": "Slips of its text",
}  # fmt: skip
ANCHOR = "anchor:"  # of an empty span at the head of a statement: its address


class Entry(NamedTuple):
    """An entry of a section: its HTML, its anchor on the page, where it stands if elsewhere."""

    html: Markup
    anchor: str = ""
    home: str = ""


class Section(NamedTuple):
    """Entries under a head; the first `most` answer, the others are for who reads on."""

    head: str
    entries: list[Entry]
    most: int


class RecordPage(Page):
    """What a view says of a record."""

    def __init__(self, dossier: Dossier, place: Place) -> None:
        whole = isinstance(dossier.record, Source | Framework)
        super().__init__(dossier, PageOptions(full=whole, sources=True))
        self.place = place
        self.title = self.note = Markup("")
        self.lead: list[Markup] = []  # whose voice it is or what is counted, then the one sentence
        self.facts_told: list[tuple[str, Markup]] = []
        self.sections: list[Section] = []
        self.chart = Chart([])
        self.related: dict[str, Markup] = {}
        self._anchors = {"series", "parts", "resting", "outline", "related", "themes", "sources"}
        VIEWS[type(dossier.record)](self, dossier.record)
        for part in self._parts:
            for block in part.make(part.size):
                match block:
                    case Title(spans, note):
                        self.title = self._html(tuple(s for s in spans if s.style != "zh"))
                        self.note = self._html(tuple(span._replace(style="") for span in note))
                    case Paragraph(spans, 0):
                        self.lead.append(self._html(spans))
                    case Chart():
                        self.chart = block
                    case Row(label, said):
                        self._row(label, said, part.most)

    def _row(self, label: Line, said: Line, most: int) -> None:
        """A fact, the links, or an entry of a section, which a label begins."""
        name = text_of(label).strip()
        if label[0].style == "muted":
            self.facts_told.append((name, self._html(said)))
        elif name == "Links":
            self.related = {span.url: self._html((span,)) for span in said if span.url}
        else:
            if name or not self.sections:
                self.sections.append(Section(HEADS.get(name, name), [], most))
            self.sections[-1].entries.append(self._entry(said))

    def _entry(self, spans: Line) -> Entry:
        """An entry, which has the anchor that it asks for unless the page has that already."""
        address = next((s.url.removeprefix(ANCHOR) for s in spans if s.url.startswith(ANCHOR)), "")
        record, _, anchor = address.partition("#")
        said = self._html(spans)
        if record != self.place.own:
            return Entry(said, home=address)
        if anchor in self._anchors:
            return Entry(said)
        self._anchors.add(anchor)
        return Entry(said, anchor)

    def claim(self, claim: Claim, text: str = "") -> Line:
        """A statement, at its head its address."""
        address = claim.home or (f"{self.dossier.record.id}#{claim.id}" if claim.id else "")
        whole, self.options = self.options, PageOptions(sources=True)
        told = super().claim(claim, text)
        self.options = whole
        return (Span("", "", ANCHOR + address), *told) if address else told

    def _html(self, spans: Line) -> Markup:
        return html(spans, self.place)
