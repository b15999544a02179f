"""A page about one record, always in one order: name, sentence, facts, body, links, sources.

A brief page fits a screen: its sections are shortened until it does, the longest first, and what
was left out is said once at the foot.
"""

import json
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from xiaomi_cli.index.store import Entry, marked
from xiaomi_cli.model.claims import claims_of
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.fields import date_of
from xiaomi_cli.model.record_parts import Claim, Contest
from xiaomi_cli.model.records import Figure
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
    apart,
    contested,
    joined,
    line,
)
from xiaomi_cli.render.layout import height
from xiaomi_cli.render.views.citations import Citations

SCREEN = 40  # lines that a brief page fits, at 80 columns
FEW_LINKS = 6
LABEL = 8  # columns of the labels at the left, so that a page has one margin
TYPE = {"account": "account", "opinion": "view", "promise": "promise", "forecast": "forecast"}
T = TypeVar("T")


def contest(found: list[Contest]) -> Line:
    """The mark of a contested value with what the other sides say, which leads to the dispute."""
    others = (other for one in found for other in one.others)
    return contested(others, found[0].dispute if found else "")


class Part(NamedTuple):
    """Something of a page: of `size` entries, of which `make` draws the first or last few."""

    make: Callable[[int], list[Block]]
    size: int = 0
    most: int = 0  # entries of a brief page


