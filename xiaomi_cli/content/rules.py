"""Rules that hold between records: ids, links, citations, names. Each rule is one function."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from xiaomi_cli.content.hints import Hints
from xiaomi_cli.content.library import Library, Placed
from xiaomi_cli.content.links import circles, references
from xiaomi_cli.content.statements import field_line, statements
from xiaomi_cli.model.citation import parse_citation
from xiaomi_cli.model.problem import Problem, at_most, shorten
from xiaomi_cli.model.records import Company, Dispute, Figure, Framework, Source


class Known(NamedTuple):
    """What a rule may look at: all records by id, and the library they are from."""

    by_id: dict[str, Placed]
    slugs: dict[str, list[str]]  # by kind
    library: Library
    hints: Hints

    def has(self, target: str) -> bool:
        """Whether a record stands in the library, be it well or broken."""
        return target in self.by_id or target in self.library.unread

    def missing(self, target: str) -> str:
        """The words for an id that leads nowhere."""
        kind, _, slug = target.partition("/")
        near = self.hints.nearest(slug, self.slugs.get(kind, []))
        hint = f"; did you mean {kind}/{near}?" if near else ""
        return f"there is no record {shorten(target)}{hint}"


def check_library(library: Library) -> list[Problem]:
    """Every problem of a library, its files' own first, then those between records."""
    known = Known({}, {}, library, Hints())
    problems = list(library.problems)
    for placed in library.placed:
        identifier = placed.record.id
        first = known.by_id.setdefault(identifier, placed)
        if first is not placed:
            where = f"{first.file}:{first.node.line}"
            message = f"the id {identifier} is already taken at {where}"
            problems.append(Problem(placed.file, placed.line("id"), message))
        kind, _, slug = identifier.partition("/")
        known.slugs.setdefault(kind, []).append(slug)
    for rule in RULES:
        for placed in library.placed:
            problems += rule(placed, known)
    problems += _circles(known.by_id)
    problems += _parts_of_documents(library)
    return at_most(problems)


Rule = Callable[[Placed, Known], Iterator[Problem]]


def _links(placed: Placed, known: Known) -> Iterator[Problem]:
    for name, number, target in references(placed.record):
        line = placed.line(name) if number is None else placed.line(name, number)
        if not known.has(target):
            yield Problem(placed.file, line, f"{name}: {known.missing(target)}")
        elif target == placed.record.id:
            yield Problem(placed.file, line, f"{name}: {target} links to itself")


def _voices(placed: Placed, known: Known) -> Iterator[Problem]:
    """Who speaks is an id or a plain name; an id must lead somewhere."""
    named = [(s.by, field_line(s, "by"), "by") for s in statements(placed)]
    if isinstance(placed.record, Dispute):
        for number, position in enumerate(placed.record.positions):
            named.append((position.holder, placed.line("positions", number, "holder"), "holder"))
    if isinstance(placed.record, Source):
        for number, paragraph in enumerate(placed.record.outline):
            named.append((paragraph.speaker, placed.line("outline", number, "speaker"), "speaker"))
    for name, line, field in named:
        if "/" in name and not known.has(name):
            yield Problem(placed.file, line, f"{field}: {known.missing(name)}")


def _citations(placed: Placed, known: Known) -> Iterator[Problem]:
    for statement in statements(placed):
        for number, text in enumerate(statement.cite):
            if message := _citation_problem(text, known):
                line = field_line(statement, "cite", number)
                yield Problem(placed.file, line, f"cite: {message}")


def _citation_problem(text: str, known: Known) -> str:
    citation = parse_citation(text)
    found = known.by_id.get(citation.source_id)
    if found is None:
        lost = not known.has(citation.source_id)
        return f"{text}: {known.missing(citation.source_id)}" if lost else ""
    source = found.record
    assert isinstance(source, Source)  # its id says so, and records are read by their id
    if source.type == "part":
        return f"{text}: cite the document {source.part_of} and its paragraph, not a part of it"
    if source.type == "page" and citation.first:
        return f"{text}: a web page is cited as a whole, without a paragraph"
    if source.type == "document" and not citation.first:
        return f"{text}: a document is cited by paragraph, such as {citation.source}¶1"
    count = len(source.outline)
    if source.type == "document" and citation.last > count:
        return f"{text}: {citation.source} has {count} paragraphs"
    return ""


