"""Rules that hold between records: ids, links, citations, names. Each rule is one function."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from xiaomi_cli.content.library import Library, Placed
from xiaomi_cli.content.statements import statements
from xiaomi_cli.model.citation import CitationError, parse_citation
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.records import (
    Company,
    Dispute,
    Event,
    Figure,
    Framework,
    Lesson,
    Person,
    Product,
    Promise,
    Record,
    Source,
)


def check_library(library: Library) -> list[Problem]:
    """Every problem of a library, its files' own first, then those between records."""
    by_id: dict[str, Placed] = {}
    problems = list(library.problems)
    for placed in library.placed:
        first = by_id.setdefault(placed.record.id, placed)
        if first is not placed:
            where = f"{first.file}:{first.node.line}"
            message = f"the id {placed.record.id} is already taken at {where}"
            problems.append(Problem(placed.file, placed.line("id"), message))
    for rule in RULES:
        for placed in library.placed:
            problems += rule(placed, by_id, library)
    return sorted(set(problems))


def references(record: Record) -> Iterator[tuple[str, int | None, str]]:
    """(field, position in it, id) of every link that a record makes; a plain name is no link."""
    lists = {"see": record.see}
    singles: dict[str, str] = {}
    match record:
        case Event():
            lists["entities"] = record.entities
        case Framework():
            lists["parts"] = record.parts
            singles["version_of"] = record.version_of
        case Lesson():
            lists["about"] = record.about
        case Dispute():
            lists["touches"] = record.touches
        case Figure():
            singles["of"] = record.of
        case Product():
            singles["maker"] = record.maker
        case Promise():
            singles["by"] = record.by
        case Source():
            singles["part_of"] = record.part_of
        case Company() | Person() | _:
            pass
    for name, ids in lists.items():
        for number, target in enumerate(ids):
            yield name, number, target
    for name, target in singles.items():
        if "/" in target:
            yield name, None, target


Index = dict[str, Placed]
Rule = Callable[[Placed, Index, Library], Iterator[Problem]]


def _links(placed: Placed, by_id: Index, _: Library) -> Iterator[Problem]:
    for name, number, target in references(placed.record):
        line = placed.line(name) if number is None else placed.line(name, number)
        if target not in by_id:
            yield Problem(placed.file, line, f"{name}: {_unknown(target, by_id)}")
        elif target == placed.record.id:
            yield Problem(placed.file, line, f"{name}: {target} links to itself")
    for statement in statements(placed):
        if "/" in statement.by and statement.by not in by_id:
            message = f"by: {_unknown(statement.by, by_id)}"
            yield Problem(placed.file, statement.line, message)


def _unknown(target: str, by_id: Index) -> str:
    near = get_close_matches(target, by_id, n=1)
    return f"there is no record {shorten(target)}" + (f"; did you mean {near[0]}?" if near else "")


def _citations(placed: Placed, by_id: Index, _: Library) -> Iterator[Problem]:
    for statement in statements(placed):
        for text in statement.cite:
            if message := _citation_problem(text, by_id):
                yield Problem(placed.file, statement.line, f"cite: {message}")


def _citation_problem(text: str, by_id: Index) -> str:
    try:
        citation = parse_citation(text)
    except CitationError as error:
        return str(error)
    found = by_id.get(citation.source_id)
    if found is None or not isinstance(found.record, Source):
        return f"{text}: {_unknown(citation.source_id, by_id)}"
    source = found.record
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


def _attribution(placed: Placed, by_id: Index, _: Library) -> Iterator[Problem]:
    del by_id
    for statement in statements(placed):
        if statement.type in {"account", "opinion", "promise", "forecast"} and not statement.by:
            message = f"{statement.path} is marked {statement.type} and must say by whom (by)"
            yield Problem(placed.file, statement.line, message)
        if statement.status != "current" and not statement.reason:
            message = f"{statement.path} is marked {statement.status} and needs a reason"
            yield Problem(placed.file, statement.line, message)


def _vocabulary(placed: Placed, by_id: Index, library: Library) -> Iterator[Problem]:
    del by_id
    for number, theme in enumerate(placed.record.themes):
        yield from _listed(placed, ("themes", number), theme, library.settings.themes)
    if isinstance(placed.record, Company):
        for name in placed.record.dimensions:
            yield from _listed(placed, ("dimensions", name), name, library.settings.dimensions)


def _listed(
    placed: Placed, path: tuple[str | int, ...], value: str, known: dict[str, str]
) -> Iterator[Problem]:
    if known and value not in known:
        near = get_close_matches(value, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"
        message = f"{path[0]}: {shorten(value)} is not in library.yaml; {hint}"
        yield Problem(placed.file, placed.line(*path), message)


def _shape(placed: Placed, by_id: Index, _: Library) -> Iterator[Problem]:
    record = placed.record
    if isinstance(record, Framework):
        for number, part in enumerate(record.parts):
            if not part.startswith(("principle/", "framework/")):
                message = f"parts: {part} is neither a principle nor a framework"
                yield Problem(placed.file, placed.line("parts", number), message)
        if _reaches(record.id, record.id, by_id, frozenset()):
            message = f"parts: {record.id} is part of itself"
            yield Problem(placed.file, placed.line("parts"), message)
    if isinstance(record, Figure):
        if bool(record.unit) == bool(record.currency):
            yield Problem(placed.file, placed.node.line, "a figure has either a unit or a currency")
        for number, point in enumerate(record.points):
            if point.to is not None and point.to <= point.value:
                message = f"points: the range ends at {point.to}, not above {point.value}"
                yield Problem(placed.file, placed.line("points", number), message)


def _reaches(start: str, target: str, by_id: Index, seen: frozenset[str]) -> bool:
    placed = by_id.get(start)
    if placed is None or not isinstance(placed.record, Framework) or start in seen:
        return False
    return any(
        part == target or _reaches(part, target, by_id, seen | {start})
        for part in placed.record.parts
    )


RULES: tuple[Rule, ...] = (_links, _citations, _attribution, _vocabulary, _shape)
