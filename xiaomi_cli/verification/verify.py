"""Holds a library against a reader's own copies of its source documents.

For each cited statement: is every cited paragraph there (by fingerprint), does it hold each number,
year, month and name of the statement, and is it the paragraph that the statement is about rather
than a neighbour? Statements that cite web pages are held to what the page was read for (`bears`).
"""

import re
from collections import Counter
from collections.abc import Iterator
from math import fsum, log
from pathlib import Path
from typing import NamedTuple

from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.library.loader import Library, Placed
from xiaomi_cli.library.statements import Statement, statements
from xiaomi_cli.model.citation import Citation, parse_citation
from xiaomi_cli.model.fingerprint import fingerprint, paragraphs
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import Dispute, Source
from xiaomi_cli.verification.review_log import read_ledger, statement_digest
from xiaomi_cli.verification.text_evidence import (
    LOOSE,
    bears_number,
    currencies,
    every_number,
    names,
    number_words,
    numbers,
    terms,
)

_GENERIC = "chinese china i cny usd hkd inr rmb ai iot ev evs r&d ceo cfo suv us sku skus os pr"
GENERIC = frozenset(_GENERIC.split())  # names that say nothing about a statement
UNREAD = "was not read against its source since it changed"
MAX_COPY = 16 * 2**20  # bytes of a copy; a book has one
_MONTH_NAMES = [name.casefold() for name in MONTHS]


class Copy(NamedTuple):
    """A reader's copy of a document: its paragraphs by our numbers, and how rare each term is."""

    text: dict[int, str]
    weight: dict[str, float]


class Names(NamedTuple):
    """Other names under which a paragraph may have a name, and names that need not be in it."""

    aliases: dict[str, list[str]]
    generic: frozenset[str]


class Report(NamedTuple):
    """What verification found.

    `checked` counts statements held against a paragraph or a page, `held` those that hold.
    """

    problems: list[Problem]
    checked: int
    held: int
    documents: int
    missing: list[str]


def verify(library: Library, folder: Path) -> Report:
    """Check every statement of `library`; the copies are the text files in `folder`."""
    sources = {p.record.id: p for p in library.placed if isinstance(p.record, Source)}
    commonplace = terms(" ".join(library.settings.commonplace))
    copies, problems, missing = _find_copies(sources, folder, commonplace)
    known = Names(_aliases(library), GENERIC | _subject(library))
    sealed = read_ledger(library.root, problems)
    checked = held = 0
    for placed in library.placed:
        for statement in statements(placed):
            if not statement.cite:
                continue
            checked += 1
            messages = list(_check(statement, sources, copies, known))
            if sealed is not None and statement_digest(statement) not in sealed:
                messages.append(f"{statement.path} {UNREAD}")
            held += not messages
            problems += [Problem(placed.file, statement.line, message) for message in messages]
        if isinstance(placed.record, Dispute):
            for message in _check_conclusion(placed, placed.record, sources, copies):
                problems.append(Problem(placed.file, placed.line("conclusion"), message))
    return Report(sorted(set(problems)), checked, held, len(copies), missing)


def _find_copies(
    sources: dict[str, Placed], folder: Path, commonplace: frozenset[str]
) -> tuple[dict[str, Copy], list[Problem], list[str]]:
    """Pair each document with the file that holds most of its paragraphs, by fingerprint."""
    problems: list[Problem] = []
    found_files = sorted(p for p in folder.iterdir() if p.suffix in {".txt", ".md"})
    records = [p.record for p in sources.values() if isinstance(p.record, Source)]
    wanted = {q.print for source in records for q in source.outline}
    printed = [_printed(path, wanted, problems) for path in found_files]
    copies: dict[str, Copy] = {}
    missing: list[str] = []
    for key, placed in sources.items():
        source = placed.record
        if not isinstance(source, Source) or source.type != "document":
            continue
        best = max(printed, key=lambda p: sum(q.print in p for q in source.outline), default={})
        found = {q.n: best[q.print] for q in source.outline if q.print in best}
        if not found:
            missing.append(key)
            continue
        copies[key] = Copy(found, _weights(found, commonplace))
        for number, paragraph in enumerate(source.outline):
            if paragraph.n not in found:
                message = f"¶{paragraph.n} ({paragraph.head}) is not in your copy, or was changed"
                line = placed.line("outline", number)
                problems.append(Problem(placed.file, line, message))
    return copies, problems, missing


