"""Writes docs/reference/ from the program: `python -m docs.write_reference`.

Commands, options, examples and help topics come from the command line itself, the shapes of JSON
documents from what the commands print, the fields of records from `xiaomi schema`.
"""

import json
import re
import shlex
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from tests.cli.transcripts import run
from xiaomi_cli.cli.command_line import command_named
from xiaomi_cli.cli.commands import START
from xiaomi_cli.cli.help_pages import (
    COMMANDS,
    SECTIONS,
    TOPICS,
    Example,
    Part,
    Rows,
    parameters,
    parts,
    text_of,
    topic_parts,
)
from xiaomi_cli.cli.session import Session
from xiaomi_cli.library.json_schema import file_schema
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.verification.verify import Report

FOLDER = Path(__file__).parent / "reference"
MADE = "<!-- Made by docs/write_reference.py from the program; changes here would be lost. -->\n"

# The documents that --json prints, and a command that shows each.
DOCUMENTS = {
    "One record": "principle speed --json",
    "One statement": "show principle/speed#four-speeds --json",
    "A list": "lesson --json",
    "Search": "search lidar --limit 2 --explain --json",
    "Compare": "compare apple xiaomi --json",
    "The other side of an idea": "principle speed --against --json",
    "Growth": "figure revenue --growth --json",
    "Doubtful numbers": "figure --doubtful --limit 2 --json",
    "Start page": "--json",
    "Coverage": "coverage --json",
    "Verification": "",  # of the reader's own copies, which nobody else has
    "Configuration": "config --json",
}
LISTS = ("export", "timeline", "today")
ANSWERS = {
    "show": "One record", "search": "Search", "compare": "Compare", "coverage": "Coverage",
    "verify": "Verification", "config": "Configuration", "export": "A list",
}  # fmt: skip
HOLDS = """\
## What holds for all

- A record always has `kind`, `id`, `title` and `summary`. Empty fields and defaults are left
  out of records and their statements: a statement without `type` is a fact, without `status`
  current, without `confidence` of high confidence, a value without `scale` counts ones.
- A date is EDTF text, as in `2016-05` or `2021~`; see `xiaomi help dates`. A value is a number
  with the digits of its source; its `scale` stands beside it, the `unit` or `currency` in the
  figure.
- `cite` is a list of texts, `name¶3`, `name¶3-5` or the name of a page; `source/name` is the
  id of that source.
- A statement that is drawn in from another record is given whole, and `home` is its address;
  `xiaomi show ADDRESS` shows it there. A position of a dispute has that address as `at`.
- `contested` stands on a statement, a value or (by field, as in `contested.date`) a record
  that a dispute points to: the dispute, what this value says, and what the others say.
- `disputes`, `part_of` and `lessons` are found by the program from what points to a record;
  `origin` is the folder of your own that a record is from, and is missing in ours.
- With `--as-of`, `--published-by` and `--seeds-only`, statements that cannot be seen are left out;
  for a summary that cannot be seen stands the first statement that can.
- There is no NaN and no infinity. The text is UTF-8, and has escapes instead where standard
  output is in another encoding. The same library gives the same bytes.
- If nothing is found, lists print `[]`, a search prints its document without hits, and one
  record prints nothing; the exit code is 1. An unknown or ambiguous name prints nothing and
  ends with 2. See `xiaomi help exit-codes`.

Below, each document is shown by its shape: `text`, `number` and `true/false` stand for
values, `…` for more of the same. The fields of records are listed in
[Fields of a record](fields.md), and `xiaomi schema` has them as JSON Schema.
"""
Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"


def pages() -> dict[str, str]:
    """The text of each reference page by its file's name."""
    made = {"commands.md": _commands, "topics.md": _topics, "json.md": _json, "fields.md": _fields}
    return {name: MADE + "\n" + "\n".join(page()) + "\n" for name, page in made.items()}


def _commands() -> Iterator[str]:
    yield "# Commands\n"
    yield "Options before the command hold for every command; those after it are its own.\n"
    for heading, table in SECTIONS.items():
        yield from (f"**{heading}**\n", "| command | |", "| --- | --- |")
        yield from (f"| [`{n}`](#{n}) | {_cell(text.says)} |" for n, text in table.items())
        yield ""
    for name in (START, *COMMANDS):
        yield from _help(name)


def _help(name: str) -> Iterator[str]:
    """How a command is called, what its help says, then its options, then its examples."""
    usage, arguments, options = parameters(name)
    yield f"## {'xiaomi' if name == START else name}\n\n```text\n{usage}\n```\n"
    *told, _, examples = parts(text_of(name))
    for part in told:
        yield from (*_written(part), "")
    yield from ("| option | |", "| --- | --- |")
    yield from (f"| `{term}` | {_cell(says)} |" for term, says in arguments + options)
    assert isinstance(examples, Example)
    yield from ("", "```sh", *examples.lines, "```", "")


def _written(part: Part) -> Iterator[str]:
    if isinstance(part, Rows):
        yield from ("| | |", "| --- | --- |")
        yield from (f"| `{term}` | {_cell(says)} |" for term, says in part.rows)
    elif isinstance(part, Example):
        yield from ("```text", *part.lines, "```")
    else:
        yield _cell(part)


def _topics() -> Iterator[str]:
    yield "# Help topics\n"
    yield "The same texts as `xiaomi help TOPIC` and the man page, `xiaomi help --man`."
    session = Session()
    for name, topic in TOPICS.items():
        yield f"\n## {name}\n\n*{topic.says}*"
        for part in topic_parts(name, session):
            yield from ("", *_written(part))


