"""A page about one record: sections of claims, numbered citations, and the sources below."""

from collections.abc import Iterable, Iterator

from xiaomi_cli.index.store import marked
from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import Claim, Contest, Record
from xiaomi_cli.queries.record_details import Dossier, Reference
from xiaomi_cli.render.blocks import (
    Block,
    Gap,
    Heading,
    Item,
    Line,
    Names,
    Paragraph,
    Row,
    Span,
    Title,
    line,
)
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.render.views.contents import with_contents

DISPUTED = "‡"
FEW = 3  # disputes that are told at once; more would stand before what they are about
TYPE = {"account": "account", "opinion": "view", "promise": "promise", "forecast": "forecast"}


class Page:
    """Collects the blocks of a view and numbers its citations in the order of their use."""

    def __init__(self, dossier: Dossier, options: PageOptions = BRIEF) -> None:
        self.dossier = dossier
        self.options = options
        self.blocks: list[Block] = []
        self._numbers: dict[str, int] = {}

    def head(self, record: Record, note: str = "", first: Iterable[Block] = ()) -> None:
        """Title, kind, the summary with its citations, and what a view says `first`.

        That it is disputed is announced at once, and a few disputes are told before anything else.
        """
        kind = type(record).__name__.lower()
        count = len(record.disputes)
        touched = f"  {DISPUTED} {count} dispute{'s' if count > 1 else ''}" if count else ""
        mark = Span(touched, "dispute")
        zh = Span(f"  {record.zh}" if record.zh else "", "zh")
        about = Span(f" · {note}" if note else "", "muted")
        title = Span(marked(record.title, record.origin), "title")
        self.add(Title(line(title, zh, Span(f"  {kind}", "kind"), about, mark)))
        self.add(Paragraph(line(record.summary, self.cite(record.cite))))
        self.add(*first)
        if count <= FEW:
            self._disputes()

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.blocks += blocks

    def cite(self, cites: Iterable[str]) -> Span:
        """The numbered mark of citations, such as ` [1,2]`."""
        numbers = [self._numbers.setdefault(c, len(self._numbers) + 1) for c in cites]
        return Span(f" [{','.join(map(str, numbers))}]" if numbers else "", "cite")

    def claims(self, heading: str, claims: list[Claim], marker: str = "•") -> None:
        """A section of claims, if there are any."""
        if claims:
            self.add(Heading(heading))
            self.add(*(Item(self.claim(claim), marker) for claim in claims))

    def claim(self, claim: Claim) -> Line:
        """A claim with its date before it, and who holds it, its standing and citations after."""
        date = Span(f"{say_date(claim.date)}: ", "date") if claim.date else Span("")
        notes = []
        if claim.by:
            notes.append(f"{possessive(self.name(claim.by))} {TYPE.get(claim.type, 'word')}")
        if claim.as_of:
            notes.append(f"as of {say_date(claim.as_of)}")
        if claim.confidence != "high":
            notes.append(f"{claim.confidence} confidence")
        note = Span(f" ({'; '.join(notes)})" if notes else "", "muted")
        standing = self.standing(claim.status, claim.reason)
        mark = contest(claim.contested)
        return line(date, claim.text, note, self.cite(claim.cite), mark, standing)

    @staticmethod
    def standing(status: str, reason: str) -> Span:
        """Why a statement is not simply current, or nothing."""
        return Span("" if status == "current" else f" {status}: {reason}", "dispute")

    def name(self, text: str) -> str:
        """The title of a record, or the text itself where it is a plain name."""
        entry = self.dossier.entries.get(text)
        return entry.name if entry else text

    def records(self, heading: str, ids: Iterable[str], *, summaries: bool = True) -> None:
        """A section of records, each with its id and what it says."""
        entries = [self.dossier.entries[i] for i in ids if i in self.dossier.entries]
        if not entries:
            return
        self.add(Heading(heading))
        names = [
            line(Span(e.name, "name", e.id), Span(f"  {e.zh}" if e.zh else "", "zh"))
            for e in entries
        ]
        if not summaries:
            self.add(Names(names))
            return
        for name, entry in zip(names, entries, strict=True):
            said = line(f" – {entry.summary}" if entry.summary else "")
            self.add(Item((*name, *said), marker="›"))

    def incoming(self, relation: str, kind: str) -> list[str]:
        """Ids of the records of a kind that link here by a relation."""
        found = self.dossier.incoming
        return [i for name, i in found if name == relation and i.startswith(f"{kind}/")]

    def _own_notes(self) -> Iterator[str]:
        """Ids of the reader's own records on this one, which it cannot name itself."""
        record = self.dossier.record
        told = {*record.see, *getattr(record, "lessons", ())}
        for relation, found in self.dossier.incoming:
            noted = relation in {"see", "about"} and found not in told
            if noted and self.dossier.entries[found].origin and not record.origin:
                yield found

    def finish(self) -> list[Block]:
        """Close with many disputes, related records and the list of sources."""
        record = self.dossier.record
        if len(record.disputes) > FEW:
            self._disputes()
        related = [i for i in [*record.see, *self._own_notes()] if i in self.dossier.entries]
        if related:
            names: list[Line] = [
                line(Span(self.name(i), "name"), Span(f"  {i}", "muted")) for i in related
            ]
            self.add(Heading("See also"), *(Item(name, marker="›") for name in names))
        self.sources()
        self.add(Gap(), Paragraph(line(Span(record.id, "muted"))))
        return with_contents(self.blocks)

    def sources(self) -> None:
        """The sources of everything that was cited so far."""
        if self._numbers:
            self.add(Heading("Sources"))
            for text, number in self._numbers.items():
                self.add(Row(line(Span(f"[{number}]", "cite")), self._reference(text)))

    def _disputes(self) -> None:
        self.records(f"{DISPUTED} In dispute", self.dossier.record.disputes)

    def _reference(self, text: str) -> Line:
        reference = self.dossier.references.get(text)
        if reference is None:
            return line(text)
        return reference_line(reference)


def contest(contested: list[Contest]) -> Span:
    """The mark of a contested value with what the other sides say instead, or nothing."""
    others = [other for found in contested for other in found.others]
    return Span(f"  {DISPUTED} {'; '.join(dict.fromkeys(others))}" if others else "", "dispute")


def possessive(name: str) -> str:
    """`the founder's`, `the editors'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def reference_line(reference: Reference) -> Line:
    """A citation as a reader wants it: locator and heading, or publisher, title, date, address."""
    citation = reference.citation
    if citation.first:
        locator = Span(str(citation), "name", citation.source_id)
        return line(locator, Span(f"  {reference.heading}", "muted"))
    date = f", {say_date(reference.published)}" if reference.published else ""
    return line(
        Span(reference.publisher, "name"), f": {reference.title}{date}  ",
        Span(reference.url, "cite", reference.url),
    )  # fmt: skip
