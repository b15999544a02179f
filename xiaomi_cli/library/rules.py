"""The check of a library in memory."""

from xiaomi_cli.library.hierarchy_rules import circle_problems, part_problems, tree_edges
from xiaomi_cli.library.link_rules import (
    broken_problems,
    end_problem,
    lost,
    renamed_problems,
    taken,
)
from xiaomi_cli.library.loader import Library, Placed
from xiaomi_cli.library.record_rules import own_problems
from xiaomi_cli.library.references import SourceFacts, ends, source_facts
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.homes import fragments
from xiaomi_cli.model.problem import Problem, at_most
from xiaomi_cli.model.records import Source
from xiaomi_cli.model.suggest import Suggester


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
