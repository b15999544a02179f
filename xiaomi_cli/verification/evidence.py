"""What a reader's copies of the documents bear of a statement.

Copies are found by fingerprint and read where they are cited. Statements that cite web pages are
held to what the page was read for (`bears`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import fsum, log
from pathlib import Path
from typing import NamedTuple

from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.statements import Statement
from xiaomi_cli.model.dates import SEASONS, Moment, parse_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.locators import Citation, parse_citation
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.record_parts import quantity_text
from xiaomi_cli.model.records import Source
from xiaomi_cli.model.text_evidence import (
    LOOSE,
    Number,
    bears_number,
    currencies,
    every_number,
    fingerprint,
    names,
    number_words,
    numbers,
    paragraphs,
    terms,
)

_GENERIC = "chinese china i cny usd hkd inr rmb ai iot ev evs r&d ceo cfo suv us sku skus os pr"
MAX_COPY = 16 * 2**20  # bytes of a copy; a book has one
_MONTH_NAMES = [name.casefold() for name in MONTHS]


class Copy(NamedTuple):
    """A reader's copy of a document: its paragraphs by our numbers, and how rare each term is."""

    text: dict[int, str]
    weight: dict[str, float]


class Bearing(NamedTuple):
    """The cited paragraphs (or a page's notes), who speaks in them, and the numbers they have."""

    text: str
    speakers: str
    numbers: tuple[Number, ...]

    def lacks(self, wanted: Iterable[Number]) -> Iterator[str]:
        """Those of the numbers that are not in it."""
        return (number.text for number in wanted if not bears_number(number, self.numbers))

    def lacks_date(self, date: str) -> bool:
        """Whether years, months and days of an exact date are not in it."""
        offered = {str(n.value) for n in self.numbers} | set(re.findall(r"\d+", self.text))
        folded = self.text.casefold()
        moments = parse_date(date).moments if date else ()
        sharp = (moment for moment in moments if not (moment.mark or moment.unknown))
        return not all(_borne(moment, folded, offered) for moment in sharp)


class Copies:
    """A reader's copies of the sources of a library; `missing`: the documents without one.

    `problems`: paragraphs that a copy has not, and files that cannot be read.
    """

    def __init__(self, library: Library, folder: Path) -> None:
        self.problems: list[Problem] = []
        self.missing: list[str] = []
        self.of: dict[str, Copy] = {}
        records = [placed.record for placed in library.placed]
        self._sources = {s.id: s for s in records if isinstance(s, Source)}
        commonplace = terms(" ".join(library.settings.commonplace))
        wanted = {q.print for source in self._sources.values() for q in source.outline}
        paths = sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md"})
        printed = [self._printed(path, wanted) for path in paths]
        for placed in library.placed:
            source = placed.record
            if not isinstance(source, Source) or source.type != "document":
                continue
            best = max(printed, key=lambda p: sum(q.print in p for q in source.outline), default={})
            found = {q.n: best[q.print] for q in source.outline if q.print in best}
            if not found:
                self.missing.append(source.id)
                continue
            self.of[source.id] = Copy(found, _weights(found, commonplace))
            for number, paragraph in enumerate(source.outline):
                if paragraph.n not in found:
                    message = (
                        f"¶{paragraph.n} ({paragraph.head}) is not in your copy, or was changed"
                    )
                    line = placed.line("outline", number)
                    self.problems.append(Problem(placed.file, line, message))
        titles = [record.title for record in records if record.id == library.settings.subject]
        # Names that say nothing; of whom the library is about a paragraph may just say "we".
        self._generic = {*_GENERIC.split(), *" ".join(titles).casefold().split()}
        self._aliases: dict[str, list[str]] = {}  # under which a paragraph may have a name as well
        for record in records:
            if record.id.startswith(("company/", "person/", "product/")):
                spelled = [name.casefold() for name in (record.title, record.zh, *record.aliases)]
                for name in spelled:
                    self._aliases.setdefault(name, []).extend(filter(None, spelled))

    def _printed(self, path: Path, wanted: set[str]) -> dict[str, str]:
        """Those paragraphs of a file that some outline has, by fingerprint."""
        data = read_bytes(path, str(path), self.problems, MAX_COPY) or b""
        text = data.decode("utf-8-sig", "replace")
        found = ((fingerprint(paragraph), paragraph) for paragraph in paragraphs(text))
        return {print_: paragraph for print_, paragraph in found if print_ in wanted}

    def bearing(self, cite: list[str]) -> Bearing | None:
        """What is cited, if all of it is at hand."""
        texts: list[str] = []
        speakers: list[str] = []
        for citation in map(parse_citation, cite):
            source = self._sources[citation.source_id]
            if source.type == "page":
                texts.append(" ".join([*source.bears, source.publisher, source.published]))
                continue
            copy = self.of.get(source.id)
            if copy is None or any(n not in copy.text for n in citation.paragraphs):
                return None
            texts += [copy.text[n] for n in citation.paragraphs]
            texts += [part.published for part in self._sources.values() if _holds(part, citation)]
            speakers += [p.speaker for p in source.outline[citation.first - 1 : citation.last]]
        text = "\n".join(texts)
        return Bearing(text, " ".join(speakers), every_number(text)) if texts else None

    def faults(self, statement: Statement) -> Iterator[str]:
        """Numbers, dates, currencies and names of a statement that nothing it cites has."""
        if bearing := self.bearing(statement.cite):
            lacking = (*_lacking(statement, bearing), *self._unnamed(statement, bearing))
            yield from (f"{what} is not in {', '.join(statement.cite)}" for what in lacking)

    def questions(self, statement: Statement) -> Iterator[str]:
        """What a reader has to settle: counts in words, paragraphs that a neighbour fits better."""
        if bearing := self.bearing(statement.cite):
            words = [word for word in number_words(statement.text) if word.text not in LOOSE]
            for word in bearing.lacks(words):
                yield f"the number {word!r} is not in {', '.join(statement.cite)}"
            cited = [parse_citation(text) for text in statement.cite]
            for citation in cited:
                if copy := self.of.get(citation.source_id):
                    yield from _misplaced(statement, citation, cited, copy)

    def _unnamed(self, statement: Statement, bearing: Bearing) -> Iterator[str]:
        record = statement.placed.record  # it may be called by its own name
        spoken = [bearing.text, f"{bearing.speakers} {statement.by}".replace("-", " ")]
        known = "\n".join([*spoken, record.title, *record.aliases]).casefold()
        for name in dict.fromkeys(names(statement.text)):
            folded = name.casefold().rstrip(".")
            if folded in self._generic or folded in known:
                continue
            if folded in _MONTH_NAMES and _month_in(_MONTH_NAMES.index(folded) + 1, known, set()):
                continue
            parts = [part for part in re.split(r"[-/&]", folded) if part]
            joined = len(parts) > 1 and all(part in known for part in parts)
            if not joined and not any(other in known for other in self._aliases.get(folded, [])):
                yield f"the name {name!r}"