def _attribution(placed: Placed, _: Known) -> Iterator[Problem]:
    for statement in statements(placed):
        if statement.type in {"account", "opinion", "promise", "forecast"} and not statement.by:
            message = f"{statement.path} is marked {statement.type} and must say by whom (by)"
            yield Problem(placed.file, statement.line, message)
        if statement.status != "current" and not statement.reason:
            message = f"{statement.path} is marked {statement.status} and needs a reason"
            yield Problem(placed.file, statement.line, message)


def _vocabulary(placed: Placed, known: Known) -> Iterator[Problem]:
    settings = known.library.settings
    for number, theme in enumerate(placed.record.themes):
        yield from _listed(placed, ("themes", number), theme, settings.themes, known.hints)
    if isinstance(placed.record, Company):
        for name in placed.record.dimensions:
            place = ("dimensions", name)
            yield from _listed(placed, place, name, settings.dimensions, known.hints)


def _listed(
    placed: Placed, path: tuple[str | int, ...], value: str, listed: dict[str, str], hints: Hints
) -> Iterator[Problem]:
    if listed and value not in listed:
        near = hints.nearest(value, listed)
        hint = f"did you mean {near}?" if near else f"expected one of {', '.join(listed)}"
        message = f"{path[0]}: {shorten(value)} is not in library.yaml; {hint}"
        yield Problem(placed.file, placed.line(*path), message)


def _shape(placed: Placed, known: Known) -> Iterator[Problem]:
    record = placed.record
    if isinstance(record, Framework):
        for number, part in enumerate(record.parts):
            if known.has(part) and not part.startswith(("principle/", "framework/")):
                message = f"parts: {part} is neither a principle nor a framework"
                yield Problem(placed.file, placed.line("parts", number), message)
        if known.has(record.version_of) and not record.version_of.startswith("framework/"):
            message = f"version_of: {record.version_of} is no framework"
            yield Problem(placed.file, placed.line("version_of"), message)
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


RULES: tuple[Rule, ...] = (_links, _voices, _citations, _attribution, _vocabulary, _shape)


def _circles(by_id: dict[str, Placed]) -> Iterator[Problem]:
    """Frameworks that are a part, or a later form, of themselves by way of others."""
    for relation in ("parts", "version_of"):
        edges = {
            key: [(n, to) for name, n, to in references(placed.record) if name == relation]
            for key, placed in by_id.items()
            if isinstance(placed.record, Framework)
        }
        targets = {key: [to for _, to in links if to != key] for key, links in edges.items()}
        for circle in circles(targets):
            placed = by_id[circle.last]
            number = next(n for n, to in edges[circle.last] if to == circle.first)
            line = placed.line(relation) if number is None else placed.line(relation, number)
            more = [] if circle.way[-1] == circle.last else ["…"]
            way = " → ".join([*circle.way, *more, circle.first])
            yield Problem(placed.file, line, f"{relation}: this closes a circle: {way}")


def _parts_of_documents(library: Library) -> Iterator[Problem]:
    """A part of a document is a run of its paragraphs, and no paragraph is in two parts."""
    sources = {p.record.id: p.record for p in library.placed if isinstance(p.record, Source)}
    ends: dict[str, tuple[int, str]] = {}  # for each document, where its last part so far ends
    parts = [(p.record, p) for p in library.placed if isinstance(p.record, Source)]
    for part, placed in sorted(parts, key=lambda found: found[0].first):
        document = sources.get(part.part_of)
        if part.type != "part":
            if part.part_of or part.first or part.last:
                message = f"part_of, first and last are for a part of a document, not a {part.type}"
                yield Problem(placed.file, placed.line("type"), message)
        elif document is None or document.type != "document":
            if part.part_of not in library.unread:
                message = "part_of: a part needs the id of a source of type document"
                yield Problem(placed.file, placed.line("part_of"), message)
        elif not 1 <= part.first <= part.last <= len(document.outline):
            message = f"first and last: {part.part_of} has paragraphs 1 to {len(document.outline)}"
            yield Problem(placed.file, placed.line("first"), message)
        else:
            end, other = ends.get(part.part_of, (0, ""))
            if part.first <= end:
                message = f"first: paragraph {part.first} is in {other} already"
                yield Problem(placed.file, placed.line("first"), message)
            ends[part.part_of] = max((end, other), (part.last, part.id))
