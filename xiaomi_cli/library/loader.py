"""Reads a folder of YAML files into checked records, each with the place it was read from."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from xiaomi_cli.library.files import File, library_files, named, read_bytes
from xiaomi_cli.library.schema_check import Checker, End
from xiaomi_cli.library.settings import (
    FILES,
    GLOSSARY,
    Renamed,
    Settings,
    extended,
)
from xiaomi_cli.library.statements import Placed, lines_of
from xiaomi_cli.library.yaml_nodes import Node, read_entries
from xiaomi_cli.model.fields import ID, LONGEST_ID
from xiaomi_cli.model.locators import Address
from xiaomi_cli.model.problem import MAX_LISTED, MAX_PROBLEMS, Problem, Suggester, shorten
from xiaomi_cli.model.records import KINDS, Dispute, Record

MOST_ENDS = 100  # of one broken record; with so many, mending has to begin somewhere


class Broken(NamedTuple):
    """A record that could not be read: its id, where that stands, and where it points."""

    id: str
    file: str
    line: int
    ends: list[End]


class Reader:
    """Reads files one after the other, and keeps what holds for all of them.

    `unread` holds the ids of records that are there but broken, so that a link to one of them is
    not called dangling as well.
    """

    def __init__(self) -> None:
        self.settings = Settings()
        self.glossary: dict[str, list[str]] = {}
        self.renamed: list[Renamed] = []
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.broken: list[Broken] = []  # as long as their problems would be listed
        self._suggester = Suggester()

    def files(self, root: Path, extra: tuple[Path, ...] = ()) -> list[File]:
        """Every file of a library, what its records are held to first.

        Each folder of `extra` is laid over it: its records may link to those of `root`, and add to
        the themes, dimensions and synonyms, but replace nothing.
        """
        found = list(library_files(root, extra, self.problems))
        if not self.problems and all(file.origin for file in found):
            empty = "holds no records; expected YAML files in it"
            self.problems.append(Problem(named(root), 1, empty))
        return sorted(found, key=lambda file: file.own not in FILES)

    def read(self, file: File) -> Iterator[Placed]:
        """The records of a file; its problems never keep another from being read."""
        data = read_bytes(file.path, file.name, self.problems)
        if data is not None:
            yield from self.parse(file, data)

    def parse(self, file: File, data: bytes) -> Iterator[Placed]:
        """The records in the content of a file."""
        problems: list[Problem] = []
        checker = Checker(file.name, problems, self._suggester)
        for node in read_entries(data, file.name, problems):
            if file.own in FILES:
                self._take(file, node, checker)
            elif record := _record(node, checker):
                if file.origin:
                    record = msgspec.structs.replace(record, origin=file.origin)
                yield Placed(record, file.name, lines_of(node), tuple(checker.ends))
            elif len(self.problems) < MAX_LISTED and (at := _id_of(node)):
                ends = checker.ends[:MOST_ENDS]
                self.broken.append(Broken(str(at.value), file.name, at.line, ends))
            if len(problems) > (MAX_PROBLEMS if len(self.problems) < MAX_LISTED else 0):
                checker.say(node.line, "too much is wrong; the rest of this file was not read")
                break
        if problems:
            self.unread.update(found.decode() for found in _WRITTEN_ID.findall(data))
        self.problems += problems

    def _take(self, file: File, node: Node, checker: Checker) -> None:
        """What a file says that holds no records; if something is wrong, nothing."""
        held = checker.read(node, FILES[file.own], file.own.partition(".")[0])
        if isinstance(held, Settings):
            self.settings = extended(self.settings, held) if file.origin else held
        elif held is not None and isinstance(node.value, dict):
            for name, child in node.value.items():
                if file.own == GLOSSARY:
                    self.glossary[name] = self.glossary.get(name, []) + held[name]
                else:
                    record, _, fragment = held[name].to.partition("#")
                    to = Address(record, fragment)
                    found = Renamed(name, to, held[name].names, file.name, child.place)
                    self.renamed.append(found)


class Library(Reader):
    """Everything read from a folder, and everything that is wrong with it; none is raised."""

    def __init__(self, root: Path, extra: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self.root = root
        self.placed = [placed for file in self.files(root, extra) for placed in self.read(file)]


# An id as it is written at the start of a record, to be found where YAML cannot be read.
_WRITTEN_ID = re.compile(rb"(?:^|[-{,\s])id:[ ]*[\"']?([a-z]+/[a-z0-9-]+)")
_ID = re.compile(f"(?!.{{{LONGEST_ID + 1}}}){ID}")


def _id_of(node: Node) -> Node | None:
    """Where a record has its id, if it has one of the right form."""
    found = node.value.get("id") if isinstance(node.value, dict) else None
    is_one = found and isinstance(found.value, str) and _ID.fullmatch(found.value)
    return found if is_one else None


def _record(entry: Node, checker: Checker) -> Record | None:
    checker.ends = []
    if not isinstance(entry.value, dict):
        checker.say(entry.line, "expected a record: a mapping that starts with an id")
        return None
    identifier = entry.value.get("id")
    if identifier is None or not isinstance(identifier.value, str):
        checker.say(entry.line, "this record has no id of the form kind/slug")
        return None
    kind = identifier.value.partition("/")[0]
    if kind not in KINDS:
        hint = checker.suggester.expected(kind, KINDS)
        checker.say(identifier.line, f"id: there is no kind {shorten(kind)}; {hint}")
        return None
    record: Record | None = checker.read(entry, KINDS[kind], kind)
    if isinstance(record, Dispute):
        summary = f"{record.question} {record.verdict}"
        return msgspec.structs.replace(record, summary=summary)
    return record
