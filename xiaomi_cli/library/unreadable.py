"""Where a record points that could not be read as one, as its text has it.

A link that leads nowhere is told at once with the mistakes that keep its record from being read.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from xiaomi_cli.library.end import End, Form
from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.address import AddressError, parse_address
from xiaomi_cli.model.citation import CitationError, parse_citation
from xiaomi_cli.model.fields import DERIVED, links_within, marked
from xiaomi_cli.model.records import KINDS

MOST_ENDS = 100  # of one record; with so many, mending has to begin somewhere
_ID = re.compile(r"(?!.{101})[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")  # as the schema has it


@cache
def _linking(kind: str) -> frozenset[str]:
    """The names of all fields that may link in a record of a kind, whatever they are part of."""
    waiting: list[type[Struct]] = [KINDS[kind]] if kind in KINDS else []
    names: set[str] = set()
    for struct in waiting:
        links, holders = links_within(struct)
        names.update(links)
        waiting += [part for part in holders.values() if part not in waiting]
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
    except (CitationError, AddressError):
        return None
    return "voice" if name in linking and _ID.fullmatch(text) else None