def _weights(text: dict[int, str], commonplace: frozenset[str]) -> dict[str, float]:
    """Inverse document frequency of each telling term over the paragraphs of a document."""
    counts = Counter(term for paragraph in text.values() for term in terms(paragraph))
    telling = counts.keys() - commonplace
    return {term: log(1 + len(text) / counts[term]) for term in telling}


def _holds(part: Source, citation: Citation) -> bool:
    """Whether a citation is of this part of a document; its date dates what is said."""
    return part.part_of == citation.source_id and part.first <= citation.first <= part.last


def _lacking(statement: Statement, bearing: Bearing) -> Iterator[str]:
    """Numbers, dates and currencies of a statement that are not in what it cites."""
    yield from (f"the number {number}" for number in bearing.lacks(numbers(statement.text)))
    if bearing.lacks_date(statement.date):
        yield f"the date {statement.date}"
    offered = currencies(bearing.text)
    yield from (f"the currency {code}" for code in sorted(currencies(statement.text) - offered))
    for quantity in statement.quantities:
        lacking = list(bearing.lacks(numbers(quantity_text(quantity))))
        if quantity.currency and quantity.currency not in offered:
            lacking.append(quantity.currency)
        if bearing.lacks_date(quantity.period):
            lacking.append(quantity.period)
        yield from (f"the quantity {quantity.measure!r}: {what}" for what in lacking)


def _borne(moment: Moment, folded: str, offered: set[str]) -> bool:
    year = f"{moment.year:04}"
    said = year in offered or f"{year[2:]}s" in folded
    month = not moment.month or _month_in(moment.month, folded, offered)
    ordinal = ("", "first", "second", "third", "fourth")[moment.quarter]
    named = (f"q{moment.quarter}", f"{ordinal} quarter")
    quarter = not moment.quarter or any(name in folded for name in named)
    season = SEASONS[moment.season - 1].replace("autumn", "(autumn|fall)") if moment.season else ""
    day = not moment.day or bool({f"{moment.day:02}", str(moment.day)} & offered)
    return said and month and quarter and day and bool(re.search(season, folded))


def _month_in(month: int, folded: str, offered: set[str]) -> bool:
    named = MONTHS[month - 1][:3].lower() in folded
    return named or {f"{month:02}", str(month)} <= offered or f"-{month:02}" in folded


def _misplaced(
    statement: Statement, citation: Citation, cited: list[Citation], copy: Copy
) -> Iterator[str]:
    """A citation that slipped by a paragraph matches its neighbour better than itself."""
    said = terms(statement.text)
    taken = {n for c in cited if c.source == citation.source for n in c.paragraphs}
    moments = parse_date(statement.date).moments if statement.date else ()

    def match(n: int) -> float:
        shared = said & terms(copy.text.get(n, ""))
        return fsum(copy.weight.get(term, 0.0) for term in shared)  # in any order the same

    for edge, beyond in ((citation.first, citation.first - 1), (citation.last, citation.last + 1)):
        dated = any(f"{moment.year:04}" in copy.text.get(edge, "") for moment in moments[:1])
        if match(edge) == 0 and not dated:  # headings are cited for the year alone
            yield f"shares no distinctive word with {citation.source}¶{edge}"
        elif beyond not in taken and match(beyond) > match(edge):
            yield f"is closer to ¶{beyond} than to {citation.source}¶{edge}; is the citation right?"