class Page:
    """Collects the parts of a view and numbers its citations in the order of their use."""

    def __init__(
        self, dossier: Dossier, options: PageOptions = BRIEF, screen: int = SCREEN
    ) -> None:
        self.dossier = dossier
        self.options = options
        self.screen = screen
        self.claims_told = [c for claims in claims_of(dossier.record).values() for c in claims]
        self.voice = self._most_heard()
        self._parts: list[Part] = []
        plain = isinstance(dossier.record, Figure) and not options.full and not options.sources
        voices = dossier.settings.voices
        self.citations = Citations(dossier.references, voices, plain=plain)
        self.cite = self.citations.mark  # the numbers of citations, such as ` [1,2]`
        self._told: set[str] = {dossier.record.id}  # records that the page has named
        self._linked = False

    def _most_heard(self) -> str:
        """Who says most of the statements, if the library knows the voice."""
        heard = Counter(claim.by for claim in self.claims_told if claim.by)
        for name, count in heard.most_common(1):
            voice = self.dossier.settings.voices.get(name)
            if voice and voice.source and count > 1:
                return name
        return ""

    def head(self, note: str = "", sentence: str = "", title: str = "") -> None:
        """Name and names, whose voice it is unless marked, and the one sentence."""
        record = self.dossier.record
        name = Span(marked(title or record.title, record.origin), "title")
        told = contest(record.contested.get("title", []))
        self.add(Title(line(name, apart(record.zh, "zh"), told), line(Span(note, "muted"))))
        if voice := self.dossier.settings.voices.get(self.voice):
            source = self.dossier.entries.get(voice.source)  # none as of a day before it was out
            later = "" if source or not voice.source else "told later by "
            label = json.loads(source.json).get("label") if source else ""
            said = f"Unless marked: {label or later + voice.says}"
            self.add(Paragraph(line(Span(said, "voice"))))
        said = sentence or record.summary
        other = contest(record.contested.get("summary", []))
        self.part(lambda _: [Gap(), Paragraph(line(said, self.cite(record.cite), other)), Gap()])

    def part(self, make: Callable[[int], list[Block]], size: int = 0, most: int = 0) -> None:
        """Append something of `size` entries, of which a brief page has at most `most`."""
        self._parts.append(Part(make, size, most))

    def add(self, *made: Block) -> None:
        """Append blocks that stand whatever else there is."""
        self.part(lambda _: list(made))

    def facts(self, facts: Iterable[tuple[str, Line]]) -> None:
        """Keys and values; those without a value are left out."""
        self.add(*(Row(line(Span(f"{n:<{LABEL}}", "muted")), said) for n, said in facts if said))

    def section(
        self, label: str, entries: Sequence[T], draw: Callable[[T], Line], most: int
    ) -> None:
        """Entries under a label at their left."""

        def make(count: int) -> list[Block]:
            shown = enumerate(entries[:count])
            return [Row(_label("" if number else label), draw(entry)) for number, entry in shown]

        if entries:
            self.part(make, len(entries), most)

    def claims(self, label: str, claims: Sequence[Claim], most: int) -> None:
        """A section of statements."""
        self.section(label, claims, self.claim, most)

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
        return line(
            date, said, apart(", ".join(notes), "voice"), self.cite(claim.cite),
            contest(claim.contested), self.standing(claim.status, claim.reason),
        )  # fmt: skip

    def _tells(self, claim: Claim, text: str) -> bool:
        """Whether the date of a statement is known already: from its page, or from its text."""
        day = claim.date
        year = day[:4] if day[:4].isdecimal() and len(day) in {4, 7} else display_date(day)
        return day == date_of(self.dossier.record) or year in text

    @staticmethod
    def standing(status: str, reason: str) -> Span:
        """Why a statement is not simply current, or nothing."""
        return apart("" if status == "current" else f"{status}: {reason}", "other")

    def speaker(self, by: str) -> str:
        """Who says something: the library's one word for it, a title, or the plain name."""
        voice = self.dossier.settings.voices.get(by)
        entry = self.dossier.entries.get(by)
        return voice.short if voice else entry.name if entry else by

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

    def links(self, *more: str) -> None:
        """Related records on one line, without those that the page has named.

        Among them the reader's own records on this one, which it cannot name itself.
        """
        record, known = self.dossier.record, self.dossier.entries
        own = [found for relation, found in self.dossier.incoming if relation in {"see", "about"}
               and found in known and known[found].origin and not record.origin]  # fmt: skip
        told = {claim.home.partition("#")[0] for claim in self.claims_told} - {*record.see}
        wanted = dict.fromkeys([*own, *record.see, *more, *record.disputes])
        left = [i for i in wanted if i in known and i not in self._told | told]

        def make(count: int) -> list[Block]:
            return [Gap(), Row(_label("Links"), self.linked(left[:count]))]

        if left:
            self._linked = True
            self.part(make, len(left), FEW_LINKS)

    def finish(self) -> list[Block]:
        """The page: as much of it as fits a screen, or all, and its sources."""
        if self.options.full:
            return self._drawn([part.size for part in self._parts])
        wanted = [min(part.size, part.most) for part in self._parts]
        levels = [[min(count, most) for count in wanted] for most in range(1, max(wanted) + 1)]
        if not levels or self._fits(wanted):
            return self._drawn(wanted)
        # Of each section one entry stays; the longest are cut to what fits, then filled from below,
        # where an idea strained.
        counts = levels[bisect(levels[1:], 0, key=lambda level: not self._fits(level))]
        for number, count in reversed([*enumerate(wanted)]):
            more = [*counts[:number], counts[number] + 1, *counts[number + 1 :]]
            if counts[number] < count and self._fits(more):
                counts = more
        return self._drawn(counts)

    def _fits(self, counts: list[int]) -> bool:
        """Whether so much fits a screen; that sources have their addresses cuts nothing else."""
        return height(self._drawn(counts, self.options._replace(sources=False))) <= self.screen

    def _drawn(self, counts: list[int], options: PageOptions | None = None) -> list[Block]:
        """So many entries of each part, the sources, and at the foot what else there is."""
        self.citations.numbers.clear()
        made = [b for part, n in zip(self._parts, counts, strict=True) for b in part.make(n)]
        made += [] if self._linked else [Gap()]
        made += self.citations.listed(options or self.options)
        left = sum(part.size for part in self._parts) - sum(counts)
        shown = self.dossier.record.id if self.options.ids or self.options.full else ""
        more = f"{left} more with --full" if left else ""
        foot = joined([line(Span(shown, "muted")), line(Span(more, "hint"))])
        return [*made, Gap(), Paragraph(foot)] if foot else made


def _label(text: str) -> Line:
    return line(Span(f"{text:<{LABEL}}", "strong"))
