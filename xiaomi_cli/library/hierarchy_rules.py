"""Rules about many records at once: frameworks form trees, parts of a document do not overlap."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xiaomi_cli.library.link_rules import Known
from xiaomi_cli.library.loader import Placed
from xiaomi_cli.library.references import SourceFacts, link_ends
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import Framework


class Edge(NamedTuple):
    """A link from one framework to another that should be part of a tree."""

    relation: str
    source: str
    target: str
    file: str
    line: int


TREES = ("parts", "version_of")
_SHOWN = 6  # records of a circle that a message names


def tree_edges(placed: Placed) -> Iterator[Edge]:
    """The links of a framework that should be part of a tree."""
    record = placed.record
    if isinstance(record, Framework):
        for end in link_ends(placed):
            if end.field in TREES:
                yield Edge(end.field, record.id, end.target, placed.file, end.line)


class Circle(NamedTuple):
    """A link that leads back: from `last` to `first`, from where `way` (its start) led here."""

    first: str
    last: str
    way: list[str]


def circles(targets: dict[str, list[str]]) -> Iterator[Circle]:
    """Each link that closes a circle.

    Walks with its own stack, each link once, so that neither long chains nor many roads to one
    place cost more than a look at each link.
    """
    done: set[str] = set()
    for start, firsts in targets.items():
        path = [start]
        depth = {start: 0}
        waiting = [iter(firsts)] if start not in done else []
        while waiting:
            target = next(waiting[-1], None)
            if target is None:
                waiting.pop()
                done.add(path[-1])
                del depth[path.pop()]
            elif target in depth:
                start_of_way = path[depth[target] : depth[target] + _SHOWN]
                yield Circle(target, path[-1], start_of_way)
            elif target in targets and target not in done:
                depth[target] = len(path)
                path.append(target)
                waiting.append(iter(targets[target]))


def circle_problems(edges: Iterable[Edge]) -> Iterator[Problem]:
    """Frameworks that are a part, or a later form, of themselves by way of others."""
    found: dict[str, dict[str, list[Edge]]] = {relation: {} for relation in TREES}
    for edge in edges:
        found[edge.relation].setdefault(edge.source, []).append(edge)
    for relation, by_source in found.items():
        targets = {
            source: [edge.target for edge in out if edge.target != source]
            for source, out in by_source.items()
        }
        for circle in circles(targets):
            closing = next(e for e in by_source[circle.last] if e.target == circle.first)
            more = [] if circle.way[-1] == circle.last else ["…"]
            way = " → ".join([*circle.way, *more, circle.first])
            yield Problem(closing.file, closing.line, f"{relation}: this closes a circle: {way}")


def part_problems(sources: Iterable[SourceFacts], known: Known) -> Iterator[Problem]:
    """A part of a document is a run of its paragraphs, and no paragraph is in two parts."""
    ends_at: dict[str, tuple[int, str]] = {}  # for each document, where its last part so far ends
    for part in sorted(sources, key=lambda source: source.first):
        document = known.source(part.part_of)
        on_type, on_document, on_first = part.lines
        if part.type != "part":
            if part.part_of or part.first or part.last:
                message = f"part_of, first and last are for a part of a document, not a {part.type}"
                yield Problem(part.file, on_type, message)
        elif document is None or document.type != "document":
            if not known.is_broken(part.part_of):
                message = "part_of: a part needs the id of a source of type document"
                yield Problem(part.file, on_document, message)
        elif not 1 <= part.first <= part.last <= document.paragraphs:
            message = f"first and last: {part.part_of} has paragraphs 1 to {document.paragraphs}"
            yield Problem(part.file, on_first, message)
        else:
            end, other = ends_at.get(part.part_of, (0, ""))
            if part.first <= end:
                message = f"first: paragraph {part.first} is in {other} already"
                yield Problem(part.file, on_first, message)
            ends_at[part.part_of] = max((end, other), (part.last, part.id))
