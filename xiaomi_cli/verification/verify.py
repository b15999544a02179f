"""Holds a library against a reader's own copies of its source documents, and keeps the ledger.

For each cited statement: is every cited paragraph there (by fingerprint), and does it hold each
number, year, month and name of the statement? Of a statement that nobody has sealed two more things
are asked, which only a reader can settle: is the paragraph the one it is about rather than a
neighbour, and are its numbers in words (two of four) counts that the paragraph bears?

Numbers and names can be checked by machine; that a sentence says what its paragraph says cannot.
So each statement is sealed in the ledger once it has been read against its source, and one that
changed since, in its text, its date, its citation or who says it, is reported until it is read
again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.statements import Placed, Statement, statements
from xiaomi_cli.model.claims import SUMMARY, home_at
from xiaomi_cli.model.locators import parse_address
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.model.records import Dispute, Framework
from xiaomi_cli.model.text_evidence import numbers
from xiaomi_cli.verification.evidence import Copies

UNREAD = "was not read against its source since it changed"
ASKED = " (a question of wording, which reading it settles)"
LEDGER = "ledger.txt"
_HEAD = (
    "# Seals of the statements that were read against their sources: `xiaomi verify --accept`.\n"
)


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
    copies = Copies(library, folder)
    problems = copies.problems
    by_id = {placed.record.id: placed for placed in library.placed}
    sealed = read_ledger(library.root, problems)
    checked = held = 0
    for placed in library.placed:
        for statement in statements(placed):
            if not statement.cite:
                continue
            verdict = isinstance(placed.record, Dispute) and statement.path == SUMMARY
            read = sealed is not None and statement_digest(statement) in sealed
            messages = [] if verdict else list(copies.faults(statement))
            if not verdict and not read:
                messages += [text + ASKED for text in copies.questions(statement)]
            if sealed is not None and not read:
                messages.append(f"{statement.path} {UNREAD}")
            checked += 1
            held += not messages
            problems += [Problem(placed.file, statement.line, message) for message in messages]
        if isinstance(placed.record, Dispute):
            problems += _dispute_problems(placed, placed.record, by_id, copies)
    return Report(sorted(set(problems)), checked, held, len(copies.of), copies.missing)


def _dispute_problems(
    placed: Placed, dispute: Dispute, by_id: dict[str, Placed], copies: Copies
) -> Iterator[Problem]:
    """Numbers of the verdict that no side bears, of a side's few words that it does not itself."""

    def cited(said: Claim) -> list[str]:
        """What a position or reason cites, or else the statement that it points to."""
        if not said.home:
            return said.cite
        record, fragment = parse_address(said.home)
        home = home_at(by_id[record].record, fragment)
        return home.claim.cite if home else []

    def lacking(text: str, cite: list[str]) -> Iterator[str]:
        bearing = copies.bearing(cite)
        return bearing.lacks(numbers(text)) if bearing else iter(())

    told = (*dispute.positions, *dispute.reasons)
    everything = [cite for said in told for cite in cited(said)] + dispute.cite
    for number in lacking(dispute.verdict, everything):
        message = f"the verdict's number {number} is in none of the cited paragraphs"
        yield Problem(placed.file, placed.line("verdict"), message)
    for place, position in enumerate(dispute.positions):
        for number in lacking(position.says, cited(position)):
            where = ", ".join(cited(position))
            message = f"positions[{place}] says {number}, which is not in {where}"
            yield Problem(placed.file, placed.line("positions", place, "says"), message)


def statement_digest(statement: Statement) -> str:
    """Twelve hex digits over the record's id and all that the statement asserts.

    With its summary a record asserts its title, date, maker and whatever else is said in one text;
    a dispute what each side says, a framework what pulls it apart.
    """
    record = statement.placed.record
    parts = [record.id, statement.text, *statement.cite, statement.date, statement.as_of,
             statement.by, statement.type]  # fmt: skip
    parts += [msgspec.json.encode(quantity).decode() for quantity in statement.quantities]
    if statement.path == SUMMARY:
        values = {name: getattr(record, name) for name in record.__struct_fields__}
        given = {name: value for name, value in values.items() if isinstance(value, str) and value}
        parts += [f"{name}={value}" for name, value in given.items() if name != "origin"]
        parts += values.get("entities", [])
        if isinstance(record, Framework):
            parts += [f"{tension.title}: {tension.text}" for tension in record.tensions]
        if isinstance(record, Dispute):
            parts += [f"{position.home} says {position.says}" for position in record.positions]
    if isinstance(record, Dispute) and statement.path.field == "positions":
        position = record.positions[statement.path.position]
        parts += [position.holder, position.scope]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def read_ledger(root: Path, problems: list[Problem]) -> frozenset[str] | None:
    """The seals of a library's ledger, or None if it keeps none that can be read."""
    path = root / LEDGER
    data = read_bytes(path, LEDGER, problems) if path.exists() else None
    if data is None:
        return None
    lines = data.decode(errors="replace").splitlines()
    return frozenset(line.partition(" ")[0] for line in lines if not line.startswith("#"))


def ledger(library: Library, without: Iterable[tuple[str, int]]) -> tuple[str, int]:
    """A ledger of every cited statement but those at these (file, line)s, and how many it has."""
    left_out = set(without)
    lines = {
        f"{statement_digest(statement)} {placed.record.id}\n"
        for placed in library.placed
        for statement in statements(placed)
        if statement.cite and (placed.file, statement.line) not in left_out
    }
    return _HEAD + "".join(sorted(lines, key=lambda line: line[13:] + line)), len(lines)
