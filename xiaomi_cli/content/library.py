"""Reads a folder of YAML files into checked records, each with the place it was read from."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from xiaomi_cli.content.check import Checker, Plain
from xiaomi_cli.content.settings import GLOSSARY, SETTINGS, Settings, read_glossary, read_settings
from xiaomi_cli.content.tree import MAX_BYTES, Node, read_documents
from xiaomi_cli.model.problem import Problem, shorten
from xiaomi_cli.model.records import KINDS, Record, derived_fields


class Placed(NamedTuple):
    """A record, the file and line it starts on, and the tree it was read from."""

    record: Record
    file: str
    node: Node

    def line(self, *path: str | int) -> int:
        """The line of a field, or of an entry in a list, of this record."""
        node, line = self.node, self.node.line
        for step in path:
            if isinstance(step, str) and isinstance(node.value, dict) and step in node.value:
                line, node = node.key_lines[step], node.value[step]
            elif isinstance(step, int) and isinstance(node.value, list) and step < len(node.value):
                node = node.value[step]
                line = node.line
        return line


class Library(NamedTuple):
    """Everything read from a folder, and everything that is wrong with it."""

    root: Path
    placed: list[Placed]
    settings: Settings
    glossary: dict[str, list[str]]
    problems: list[Problem]


def source_folder(root: Path) -> Path | None:
    """Where the source records stand: DIR/seeds, or else DIR/../seeds."""
    inside, beside = root / "seeds", root.parent / "seeds"
    if inside.is_dir():
        return inside
    return beside if beside.is_dir() else None


def library_files(root: Path) -> list[tuple[str, Path]]:
    """(name in messages, path) of every YAML file of a library, in a fixed order."""
    found = list(_yaml_below(root, root))
    seeds = source_folder(root)
    if seeds is not None and seeds.parent != root:
        found += _yaml_below(seeds, root.parent)
    return sorted(found)


def _yaml_below(folder: Path, base: Path) -> Iterator[tuple[str, Path]]:
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                path = Path(directory, name)
                yield os.fsdecode(path.relative_to(base)), path


def read_library(root: Path) -> Library:
    """Read and check every file below `root`; problems are collected, none is raised."""
    problems: list[Problem] = []
    placed: list[Placed] = []
    settings, glossary = Settings(), dict[str, list[str]]()
    files = library_files(root)
    if not root.is_dir():
        problems.append(
            Problem(str(root), 1, "no such folder; a library is a folder of YAML files")
        )
    elif not files:
        problems.append(Problem(str(root), 1, "holds no records; expected YAML files in it"))
    for name, path in files:
        data = _read_bytes(path, name, problems)
        if data is None:
            continue
        for node in read_documents(data, name, problems):
            if name == SETTINGS:
                settings = read_settings(node, Checker(name, problems))
            elif name == GLOSSARY:
                glossary = read_glossary(node, Checker(name, problems))
            else:
                placed += _records(node, name, problems)
    return Library(root, placed, settings, glossary, problems)


def _read_bytes(path: Path, name: str, problems: list[Problem]) -> bytes | None:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        problems.append(Problem(name, 1, f"cannot be read: {error.strerror}"))
        return None
    with open(descriptor, "rb") as file:  # noqa: PTH123 - opened above, without waiting on pipes
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            problems.append(Problem(name, 1, "is not a regular file"))
        elif status.st_size > MAX_BYTES:
            problems.append(Problem(name, 1, f"is larger than {MAX_BYTES // 2**20} MiB"))
        else:
            return file.read(MAX_BYTES)
    return None


def _records(node: Node, file: str, problems: list[Problem]) -> Iterator[Placed]:
    checker = Checker(file, problems)
    for entry in node.value if isinstance(node.value, list) else [node]:
        before = len(problems)
        found = _struct_of(entry, checker)
        if found is None:
            continue
        plain = checker.struct(entry, found, derived_fields(found))
        if len(problems) == before:
            yield Placed(_convert(plain, found), file, entry)


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
        expected = ", ".join(KINDS)
        checker.say(
            identifier.line, f"id {shorten(identifier.value)}: the kind is one of {expected}"
        )
        return None
    return KINDS[kind]


def _convert(plain: Plain, struct: type[Record]) -> Record:
    return msgspec.convert(plain, struct)
