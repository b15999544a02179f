"""A record with its lines, and every statement of it in one shape, for rules and verification.

What a record draws in from another is no statement of its own: it is counted, checked and sealed
once, at its home.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.claims import SUMMARY, numbered, told
from xiaomi_cli.model.fields import DATES_SUMMARY, date_of
from xiaomi_cli.model.locators import StatementPath
from xiaomi_cli.model.record_parts import Claim, Confidence, Point, Quantity, Status
from xiaomi_cli.model.records import Dispute, Figure, Record


class Lines:
    """The lines of a tree without what stands on them: a fifth of its size.

    A text is its line alone (an int), a list its entries, a mapping name, line and value in turn.
    """

    __slots__ = ("_inner", "_named", "line")

    def __init__(self, node: Node) -> None:
        self.line = _shared(node.line)
        self._named = isinstance(node.value, dict)
        self._inner: tuple[Any, ...] = ()
        if isinstance(node.value, list):
            self._inner = tuple(map(_slim, node.value))
        elif isinstance(node.value, dict):
            lines = node.key_lines
            fields = ((name, _shared(lines[name]), _slim(n)) for name, n in node.value.items())
            self._inner = tuple(chain.from_iterable(fields))

    def names(self) -> frozenset[str]:
        """As `Node.names`."""
        return frozenset(self._inner[::3] if self._named else ())

    def find(self, step: str | int) -> "tuple[int, Lines | int] | None":
        """As `Node.find`."""
        if isinstance(step, int):
            if self._named or step >= len(self._inner):
                return None
            entry = self._inner[step]
            return (entry if isinstance(entry, int) else entry.line), entry
        names = self._inner[::3] if self._named else ()
        if step not in names:
            return None
        place = 3 * names.index(step)
        return self._inner[place + 1], self._inner[place + 2]


def _slim(node: Node) -> Lines | int:
    return _shared(node.line) if isinstance(node.value, str) else Lines(node)


_NUMBERS: dict[int, int] = {}


def _shared(line: int) -> int:
    """The number as one object for all who have it: there are far fewer lines than places."""
    return _NUMBERS.setdefault(line, line)


class Placed(NamedTuple):
    """A record, the file and line it starts on, and the tree it was read from, or its lines."""

    record: Record
    file: str
    node: Node | Lines

    def written(self, *path: str | int) -> frozenset[str]:
        """The names of the fields that were written at a place of this record."""
        node: Node | Lines | int = self.node
        for step in path:
            if not isinstance(node, int) and (found := node.find(step)):
                node = found[1]
        return frozenset() if isinstance(node, int) else node.names()

    def line(self, *path: str | int) -> int:
        """The line of a field, or of an entry in a list, of this record."""
        node: Node | Lines | int = self.node
        line = self.node.line
        for step in path:
            if not isinstance(node, int) and (found := node.find(step)):
                line, node = found
        return line


class Statement(NamedTuple):
    """A cited text and its date, and the numbers of it that are typed.

    `id`: by which it can be drawn in elsewhere, if it has one.
    """

    placed: Placed
    path: StatementPath
    text: str
    cite: list[str]
    date: str
    by: str
    type: str
    status: Status
    reason: str
    as_of: str
    confidence: Confidence
    quantities: list[Quantity]
    parts: list[str]
    id: str

    @property
    def line(self) -> int:
        """Where it stands in its file; the summary of a dispute is its question and verdict."""
        if self.path == SUMMARY and isinstance(self.placed.record, Dispute):
            return self.placed.line("verdict")
        return self.placed.line(*self.path.steps)

    def field_line(self, *steps: str | int) -> int:
        """The line of something within it, such as its second citation."""
        if self.path == SUMMARY:  # its fields are those of the record
            return self.placed.line(*steps)
        return self.placed.line(*self.path.steps, *steps)


def statements(placed: Placed) -> Iterator[Statement]:
    """The record's own summary first, then its claims and points, in the order of the fields."""
    record = placed.record
    date = date_of(record, DATES_SUMMARY)
    summary = Claim(text=record.summary, cite=record.cite, date=date)
    yield _of_claim(placed, SUMMARY, summary)
    for path, claim in numbered(record):
        if not claim.home:
            yield _of_claim(placed, path, claim)
    if isinstance(record, Figure):
        for number, point in enumerate(record.points):
            yield _of_point(placed, record, number, point)


def _of_claim(placed: Placed, path: StatementPath, claim: Claim) -> Statement:
    return Statement(
        placed, path, claim.text, claim.cite, claim.date, claim.by, claim.type, claim.status,
        claim.reason, claim.as_of, claim.confidence, claim.quantities, claim.parts,
        claim.id,
    )  # fmt: skip


def _of_point(placed: Placed, figure: Figure, number: int, point: Point) -> Statement:
    return Statement(
        placed, StatementPath("points", "", number), told(figure, point), point.cite, point.period,
        point.by, point.basis, point.status, point.reason, point.as_of, point.confidence, [], [],
        point.id,
    )  # fmt: skip
