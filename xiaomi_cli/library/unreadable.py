"""Where a record points that could not be read as one, as its text has it.

A link that leads nowhere is told at once with the mistakes that keep its record from being read.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.citation import CitationError, parse_citation

MOST_ENDS = 100  # of one record; with so many, mending has to begin somewhere
LINKS = frozenset({"see", "entities", "parts", "about", "version_of", "of", "maker",
                   "by", "holder", "speaker"})  # fmt: skip
_ID = re.compile(r"(?!.{101})[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")  # as the schema has it


class Broken(NamedTuple):
    """A record that could not be read: its id, where that stands, and (field, text, line)s."""

    id: str
    file: str
    line: int
    ends: list[tuple[str, str, int]]


def broken(file: str, node: Node) -> Broken | None:
    """What is known of a record that has an id and could not be read."""
    found = node.value.get("id") if isinstance(node.value, dict) else None
    if found is None or not isinstance(found.value, str) or not _ID.fullmatch(found.value):
        return None
    return Broken(found.value, file, found.line, list(islice(_ends(node), MOST_ENDS)))


def _ends(node: Node) -> Iterator[tuple[str, str, int]]:
    fields = node.value if isinstance(node.value, dict) else {}
    for name, child in fields.items():
        for entry in child.value if isinstance(child.value, list) else [child]:
            if not isinstance(entry.value, str):
                yield from _ends(entry)
            elif _points(name, entry.value):
                yield name, entry.value, entry.line


def _points(name: str, text: str) -> bool:
    """Whether the form is right; if not, that has been told already."""
    if name != "cite":
        return name in LINKS and _ID.fullmatch(text) is not None
    try:
        parse_citation(text)
    except CitationError:
        return False
    return True
