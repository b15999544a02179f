"""What is wrong with where records point, in words.

An end can be checked when all records are known: at once, if they are in memory, or later, if there
are too many. Both ways use these functions, through `Known`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from xiaomi_cli.library.references import Broken, End, SourceFacts, link_ends
from xiaomi_cli.library.settings import Renamed
from xiaomi_cli.library.statements import Placed
from xiaomi_cli.model.locators import RESERVED, Address, parse_address, parse_citation
from xiaomi_cli.model.problem import Problem, Suggester, shorten
from xiaomi_cli.model.records import KINDS, Framework

_SHOWN = 6  # ids of statements, or records of a circle, that a message names


class Known(Protocol):
    """What the rules on ends ask of a library; `suggester` finds what was meant instead."""

    suggester: Suggester

    def has(self, target: str) -> bool:
        """Whether a record stands in the library, be it well or broken."""

    def is_broken(self, target: str) -> bool:
        """Whether a record stands in the library, but could not be read."""

    def fragments(self, target: str) -> Sequence[str]:
        """What a record that is well can be pointed to by: ids, periods, its own fields."""

    def source(self, target: str) -> SourceFacts | None:
        """The facts of a source that is well."""

    def missing(self, target: str) -> str:
        """The words for an id that leads nowhere."""

    def place(self, target: str) -> str:
        """The file and line of a record that is well, or nothing."""


def lost(target: str, slugs: Iterable[str], known: Known) -> str:
    """The words for an id that leads nowhere; `slugs` are those of the records of its kind."""
    kind, _, slug = target.partition("/")
    if near := known.suggester.suggest(slug, list(slugs)):
        meant = f"{kind}/{near}"
    else:  # a framework, say, that was taken for a principle
        meant = next((i for i in (f"{other}/{slug}" for other in KINDS) if known.has(i)), "")
    hint = f"; did you mean {meant}?" if meant else ""
    return f"there is no record {shorten(target)}{hint}"


def broken_problems(found: Iterable[Broken], known: Known) -> Iterator[Problem]:
    """What is wrong between records that could not be read and others."""
    places: dict[str, str] = {}
    for record in found:
        first = known.place(record.id) or places.get(record.id, "")
        places.setdefault(record.id, f"{record.file}:{record.line}")
        if first:
            yield taken(record.id, Problem(record.file, record.line, ""), first)
        for end in record.ends:
            if message := end_problem(record.id, end, known):
                yield Problem(record.file, end.line, message)


def taken(identifier: str, where: Problem, first: str) -> Problem:
    """A record whose id another one has; `first`: the file and line where that one stands."""
    return where._replace(
        message=f"the id {identifier} is already taken at {first}; choose another"
    )


def end_problem(owner: str, end: End, known: Known) -> str:
    """What is wrong with an end of the record `owner`, or nothing."""
    match end.form:
        case "cite":
            message = _citation_problem(end.target, known)
        case "address":
            message = _address_problem(owner, end, known)
        case "voice":
            message = "" if known.has(end.target) else known.missing(end.target)
        case "link":
            message = _link_problem(owner, end, known)
    return message and f"{end.field}: {message}"


def _link_problem(owner: str, end: End, known: Known) -> str:
    if not known.has(end.target):
        return known.missing(end.target)
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
    own = address.record == owner and not end.field.startswith(("tensions", "at"))
    return f"{address} stands in this record already" if own else ""


def address_problem(address: Address, known: Known) -> str:
    """What is wrong with an address, or nothing. Of a record that could not be read, nothing is."""
    record, fragment = address
    if not known.has(record):
        return f"{address}: {known.missing(record)}"
    fragments = known.fragments(record)
    if known.is_broken(record) or fragment in fragments:
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


def _citation_problem(text: str, known: Known) -> str:
    citation = parse_citation(text)
    source = known.source(citation.source_id)
    if source is None:
        is_lost = not known.has(citation.source_id)
        return f"{text}: {known.missing(citation.source_id)}" if is_lost else ""
    if source.type == "part":
        return f"{text}: cite the document {source.part_of} and its paragraph, not a part of it"
    if source.type == "page" and citation.first:
        return f"{text}: a web page is cited as a whole, without a paragraph"
    if source.type == "document" and not citation.first:
        return f"{text}: a document is cited by paragraph, such as {citation.source}¶1"
    if source.type == "document" and citation.last > source.paragraphs:
        return f"{text}: {citation.source} has {source.paragraphs} paragraphs"
    return ""


def renamed_problems(found: list[Renamed], known: Known) -> Iterator[Problem]:
    """An old id stands nowhere any more, what it leads to does, and it leads there at once."""
    olds = {renamed.old for renamed in found}
    for renamed in found:
        record, fragment = renamed.to
        if known.has(renamed.old):
            message = "there still is a record of this id; leave the line out"
        elif record in olds:
            message = f"{record} is gone as well; write where that one leads"
        elif fragment:
            message = address_problem(renamed.to, known)
        else:
            message = "" if known.has(record) else known.missing(record)
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
