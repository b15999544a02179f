"""The check of a library in memory, and the rules about one record that the schema cannot state."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TypeAlias

from xiaomi_cli.library.link_rules import (
    Known,
    broken_problems,
    circle_problems,
    end_problems,
    part_problems,
    renamed_problems,
    taken,
    tree_edges,
)
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.settings import Settings
from xiaomi_cli.library.statements import Placed, Statement, statements
from xiaomi_cli.model.claims import fragments, homes, numbered
from xiaomi_cli.model.fields import Steps
from xiaomi_cli.model.locators import RESERVED
from xiaomi_cli.model.problem import Problem, Suggester, at_most, expected, shorten
from xiaomi_cli.model.records import Company, Dispute, Figure, Record, Source

Found: TypeAlias = Iterator[tuple[Steps, str]]  # where in a record, and what is wrong there


def check_library(library: Library) -> list[Problem]:
    """Every problem of a library in memory, its files' own first, then those between records."""
    by_id: dict[str, Placed] = {}
    sources: dict[str, Source] = {}
    slugs: dict[str, list[str]] = {}  # by kind

    def place(target: str) -> str:
        found = by_id.get(target)
        return f"{found.file}:{found.line()}" if found else ""

    def pointed_to(target: str) -> list[str]:
        return fragments(by_id[target].record) if target in by_id else []

    problems = list(library.problems)
    for placed in library.placed:
        record = placed.record
        if by_id.setdefault(record.id, placed) is not placed:
            problems.append(taken(record.id, placed.file, placed.line("id"), place(record.id)))
        elif isinstance(record, Source):
            sources[record.id] = record
        kind, _, slug = record.id.partition("/")
        slugs.setdefault(kind, []).append(slug)
    known = Known(
        place, pointed_to, sources.get, lambda kind: slugs.get(kind, []), library.unread,
        Suggester(),
    )  # fmt: skip
    for placed in library.placed:
        said = list(statements(placed))
        problems += own_problems(placed, said, library.settings, known.suggester)
        problems += end_problems(placed.record.id, placed.file, placed.ends, known)
    problems += broken_problems(library.broken, known)
    problems += renamed_problems(library.renamed, known)
    problems += circle_problems(e for placed in by_id.values() for e in tree_edges(placed))
    parts = ((s, by_id[s.id].file, by_id[s.id].line()) for s in sources.values())
    problems += part_problems((p for p in parts if p[0].type == "part"), known)
    return at_most(problems)


def own_problems(
    placed: Placed, said: Sequence[Statement], settings: Settings, suggester: Suggester
) -> Iterator[Problem]:
    """What is wrong with a record that makes these statements, whatever else there is."""
    record = placed.record
    found = chain(
        _unattributed(said),
        _amounts(record, said),
        _unlisted(record, settings, suggester),
        _unaddressable(record),
        _miscounted(record),
        _said_twice(placed),
    )
    return (Problem(placed.file, placed.line(*steps), message) for steps, message in found)


def _unattributed(said: Sequence[Statement]) -> Found:
    for statement in said:
        if statement.type in {"account", "opinion", "promise", "forecast"} and not statement.by:
            message = f"{statement.path} is marked {statement.type} and must say by whom (by)"
            yield statement.path.steps, message
        if statement.status != "current" and not statement.reason:
            message = f"{statement.path} is marked {statement.status} and needs a reason"
            yield statement.path.steps, message


def _amounts(record: Record, said: Sequence[Statement]) -> Found:
    """Each number has one unit or currency at most, a figure exactly one; a range rises."""
    if isinstance(record, Figure):
        if bool(record.unit) == bool(record.currency):
            yield (), "a figure has either a unit or a currency"
        for number, point in enumerate(record.points):
            if point.to is not None and point.to <= point.value:
                message = f"points: the range ends at {point.to}, not above {point.value}"
                yield ("points", number), message
    for statement in said:
        for number, quantity in enumerate(statement.quantities):
            steps = (*statement.path.steps, "quantities", number)
            if quantity.unit and quantity.currency:
                yield steps, "a quantity has a unit or a currency, not both"
            if quantity.to is not None and quantity.to <= quantity.value:
                message = f"quantities: the range ends at {quantity.to}, not above {quantity.value}"
                yield steps, message


_SHOWN = 40  # themes or dimensions that a message names


def _unlisted(record: Record, settings: Settings, suggester: Suggester) -> Found:
    """Themes and dimensions that a library with a list of them has not."""
    used: list[tuple[Steps, str, Mapping[str, str]]] = [
        (("themes", n), theme, settings.themes) for n, theme in enumerate(record.themes)
    ]
    if isinstance(record, Company):
        used += [(("dimensions", name), name, settings.dimensions) for name in record.dimensions]
    for steps, value, listed in used:
        if listed and value not in listed:
            some = [*islice(listed, _SHOWN), *(["…"] if len(listed) > _SHOWN else [])]
            hint = expected(suggester.suggest(value, listed), some)
            yield steps, f"{steps[0]}: {shorten(value)} is not in library.yaml; {hint}"


def _unaddressable(record: Record) -> Found:
    """An address leads to one place; what has a name has an address."""
    taken: dict[str, str] = {}
    for home in homes(record):
        for fragment in home.fragments:
            if fragment in RESERVED:
                message = f"id: {fragment} stands for the {fragment} of the record; choose another"
                yield (*home.path.steps, "id"), message
            elif fragment in taken:
                message = f"id: {fragment!r} is that of {taken[fragment]} too; choose another"
                yield (*home.path.steps, "id"), message
            taken.setdefault(fragment, str(home.path))
    for path, claim in numbered(record):
        if claim.name and not claim.id:
            message = "name: what has a name needs an id, by which it is shown"
            yield (*path.steps, "name"), message
        for field in ("zh", "aliases", "parts"):
            if getattr(claim, field) and not claim.name:
                yield (*path.steps, field), f"{field}: is for a statement with a name"


def _miscounted(record: Record) -> Found:
    """Paragraphs are counted from 1, and a part leaves out only what is within it."""
    if not isinstance(record, Source):
        return
    if record.type != "part" and (record.part_of or record.first or record.last):
        message = f"part_of, first and last are for a part of a document, not a {record.type}"
        yield ("type",), message
    for number, paragraph in enumerate(record.outline):
        if paragraph.n != number + 1:
            message = f"outline: n is {paragraph.n}; expected {number + 1}, counting from 1"
            yield ("outline", number), message
            break
    for number, left_out in enumerate(record.without):
        if not record.first <= left_out <= record.last:
            message = f"without: paragraph {left_out} is not from {record.first} to {record.last}"
            yield ("without", number), message


_OWN = ("text", "cite", "type", "by", "date", "as_of", "status", "reason", "confidence", "id")


def _said_twice(placed: Placed) -> Found:
    """A side of a dispute stands elsewhere, or here; not both."""
    if not isinstance(placed.record, Dispute):
        return
    for number, position in enumerate(placed.record.positions):
        written = placed.written("positions", number)
        given = [name for name in _OWN if position.home and name in written]
        if given:
            message = f"{given[0]}: stands at {position.home} already; leave it out"
            yield ("positions", number, given[0]), message
