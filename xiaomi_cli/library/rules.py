"""The check of a library in memory, and the rules about one record that the schema cannot state."""

from collections.abc import Iterator, Sequence
from itertools import islice

from xiaomi_cli.library.link_rules import (
    broken_problems,
    circle_problems,
    end_problem,
    lost,
    part_problems,
    renamed_problems,
    taken,
    tree_edges,
)
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.references import SourceFacts, ends, source_facts
from xiaomi_cli.library.settings import Settings
from xiaomi_cli.library.statements import Placed, Statement, statements
from xiaomi_cli.model.claims import fragments, homes, numbered
from xiaomi_cli.model.locators import RESERVED
from xiaomi_cli.model.problem import Problem, Suggester, at_most, expected, shorten
from xiaomi_cli.model.records import Company, Dispute, Figure, Source


def check_library(library: Library) -> list[Problem]:
    """Every problem of a library in memory, its files' own first, then those between records."""
    known = _InMemory(library)
    suggester = Suggester()
    problems = [*library.problems, *known.doubles]
    for placed in library.placed:
        said = list(statements(placed))
        problems += own_problems(placed, said, library.settings, suggester)
        for end in ends(placed, said):
            if message := end_problem(placed.record.id, end, known):
                problems.append(Problem(placed.file, end.line, message))
    problems += broken_problems(library.broken, known)
    problems += renamed_problems(library.renamed, known)
    edges = (edge for placed in known.by_id.values() for edge in tree_edges(placed))
    problems += circle_problems(edges)
    problems += part_problems(known.sources.values(), known)
    return at_most(problems)


class _InMemory:
    """A library whose records are all at hand."""

    def __init__(self, library: Library) -> None:
        self.by_id: dict[str, Placed] = {}
        self.sources: dict[str, SourceFacts] = {}
        self.doubles: list[Problem] = []
        self._slugs: dict[str, list[str]] = {}  # by kind
        self._unread = library.unread
        self.suggester = Suggester()
        for placed in library.placed:
            identifier = placed.record.id
            first = self.by_id.setdefault(identifier, placed)
            if first is not placed:
                where = Problem(placed.file, placed.line("id"), "")
                self.doubles.append(taken(identifier, where, f"{first.file}:{first.node.line}"))
            elif isinstance(placed.record, Source):
                self.sources[identifier] = source_facts(placed, placed.record)
            kind, _, slug = identifier.partition("/")
            self._slugs.setdefault(kind, []).append(slug)

    def has(self, target: str) -> bool:
        return target in self.by_id or target in self._unread

    def is_broken(self, target: str) -> bool:
        return target in self._unread

    def fragments(self, target: str) -> list[str]:
        placed = self.by_id.get(target)
        return fragments(placed.record) if placed else []

    def source(self, target: str) -> SourceFacts | None:
        return self.sources.get(target)

    def missing(self, target: str) -> str:
        return lost(target, self._slugs.get(target.partition("/")[0], ()), self)

    def place(self, target: str) -> str:
        placed = self.by_id.get(target)
        return f"{placed.file}:{placed.node.line}" if placed else ""


_SHOWN = 40  # themes or dimensions that a message names
_OWN = ("text", "cite", "type", "by", "date", "as_of", "status", "reason", "confidence", "id")


def own_problems(
    placed: Placed, said: Sequence[Statement], settings: Settings, suggester: Suggester
) -> Iterator[Problem]:
    """What is wrong with a record that makes these statements, whatever else there is."""
    yield from _attribution(placed, said)
    yield from _figures(placed, said)
    yield from _vocabulary(placed, settings, suggester)
    yield from _addressable(placed)
    yield from _pointed_to(placed)
    yield from _outline(placed)


def _attribution(placed: Placed, said: Sequence[Statement]) -> Iterator[Problem]:
    for statement in said:
        if statement.type in {"account", "opinion", "promise", "forecast"} and not statement.by:
            message = f"{statement.path} is marked {statement.type} and must say by whom (by)"
            yield Problem(placed.file, statement.line, message)
        if statement.status != "current" and not statement.reason:
            message = f"{statement.path} is marked {statement.status} and needs a reason"
            yield Problem(placed.file, statement.line, message)


