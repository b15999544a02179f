"""Reads a folder of YAML files into checked records, each with the place it was read from."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from xiaomi_cli.library.files import Names, extra_names, library_files, named, read_bytes
from xiaomi_cli.library.references import Broken, broken
from xiaomi_cli.library.schema_check import Checker, Plain
from xiaomi_cli.library.settings import (
    GLOSSARY,
    RENAMED,
    SETTINGS,
    Renamed,
    Settings,
    extended,
    read_glossary,
    read_renamed,
    read_settings,
)
from xiaomi_cli.library.statements import Lines, Placed
from xiaomi_cli.library.yaml_nodes import Node, read_entries
from xiaomi_cli.model.problem import MAX_LISTED, MAX_PROBLEMS, Problem, Suggester, shorten
from xiaomi_cli.model.records import KINDS, Dispute, Record


class Library(NamedTuple):
    """Everything read from a folder, and everything that is wrong with it.

    `unread` holds the ids of records that are there but broken, so that a link to one of them is
    not called dangling as well.
    """

    root: Path
    placed: list[Placed]
    settings: Settings
    glossary: dict[str, list[str]]
    renamed: list[Renamed]
    problems: list[Problem]
    unread: frozenset[str]
    broken: list[Broken]
    glossary_lines: dict[str, int]


NO_RECORDS = frozenset({SETTINGS, GLOSSARY, RENAMED})  # files of a library that hold other things


class File(NamedTuple):
    """A file of a library: its name in messages, and where it is.

    `own`: its name within its folder. `origin`: the folder, if it is laid over the library.
    """

    name: str
    path: Path
    own: str
    origin: str = ""


def read_library(root: Path, extra: tuple[Path, ...] = ()) -> Library:
    """Read and check every file below `root`; problems are collected, none is raised.

    Each folder of `extra` is laid over it: its records may link to those of `root`, and add to the
    themes, dimensions and synonyms, but replace nothing.
    """
    reader = Reader()
    placed = [
        found._replace(node=Lines(found.node))  # all of them are kept: no more than is needed
        for file in reader.files(root, extra)
        for found in reader.read(file)
        if isinstance(found.node, Node)
    ]
    unread = frozenset(reader.unread)
    return Library(
        root, placed, reader.settings, reader.glossary, reader.renamed, reader.problems, unread,
        reader.broken, reader.glossary_lines,
    )  # fmt: skip


class Reader:
    """Reads files one after the other, and keeps what holds for all of them."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.glossary: dict[str, list[str]] = {}
        self.glossary_lines: dict[str, int] = {}
        self.renamed: list[Renamed] = []
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self.broken: list[Broken] = []  # as long as their problems would be listed
        self.digests: dict[
            str, str
        ] = {}  # of what was read, by names in messages; why what was not could not be
        self._suggester = Suggester()

    def files(self, root: Path, extra: tuple[Path, ...] = ()) -> list[File]:
        """Every file of a library, what its records are held to first."""
        found: list[File] = []
        if not os.path.isdir(root):  # noqa: PTH112 - the other raises for names too long
            missing = f"{_no_folder(root)}; a library is a folder of YAML files"
            self.problems.append(Problem(named(root), 1, missing))
            return []
        found = [File(name, path, name) for name, path in library_files(root, self.problems)]
        if not found and not self.problems:
            empty = "holds no records; expected YAML files in it"
            self.problems.append(Problem(named(root), 1, empty))
        for folder in extra:
            found += self._laid_over(folder)
        names = Names()
        called = ((file, names.of(file.name, file.path)) for file in found)
        found = [file._replace(name=name) for file, name in called if name]
        self.digests |= {problem.file: problem.message for problem in self.problems}
        return sorted(found, key=lambda file: file.own not in NO_RECORDS)

    def _laid_over(self, folder: Path) -> Iterator[File]:
        """The files of a folder of the reader's own records."""
        origin = named(folder)
        if not os.path.isdir(folder):  # noqa: PTH112 - as above
            missing = f"{_no_folder(folder)}; --extra takes a folder of YAML files"
            self.problems.append(Problem(origin, 1, missing))
            return
        for name, path in sorted(extra_names(folder, self.problems)):
            yield File(name, Path(path), name.removeprefix(f"{origin}/"), origin)

    def read(self, file: File) -> Iterator[Placed]:
        """The records of a file; its problems never keep another from being read."""
        data = read_bytes(file.path, file.name, self.problems)
        if data is not None:
            yield from self.parse(file, data)

    def parse(self, file: File, data: bytes) -> Iterator[Placed]:
        """The records in the content of a file."""
        self.digests[file.name] = hashlib.sha256(data).hexdigest()
        problems: list[Problem] = []
        checker = Checker(file.name, problems, self._suggester)
        for node in read_entries(data, file.name, problems):
            if record := self._entry(file, node, checker):
                yield Placed(record, file.name, node)
            elif len(self.problems) < MAX_LISTED and (found := broken(file.name, node)):
                self.broken.append(found)
            if len(problems) > (MAX_PROBLEMS if len(self.problems) < MAX_LISTED else 0):
                checker.say(node.line, "too much is wrong; the rest of this file was not read")
                break
        if problems:
            self.unread.update(found.decode() for found in _ID.findall(data))
        self.problems += problems

    def _entry(self, file: File, node: Node, checker: Checker) -> Record | None:
        if file.own == SETTINGS:
            self.settings = extended(self.settings, read_settings(node, checker), file.origin)
            return None
        if file.own == GLOSSARY:
            for phrase, synonyms in read_glossary(node, checker).items():
                self.glossary[phrase] = self.glossary.get(phrase, []) + synonyms
                self.glossary_lines.setdefault(phrase, node.key_lines[phrase])
            return None
        if file.own == RENAMED:
            self.renamed += read_renamed(node, checker)
            return None
        record = _record(node, checker)
        if record and file.origin:
            return msgspec.structs.replace(record, origin=file.origin)
        return record


def _no_folder(path: Path) -> str:
    return "this is no folder" if os.path.lexists(path) else "no such folder"


# An id as it is written at the start of a record, to be found where YAML cannot be read.
_ID = re.compile(rb"(?:^|[-{,\s])id:[ ]*[\"']?([a-z]+/[a-z0-9-]+)")


def _record(entry: Node, checker: Checker) -> Record | None:
    before = len(checker.problems)
    struct = _struct_of(entry, checker)
    if struct is None:
        return None
    plain = checker.struct(entry, struct)
    return None if len(checker.problems) > before else _convert(plain, struct)


def _struct_of(entry: Node, checker: Checker) -> type[Record] | None:
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
    return KINDS[kind]


def _convert(plain: Plain, struct: type[Record]) -> Record:
    if struct is Dispute and isinstance(plain, dict):
        plain = {**plain, "summary": f"{plain['question']} {plain['verdict']}"}
    return msgspec.convert(plain, struct)
