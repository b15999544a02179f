"""A page about one record, always in one order: name, sentence, facts, body, links, sources.

A brief page fits a screen: its sections are shortened, the longest first, until it does, and what
was left out is said once at the foot.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, marked
from xiaomi_cli.model.claims import claims_of
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.fields import date_of
from xiaomi_cli.model.record_parts import Claim, Contest
from xiaomi_cli.model.records import Figure, Record
from xiaomi_cli.queries.record_details import Dossier
from xiaomi_cli.render.blocks import (
    BRIEF,
    Block,
    Gap,
    Line,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Title,
    contested,
    joined,
    line,
    text_of,
)
from xiaomi_cli.render.layout import height
from xiaomi_cli.render.views.source_lines import Citations

SCREEN = 40  # lines that a brief page fits, at 80 columns
LINES_OF_ENTRY = 3  # that one entry less saves, with its sources, or more
FEW_LINKS = 6
LABEL = 8  # columns of the labels at the left, so that a page has one margin
TYPE = {"account": "account", "opinion": "view", "promise": "promise", "forecast": "forecast"}


def contest(found: list[Contest]) -> Line:
    """The mark of a contested value with what the other sides say, which leads to the dispute."""
    others = (other for one in found for other in one.others)
    return contested(others, found[0].dispute if found else "")


class Part(NamedTuple):
    """Something of a page; a section has `size` entries, of which `make` draws the first few."""

    make: Callable[[int], list[Block]]
    size: int = 0
    most: int = 0


class Page:
    """Collects the parts of a view and numbers its citations in the order of their use."""

    def __init__(
        self, dossier: Dossier, options: PageOptions = BRIEF, screen: int = SCREEN
    ) -> None:
        self.dossier = dossier
        self.options = options
        self.screen = screen
        self.voice = _most_heard(dossier)
        self._parts: list[Part] = []
        plain = isinstance(dossier.record, Figure) and not options.full and not options.sources
        voices = dossier.settings.voices
        self.citations = Citations(dossier.references, voices, plain=plain)
        self.cite = self.citations.mark  # the numbers of citations, such as ` [1,2]`
        self._told: set[str] = {dossier.record.id}  # records that the page has named

    def head(self, record: Record, note: str = "", sentence: str = "", title: str = "") -> None:
        """Name and names, whose voice it is unless marked, and the one sentence."""
        zh = Span(f"  {record.zh}" if record.zh else "", "zh")
        name = Span(marked(title or record.title, record.origin), "title")
        told = contest(record.contested.get("title", []))
        self.add(Title(line(name, zh, told), line(Span(note, "muted"))))
        if label := self._label():
            self.add(Paragraph(line(Span(f"Unless marked: {label}", "voice"))))
        said = sentence or record.summary
        other = contest(record.contested.get("summary", []))
        self._parts.append(
            Part(lambda _: [Gap(), Paragraph(line(said, self.cite(record.cite), other)), Gap()])
        )

    def _label(self) -> str:
        voice = self.dossier.settings.voices.get(self.voice)
        if voice is None:
            return ""
        source = self.dossier.entries.get(voice.source)
        if source is None and voice.source:  # as of a day before it was out
            return f"told later by {voice.says}"
        label = getattr(_record(source), "label", "") if source else ""
        return label or voice.says

    def add(self, *blocks: Block) -> None:
        """Append blocks that stand whatever else there is."""
        self._parts.append(Part(lambda _: list(blocks)))

    def facts(self, facts: Iterable[tuple[str, Line]]) -> None:
        """Keys and values; those without a value are left out."""
        self.add(*(Row(line(Span(f"{n:<{LABEL}}", "muted")), said) for n, said in facts if said))

    def section(self, label: str, entries: Sequence[Callable[[], Line]], most: int) -> None:
        """Entries under a label at their left; a brief page has at most `most` of them."""

        def make(count: int) -> list[Block]:
            heads = [label] + [""] * count
            return [
                Row(line(Span(f"{head:<{LABEL}}", "strong")), entry())
                for head, entry in zip(heads, entries[:count], strict=False)
            ]

        if entries:
            self._parts.append(Part(make, len(entries), most))

    def claims(self, label: str, claims: Iterable[Claim], most: int) -> None:
        """A section of statements."""
        self.section(label, [self._later(claim) for claim in claims], most)

    def _later(self, claim: Claim) -> Callable[[], Line]:
        return lambda: self.claim(claim)

    def drawing(self, make: Callable[[int], list[Block]], size: int, most: int) -> None:
        """Something of `size` entries, of which a brief page draws `most` or fewer."""
        if size:
            self._parts.append(Part(make, size, most))

    def claim(self, claim: Claim, text: str = "") -> Line:
        """A statement: its date before it, then who says it if it is not the voice of the page."""
        dated = claim.date and not self._tells(claim, text or claim.text)
        date = Span(f"{display_date(claim.date)}: " if dated else "", "date")
        said = Span(text or claim.text, "view" if claim.type in {"opinion", "forecast"} else "")
        notes = [self.speaker(claim.by)] if claim.by and claim.by != self.voice else []
        if claim.confidence == "low" or (claim.confidence != "high" and self.options.full):
            notes.append(f"{claim.confidence} confidence")
        if self.options.full and claim.by:
            notes.append(TYPE.get(claim.type, "word"))
        if self.options.full and claim.as_of:
            notes.append(f"as of {display_date(claim.as_of)}")
        if self.options.ids and (claim.home or claim.id):
            notes.append(claim.home or f"{self.dossier.record.id}#{claim.id}")
        note = Span(f"  {', '.join(notes)}" if notes else "", "voice")
        return line(
            date, said, note, self.cite(claim.cite), contest(claim.contested),
            self.standing(claim.status, claim.reason),
        )  # fmt: skip

    def _tells(self, claim: Claim, text: str) -> bool:
        """Whether the date of a statement is known already: from its page, or from its text."""
        day = claim.date
        year = day[:4] if day[:4].isdecimal() and len(day) in {4, 7} else display_date(day)
        return day == date_of(self.dossier.record) or year in text

    @staticmethod
    def standing(status: str, reason: str) -> Span:
        """Why a statement is not simply current, or nothing."""
        return Span("" if status == "current" else f"  {status}: {reason}", "other")

    def speaker(self, by: str) -> str:
        """Who says something, in one word if the library has one for it."""
        voice = self.dossier.settings.voices.get(by)
        return voice.short if voice else self.name(by)

    def name(self, text: str) -> str:
        """The title of a record, or the text itself where it is a plain name."""
        entry = self.dossier.entries.get(text)
        return entry.name if entry else text

    def link(self, name: str) -> Line:
        """The title of a record, with its id if ids are asked for; a plain name as it is."""
        self._told.add(name)
        entry = self.dossier.entries.get(name)
        if entry is None:
            return line(name)
        number = f" {name}" if self.options.ids else ""
        return line(Span(entry.name, "", name), Span(number, "muted"))

    def linked(self, ids: Iterable[str]) -> Line:
        """Records on one line."""
        return joined([self.link(one) for one in dict.fromkeys(ids)])

    def incoming(self, relation: str, kind: str) -> list[str]:
        """Ids of the records of a kind that link here by a relation."""
        found = self.dossier.incoming
        return [i for name, i in found if name == relation and i.startswith(f"{kind}/")]

    def entries(self, ids: Iterable[str]) -> list[Entry]:
        """The records with these ids that there are; a page does not name them again as links."""
        found = [self.dossier.entries[i] for i in ids if i in self.dossier.entries]
        self._told |= {entry.id for entry in found}
        return found

    def _own_notes(self) -> Iterator[str]:
        """Ids of the reader's own records on this one, which it cannot name itself."""
        for relation, found in self.dossier.incoming:
            noted = relation in {"see", "about"} and found in self.dossier.entries
            if noted and self.dossier.entries[found].origin and not self.dossier.record.origin:
                yield found

    def links(self, *more: str) -> None:
        """Related records on one line, without those that the page has named."""
        record = self.dossier.record
        wanted = dict.fromkeys([*self._own_notes(), *record.see, *more, *record.disputes])
        told = {claim.home.partition("#")[0] for claim in _all_claims(record)} - {*record.see}
        left = [i for i in wanted if i in self.dossier.entries and i not in self._told | told]

        def make(count: int) -> list[Block]:
            said = joined([self.link(one) for one in left[:count]])
            return [Gap(), Row(line(Span(f"{'Links':<{LABEL}}", "strong")), said)]

        if left:
            self._parts.append(Part(make, len(left), FEW_LINKS))

    def finish(self) -> list[Block]:
        """The page: as much of it as fits a screen, or all, and its sources."""
        counts = [
            part.size if self.options.full else min(part.size, part.most) for part in self._parts
        ]
        if self.options.full:
            return self._drawn(counts, sources=self.options.sources)
        blocks = self._drawn(counts)
        while (over := height(blocks) - self.screen) > 0 and max(counts) > 1:
            for _ in range(1 + over // LINES_OF_ENTRY):
                longest = max(range(len(counts)), key=lambda n: counts[n])
                counts[longest] -= counts[longest] > 1  # of each section one entry stays
            blocks = self._drawn(counts)
        return self._drawn(self._filled(counts), sources=self.options.sources)

    def _filled(self, counts: list[int]) -> list[int]:
        """With what still fits of what was left out, section by section."""
        for number, part in enumerate(self._parts):
            if counts[number] < min(part.size, part.most):
                more = [*counts[:number], counts[number] + 1, *counts[number + 1 :]]
                if height(self._drawn(more)) <= self.screen:
                    counts = more
        return counts

    def _drawn(self, counts: list[int], *, sources: bool = False) -> list[Block]:
        """The page; that its sources are listed with their addresses cuts nothing else of it."""
        self.citations.numbers.clear()
        blocks = [b for part, n in zip(self._parts, counts, strict=True) for b in part.make(n)]
        left = sum(part.size for part in self._parts) - sum(counts)
        linked = blocks and isinstance(blocks[-1], Row) and text_of(blocks[-1].label)[:5] == "Links"
        listed = self.citations.listed(self.options._replace(sources=sources))
        parted = listed[bool(linked and listed[:1] == [Gap()]) :]
        blocks += [*parted, *self._foot(left)]
        return [
            block for n, block in enumerate(blocks) if not (n and block == blocks[n - 1] == Gap())
        ]

    def _foot(self, left: int) -> list[Block]:
        more = f"{left} more with --full" if left else ""
        shown = self.dossier.record.id if self.options.ids or self.options.full else ""
        said = joined([line(Span(shown, "muted")), line(Span(more, "hint"))])
        return [Gap(), Paragraph(said)] if said else []


def _record(entry: Entry | None) -> Record | None:
    from xiaomi_cli.model.records import decode

    return decode(entry.json) if entry else None


def _all_claims(record: Record) -> list[Claim]:
    return [claim for claims in claims_of(record).values() for claim in claims]


def _most_heard(dossier: Dossier) -> str:
    """Whose voice a page is: who says most of its statements, if the library knows the voice."""
    heard = Counter(claim.by for claim in _all_claims(dossier.record) if claim.by)
    for name, count in heard.most_common(1):
        voice = dossier.settings.voices.get(name)
        if voice and voice.source and count > 1:
            return name
    return ""
