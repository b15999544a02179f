"""Rules about records that the schema cannot state, and the check of a library in memory."""

from collections.abc import Iterator, Sequence
from itertools import islice

from xiaomi_cli.library.hierarchy_rules import circle_problems, part_problems, tree_edges
from xiaomi_cli.library.loader import Library, Placed
from xiaomi_cli.library.references import (
    SourceFacts,
    broken_problems,
    end_problem,
    ends,
    lost,
    source_facts,
    taken,
)
from xiaomi_cli.library.settings import Settings
from xiaomi_cli.library.statements import Statement, statements
from xiaomi_cli.model.problem import Problem, at_most, shorten
from xiaomi_cli.model.records import Company, Figure, Source
from xiaomi_cli.model.suggest import Suggester, expected

_SHOWN = 40  # themes or dimensions that a message names


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
        self._suggester = Suggester()
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

    def source(self, target: str) -> SourceFacts | None:
        return self.sources.get(target)

    def missing(self, target: str) -> str:
        return lost(target, self._slugs.get(target.partition("/")[0], ()), self._suggester, self)

    def place(self, target: str) -> str:
        placed = self.by_id.get(target)
        return f"{placed.file}:{placed.node.line}" if placed else ""


def own_problems(
    placed: Placed, said: Sequence[Statement], settings: Settings, suggester: Suggester
) -> Iterator[Problem]:
    """What is wrong with a record that makes these statements, whatever else there is."""
    yield from _attribution(placed, said)
    yield from _shape(placed)
    yield from _vocabulary(placed, settings, suggester)


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


def _shape(placed: Placed) -> Iterator[Problem]:
    record = placed.record
    if isinstance(record, Figure):
        if bool(record.unit) == bool(record.currency):
            yield Problem(placed.file, placed.node.line, "a figure has either a unit or a currency")
        for number, point in enumerate(record.points):
            if point.to is not None and point.to <= point.value:
                message = f"points: the range ends at {point.to}, not above {point.value}"
                yield Problem(placed.file, placed.line("points", number), message)
    if isinstance(record, Source):
        for number, paragraph in enumerate(record.outline):
            if paragraph.n != number + 1:
                message = f"outline: n is {paragraph.n}; expected {number + 1}, counting from 1"
                yield Problem(placed.file, placed.line("outline", number), message)
                break
