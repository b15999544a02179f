"""A record with its lines, and every statement of it in one shape, for rules and verification.

What a record draws in from another is no statement of its own: it is counted, checked and sealed
once, at its home.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from xiaomi_cli.library.schema_check import End
from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.claims import SUMMARY, numbered, told
from xiaomi_cli.model.fields import DATES_SUMMARY, Steps, date_of
from xiaomi_cli.model.locators import StatementPath
from xiaomi_cli.model.record_parts import Claim, Confidence, Quantity, Status
from xiaomi_cli.model.records import Dispute, Figure, Record

_NAMES: dict[tuple[str, ...], tuple[str, ...]] = {}  # each once: most mappings have those of others


def lines_of(node: Node) -> Any:
    """The lines of a tree without what stands on them: a tenth of its size.

    A text is its line alone, else it is three: the line, the names of the fields of a mapping, and
    the lines of what it holds.
    """
    if isinstance(node.value, str):
        return node.place
    if isinstance(node.value, list):
        return node.place, None, tuple(map(lines_of, node.value))
    names = tuple(node.value)
    return node.place, _NAMES.setdefault(names, names), tuple(map(lines_of, node.value.values()))


class Placed(NamedTuple):
    """A record, the file and lines it was read from, and where it points."""

    record: Record
    file: str
    lines: Any
    ends: Sequence[End] = ()

    def _find(self, path: Steps) -> Any:
        """What `lines_of` made of a place of this record, or of as much of it as was written."""
        found = self.lines
        for step in path:
            _, names, held = found if isinstance(found, tuple) else (0, (), ())
            known: Any = range(len(held)) if names is None else names
            if step not in known:
                break
            found = held[known.index(step)]
        return found

    def line(self, *path: str | int) -> int:
        """The line of a field, or of an entry in a list, of this record."""
        found = self._find(path)
        return int(found[0] if isinstance(found, tuple) else found)

    def written(self, *path: str | int) -> frozenset[str]:
        """The names of the fields that were written at a place of this record."""
        return frozenset(self._find(path)[1])


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


def statements(placed: Placed) -> Iterator[Statement]:
    """The record's own summary first, then its claims and points, in the order of the fields."""
    record = placed.record
    date = date_of(record, DATES_SUMMARY)
    summary = Claim(text=record.summary, cite=record.cite, date=date)
    for path, claim in ((SUMMARY, summary), *numbered(record)):
        if not claim.home:
            yield Statement(
                placed, path, claim.text, claim.cite, claim.date, claim.by, claim.type,
                claim.status, claim.reason, claim.as_of, claim.confidence, claim.quantities,
                claim.parts, claim.id,
            )  # fmt: skip
    if isinstance(record, Figure):
        for number, point in enumerate(record.points):
            yield Statement(
                placed, StatementPath("points", "", number), told(record, point), point.cite,
                point.period, point.by, point.basis, point.status, point.reason, point.as_of,
                point.confidence, [], [], point.id,
            )  # fmt: skip
