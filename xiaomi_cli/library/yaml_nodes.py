"""YAML as a tree of texts with line numbers, and nothing else. The only module that imports yaml.

Scalars stay texts, so `NO`, `12:30`, `010` and `2016-05` keep the form they were typed in; the
schema types them later. A plain `null` or `~` is the empty text. No tag is honoured, so loading
runs nothing. Depth, repetition and size are bounded, because a library may come from anywhere; a
file is handed out record by record, so that memory is bounded by the largest record.
"""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml

from xiaomi_cli.model.problem import Problem, shorten

MAX_DEPTH = 32
MAX_VALUES = 100_000  # in one record, aliases expanded
MAX_DOCUMENTS = 100_000  # in one file
MAX_REPEATED = 100_000  # what aliases may add to one file; a value counts 1, and 1 per 64 letters,
REPEATED_FREE, REPEATED_SHARE = 1000, 4  # and never more than 1000 + 4 times what is written out

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml parses about ten times faster
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Characters that no text may have, as an escape in quotes neither: Unicode keeps them for programs.
_NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)
_HINTS = {  # what the parser says, and what is mostly meant
    "mapping values are not allowed": "; put a text with a colon in it in quotes",
    "cannot start any token": "; put a text that starts with this sign in quotes",
    "could not find expected ':'": "; a field is written as name: value",
}
_BREAK = re.compile("\r\n?|[\n\x85\u2028\u2029]")
_YAML_ONLY = "\x85\u2028\u2029"  # end a line for YAML 1.1 and for no editor

_NOTHING = frozenset({"~", "null", "Null", "NULL"})  # without quotes, as a value

Value: TypeAlias = "str | list[Node] | dict[str, Node]"
_NO_KEYS: dict[str, int] = {}


class Node:
    """A value, the line it starts on, and those of the keys of a mapping."""

    __slots__ = ("key_lines", "line", "value")

    def __init__(self, value: Value, line: int) -> None:
        self.value = value
        self.line = line
        self.key_lines = {} if type(value) is dict else _NO_KEYS

    def names(self) -> frozenset[str]:
        """The names of the fields of a mapping."""
        return frozenset(self.value if isinstance(self.value, dict) else ())

    def find(self, step: str | int) -> "tuple[int, Node] | None":
        """The line that a field's name or an entry stands on, and what it holds."""
        if isinstance(step, str):
            if isinstance(self.value, dict) and step in self.value:
                return self.key_lines[step], self.value[step]
        elif isinstance(self.value, list) and step < len(self.value):
            return self.value[step].line, self.value[step]
        return None


class _RefusedError(Exception):
    """The file breaks a bound or cannot be understood; ends the reading of it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def read_entries(data: bytes, file: str, problems: list[Problem]) -> Iterator[Node]:
    """Yield the entries of a file: those of each top-level list, and every other document whole.

    What is wrong is added to `problems`. A file that cannot be read to its end yields what stands
    before that place.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _line_after(data[: error.start].decode())
        problems.append(Problem(file, line, "this is not UTF-8 text; save the file as UTF-8"))
        return
    if bad := _UNPRINTABLE.search(text):
        line = _line_after(text[: bad.start()])
        problems.append(Problem(file, line, f"the character {bad[0]!r} is not allowed in YAML"))
        return
    builder = _Builder(file, problems, _unseen_breaks(text))
    del text
    parser = _Parser(data)
    try:
        for event in iter(parser.get_event, None):
            if (entry := builder.take(event)) is not None:
                yield entry
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = builder.line(mark.line) if mark else 1
        start = builder.line(error.context_mark.line) if error.context_mark else line
        began = f"(line {start})" if start != line else ""
        what = " ".join(part for part in (error.context, began, error.problem) if part)
        last = _line_after(data.rstrip().decode("utf-8-sig"))  # the parser counts one line more
        hint = "".join(says for sign, says in _HINTS.items() if sign in (error.problem or ""))
        if mark and _line_of(data, mark.line)[mark.column :].startswith("\t"):
            hint = "; indent with spaces, not with a tab"
        builder.say(min(line, last), f"YAML syntax: {what}{hint}")
    except yaml.YAMLError as error:
        builder.say(1, f"YAML syntax: {' '.join(str(error).split())}")
    except _RefusedError as error:
        builder.say(error.line, str(error))
    finally:
        parser.dispose()


def _line_of(data: bytes, number: int) -> str:
    lines = _BREAK.split(data.decode("utf-8-sig"), number + 1)
    return lines[number] if number < len(lines) else ""


def _line_after(text: str) -> int:
    return len(re.findall("\r\n?|\n", text)) + 1


def _unseen_breaks(text: str) -> list[int]:
    """The numbers, from 0, of the lines that YAML ends where no editor does."""
    if not any(mark in text for mark in _YAML_ONLY):
        return []
    return [n for n, found in enumerate(_BREAK.finditer(text)) if found[0] in _YAML_ONLY]


