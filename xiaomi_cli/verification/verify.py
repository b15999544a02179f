"""Holds a library against a reader's own copies of its source documents.

For each cited statement: is every cited paragraph there (by fingerprint), and does it hold each
number, year, month and name of the statement? Statements that cite web pages are held to what the
page was read for (`bears`). Of a statement that nobody has sealed two more things are asked, which
only a reader can settle: is the paragraph the one it is about rather than a neighbour, and are its
numbers in words (two of four) counts that the paragraph bears?
"""

import re
from collections.abc import Iterator
from math import fsum
from pathlib import Path
from typing import NamedTuple

from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.statements import Placed, Statement, statements
from xiaomi_cli.model.claims import SUMMARY, home_at
from xiaomi_cli.model.dates import Moment, parse_date
from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.model.locators import Citation, parse_address, parse_citation
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.record_parts import Claim, Position, Quantity, quantity_text
from xiaomi_cli.model.records import Dispute, Source
from xiaomi_cli.model.text_evidence import (
    LOOSE,
    bears_number,
    currencies,
    every_number,
    names,
    number_words,
    numbers,
    terms,
)
from xiaomi_cli.verification.copies import Copy, cited_texts, find_copies
from xiaomi_cli.verification.review_log import read_ledger, statement_digest

_GENERIC = "chinese china i cny usd hkd inr rmb ai iot ev evs r&d ceo cfo suv us sku skus os pr"
GENERIC = frozenset(_GENERIC.split())  # names that say nothing about a statement
UNREAD = "was not read against its source since it changed"
ASKED = " (a question of wording, which reading it settles)"
_MONTH_NAMES = [name.casefold() for name in MONTHS]


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
    by_id = {placed.record.id: placed for placed in library.placed}
    sources = {id_: p for id_, p in by_id.items() if isinstance(p.record, Source)}
    commonplace = terms(" ".join(library.settings.commonplace))
    copies, problems, missing = find_copies(sources, folder, commonplace)
    known = Names(_aliases(library), GENERIC | _subject(library))
    sealed = read_ledger(library.root, problems)
    checked = held = 0
    for placed in library.placed:
        for statement in statements(placed):
            if not statement.cite:
                continue
            checked += 1
            verdict = isinstance(placed.record, Dispute) and statement.path == SUMMARY
            read = sealed is not None and statement_digest(statement) in sealed
            messages = [] if verdict else list(_faults(statement, sources, copies, known))
            if not verdict and not read:
                messages += [text + ASKED for text in _questions(statement, sources, copies)]
            if sealed is not None and not read:
                messages.append(f"{statement.path} {UNREAD}")
            held += not messages
            problems += [Problem(placed.file, statement.line, message) for message in messages]
        if isinstance(placed.record, Dispute):
            problems += dispute_problems(placed, placed.record, by_id, copies)
    return Report(sorted(set(problems)), checked, held, len(copies), missing)


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


def _faults(
    statement: Statement,
    sources: dict[str, Placed],
    copies: dict[str, Copy],
    others: Names,
) -> Iterator[str]:
    """Numbers, dates, currencies and names of a statement that nothing it cites has."""
    cited = [parse_citation(text) for text in statement.cite]
    texts, speakers, complete = cited_texts(cited, sources, copies)
    if not complete or not texts:
        return
    where = ", ".join(statement.cite)
    bearing = "\n".join(texts)
    offered = every_number(bearing)
    for number in numbers(statement.text):
        if not bears_number(number, offered):
            yield f"the number {number.text} is not in {where}"
    yield from (f"the date {d} is not in {where}" for d in _date_missing(statement.date, bearing))
    for currency in sorted(currencies(statement.text) - currencies(bearing)):
        yield f"the currency {currency} is not in {where}"
    for quantity in statement.quantities:
        yield from (f"{what} is not in {where}" for what in _unborne(quantity, bearing))
    record = statement.placed.record  # it may be called by its own name
    known = "\n".join([speakers, statement.by.replace("-", " "), record.title, *record.aliases])
    spoken = f"{bearing}\n{known}".casefold()
    for name in dict.fromkeys(names(statement.text)):
        if not _named(name, spoken, others):
            yield f"the name {name!r} is not in {where}"


