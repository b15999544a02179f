"""Where records point: links, voices, citations, addresses of statements.

What is wrong with an end of these can be told when all records are known; see `link_rules`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xiaomi_cli.library.end import End
from xiaomi_cli.library.loader import Placed
from xiaomi_cli.library.statements import Statement
from xiaomi_cli.model.claim_lists import numbered
from xiaomi_cli.model.fields import LINK, LINK_OR_NAME, marked, nested_links
from xiaomi_cli.model.records import KINDS, Position, Record, Source
from xiaomi_cli.model.statement_path import Group


def is_id(text: str) -> bool:
    """Whether a text that may be an id or a plain name is an id; AFP/Getty is a name."""
    kind, slash, _ = text.partition("/")
    return bool(slash) and kind in KINDS


def references(record: Record) -> Iterator[tuple[str, int | None, str]]:
    """(field, position in it, id) of every link that a record makes; a plain name is no link."""
    for name in marked(type(record), LINK):
        value = getattr(record, name)
        if isinstance(value, list):
            yield from ((name, number, target) for number, target in enumerate(value))
        elif value:
            yield name, None, value
    for name in marked(type(record), LINK_OR_NAME):
        if is_id(getattr(record, name)):
            yield name, None, getattr(record, name)


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


def ends(placed: Placed, said: Sequence[Statement]) -> Iterator[End]:
    """Every end of a record that makes these statements."""
    yield from link_ends(placed)
    yield from _voices(placed)
    yield from _addresses(placed)
    for statement in said:
        for number, text in enumerate(statement.cite):
            yield End("cite", text, statement.field_line("cite", number), "cite")


def link_ends(placed: Placed) -> Iterator[End]:
    """The links of a record."""
    for name, number, target in references(placed.record):
        line = placed.line(name) if number is None else placed.line(name, number)
        yield End(name, target, line, "link")


def _addresses(placed: Placed) -> Iterator[End]:
    """The statements that a record draws in, and those that a dispute points to."""
    for path, claim in numbered(placed.record):
        if claim.home:
            at = ("at",) if isinstance(claim, Position) else ()
            field = at[0] if at else str(Group(path.field, path.key))
            yield End(field, claim.home, placed.line(*path.steps, *at), "address")


def _voices(placed: Placed) -> Iterator[End]:
    """Who speaks, and whose a number is: an id or a plain name; an id must lead somewhere."""
    for steps, target in nested_links(placed.record):
        if not is_id(target):
            continue
        yield End(str(steps[-1]), target, placed.line(*steps), "voice")
