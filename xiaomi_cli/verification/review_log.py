"""The ledger of statements that somebody has read against their source.

Numbers and names can be checked by machine; that a sentence says what its paragraph says cannot.
So each statement is sealed once it has been read against its source, and a statement that changed
since, in its text, its date, its citation or who says it, is reported until it is read again.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.statements import Statement, statements
from xiaomi_cli.model.claims import SUMMARY
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import Dispute, Framework

FILE = "ledger.txt"
_HEAD = (
    "# Seals of the statements that were read against their sources: `xiaomi verify --accept`.\n"
)


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
    path = root / FILE
    data = read_bytes(path, FILE, problems) if path.exists() else None
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