def _json() -> Iterator[str]:
    yield "# JSON\n"
    yield cleandoc(
        """
        `--json` prints one document on standard output and nothing else; notes and errors go to
        standard error. Names of fields are part of the interface and change only with a new major
        version; fields may be added, so read what you know and pass over the rest.
        """
    )
    yield "\n| command | document |\n| --- | --- |"
    yield from (f"| `{name}` | {_document_of(name)} |" for name in _with_json())
    yield f"\n{HOLDS}"
    for title, command in DOCUMENTS.items():
        shape = _shape(json.loads(run(shlex.split(command)).stdout)) if command else _report()
        shown = f"`xiaomi {command or 'verify --against DIR --json'}`"
        yield f"\n## {title}\n\n{shown}\n\n```text\n{_drawn(shape)}\n```"


def _with_json() -> Iterator[str]:
    """The commands that have --json."""
    for name in COMMANDS:
        if any("--json" in param.opts for param in command_named(name).params):
            yield name


def _document_of(name: str) -> str:
    if name in LISTS:
        titles = ["A list"]
    elif name in ANSWERS:
        titles = [ANSWERS[name]]
    else:  # a kind: the list, or the one that is named
        assert name in KINDS, f"say in docs/write_reference.py what {name} --json prints"
        titles = ["A list", "One record"]
    return ", ".join(f"[{title}](#{title.lower().replace(' ', '-')})" for title in titles)


def _report() -> Shape:
    """The document of `verify`, by the types that it is made of."""
    problem: Shape = {name: _named(held) for name, held in Problem.__annotations__.items()}
    held_by = Report.__annotations__
    return {n: [problem] if n == "problems" else _named(held_by[n]) for n in held_by}


def _named(held: object) -> Shape:
    return ["text"] if held == list[str] else "number" if held is int else "text"


def _shape(value: object) -> Shape:
    """What kind of JSON a value is; the entries of an array are one shape with all their fields."""
    if isinstance(value, bool):
        return "true/false"
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        found: Shape = {}
        for entry in map(_shape, value):
            found = _both(found, entry)
        return [found] if value else []
    return "text" if isinstance(value, str) else "number"


def _both(one: Shape, other: Shape) -> Shape:
    if isinstance(one, dict) and isinstance(other, dict):
        return {name: _both(one.get(name, {}), shape) for name, shape in (one | other).items()}
    if isinstance(one, list) and isinstance(other, list):
        return [_both(one[0], other[0])] if one and other else one or other
    return other or one


def _drawn(shape: Shape, margin: str = "") -> str:
    deeper = margin + "  "
    if isinstance(shape, list):
        return f"[{_drawn(shape[0], margin)}, …]" if shape else "[]"
    if not isinstance(shape, dict):
        return shape
    if len(shape) > 8 and all(inner == "number" for inner in shape.values()):  # its keys are data
        return f'{{"{next(iter(shape))}": number, …}}'
    inner = ",\n".join(f'{deeper}"{n}": {_drawn(s, deeper)}' for n, s in shape.items())
    return f"{{\n{inner}\n{margin}}}"


def _fields() -> Iterator[str]:
    yield "# Fields of a record\n"
    yield cleandoc(
        """
        As they are written in a library's files; `xiaomi schema` prints the same as JSON Schema.
        With `--json` a record has its `kind` as well, and what the program finds out; see
        [JSON](json.md#what-holds-for-all). What the fields are for stands in
        [Schema](../schema.md).
        """
    )
    _, components = msgspec.json.schema_components(list(KINDS.values()))
    for name, found in file_schema()["$defs"].items():
        if name == "Record":
            continue
        yield f"\n## {name}\n\n{found['description']}\n"
        yield from ("| field | holds | if left out |", "| --- | --- | --- |")
        for field, written in found["properties"].items():
            schema = written if field == "id" else components[name]["properties"][field]
            left_out = "**needed**" if field in found["required"] else _default(schema)
            alone = "source¶paragraph or " if field == "cite" else ""
            yield f"| `{field}` | {alone}{_holds(schema)} | {left_out} |"


def _default(schema: dict[str, Any]) -> str:
    return f"`{schema['default']}`" if schema.get("default") else "empty"


def _holds(schema: dict[str, Any]) -> str:
    """The type of a field in words."""
    if ref := schema.get("$ref"):
        name = ref.rpartition("/")[2]
        statement = "[Claim](#claim) or the address of one"
        return statement if name == "Claim" else f"[{name}](#{name.lower()})"
    if options := schema.get("anyOf"):
        return " or ".join(_holds(option) for option in options if option.get("type") != "null")
    if values := schema.get("enum"):
        return ", ".join(f"`{value}`" for value in values if value is not None)
    if schema.get("type") == "array":
        return f"list of {_holds(schema['items'])}"
    if schema.get("type") == "object":
        return f"map to {_holds(schema.get('additionalProperties') or {})}"
    types = "number" if schema.get("format") == "decimal" else schema.get("type", "anything")
    words = {"string": "text", "boolean": "`true` or `false`", "integer": "whole number"}
    called = [words.get(name, name) for name in ([types] if isinstance(types, str) else types)]
    limit = f", at most {schema['maxLength']} characters" if "maxLength" in schema else ""
    pattern = f" like `{schema['pattern']}`" if "pattern" in schema else ""
    return f"{schema.get('description', ' or '.join(called))}{limit or pattern}"


def _cell(text: str) -> str:
    """Plain text where Markdown would see a table's border, emphasis or HTML."""
    return re.sub(r"([*_<>\[\]|])", r"\\\1", text)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file_name, page in pages().items():
        (FOLDER / file_name).write_text(page, encoding="utf-8")