def _printed(path: Path, wanted: set[str], problems: list[Problem]) -> dict[str, str]:
    """Those paragraphs of a file that some outline has, by fingerprint."""
    data = read_bytes(path, str(path), problems, MAX_COPY)
    text = "" if data is None else data.decode("utf-8-sig", "replace")
    found = ((fingerprint(paragraph), paragraph) for paragraph in paragraphs(text))
    return {print_: paragraph for print_, paragraph in found if print_ in wanted}


def _weights(text: dict[int, str], commonplace: frozenset[str]) -> dict[str, float]:
    """Inverse document frequency of each telling term over the paragraphs of a document."""
    counts = Counter(term for paragraph in text.values() for term in terms(paragraph))
    telling = counts.keys() - commonplace
    return {term: log(1 + len(text) / counts[term]) for term in telling}


def _subject(library: Library) -> frozenset[str]:
    """The words of the name of whom the library is about; a paragraph may just say "we"."""
    titles = [p.record.title for p in library.placed if p.record.id == library.settings.subject]
    return frozenset(word for title in titles for word in title.casefold().split())


def _aliases(library: Library) -> dict[str, list[str]]:
    """For each name in the library, the other names under which a paragraph may have it."""
    found: dict[str, list[str]] = {}
    for placed in library.placed:
        record = placed.record
        if record.id.startswith(("company/", "person/", "product/")):
            spelled = [record.title, record.zh, *record.aliases]
            for name in spelled:
                found.setdefault(name.casefold(), []).extend(s.casefold() for s in spelled if s)
    return found


def _check(
    statement: Statement,
    sources: dict[str, Placed],
    copies: dict[str, Copy],
    others: Names,
) -> Iterator[str]:
    cited = [parse_citation(text) for text in statement.cite]
    texts, speakers, complete = _cited_texts(cited, sources, copies)
    if not complete or not texts:
        return
    where = ", ".join(statement.cite)
    bearing = "\n".join(texts)
    yield from (f"{text} is not in {where}" for text in _numbers_missing(statement, bearing))
    yield from (f"the date {d} is not in {where}" for d in _date_missing(statement.date, bearing))
    for currency in sorted(currencies(statement.text) - currencies(bearing)):
        yield f"the currency {currency} is not in {where}"
    record = statement.placed.record  # it may be called by its own name
    known = "\n".join([speakers, statement.by.replace("-", " "), record.title, *record.aliases])
    spoken = f"{bearing}\n{known}".casefold()
    for name in dict.fromkeys(names(statement.text)):
        if not _named(name, spoken, others):
            yield f"the name {name!r} is not in {where}"
    for citation in cited:
        if citation.source_id in copies:
            yield from _check_place(statement, citation, cited, copies[citation.source_id])


def _cited_texts(
    cited: list[Citation], sources: dict[str, Placed], copies: dict[str, Copy]
) -> tuple[list[str], str, bool]:
    """The cited paragraphs (or a page's notes), who speaks in them, and whether all are there."""
    texts: list[str] = []
    speakers: list[str] = []
    for citation in cited:
        placed = sources.get(citation.source_id)
        if placed is None or not isinstance(placed.record, Source):
            return [], "", False
        source = placed.record
        if source.type == "page":
            texts.append(" ".join([*source.bears, source.publisher, source.published]))
            continue
        copy = copies.get(source.id)
        if copy is None or any(n not in copy.text for n in citation.paragraphs):
            return [], "", False
        texts += [copy.text[n] for n in citation.paragraphs]
        speakers += [p.speaker for p in source.outline[citation.first - 1 : citation.last]]
    return texts, " ".join(speakers).replace("-", " "), True


