"""YAML as a tree of texts with line numbers, and nothing else. The only module that imports yaml.

Scalars stay texts, so `NO`, `12:30`, `010` and `2016-05` keep the form they were typed in; the
schema types them later. No tag is honoured, so loading runs nothing. Depth, repetition and size are
bounded, because a library may come from anywhere.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

import yaml

from xiaomi_cli.model.problem import Problem, shorten

MAX_DEPTH = 32
MAX_BYTES = 256 * 2**20
MAX_REPEATED = 100_000  # nodes that aliases may add to one document

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml parses about ten times faster
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value: TypeAlias = "str | list[Node] | dict[str, Node]"


class Node:
    """A value and the line it starts on; `size` counts the nodes in it, aliases expanded."""

    __slots__ = ("key_lines", "line", "size", "value")

    def __init__(self, value: Value, line: int) -> None:
        self.value = value
        self.line = line
        self.size = 1
        self.key_lines: dict[str, int] = {}


class _RefusedError(Exception):
    """The document breaks a bound or uses what is not allowed; ends the reading of this file."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_documents(data: bytes, file: str, problems: list[Problem]) -> Iterator[Node]:
    """Yield the root of each document in `data`; what is wrong is added to `problems`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, "this is not UTF-8 text; save the file as UTF-8"))
        return
    if bad := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        problems.append(Problem(file, line, f"the character {bad[0]!r} is not allowed in YAML"))
        return
    loader = _Parser(text)
    try:
        yield from _documents(loader, file, problems)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        problems.append(Problem(file, mark.line + 1 if mark else 1, f"YAML syntax: {what}"))
    except yaml.YAMLError as error:
        problems.append(Problem(file, 1, f"YAML syntax: {' '.join(str(error).split())}"))
    except _RefusedError as error:
        problems.append(Problem(file, error.line, str(error)))
    finally:
        loader.dispose()


def _documents(loader: "yaml.CSafeLoader", file: str, problems: list[Problem]) -> Iterator[Node]:
    builder = _Builder(file, problems)
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, yaml.DocumentStartEvent):
            builder = _Builder(file, problems)
        elif isinstance(event, yaml.DocumentEndEvent):
            if builder.root is not None and builder.root.value != "":
                yield builder.root
        elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            builder.take(event)


class _Builder:
    """Builds one document from parser events with its own stack, so that no depth can overflow."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.root: Node | None = None
        self._file = file
        self._problems = problems
        self._open: list[Node] = []
        self._keys: list[Node | None] = []  # for each open mapping, the key that waits for a value
        self._anchors: dict[str, Node] = {}
        self._repeated = 0

    def take(self, event: "yaml.NodeEvent | yaml.CollectionEndEvent") -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionEndEvent):
            self._close()
            return
        if isinstance(event, yaml.AliasEvent):
            self._place(self._alias(event.anchor, line))
            return
        if event.tag not in {None, "!"}:
            raise _RefusedError(line, f"tags are not allowed: {shorten(str(event.tag))}")
        node = Node(self._empty(event), line)
        if event.anchor:
            self._anchors[event.anchor] = node
        if isinstance(event, yaml.ScalarEvent):
            self._place(node)
            return
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(line, f"nested more than {MAX_DEPTH} deep")
        self._open.append(node)
        self._keys.append(None)

    @staticmethod
    def _empty(event: "yaml.NodeEvent") -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        return {} if isinstance(event, yaml.MappingStartEvent) else []

    def _alias(self, anchor: str, line: int) -> Node:
        node = self._anchors.get(anchor)
        if node is None:
            raise _RefusedError(line, f"alias *{anchor} has no anchor")
        if any(node is outer for outer in self._open):
            raise _RefusedError(line, f"alias *{anchor} contains itself")
        self._repeated += node.size
        if self._repeated > MAX_REPEATED:
            raise _RefusedError(line, "aliases repeat too much")
        return node

    def _close(self) -> None:
        node = self._open.pop()
        self._keys.pop()
        self._place(node)

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            self._pair(parent, parent.value, node)
        parent.size += node.size

    def _pair(self, parent: Node, mapping: dict[str, Node], node: Node) -> None:
        key = self._keys[-1]
        if key is None:
            if not isinstance(node.value, str):
                raise _RefusedError(node.line, "a key must be a plain text")
            self._keys[-1] = node
            return
        self._keys[-1] = None
        name = str(key.value)
        if name in mapping:
            first = parent.key_lines[name]
            message = f"the key {shorten(name)} stands twice (first on line {first})"
            self._problems.append(Problem(self._file, key.line, message))
            return
        mapping[name] = node
        parent.key_lines[name] = key.line
