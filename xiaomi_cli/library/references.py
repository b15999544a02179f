"""Where records point: links, voices, citations. What is wrong with an end is told here.

An end can be checked when all records are known: at once, if they are in memory, or later, if there
are too many. Both ways use these functions, through `Known`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from xiaomi_cli.library.loader import Placed
from xiaomi_cli.library.statements import Statement, field_line
from xiaomi_cli.library.unreadable import Broken
from xiaomi_cli.model.citation import parse_citation
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.records import (
    KINDS,
    Dispute,
    Event,
    Figure,
    Framework,
    Lesson,
    Product,
    Promise,
    Record,
    Source,
)
from xiaomi_cli.model.suggest import Suggester

_LISTS: dict[type[Record], str] = {
    Event: "entities", Framework: "parts", Lesson: "about", Dispute: "touches",
}  # fmt: skip
_SINGLES: dict[type[Record], str] = {
    Framework: "version_of", Figure: "of", Product: "maker", Promise: "by", Source: "part_of",
}  # fmt: skip
_SHOWN = 6  # records of a circle that a message names
_ALWAYS_IDS = frozenset({"version_of", "part_of"})  # in the others a plain name may stand


def is_id(text: str) -> bool:
    """Whether a text that may be an id or a plain name is an id; AFP/Getty is a name."""
    kind, slash, _ = text.partition("/")
    return bool(slash) and kind in KINDS


def references(record: Record) -> Iterator[tuple[str, int | None, str]]:
    """(field, position in it, id) of every link that a record makes; a plain name is no link."""
    kind = type(record)
    lists = ["see", _LISTS[kind]] if kind in _LISTS else ["see"]
    for name in lists:
        for number, target in enumerate(getattr(record, name)):
            yield name, number, target
    if kind in _SINGLES:
        name = _SINGLES[kind]
        target = getattr(record, name)
        if is_id(target) or (target and name in _ALWAYS_IDS):
            yield name, None, target


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


class SourceFacts(NamedTuple):
    """What rules look at in a source. `lines` are those of its type, its part_of and its first."""

    id: str
    file: str
    type: str
    part_of: str
    first: int
    last: int
    paragraphs: int
    lines: tuple[int, int, int]


def source_facts(placed: Placed, source: Source) -> SourceFacts:
    """What rules look at in a source."""
    lines = (placed.line("type"), placed.line("part_of"), placed.line("first"))
    return SourceFacts(
        source.id, placed.file, source.type, source.part_of, source.first, source.last,
        len(source.outline), lines,
    )  # fmt: skip


class Known(Protocol):
    """What the rules on ends ask of a library."""

    def has(self, target: str) -> bool:
        """Whether a record stands in the library, be it well or broken."""

    def is_broken(self, target: str) -> bool:
        """Whether a record stands in the library, but could not be read."""

    def source(self, target: str) -> SourceFacts | None:
        """The facts of a source that is well."""

    def missing(self, target: str) -> str:
        """The words for an id that leads nowhere."""

    def place(self, target: str) -> str:
        """The file and line of a record that is well, or nothing."""


def lost(target: str, slugs: Iterable[str], suggester: Suggester, known: Known) -> str:
    """The words for an id that leads nowhere; `slugs` are those of the records of its kind."""
    kind, _, slug = target.partition("/")
    if near := suggester.suggest(slug, list(slugs)):
        meant = f"{kind}/{near}"
    else:  # a framework, say, that was taken for a principle
        meant = next((i for i in (f"{other}/{slug}" for other in KINDS) if known.has(i)), "")
    hint = f"; did you mean {meant}?" if meant else ""
    return f"there is no record {shorten(target)}{hint}"


class End(NamedTuple):
    """Where a record points: `field` is the relation of a link, a kind of voice, or `cite`."""

    field: str
    target: str  # an id; of a citation its text
    line: int
    is_link: bool = False


def ends(placed: Placed, said: Sequence[Statement]) -> Iterator[End]:
    """Every end of a record that makes these statements."""
    yield from link_ends(placed)
    yield from _voices(placed, said)
    for statement in said:
        for number, text in enumerate(statement.cite):
            yield End("cite", text, field_line(statement, "cite", number))


def link_ends(placed: Placed) -> Iterator[End]:
    """The links of a record."""
    for name, number, target in references(placed.record):
        line = placed.line(name) if number is None else placed.line(name, number)
        yield End(name, target, line, is_link=True)


def _voices(placed: Placed, said: Sequence[Statement]) -> Iterator[End]:
    """Who speaks is an id or a plain name; an id must lead somewhere."""
    for statement in said:
        if is_id(statement.by):
            yield End("by", statement.by, field_line(statement, "by"))
    if isinstance(placed.record, Dispute):
        for number, position in enumerate(placed.record.positions):
            if is_id(position.holder):
                yield End("holder", position.holder, placed.line("positions", number, "holder"))
    if isinstance(placed.record, Source):
        for number, paragraph in enumerate(placed.record.outline):
            if is_id(paragraph.speaker):
                yield End("speaker", paragraph.speaker, placed.line("outline", number, "speaker"))


def broken_problems(found: Iterable[Broken], known: Known) -> Iterator[Problem]:
    """What is wrong between records that could not be read and others."""
    places: dict[str, str] = {}
    for record in found:
        first = known.place(record.id) or places.get(record.id, "")
        places.setdefault(record.id, f"{record.file}:{record.line}")
        if first:
            yield taken(record.id, Problem(record.file, record.line, ""), first)
        for field, text, line in record.ends:
            if message := end_problem(record.id, End(field, text, line), known):
                yield Problem(record.file, line, message)


def taken(identifier: str, where: Problem, first: str) -> Problem:
    """A record whose id another one has; `first`: the file and line where that one stands."""
    return where._replace(
        message=f"the id {identifier} is already taken at {first}; choose another"
    )


def end_problem(owner: str, end: End, known: Known) -> str:  # noqa: PLR0911 - one for each rule
    """What is wrong with an end of the record `owner`, or nothing."""
    if end.field == "cite":
        said = _citation_problem(end.target, known)
        return said and f"cite: {said}"
    if not known.has(end.target):
        return f"{end.field}: {known.missing(end.target)}"
    if not end.is_link:
        return ""
    if end.target == owner:
        return f"{end.field}: {end.target} links to itself"
    if end.field == "parts" and not end.target.startswith(("principle/", "framework/")):
        return f"parts: {end.target} is neither a principle nor a framework"
    if end.field == "version_of" and not end.target.startswith("framework/"):
        return f"version_of: {end.target} is no framework"
    return ""


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