class _Builder:
    """Builds entries from parser events with its own stack, so that no depth can overflow."""

    def __init__(self, file: str, problems: list[Problem], unseen: list[int]) -> None:
        self._file = file
        self._problems = problems
        self._unseen = unseen
        self._open: list[Node] = []
        self._keys: list[Node | None] = []  # for each open mapping, the key that waits for a value
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self._values = 0  # in this entry
        self._written = 0  # values in this file that are no aliases
        self._repeated = 0  # what aliases added in this file

    def say(self, line: int, message: str) -> None:
        """Note a problem of this file."""
        self._problems.append(Problem(self._file, line, message))

    def line(self, yaml_line: int) -> int:
        """The line from 1 as an editor counts it, for a line from 0 as YAML does."""
        return yaml_line + 1 - bisect_left(self._unseen, yaml_line)

    def take(self, event: Any) -> Node | None:
        """Take the parser's next event; returns an entry when one is complete."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            nothing = event.value in _NOTHING and event.implicit[0] and not self._at_key()
            return self._place(self._new("" if nothing else event.value, event))
        if kind is yaml.MappingStartEvent:
            self._start(self._new({}, event))
        elif kind is yaml.SequenceStartEvent:
            self._start(self._new([], event))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            return self._end()
        elif kind is yaml.AliasEvent:
            return self._place(self._alias(event.anchor, self.line(event.start_mark.line)))
        elif kind is yaml.DocumentStartEvent:
            self._anchors = {}
            self._documents += 1
            if self._documents > MAX_DOCUMENTS:
                line = self.line(event.start_mark.line)
                raise _RefusedError(line, f"a file may hold {MAX_DOCUMENTS:,} documents at most")
        return None

    def _at_key(self) -> bool:
        return bool(self._open) and type(self._open[-1].value) is dict and self._keys[-1] is None

    def _new(self, value: Value, event: Any) -> Node:
        line = event.start_mark.line
        node = Node(value, self.line(line) if self._unseen else line + 1)
        if event.tag is not None and event.tag != "!":
            self.say(node.line, f"tags are not allowed: {shorten(str(event.tag))}")
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        if type(value) is str and not value.isascii() and (bad := _NONCHARACTERS.search(value)):
            message = f"U+{ord(bad[0]):04X} is no character that a text may have; take it out"
            self.say(node.line, message)
        self._written += 1
        self._values += 1
        if self._values > MAX_VALUES:
            self._refuse_large(node.line)
        return node

    def _refuse_large(self, line: int) -> None:
        raise _RefusedError(line, f"a record may hold {MAX_VALUES:,} values at most")

    def _alias(self, anchor: str, line: int) -> Node:
        node = self._anchors.get(anchor)
        if node is None:
            raise _RefusedError(line, f"alias {shorten('*' + anchor)} has no anchor")
        if any(node is outer for outer in self._open):
            raise _RefusedError(line, f"alias {shorten('*' + anchor)} contains itself")
        size = _size(node)
        self._repeated += size
        if self._repeated > min(MAX_REPEATED, REPEATED_FREE + REPEATED_SHARE * self._written):
            raise _RefusedError(line, "aliases repeat too much; write the values out")
        self._values += size
        if self._values > MAX_VALUES:
            self._refuse_large(line)
        return node

    def _start(self, node: Node) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(node.line, f"nested more than {MAX_DEPTH} deep")
        self._open.append(node)
        self._keys.append(None)

    def _end(self) -> Node | None:
        node = self._open.pop()
        self._keys.pop()
        if not self._open and type(node.value) is list:  # its entries are handed out already
            return None
        return self._place(node)

    def _place(self, node: Node) -> Node | None:
        outer = self._open
        if not outer:
            self._values = 0
            return node if node.value != "" else None
        parent = outer[-1].value
        if type(parent) is list:
            if len(outer) == 1:
                self._values = 0
                return node
            parent.append(node)
        elif type(parent) is dict:
            key = self._keys[-1]
            self._keys[-1] = node if key is None else None
            if key is not None:
                self._pair(outer[-1], parent, key, node)
        return None

    def _pair(self, parent: Node, mapping: dict[str, Node], key: Node, node: Node) -> None:
        name = key.value
        if type(name) is not str:
            self.say(key.line, "a key must be a plain text")
        elif name in mapping:
            first = parent.key_lines[name]
            self.say(key.line, f"the key {shorten(name)} stands twice (first on line {first})")
        else:
            name = sys.intern(name)  # a library has few names of fields, many times each
            mapping[name] = node
            parent.key_lines[name] = key.line


def _size(node: Node) -> int:
    """The values and keys in a node, aliases expanded, and one more for every 64 letters.

    Beyond MAX_REPEATED nothing is counted.
    """
    size, waiting = 0, [node]
    while waiting and size <= MAX_REPEATED:
        value = waiting.pop().value
        if isinstance(value, str):
            size += 1 + len(value) // 64
        elif isinstance(value, list):
            size += 1
            waiting += value
        else:
            size += 1 + sum(1 + len(key) // 64 for key in value)
            waiting += value.values()
    return size
