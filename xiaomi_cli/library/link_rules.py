"""What is wrong with where records point, in words.

An end can be checked when all records are known: at once, if they are in memory, or later, if there
are too many. Both ways use these functions, through `Known`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from xiaomi_cli.library.loader import Broken
from xiaomi_cli.library.schema_check import End
from xiaomi_cli.library.settings import Renamed
from xiaomi_cli.library.statements import Placed
from xiaomi_cli.model.locators import RESERVED, Address, parse_address, parse_citation
from xiaomi_cli.model.problem import Problem, Suggester, shorten
from xiaomi_cli.model.records import KINDS, Framework, Source

_SHOWN = 6  # ids of statements, or records of a circle, that a message names


@dataclass
class Known:
    """What the rules on ends ask of a library.

    `place`: the file and line of a record that is well, or nothing. `fragments`: what such a record
    can be pointed to by: ids, periods, its own fields. `source`: a source that is well. `slugs`:
    those of the records of a kind. `unread`: the ids of broken records.
    """

    place: Callable[[str], str]
    fragments: Callable[[str], Sequence[str]]
    source: Callable[[str], Source | None]
    slugs: Callable[[str], Sequence[str]]
    unread: Set[str]
    suggester: Suggester

    def has(self, target: str) -> bool:
        """Whether a record stands in the library, be it well or broken."""
        return target in self.unread or bool(self.place(target))

    def missing(self, target: str) -> str:
        """The words for an id that leads nowhere, or nothing."""
        if self.has(target):
            return ""
        kind, _, slug = target.partition("/")
        if near := self.suggester.suggest(slug, self.slugs(kind)):
            meant = f"{kind}/{near}"
        else:  # a framework, say, that was taken for a principle
            meant = next((i for i in (f"{k}/{slug}" for k in KINDS) if self.has(i)), "")
        hint = f"; did you mean {meant}?" if meant else ""
        return f"there is no record {shorten(target)}{hint}"


def broken_problems(found: Iterable[Broken], known: Known) -> Iterator[Problem]:
    """What is wrong between records that could not be read and others."""
    places: dict[str, str] = {}
    for record in found:
        first = known.place(record.id) or places.get(record.id, "")
        places.setdefault(record.id, f"{record.file}:{record.line}")
        if first:
            yield taken(record.id, record.file, record.line, first)
        yield from end_problems(record.id, record.file, record.ends, known)


def taken(identifier: str, file: str, line: int, first: str) -> Problem:
    """A record whose id another one has; `first`: the file and line where that one stands."""
    return Problem(file, line, f"the id {identifier} is already taken at {first}; choose another")


def end_problems(owner: str, file: str, ends: Iterable[End], known: Known) -> Iterator[Problem]:
    """What is wrong with ends of the record `owner`."""
    for end in ends:
        if message := _END_RULES[end.form](owner, end, known):
            yield Problem(file, end.line, f"{end.field}: {message}")


def _link_problem(owner: str, end: End, known: Known) -> str:
    if message := known.missing(end.target):
        return message
    if end.target == owner:
        return f"{end.target} links to itself"
    if end.field == "parts" and not end.target.startswith(("principle/", "framework/")):
        return f"{end.target} is neither a principle nor a framework"
    if end.field == "version_of" and not end.target.startswith("framework/"):
        return f"{end.target} is no framework"
    return ""


def _address_problem(owner: str, end: End, known: Known) -> str:
    address = parse_address(end.target)
    if message := address_problem(address, known):
        return message
    own = address.record == owner and end.field not in {"sides", "at"}
    return f"{address} stands in this record already" if own else ""


def address_problem(address: Address, known: Known) -> str:
    """What is wrong with an address, or nothing. Of a record that could not be read, nothing is."""
    record, fragment = address
    if message := known.missing(record):
        return f"{address}: {message}"
    fragments = known.fragments(record)
    if record in known.unread or fragment in fragments:
        return ""
    if fragment in RESERVED:
        return f"{address}: {record} has no {fragment}"
    named = [found for found in fragments if found not in RESERVED]
    if not named:
        return (
            f"{address}: {record} has no statement with an id; give the one that is meant this id"
        )
    near = known.suggester.suggest(fragment, named)
    some = ", ".join(named[:_SHOWN]) + (", …" if len(named) > _SHOWN else "")
    hint = f"did you mean {record}#{near}?" if near else f"it has {some}"
    return f"{address}: {record} has no statement {fragment!r}; {hint}"


def _citation_problem(_: str, end: End, known: Known) -> str:
    citation = parse_citation(end.target)
    source = known.source(citation.source_id)
    message = ""
    if source is None:
        message = known.missing(citation.source_id)
    elif source.type == "part":
        message = f"cite the document {source.part_of} and its paragraph, not a part of it"
    elif source.type == "page" and citation.first:
        message = "a web page is cited as a whole, without a paragraph"
    elif source.type == "document" and not citation.first:
        message = f"a document is cited by paragraph, such as {citation.source}¶1"
    elif source.type == "document" and citation.last > len(source.outline):
        message = f"{citation.source} has {len(source.outline)} paragraphs"
    return message and f"{end.target}: {message}"


_END_RULES: dict[str, Callable[[str, End, Known], str]] = {
    "link": _link_problem,
    "voice": lambda _, end, known: known.missing(end.target),
    "cite": _citation_problem,
    "address": _address_problem,
}


def renamed_problems(found: list[Renamed], known: Known) -> Iterator[Problem]:
    """An old id stands nowhere any more, what it leads to does, and it leads there at once."""
    olds = {renamed.old for renamed in found}
    for renamed in found:
        record, fragment = renamed.to
        if known.has(renamed.old):
            message = "there still is a record of this id; leave the line out"
        elif record in olds:
            message = f"{record} is gone as well; write where that one leads"
        else:
            message = address_problem(renamed.to, known) if fragment else known.missing(record)
        if message:
            yield Problem(renamed.file, renamed.line, f"{renamed.old}: {message}")


class Edge(NamedTuple):
    """A link from one framework to another that should be part of a tree."""

    relation: str
    source: str
    target: str
    file: str
    line: int


TREES = ("parts", "version_of")


def tree_edges(placed: Placed) -> Iterator[Edge]:
    """The links of a framework that should be part of a tree."""
    if isinstance(placed.record, Framework):
        for end in placed.ends:
            if end.field in TREES and end.form == "link":
                yield Edge(end.field, placed.record.id, end.target, placed.file, end.line)


def circle_problems(edges: Iterable[Edge]) -> Iterator[Problem]:
    """Frameworks that are a part, or a later form, of themselves by way of others.

    Walks with its own stack, each link once, so that neither long chains nor many roads to one
    place cost more than a look at each link.
    """
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        if edge.source != edge.target:
            found.setdefault((edge.relation, edge.source), []).append(edge)
    done: set[tuple[str, str]] = set()
    for (relation, start), links in found.items():
        path, waiting = [start], [iter(links)]
        depth = {start: 0}
        while waiting and (relation, start) not in done:
            closing = next(waiting[-1], None)
            if closing is None:
                waiting.pop()
                done.add((relation, path[-1]))
                del depth[path.pop()]
            elif closing.target in depth:
                way = path[depth[closing.target] :]
                some = [*way[:_SHOWN], *(["…"] if len(way) > _SHOWN else []), closing.target]
                message = f"{relation}: this closes a circle: {' → '.join(some)}"
                yield Problem(closing.file, closing.line, message)
            elif (relation, closing.target) in found and (relation, closing.target) not in done:
                depth[closing.target] = len(path)
                path.append(closing.target)
                waiting.append(iter(found[relation, closing.target]))


def part_problems(parts: Iterable[tuple[Source, str, int]], known: Known) -> Iterator[Problem]:
    """A part of a document is a run of its paragraphs, and no paragraph is in two parts.

    `parts`: each with its file and line.
    """
    ends_at: dict[str, tuple[int, str]] = {}  # for each document, where its last part so far ends
    for part, file, line in sorted(parts, key=lambda found: found[0].first):
        document = known.source(part.part_of)
        end, other = ends_at.get(part.part_of, (0, ""))
        message = ""
        if document is None or document.type != "document":
            if part.part_of not in known.unread:
                message = "part_of: a part needs the id of a source of type document"
        elif not 1 <= part.first <= part.last <= len(document.outline):
            count = len(document.outline)
            message = f"first and last: {part.part_of} has paragraphs 1 to {count}"
        else:
            if part.first <= end:
                message = f"first: paragraph {part.first} is in {other} already"
            ends_at[part.part_of] = max((end, other), (part.last, part.id))
        if message:
            yield Problem(file, line, message)
