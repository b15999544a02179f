"""Where records point: links, voices, citations, addresses of statements.

Also where a record points that could not be read: a link that leads nowhere is told at once with
the mistakes that keep its record from being read. See `link_rules` for what is wrong with an end.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Literal, NamedTuple

from msgspec import Struct

from xiaomi_cli.library.statements import Placed, Statement
from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.claims import numbered
from xiaomi_cli.model.fields import (
    DERIVED,
    LINK,
    LINK_OR_NAME,
    links_of,
    marked,
    nested_links,
    parts_of,
)
from xiaomi_cli.model.locators import (
    LocatorError,
    parse_address,
    parse_citation,
)
from xiaomi_cli.model.record_parts import Position
from xiaomi_cli.model.records import KINDS, Record, Source

Form = Literal["link", "voice", "cite", "address"]


class End(NamedTuple):
    """Where a record points: `field` is the relation of a link, a kind of voice, or `cite`.

    `form`: what the target is, an id that is linked to, one that speaks or is spoken of, the text
    of a citation, or the address of a statement.
    """

    field: str
    target: str
    line: int
    form: Form


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
            field = at[0] if at else str(path.group)
            yield End(field, claim.home, placed.line(*path.steps, *at), "address")


def _voices(placed: Placed) -> Iterator[End]:
    """Who speaks, and whose a number is: an id or a plain name; an id must lead somewhere."""
    for steps, target in nested_links(placed.record):
        if not is_id(target):
            continue
        yield End(str(steps[-1]), target, placed.line(*steps), "voice")


MOST_ENDS = 100  # of one record; with so many, mending has to begin somewhere
_ID = re.compile(r"(?!.{101})[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")  # as the schema has it


@cache
def _linking(kind: str) -> frozenset[str]:
    """The names of all fields that may link in a record of a kind, whatever they are part of."""
    waiting: list[type[Struct]] = [KINDS[kind]] if kind in KINDS else []
    names: set[str] = set()
    for struct in waiting:
        names.update(links_of(struct))
        waiting += [part for part in parts_of(struct).values() if part not in waiting]
    return frozenset(names)


class Broken(NamedTuple):
    """A record that could not be read: its id, where that stands, and where it points."""

    id: str
    file: str
    line: int
    ends: list[End]


def broken(file: str, node: Node) -> Broken | None:
    """What is known of a record that has an id and could not be read."""
    found = node.value.get("id") if isinstance(node.value, dict) else None
    if found is None or not isinstance(found.value, str) or not _ID.fullmatch(found.value):
        return None
    name = found.value.partition("/")[0]
    refused = marked(KINDS[name], DERIVED) if name in KINDS else ()  # which has been told already
    ends = (end for end in _ends(node, _linking(name)) if end.field not in refused)
    return Broken(found.value, file, found.line, list(islice(ends, MOST_ENDS)))


def _ends(node: Node, linking: frozenset[str]) -> Iterator[End]:
    fields = node.value if isinstance(node.value, dict) else {}
    for name, child in fields.items():
        for entry in child.value if isinstance(child.value, list) else [child]:
            if not isinstance(entry.value, str):
                yield from _ends(entry, linking)
            elif form := _form(name, entry.value, linking):
                yield End(name, entry.value, entry.line, form)


def _form(name: str, text: str, linking: frozenset[str]) -> Form | None:
    """What a text points to, if it has the form of that; if not, that has been told already."""
    try:
        if name == "cite":
            parse_citation(text)
            return "cite"
        if "#" in text and " " not in text:
            parse_address(text)
            return "address"
    except LocatorError:
        return None
    return "voice" if name in linking and _ID.fullmatch(text) else None
