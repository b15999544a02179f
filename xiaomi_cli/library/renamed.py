"""renamed.yaml: ids that are gone, and where what they held now stands.

    principle/four-pillars: framework/three-iron-laws#four-pillars
    lesson/old: {to: principle/new, names: [What it was called]}

An old id still opens the right record, and so do its old names unless another record bears them.
"""

import re
from typing import NamedTuple

from xiaomi_cli.library.schema_check import LONGEST_KEY, Checker
from xiaomi_cli.library.yaml_nodes import Node
from xiaomi_cli.model.address import Address, AddressError, parse_address
from xiaomi_cli.model.problem import shorten

RENAMED = "renamed.yaml"
_ID = re.compile(r"(?!.{101})[a-z]+/[a-z0-9]+(-[a-z0-9]+)*")  # as the schema has it
_EXPECTED = "expected the id of a record, or the address of a statement"


class Renamed(NamedTuple):
    """An id that is gone, the record (and statement, if any) that it leads to, its old names."""

    old: str
    to: Address
    names: list[str]
    file: str
    line: int


def read_renamed(node: Node, checker: Checker) -> list[Renamed]:
    """Check and read renamed.yaml."""
    if not isinstance(node.value, dict):
        checker.say(node.line, "renamed.yaml is a mapping from old ids to new ones")
        return []
    found = []
    for old, entry in node.value.items():
        line = node.key_lines[old]
        if not _ID.fullmatch(old):
            checker.say(line, f"{shorten(old)} is not of the form kind/slug (a-z, 0-9, dashes)")
        elif read := _entry(old, entry, line, checker):
            found.append(read)
    return found


def _entry(old: str, entry: Node, line: int, checker: Checker) -> Renamed | None:
    fields = entry.value if isinstance(entry.value, dict) else {"to": entry}
    target = fields.get("to")
    names = fields["names"].value if "names" in fields else []
    listed = names if isinstance(names, list) else []
    texts = [name.value for name in listed if isinstance(name.value, str)]
    if target is None or not isinstance(target.value, str) or set(fields) - {"to", "names"}:
        checker.say(line, f"{old}: {_EXPECTED}, or a mapping with `to` and `names`")
    elif listed is not names or len(texts) < len(listed) or not all(map(_short, texts)):
        checker.say(line, f"{old}: names must be a list of short texts")
    elif (to := _target(target.value)) is None:
        checker.say(line, f"{old}: {shorten(target.value)} is neither; {_EXPECTED}")
    else:
        return Renamed(old, to, texts, checker.file, line)
    return None


def _target(text: str) -> Address | None:
    if _ID.fullmatch(text):
        return Address(text, "")
    try:
        return parse_address(text)
    except AddressError:
        return None


def _short(text: str) -> bool:
    return 0 < len(text.strip()) <= LONGEST_KEY
