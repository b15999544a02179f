"""Notes on what is said: twins, long texts, vices of style, voices that differ, untyped numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.statements import Statement, statements
from xiaomi_cli.model.claims import SUMMARY
from xiaomi_cli.model.lexicon import CURRENCIES, SCALE_WORDS
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.record_parts import Quantity, magnitude
from xiaomi_cli.model.records import Company, Dispute, Event, Idea, Person, Product, Promise, Source
from xiaomi_cli.model.text_evidence import Number, numbers, terms

LONGEST, TOLERATED = 25, 28  # words of a statement; a few more are no note
TWINS = 0.7  # of the informative words of the shorter text stand in the longer
FEW_WORDS = 4  # texts with fewer are names, FEW_TERMS: and with fewer informative words no twins
FEW_TERMS = 3
MOST_COMPARED = 200  # statements of one paragraph or page that are compared with each other
STYLE = {
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
_STYLE = {what: re.compile(pattern) for what, pattern in STYLE.items()}
_MONEY = "|".join(re.escape(name) for name in sorted(CURRENCIES, key=len, reverse=True))
_BEHIND = rf"\s?(?:%|(?:{'|'.join(SCALE_WORDS)})\b|(?:{_MONEY})(?![a-z]))"
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?:(?:{_MONEY})\s?)?{_DIGITS}{_BEHIND}|(?:{_MONEY})\s?{_DIGITS}", re.IGNORECASE
)
_TYPED = (Event, Product, Idea, Promise, Company, Person)  # whose numbers belong in `quantities`


def long_texts(library: Library) -> Iterator[Problem]:
    """A statement is one thought."""
    for statement in _texts(library):
        count = len(statement.text.split())
        if count > TOLERATED:
            yield _note(statement, f"has {count} words; up to {LONGEST} read well")


def style(library: Library) -> Iterator[Problem]:
    """What a regular expression sees of a sentence that could be plainer."""
    for statement in _texts(library):
        for what, pattern in _STYLE.items():
            if pattern.search(statement.text):
                yield _note(statement, what)


def twins(library: Library) -> Iterator[Problem]:
    """Two statements of one paragraph that say the same: one of them should be drawn in."""
    commonplace = terms(" ".join(library.settings.commonplace))
    together: defaultdict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in _texts(library):
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


def voices(library: Library) -> Iterator[Problem]:
    """What one paragraph says is a fact for all who cite it, or somebody's word for all."""
    first: dict[tuple[str, int], Statement] = {}
    for statement in _texts(library):
        places = _places(statement)
        if statement.path == SUMMARY or statement.by == "editors" or len(places) > 1:
            continue
        if any(not number for _, number in places):  # a page says many things
            continue
        for place in places:
            other = first.setdefault(place, statement)
            one, another = _voice(statement), _voice(other)
            if one != another:
                where = f"{other.placed.file}:{other.line}"
                yield _note(statement, f"is {one}, but of the same paragraph {where} is {another}")


def _voice(statement: Statement) -> str:
    if statement.type == "fact":
        return "a fact"
    return f"the word of {statement.by}"


def untyped(library: Library) -> Iterator[Problem]:
    """A number that somebody could ask for is typed where its statement stands."""
    for statement in _texts(library):
        if not isinstance(statement.placed.record, _TYPED) or statement.path == SUMMARY:
            continue
        for match in _AMOUNT.finditer(statement.text):
            found = [n for n in numbers(match[0]) if not _typed(n, statement.quantities)]
            if found:
                yield _note(statement, f"has {shorten(match[0].strip())}, not among its quantities")


def _typed(number: Number, quantities: list[Quantity]) -> bool:
    """Whether one has that size: what fell by 36% is typed as -36."""
    ends = [(abs(v), q.scale) for q in quantities for v in (q.value, q.to) if v is not None]
    sizes = {size for v, scale in ends for size in (v, magnitude(v, scale))}
    return number.value in sizes or number.value * number.scale in sizes


def _texts(library: Library) -> Iterator[Statement]:
    """Every statement that is a sentence: no source's, no value, no dispute's head."""
    for placed in library.placed:
        if not isinstance(placed.record, Source):
            left_out = "summary" if isinstance(placed.record, Dispute) else "points"
            yield from (s for s in statements(placed) if s.path.field != left_out)


def _places(statement: Statement) -> set[tuple[str, int]]:
    """The paragraphs that a statement cites; of a page 0."""
    cited = map(parse_citation, statement.cite)
    return {(c.source, number) for c in cited for number in (c.paragraphs or [0])}


def _note(statement: Statement, message: str) -> Problem:
    text = f"{statement.path} {message}: {shorten(statement.text)}"
    return Problem(statement.placed.file, statement.line, text)
