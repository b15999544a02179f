"""What is not wrong but not good either: notes for a curator. Each lint is one function."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import TypeAlias

from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.rules import Found
from xiaomi_cli.library.statements import Placed, Statement, statements
from xiaomi_cli.model.claims import SUMMARY, numbered
from xiaomi_cli.model.lexicon import CURRENCIES, SCALE_WORDS
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.record_parts import Quantity, magnitude
from xiaomi_cli.model.records import (
    Company,
    Dispute,
    Event,
    Figure,
    Idea,
    Person,
    Product,
    Promise,
    Source,
)
from xiaomi_cli.model.text_evidence import Number, numbers, terms
from xiaomi_cli.model.tokens import key

Place: TypeAlias = tuple[str, int]  # a source, and its paragraph; of a page 0
LONG_SUMMARY = 260  # characters; a summary is read in lists
LONGEST, TOLERATED = 25, 28  # words of a statement; a few more are no note
TWINS = 0.7  # of the informative words of the shorter text stand in the longer
FEW_WORDS, FEW_TERMS = 4, 3  # texts with fewer are names, and with fewer informative words no twins
MOST_COMPARED = 200  # statements of one paragraph or page that are compared with each other
_STYLE = {
    "opens with a word that points back": (
        r"^(?:That|This|It|Its|Such|These|Those|There|They|Here|Others)\b"
    ),
    "has a semicolon; two thoughts are two statements": r";",
    "has a hyphen for a dash": r"\w - \w",
    "writes per cent for %": r"\bper cent\b",
    "attributes in the passive; who says it is data (by)": (
        r"\b(?:is|are|was|were) (?:held|said|called|credited|counted|named|described|listed"
        r"|reckoned|presented|seen|profiled|claimed|told|judged|considered)\b"
    ),
    "names its source; who says it is data (by)": (
        r"\b(?:by|in|to) the (?:review|reviewer|profile|analyst|summary|speech|podcast)\b"
    ),
    "writes RMB or CNY for yuan": r"\b(?:RMB|CNY)\b",
}
_MONEY = "|".join(re.escape(name) for name in sorted(CURRENCIES, key=len, reverse=True))
_BEHIND = rf"\s?(?:%|(?:{'|'.join(SCALE_WORDS)})\b|(?:{_MONEY})(?![a-z]))"
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?:(?:{_MONEY})\s?)?{_DIGITS}{_BEHIND}|(?:{_MONEY})\s?{_DIGITS}", re.IGNORECASE
)
_TYPED = (Event, Product, Idea, Promise, Company, Person)  # whose numbers belong in `quantities`


def lint_library(library: Library) -> list[Problem]:
    """Every note, in file order."""
    notes = {note for lint in _OF_LIBRARY for note in lint(library)}
    for placed in library.placed:
        if not isinstance(placed.record, Source):
            found = (note for lint in _OF_RECORD for note in lint(placed))
            notes |= {Problem(placed.file, placed.line(*steps), said) for steps, said in found}
    return sorted(notes)


def _long_summary(placed: Placed) -> Found:
    length = len(placed.record.summary)
    if length > LONG_SUMMARY:
        message = f"summary has {length} characters; over {LONG_SUMMARY} it reads badly in lists"
        yield ("summary",), message


def _uncited(placed: Placed) -> Found:
    for statement in statements(placed):
        head = isinstance(placed.record, Dispute) and statement.path == SUMMARY
        if not statement.cite and not head:
            yield statement.path.steps, f"{statement.path} has no citation"


def _unproven(placed: Placed) -> Found:
    """A verdict on a promise has a day and evidence."""
    record = placed.record
    if isinstance(record, Promise) and record.outcome != "open":
        missing = [name for name in ("actual", "result", "judged") if not getattr(record, name)]
        if missing:
            yield ("outcome",), f"outcome: {record.outcome}, but without {', '.join(missing)}"


def _bare_points(placed: Placed) -> Found:
    """Two values for one period on one basis need a word on which to use."""
    points = placed.record.points if isinstance(placed.record, Figure) else []
    seen: dict[tuple[str, str, str], int] = {}
    for number, point in enumerate(points):
        other = points[seen.setdefault((point.period, point.basis, point.definition), number)]
        plain = point.status == other.status == "current" and not (point.note or other.note)
        if plain and point.value != other.value:
            message = f"points: two values for {point.period}; say how they differ (note or status)"
            yield ("points", number), message


def _sentences(placed: Placed) -> Found:
    """A statement is one thought, in plain words; a number one could ask for is typed with it."""
    for statement in _said(placed):
        vices = [what for what, form in _STYLE.items() if re.search(form, statement.text)]
        if (count := len(statement.text.split())) > TOLERATED:
            vices.append(f"has {count} words; up to {LONGEST} read well")
        if isinstance(placed.record, _TYPED) and statement.path != SUMMARY:
            vices += [
                f"has {shorten(amount[0].strip())}, not among its quantities"
                for amount in _AMOUNT.finditer(statement.text)
                if not all(_is_typed(n, statement.quantities) for n in numbers(amount[0]))
            ]
        for vice in vices:
            yield statement.path.steps, f"{statement.path} {vice}: {shorten(statement.text)}"


def _is_typed(number: Number, quantities: list[Quantity]) -> bool:
    """Whether one has that size: what fell by 36% is typed as -36."""
    ends = [(abs(v), q.scale) for q in quantities for v in (q.value, q.to) if v is not None]
    sizes = {size for v, scale in ends for size in (v, magnitude(v, scale))}
    return number.value in sizes or number.value * number.scale in sizes


def _said(placed: Placed) -> Iterator[Statement]:
    """Every statement that is a sentence: no source's, no value, no dispute's head."""
    if not isinstance(placed.record, Source):
        left_out = "summary" if isinstance(placed.record, Dispute) else "points"
        yield from (s for s in statements(placed) if s.path.field != left_out)


def _orphans(library: Library) -> Iterator[Problem]:
    """A record that nothing links to and that links to nothing is not found by reading on."""
    leading = [
        {end.target.partition("#")[0] for end in placed.ends if end.form in {"link", "address"}}
        for placed in library.placed
    ]
    reached = set().union(*leading)
    for placed, targets in zip(library.placed, leading, strict=True):
        record = placed.record
        if not targets and record.id not in reached and not isinstance(record, Source):
            yield Problem(placed.file, placed.line("id"), f"{record.id} has no links at all")


Bearers: TypeAlias = dict[tuple[str, str], list[tuple[Placed, int]]]  # of a name, by kind and key


def _bearers(library: Library) -> Bearers:
    """Who bears each name, and at which line; of pages names mean little."""
    found: Bearers = defaultdict(list)
    for placed in library.placed:
        record = placed.record
        if isinstance(record, Source) and record.type == "page":
            continue
        kind = record.id.partition("/")[0]
        for form in {key(record.title), key(record.zh)}:
            found[kind, form].append((placed, placed.line("title")))
        for number, alias in enumerate(record.aliases):
            found[kind, key(alias)].append((placed, placed.line("aliases", number)))
    return {name: bearers for name, bearers in found.items() if name[1]}


def _shared_names(library: Library) -> Iterator[Problem]:
    """A name that two records of one kind bear leads to neither.

    A statement's name, or one of what is gone, that a record bears leads to that record.
    """
    led_to: dict[str, str] = {}
    for (_, form), (first, *others) in _bearers(library).items():
        led_to[form] = first[0].record.id
        for placed, line in others:
            if placed is not first[0]:  # an alias that repeats the title does no harm
                where = f"{first[0].record.id} ({first[0].file}:{first[1]})"
                message = f"the name {shorten(form)} is borne by {where} too"
                yield Problem(placed.file, line, message)
    for placed in library.placed:
        for path, claim in numbered(placed.record):
            names = [] if claim.home else [claim.name, claim.zh, *claim.aliases]
            own = f"{placed.record.id}#{claim.id}"
            for form in {key(name) for name in names if name}:
                other = led_to.setdefault(form, own)
                if other not in {placed.record.id, own}:
                    message = f"{path}: the name {shorten(form)} is borne by {other} too"
                    yield Problem(placed.file, placed.line(*path.steps), message)
    for renamed in library.renamed:
        for name in renamed.names:
            other = led_to.get(key(name), "")
            if other and other.partition("#")[0] != renamed.to.record:
                message = f"{renamed.old}: the name {shorten(name)} leads to {other}"
                yield Problem(renamed.file, renamed.line, message)


def _twins(library: Library) -> Iterator[Problem]:
    """Two statements of one paragraph that say the same: one of them should be drawn in."""
    commonplace = terms(" ".join(library.settings.commonplace))
    together: defaultdict[Place, list[Statement]] = defaultdict(list)
    for statement in (s for placed in library.placed for s in _said(placed)):
        if len(statement.text.split()) >= FEW_WORDS:
            for place in _places(statement):
                if len(together[place]) < MOST_COMPARED:
                    together[place].append(statement)
    for place, found in together.items():
        told = [(statement, terms(statement.text) - commonplace) for statement in found]
        for (first, one), (second, other) in combinations(told, 2):
            fewer = min(len(one), len(other))
            if fewer < FEW_TERMS or len(one & other) < TWINS * fewer:
                continue
            if place == min(_places(first) & _places(second)):  # or they are told elsewhere
                where = f"{first.placed.record.id} ({first.placed.file}:{first.line})"
                yield _note(second, f"says what {first.path} of {where} says")


def _voices(library: Library) -> Iterator[Problem]:
    """What one paragraph says is a fact for all who cite it, or somebody's word for all."""
    first: dict[Place, Statement] = {}
    for statement in (s for placed in library.placed for s in _said(placed)):
        (place, *others) = _places(statement) or {("", 0)}
        if statement.path == SUMMARY or statement.by == "editors" or others or not place[1]:
            continue  # a page says many things
        other = first.setdefault(place, statement)
        one, another = _voice(statement), _voice(other)
        if one != another:
            where = f"{other.placed.file}:{other.line}"
            yield _note(statement, f"is {one}, but of the same paragraph {where} is {another}")


def _voice(statement: Statement) -> str:
    return "a fact" if statement.type == "fact" else f"the word of {statement.by}"


def _places(statement: Statement) -> set[Place]:
    cited = map(parse_citation, statement.cite)
    return {(c.source, number) for c in cited for number in (c.paragraphs or [0])}


def _note(statement: Statement, message: str) -> Problem:
    text = f"{statement.path} {message}: {shorten(statement.text)}"
    return Problem(statement.placed.file, statement.line, text)


_OF_RECORD: tuple[Callable[[Placed], Found], ...] = (
    _long_summary, _uncited, _unproven, _bare_points, _sentences,
)  # fmt: skip
_OF_LIBRARY: tuple[Callable[[Library], Iterator[Problem]], ...] = (
    _orphans, _shared_names, _twins, _voices,
)  # fmt: skip