def _questions(
    statement: Statement, sources: dict[str, Placed], copies: dict[str, Copy]
) -> Iterator[str]:
    """What a reader has to settle: counts in words, paragraphs that a neighbour fits better."""
    cited = [parse_citation(text) for text in statement.cite]
    texts, _, complete = cited_texts(cited, sources, copies)
    if not complete or not texts:
        return
    offered = every_number("\n".join(texts))
    for word in number_words(statement.text):
        if word.text not in LOOSE and not bears_number(word, offered):
            yield f"the number {word.text!r} is not in {', '.join(statement.cite)}"
    for citation in cited:
        if citation.source_id in copies:
            yield from _check_place(statement, citation, cited, copies[citation.source_id])


def _unborne(quantity: Quantity, bearing: str) -> Iterator[str]:
    """What of a typed number a paragraph does not bear: its value, its currency, its period."""
    offered = every_number(bearing)
    name = f"the quantity {quantity.measure!r}:"
    for number in numbers(quantity_text(quantity)):
        if not bears_number(number, offered):
            yield f"{name} {number.text}"
    if quantity.currency and quantity.currency not in currencies(bearing):
        yield f"{name} {quantity.currency}"
    yield from (f"{name} {date}" for date in _date_missing(quantity.period, bearing))


def _date_missing(date: str, bearing: str) -> Iterator[str]:
    """The years, months and days of an exact date that the paragraph does not give."""
    offered = {str(n.value) for n in every_number(bearing)}
    offered |= set(re.findall(r"\d+", bearing))
    folded = bearing.casefold()
    for moment in parse_date(date).moments if date else ():
        if not moment.mark and not _borne(moment, folded, offered):
            yield date


def _borne(moment: Moment, folded: str, offered: set[str]) -> bool:
    year = f"{moment.year:04}"
    said = year in offered or f"{year[2:]}s" in folded
    month = not moment.month or _month_in(moment.month, folded, offered)
    quarter = not moment.quarter or _quarter_in(moment.quarter, folded)
    day = not moment.day or bool({f"{moment.day:02}", str(moment.day)} & offered)
    return said and month and quarter and day


def _quarter_in(quarter: int, folded: str) -> bool:
    ordinal = ("first", "second", "third", "fourth")[quarter - 1]
    return f"q{quarter}" in folded or f"{ordinal} quarter" in folded


def _month_in(month: int, folded: str, offered: set[str]) -> bool:
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
    moments = parse_date(statement.date).moments if statement.date else []
    return bool(moments) and f"{moments[0].year:04}" in paragraph


def dispute_problems(
    placed: Placed, dispute: Dispute, by_id: dict[str, Placed], copies: dict[str, Copy]
) -> Iterator[Problem]:
    """Numbers of the verdict that no side bears, of a side's few words that it does not itself."""
    sides = [_cited(position, by_id) for position in dispute.positions]
    everything = [cite for cites in sides for cite in cites] + dispute.cite
    everything += [cite for reason in dispute.reasons for cite in _cited(reason, by_id)]
    for number in _missing(dispute.verdict, everything, by_id, copies):
        message = f"the verdict's number {number} is in none of the cited paragraphs"
        yield Problem(placed.file, placed.line("verdict"), message)
    for place, (position, cites) in enumerate(zip(dispute.positions, sides, strict=True)):
        for number in _missing(position.says, cites, by_id, copies):
            message = f"positions[{place}] says {number}, which is not in {', '.join(cites)}"
            yield Problem(placed.file, placed.line("positions", place, "says"), message)


def _cited(said: Position | Claim, by_id: dict[str, Placed]) -> list[str]:
    """What a position or reason cites, or else the statement that it points to."""
    if not said.home:
        return said.cite
    record, fragment = parse_address(said.home)
    home = home_at(by_id[record].record, fragment)
    return home.claim.cite if home else []


def _missing(
    text: str, cites: list[str], by_id: dict[str, Placed], copies: dict[str, Copy]
) -> Iterator[str]:
    texts, _, complete = cited_texts([parse_citation(cite) for cite in cites], by_id, copies)
    offered = every_number("\n".join(texts))
    for number in numbers(text) if complete and texts else ():
        if not bears_number(number, offered):
            yield number.text
