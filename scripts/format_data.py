"""Writes the files of a library in one style: `make format`, and with --check for `make lint`.

One blank line between records; the fields of a record, a statement, a point in the order of their
struct; statements one field a line; lists of ids and citations on one line where they fit; points,
quantities and outlines as rows; no line over 100 columns that a blank could break. Comments stay.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import yaml
from msgspec import inspect
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.compat import ordereddict
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    ScalarEvent,
)
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from xiaomi_cli.library.settings import GLOSSARY, SETTINGS, Settings
from xiaomi_cli.model.records import KINDS

WIDTH = 100
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
ROWS = {"Point", "Quantity", "Paragraph", "Era", "Trial"}  # structs that are written {a: b, c: d}
LONG_LISTS = {"bears"}  # hundreds of short words, which would be as many lines
_BREAKABLE = re.compile("(?<=[^ ]) (?=[^ #])")
_TYPED = re.compile(
    r"[-+]?(\.?\d[\d_]*|\d+\.\d*)(e[-+]?\d+)?|true|false|null|yes|no|on|off|~|", re.I
)
_QUOTED = re.compile(r"^[:?]|[:?]$")
_ESCAPED = re.compile(r"[\\\"\n\x00-\x1f\x7f-\xa0\ufeff\ufffe\uffff]")
_INDICATORS = re.compile(r"^[-?:,\[\]{}#&*!|>'\"%@`]|: |:$| #|[,\[\]{}?]|^$")


class Texts(VersionedResolver):
    """Takes every scalar for text: `NO`, `010` and `2016-05` are no booleans, numbers or dates."""

    @property
    def versioned_resolver(self) -> dict[str, list[Any]]:
        """No pattern has a type."""
        return {}


class Wrapping(Emitter):
    """Breaks a line before the word or the entry that would pass the width; the original, after."""

    def need_more_events(self) -> bool:
        """Also look ahead to the end of a list or mapping that stands on one line."""
        if super().need_more_events():
            return True
        first = self.events[0]
        if self.flow_level or not isinstance(first, CollectionStartEvent) or not first.flow_style:
            return False
        return _span(self.events) is None

    def expect_flow_sequence_item(self) -> None:
        """An entry of a list that stands on one line."""
        self._break_before([self.event, *self.events], CollectionEndEvent)
        super().expect_flow_sequence_item()

    def expect_flow_mapping_key(self) -> None:
        """A key of a mapping that stands on one line, which its value follows."""
        self._break_before([self.event, *self.events], CollectionEndEvent, pair=True)
        super().expect_flow_mapping_key()

    def _break_before(self, events: list[Any], end: type, *, pair: bool = False) -> None:
        if isinstance(events[0], end):
            return
        size = _span(events) or 0
        if pair:
            size = len(events[0].value) + 2 + (_span(events[1:]) or 0)
        self.best_width = 0 if self.column + size + len(" },") > WIDTH else WIDTH

    def analyze_scalar(self, scalar: str) -> Any:
        """What forms a text may have: as libyaml reads YAML, which is the older."""
        analysis = super().analyze_scalar(scalar)
        if _QUOTED.search(scalar):
            analysis.allow_flow_plain = analysis.allow_block_plain = False
        return analysis

    def write_plain(self, text: str, split: bool = True) -> None:
        """A text without quotes."""
        self.best_width = 10**6
        for number, line in enumerate(self._lines(text, split)):
            if number:
                self.write_indent()
            super().write_plain(line, False)
        self.best_width = WIDTH

    def write_single_quoted(self, text: str, split: bool = True) -> None:
        """A text that is no plain one."""
        self._write_quoted("'", text.replace("'", "''"), split)

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """A text with an apostrophe in it."""
        if _ESCAPED.search(text):
            super().write_double_quoted(text, split)
        else:
            self._write_quoted('"', text, split)

    def _write_quoted(self, quote: str, text: str, split: bool) -> None:
        self.write_indicator(quote, True)
        for number, line in enumerate(self._lines(text, split)):
            if number:
                self.write_indent()
            self.stream.write(line)
            self.column += len(line)
            self.whitespace = self.indention = False
        self.write_indicator(quote, False)

    def _lines(self, text: str, split: bool) -> Iterator[str]:
        if not split or "\n" in text:
            yield text
            return
        line, column = "", self.column + 1
        for word in _BREAKABLE.split(text):
            if line and column + len(line) + 1 + len(word) > WIDTH - 1:
                yield line
                line, column = word, self.indent or 0
            else:
                line = f"{line} {word}" if line else word
        yield line


def _span(events: list[Any]) -> int | None:
    """The columns that the first value among the events takes, or None if it does not end."""
    depth = size = 0
    for event in events:
        if isinstance(event, CollectionStartEvent):
            depth, size = depth + 1, size + 1
        elif isinstance(event, CollectionEndEvent):
            depth, size = depth - 1, size - 1
        elif isinstance(event, ScalarEvent):
            size += columns(event.value) + 2  # what parts it from the next
        if not depth:
            return size if isinstance(event, CollectionEndEvent) else size - 2
    return None


def columns(text: str) -> int:
    """At most how many columns a text takes, quotes included."""
    quoted = _INDICATORS.search(text) or _TYPED.fullmatch(text)
    return len(text) + (2 + text.count("'") if quoted else 0)


def notation() -> YAML:
    """YAML as a library is written in it: every scalar is text, and comments stay."""
    ruamel = YAML(typ="rt", pure=True)
    ruamel.Resolver = Texts
    ruamel.Emitter = Wrapping
    ruamel.width = WIDTH
    ruamel.indent(mapping=2, sequence=2, offset=0)
    ruamel.allow_unicode = True
    return ruamel


def formatted(text: str, name: str) -> str:
    """The content of a file called `name` in the style; what it says is the same."""
    content = notation().load(text)
    if content is None:  # comments alone
        return text
    if isinstance(content, CommentedSeq):
        for entry in content:
            _arrange(entry, _struct_of(entry), 2)
    else:
        _arrange(content, inspect.type_info(Settings) if name == SETTINGS else None, 0)
    stream = io.StringIO()
    notation().dump(content, stream)
    result = _spaced(stream.getvalue(), apart=name not in {SETTINGS, GLOSSARY})
    if _said(result) != _said(text):
        raise ValueError(f"{name}: the style would change what it says; please mend by hand")
    return result


def _said(text: str) -> Any:
    """A file without comments, the order of fields, and how its texts are broken into lines."""
    return yaml.load(text, Loader=_Loader)


def _struct_of(entry: Any) -> Any:
    kind = str(entry.get("id", "")).partition("/")[0] if isinstance(entry, dict) else ""
    return inspect.type_info(KINDS[kind]) if kind in KINDS else None


def _arrange(value: Any, shape: Any, indent: int) -> None:
    """Order the fields of a value of a type, and set what stands on one line.

    `indent`: the column at which the value's own lines start.
    """
    shape = _bare(shape)
    if isinstance(value, CommentedMap):
        _arrange_mapping(value, shape, indent)
    elif isinstance(value, CommentedSeq):
        item = getattr(shape, "item_type", None)
        for entry in value:
            _arrange(entry, item, indent + 2)


def _arrange_mapping(value: CommentedMap, shape: Any, indent: int) -> None:
    fields: dict[str, Any] = {}
    if isinstance(shape, inspect.StructType):
        fields = {field.encode_name: field.type for field in shape.fields}
        order = [name for name in fields if name in value]
        for name in [*order, *(name for name in value if name not in fields)]:
            value.move_to_end(name)
    anything = getattr(shape, "value_type", None)  # a mapping from any key to values of one type
    if isinstance(shape, inspect.StructType) and shape.cls.__name__ in ROWS:
        _on_one_line(value, fields)
        return
    value.fa.set_block_style()
    for name, entry in value.items():
        _rewrite(value, name, fields.get(name))
        _arrange(entry, fields.get(name, anything), indent + 2)
        if isinstance(entry, CommentedSeq):
            texts = [text for text in entry if isinstance(text, str)]
            fits = indent + len(name) + 4 + sum(columns(text) + 2 for text in texts) - 2 <= WIDTH
            statements = "struct" in _kind_of_items(fields.get(name, anything))
            words = name in LONG_LISTS or shape is None
            flow = len(texts) == len(entry) and not statements and (fits or words)
            if flow and not _has_comments(entry):
                entry.fa.set_flow_style()
            else:
                entry.fa.set_block_style()


def _kind_of_items(shape: Any) -> str:
    item = _bare(getattr(_bare(shape), "item_type", None))
    return "struct" if isinstance(item, inspect.StructType) else "other"


def _on_one_line(value: CommentedMap, fields: dict[str, Any]) -> None:
    for name, entry in value.items():
        _rewrite(value, name, fields.get(name))
        if isinstance(entry, CommentedSeq):
            entry.fa.set_flow_style()
    if _has_comments(value):
        value.fa.set_block_style()
    else:
        value.fa.set_flow_style()


def _rewrite(value: CommentedMap, name: str, shape: Any) -> None:
    """Choose the form of a text: plain, or in quotes where others would take it for a number."""
    entry = value[name]
    if isinstance(entry, str) and "\n" not in entry.rstrip("\n"):
        text = str(entry).rstrip("\n")
        form = SingleQuotedScalarString(text) if _misleads(text, shape) else text
        ordereddict.__setitem__(value, name, form)  # its own would keep the form that it had
    elif isinstance(entry, CommentedSeq):
        item = getattr(_bare(shape), "item_type", None)
        for number, text in enumerate(entry):
            if isinstance(text, str):
                entry[number] = SingleQuotedScalarString(text) if _misleads(text, item) else text


def _misleads(text: str, shape: Any) -> bool:
    dated = isinstance(shape, inspect.Metadata) and (shape.extra or {}).get("format") == "edtf"
    return isinstance(_bare(shape), inspect.StrType) and not dated and bool(_TYPED.fullmatch(text))


def _bare(shape: Any) -> Any:
    return shape.type if isinstance(shape, inspect.Metadata) else shape


def _has_comments(value: Any) -> bool:
    return bool(value.ca.items)


def _spaced(text: str, *, apart: bool) -> str:
    """One blank line between records, none elsewhere; no blanks at the ends of lines."""
    lines: list[str] = []
    for line in filter(None, map(str.rstrip, text.splitlines())):
        if apart and line.startswith("- ") and any(row.startswith("- ") for row in lines):
            place = len(lines)
            while lines[place - 1].startswith("#"):
                place -= 1
            lines.insert(place, "")
        lines.append(line)
    return "\n".join(lines) + "\n"


def files(paths: list[Path]) -> list[Path]:
    """Every YAML file that the paths name, or that stands below them."""
    found = (sorted(path.rglob("*.yaml")) if path.is_dir() else [path] for path in paths)
    return [file for some in found for file in some]


def restyled(path: Path) -> str:
    """The content that a file should have; nothing if it has it."""
    before = path.read_text(encoding="utf-8")
    after = formatted(before, path.name)
    return "" if after == before else after


def main() -> int:
    """Format files; the exit code of --check says whether one is not in style."""
    parser = argparse.ArgumentParser(description="Write the files of a library in one style.")
    parser.add_argument("paths", nargs="+", type=Path, help="files, or folders of them")
    parser.add_argument("--check", action="store_true", help="change nothing, name what would")
    parser.add_argument("--quiet", action="store_true", help="name no file that it writes")
    wishes = parser.parse_args()
    found = files(wishes.paths)
    with Pool() as pool:  # reading with comments takes ten seconds for a megabyte
        changed = [
            (p, text) for p, text in zip(found, pool.map(restyled, found), strict=True) if text
        ]
    for path, text in changed:
        if wishes.check:
            print(f"{path}: not in the style of the library; run: make format")
        else:
            path.write_text(text, encoding="utf-8")
            if not wishes.quiet:
                print(f"{path}: formatted")
    return int(wishes.check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
