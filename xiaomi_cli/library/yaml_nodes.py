"""YAML as a tree of texts with line numbers, and nothing else. The only module that imports yaml.

Scalars stay texts, so `NO`, `12:30`, `010` and `2016-05` keep the form they were typed in; the
schema types them later. A plain `null` or `~` is the empty text. No tag is honoured, so loading
runs nothing. Depth, repetition and size are bounded, because a library may come from anywhere; a
file is handed out record by record, so that memory is bounded by the largest record.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from xiaomi_cli.model.problem import Problem, shorten

MAX_DEPTH = 32
MAX_VALUES = 100_000  # in one record, aliases expanded, and of empty documents in a row
REPEATED_FREE, REPEATED_SHARE = 1000, 4  # what aliases may add: 1000 + 4 times what is written out

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml parses about ten times faster
# What YAML cannot hold, and what ends a line for YAML 1.1 and for no editor.
_REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
# Characters that no text may have, as an escape in quotes neither: Unicode keeps them for programs.
_PLANES = range(0, 0x110000, 0x10000)
_NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(p + 0xFFFE) + chr(p + 0xFFFF) for p in _PLANES) + "]"
)
_HINTS = {  # what the parser says, and what is mostly meant
    "mapping values are not allowed": "; put a text with a colon in it in quotes",
    "cannot start any token": "; put a text that starts with this sign in quotes",
    "could not find expected ':'": "; a field is written as name: value",
}
_BREAK = re.compile("\r\n?|\n")
_NOTHING = frozenset({"~", "null", "Null", "NULL"})  # without quotes, as a value

Value: TypeAlias = "str | list[Node] | dict[str, Node]"


class Node:
    """A value and the line that it starts on; `place`: that of its key, where it has one."""

    __slots__ = ("line", "place", "value")

    def __init__(self, value: Value, line: int) -> None:
        self.value = value
        self.line = line
        self.place = line


class _RefusedError(Exception):
    """The file breaks a bound or cannot be understood at a line (its arguments: line, message)."""


def read_entries(data: bytes, file: str, problems: list[Problem]) -> Iterator[Node]:
    """Yield the entries of a file: those of each top-level list, and every other document whole.

    What is wrong is added to `problems`. A file that cannot be read to its end yields what stands
    before that place.
    """
    builder = _Builder(file, problems)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_after(data[: error.start].decode())
        builder.say(line, "this is not UTF-8 text; save the file as UTF-8")
        return
    if bad := _REFUSED.search(text):
        builder.say(_line_after(text[: bad.start()]), f"the character {bad[0]!r} is not allowed")
        return
    del text
    parser = _Parser(data)
    try:
        for event in iter(parser.get_event, None):
            if (entry := builder.take(event)) is not None:
                builder.values = 0
                yield entry
    except yaml.MarkedYAMLError as error:
        builder.say(*_told(error, data.decode("utf-8-sig")))
    except yaml.YAMLError as error:
        builder.say(1, f"YAML syntax: {' '.join(str(error).split())}")
    except _RefusedError as error:
        builder.say(*error.args)
    finally:
        parser.dispose()


def _line_after(text: str) -> int:
    return len(_BREAK.findall(text)) + 1


def _told(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line of an error of syntax, and what is wrong there."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    start = error.context_mark.line + 1 if error.context_mark else line
    began = f"(line {start})" if start != line else ""
    what = " ".join(part for part in (error.context, began, error.problem) if part)
    hint = "".join(says for sign, says in _HINTS.items() if sign in (error.problem or ""))
    if mark and "".join(_BREAK.split(text)[line - 1 : line])[mark.column :].startswith("\t"):
        hint = "; indent with spaces, not with a tab"
    last = _line_after(text.rstrip())  # the parser counts one line more
    return min(line, last), f"YAML syntax: {what}{hint}"


class _Builder:
    """Builds entries from parser events with its own stack, so that no depth can overflow."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self._file = file
        self._problems = problems
        self._open: list[Node] = []
        self._keys: list[Node | None] = []  # for each open mapping, the key that waits for a value
        self._anchors: dict[str, Node] = {}
        self.values = 0  # since the last entry
        self._written = 0  # values in this file that are no aliases
        self._repeated = 0  # what aliases added in this file
        self._line = 1

    def say(self, line: int, message: str) -> None:
        """Note a problem of this file."""
        self._problems.append(Problem(self._file, line, message))

    def take(self, event: Any) -> Node | None:
        """Take the parser's next event; returns an entry when one is complete."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
            if value in _NOTHING and event.implicit[0] and not self._at_key():
                value = ""
            return self._place(self._new(value, event))
        if kind is yaml.MappingStartEvent:
            self._start(self._new({}, event))
        elif kind is yaml.SequenceStartEvent:
            self._start(self._new([], event))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._keys.pop()
            node = self._open.pop()
            if self._open or type(node.value) is dict:  # of a list the entries are handed out
                return self._place(node)
        elif kind is yaml.AliasEvent:
            return self._place(self._alias(event.anchor, event.start_mark.line + 1))
        elif kind is yaml.DocumentStartEvent:
            self._anchors = {}
        return None

    def _at_key(self) -> bool:
        return bool(self._open) and type(self._open[-1].value) is dict and self._keys[-1] is None

    def _new(self, value: Value, event: Any) -> Node:
        line = event.start_mark.line + 1
        if line != self._line:
            self._line = line
        node = Node(value, self._line)  # one number for all that stands on the line
        if event.tag is not None and event.tag != "!":
            self.say(line, f"tags are not allowed: {shorten(str(event.tag))}")
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        if type(value) is str and not value.isascii() and (bad := _NONCHARACTERS.search(value)):
            message = f"U+{ord(bad[0]):04X} is no character that a text may have; take it out"
            self.say(line, message)
        self._written += 1
        self.values += 1
        if self.values > MAX_VALUES:
            raise _RefusedError(line, f"a record may hold {MAX_VALUES:,} values at most")
        return node

    def _alias(self, anchor: str, line: int) -> Node:
        node = self._anchors.get(anchor)
        if node is None or any(node is outer for outer in self._open):
            raise _RefusedError(line, f"alias {shorten('*' + anchor)} has no anchor before it")
        size = _size(node)
        self._repeated += size
        if self._repeated > REPEATED_FREE + REPEATED_SHARE * self._written:
            raise _RefusedError(line, "aliases repeat too much; write the values out")
        self.values += size
        return Node(node.value, node.line)

    def _start(self, node: Node) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(node.line, f"nested more than {MAX_DEPTH} deep")
        self._open.append(node)
        self._keys.append(None)

    def _place(self, node: Node) -> Node | None:
        if not self._open:
            return node if node.value != "" else None
        outer = self._open[-1].value
        if type(outer) is list:
            if len(self._open) == 1:
                return node
            outer.append(node)
        elif type(outer) is dict:
            key = self._keys[-1]
            self._keys[-1] = node if key is None else None
            if key is not None:
                self._pair(outer, key, node)
        return None

    def _pair(self, mapping: dict[str, Node], key: Node, node: Node) -> None:
        name = key.value
        if type(name) is not str:
            self.say(key.line, "a key must be a plain text")
        elif name in mapping:
            first = mapping[name].place
            self.say(key.line, f"the key {shorten(name)} stands twice (first on line {first})")
        else:
            node.place = key.line
            mapping[sys.intern(name)] = node  # a library has few names of fields, many times each


def _size(node: Node) -> int:
    """The values in a node, aliases expanded; a text counts one more for every 64 letters."""
    if isinstance(node.value, str):
        return 1 + len(node.value) // 64
    return 1 + sum(map(_size, node.value if isinstance(node.value, list) else node.value.values()))