def _vocabulary(placed: Placed, settings: Settings, suggester: Suggester) -> Iterator[Problem]:
    for number, theme in enumerate(placed.record.themes):
        yield from _listed(placed, ("themes", number), theme, settings.themes, suggester)
    if isinstance(placed.record, Company):
        for name in placed.record.dimensions:
            yield from _listed(placed, ("dimensions", name), name, settings.dimensions, suggester)


def _listed(
    placed: Placed,
    path: tuple[str | int, ...],
    value: str,
    listed: dict[str, str],
    suggester: Suggester,
) -> Iterator[Problem]:
    if listed and value not in listed:
        some = [*islice(listed, _SHOWN), *(["…"] if len(listed) > _SHOWN else [])]
        hint = expected(suggester.suggest(value, listed), some)
        message = f"{path[0]}: {shorten(value)} is not in library.yaml; {hint}"
        yield Problem(placed.file, placed.line(*path), message)


def _figures(placed: Placed, said: Sequence[Statement]) -> Iterator[Problem]:
    """Each number has one unit or currency at most, a figure exactly one; a range rises."""
    record = placed.record
    if isinstance(record, Figure):
        if bool(record.unit) == bool(record.currency):
            yield Problem(placed.file, placed.node.line, "a figure has either a unit or a currency")
        for number, point in enumerate(record.points):
            if point.to is not None and point.to <= point.value:
                message = f"points: the range ends at {point.to}, not above {point.value}"
                yield Problem(placed.file, placed.line("points", number), message)
    for statement in said:
        for number, quantity in enumerate(statement.quantities):
            line = statement.field_line("quantities", number)
            if quantity.unit and quantity.currency:
                yield Problem(placed.file, line, "a quantity has a unit or a currency, not both")
            if quantity.to is not None and quantity.to <= quantity.value:
                message = f"quantities: the range ends at {quantity.to}, not above {quantity.value}"
                yield Problem(placed.file, line, message)


def _addressable(placed: Placed) -> Iterator[Problem]:
    """An address leads to one place; what has a name has an address."""
    taken: dict[str, str] = {}
    for home in homes(placed.record):
        steps = home.path.steps
        for fragment in home.fragments:
            if fragment in RESERVED:
                message = f"id: {fragment} stands for the {fragment} of the record; choose another"
                yield Problem(placed.file, placed.line(*steps, "id"), message)
            elif fragment in taken:
                message = f"id: {fragment!r} is that of {taken[fragment]} too; choose another"
                yield Problem(placed.file, placed.line(*steps, "id"), message)
            taken.setdefault(fragment, str(home.path))
    for path, claim in numbered(placed.record):
        if claim.name and not claim.id:
            message = "name: what has a name needs an id, by which it is shown"
            yield Problem(placed.file, placed.line(*path.steps, "name"), message)
        for field in ("zh", "aliases", "parts"):
            if getattr(claim, field) and not claim.name:
                message = f"{field}: is for a statement with a name"
                yield Problem(placed.file, placed.line(*path.steps, field), message)


def _pointed_to(placed: Placed) -> Iterator[Problem]:
    """A side of a dispute stands elsewhere, or here; not both."""
    if not isinstance(placed.record, Dispute):
        return
    for number, position in enumerate(placed.record.positions):
        written = placed.written("positions", number)
        given = [name for name in _OWN if position.home and name in written]
        if given:
            message = f"{given[0]}: stands at {position.home} already; leave it out"
            yield Problem(placed.file, placed.line("positions", number, given[0]), message)


def _outline(placed: Placed) -> Iterator[Problem]:
    record = placed.record
    if isinstance(record, Source):
        for number, paragraph in enumerate(record.outline):
            if paragraph.n != number + 1:
                message = f"outline: n is {paragraph.n}; expected {number + 1}, counting from 1"
                yield Problem(placed.file, placed.line("outline", number), message)
                break
        for number, left_out in enumerate(record.without):
            if not record.first <= left_out <= record.last:
                message = (
                    f"without: paragraph {left_out} is not from {record.first} to {record.last}"
                )
                yield Problem(placed.file, placed.line("without", number), message)