def _numbers_missing(statement: Statement, bearing: str) -> Iterator[str]:
    offered = every_number(bearing)
    for number in numbers(statement.text):
        if not bears_number(number, offered):
            yield f"the number {number.text}"
    for word in number_words(statement.text):
        if word.text not in LOOSE and not bears_number(word, offered):
            yield f"the number {word.text!r}"


def _date_missing(date: str, bearing: str) -> Iterator[str]:
    """The years, months and days of an exact date that the paragraph does not give."""
    if not date or date[-1] in "~?%" or "X" in date:
        return
    offered = {str(n.value) for n in every_number(bearing)}
    offered |= set(re.findall(r"\d+", bearing))
    folded = bearing.casefold()
    for point in date.split("/"):
        if point == ".." or point[-1] in "~?%":
            continue
        year, _, rest = point.partition("-")
        month, _, day = rest.partition("-")
        year_given = year in offered or f"{year[2:]}s" in folded
        month_given = not month or _month_in(int(month), folded, offered)
        day_given = not day or bool({day, str(int(day))} & offered)
        if not (year_given and month_given and day_given):
            yield date


def _month_in(month: int, folded: str, offered: set[str]) -> bool:
    if month > 12:
        quarter = month - 32
        ordinal = ("first", "second", "third", "fourth")[quarter - 1]
        return f"q{quarter}" in folded or f"{ordinal} quarter" in folded
    named = MONTHS[month - 1][:3].lower() in folded
    return named or {f"{month:02}", str(month)} <= offered or f"-{month:02}" in folded


def _named(name: str, spoken: str, others: Names) -> bool:
    folded = name.casefold().rstrip(".")
    if folded in others.generic or folded in spoken:
        return True
    if folded in _MONTH_NAMES:
        return _month_in(_MONTH_NAMES.index(folded) + 1, spoken, set())
    parts = [part for part in re.split(r"[-/&]", folded) if part]
    if len(parts) > 1 and all(part in spoken for part in parts):
        return True
    return any(other in spoken for other in others.aliases.get(folded, []))


def _check_place(
    statement: Statement, citation: Citation, cited: list[Citation], copy: Copy
) -> Iterator[str]:
    """A citation that slipped by a paragraph matches its neighbour better than itself."""
    said = terms(statement.text)
    taken = {n for c in cited if c.source == citation.source for n in c.paragraphs}

    def match(n: int) -> float:
        shared = said & terms(copy.text.get(n, ""))
        return fsum(copy.weight.get(term, 0.0) for term in shared)  # in any order the same

    for edge, beyond in ((citation.first, citation.first - 1), (citation.last, citation.last + 1)):
        own = match(edge)
        if own == 0 and not _dates_it(statement, copy.text.get(edge, "")):
            yield f"shares no distinctive word with {citation.source}¶{edge}"
        elif beyond not in taken and match(beyond) > own:
            yield f"is closer to ¶{beyond} than to {citation.source}¶{edge}; is the citation right?"


def _dates_it(statement: Statement, paragraph: str) -> bool:
    """Whether a paragraph is cited for the year alone, as headings are."""
    year = statement.date[:4]
    return bool(year) and year in paragraph


def _check_conclusion(
    placed: Placed, dispute: Dispute, sources: dict[str, Placed], copies: dict[str, Copy]
) -> Iterator[str]:
    cited = [parse_citation(c) for s in statements(placed) for c in s.cite]
    texts, _, complete = _cited_texts(cited, sources, copies)
    if not complete:
        return
    offered = every_number("\n".join(texts))
    for number in numbers(dispute.conclusion):
        if not bears_number(number, offered):
            yield f"the conclusion's number {number.text} is in none of the cited paragraphs"
