"""The JSON Schema that editors are given says what the program says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import ROOT
from xiaomi_cli.library.json_schema import (
    file_schema,
    glossary_schema,
    renamed_schema,
    settings_schema,
)
from xiaomi_cli.library.loader import File as LibraryFile
from xiaomi_cli.library.loader import Reader
from xiaomi_cli.library.scaffold import scaffold
from xiaomi_cli.model.records import KINDS

FILES = sorted([*ROOT.glob("data/*/*.yaml"), *ROOT.glob("seeds/*.yaml")])
OURS = sorted(
    path for folder in ("tests/exports/library", "data") for path in (ROOT / folder).rglob("*.yaml")
)
SCHEMAS = {
    "library.yaml": settings_schema(),
    "glossary.yaml": glossary_schema(),
    "renamed.yaml": renamed_schema(),
}
VALIDATOR = Draft202012Validator(file_schema())


class Core(yaml.CSafeLoader):
    """YAML as its version 1.2 reads it, which editors do: numbers, truths and nothing are typed."""


Core.yaml_implicit_resolvers = {}
for tag, form, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Core)


def test_the_schema_is_a_valid_one_and_the_file_is_its_copy() -> None:
    Draft202012Validator.check_schema(file_schema())
    kept = json.loads((ROOT / "data" / "schema.json").read_text(encoding="utf-8"))
    assert kept == file_schema(), "run: xiaomi schema > data/schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_names_the_schema_and_keeps_to_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == ROOT / "data" / "schema.json"
    assert [error.message for error in VALIDATOR.iter_errors(read(path))] == []


@pytest.mark.parametrize(
    "record",
    [
        {"id": "event/x", "title": "t", "summary": "s", "date": "2014", "type": "lunch"},
        {"id": "event/x", "title": "t", "summary": "s", "type": "launch"},
        {"id": "event/x", "title": "t", "summary": "s", "date": 2014, "type": "launch", "x": 1},
        {"id": "happening/x", "title": "t", "summary": "s"},
        {"id": "event/x", "kind": "event", "title": "t", "summary": "s", "date": "2014",
         "type": "launch"},
    ],
)  # fmt: skip
def test_what_the_program_refuses_the_schema_refuses(record: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid([record])


def test_every_kind_is_in_it() -> None:
    assert {struct.__name__ for struct in KINDS.values()} <= set(file_schema()["$defs"])


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_ours_keeps_to_the_schema_of_its_name(path: Path) -> None:
    schema = SCHEMAS.get(path.name, file_schema())
    tree = read(path)
    errors = Draft202012Validator(schema).iter_errors(tree)
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []


def test_a_new_library_keeps_to_the_schemas() -> None:
    for name, text in scaffold("Lamps", "lamps", "lamps").items():
        if name.endswith(".yaml"):
            schema = SCHEMAS.get(name, file_schema())
            tree = yaml.load(text, Loader=Core)
            errors = Draft202012Validator(schema).iter_errors(tree)
            assert [f"{name}: {error.message}" for error in errors] == []


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_the_files_that_hold_no_records_have_schemas(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


EVENT = {"id": "event/x", "title": "t", "summary": "s", "date": "2014", "type": "launch"}
WRITTEN = [
    "title: 1984", "title: 3.5", "title: true", "title: '14'", "title: ' '", "title: ''", "title:",
    "title: [a]", "aliases: x", "aliases: 15", "aliases: [15, b]", "aliases: ['']", "themes: x",
    "entities: company/x", "entities: [company/x]", "entities: x y", "see: event/y", "cite: page",
    "cite: report¶12-15", "cite: report¶0", "cite: [report 12]", "cite: ' '", "date: 2014",
    "date: 2014-05", "date: '2014~'", "date: 201X", "date: 2020-13-45", "date: yes", "date: 14",
    "date: 2014/..", "date: 2025-33", "date: May 2014", "major: true", "major: 'true'",
    "major: yes", "major: 1", "type: lunch", "nonsense: 1", "id: event/X", "id: happening/x",
    "id: event", "claims: [{text: x, cite: page}]", "claims: [{text: x}]", "claims: x",
    "claims: [{text: ' ', cite: page}]",
]  # fmt: skip


@pytest.mark.parametrize("line", WRITTEN)
def test_the_program_and_the_schema_are_of_one_mind(line: str) -> None:
    record = {**EVENT, **yaml.load(line, Loader=yaml.BaseLoader)}
    kept = {name: value for name, value in EVENT.items() if record[name] is value}
    text = yaml.dump(kept) + line
    reader = Reader()
    list(reader.parse(LibraryFile("a.yaml", Path("a.yaml"), "a.yaml"), text.encode()))
    told = [error.message for error in VALIDATOR.iter_errors(yaml.load(text, Loader=Core))]
    assert bool(told) == bool(reader.problems), (told, reader.problems)


def test_an_editor_is_told_of_the_kind_that_the_id_names() -> None:
    figure = {"id": "figure/f", "title": "t", "summary": "s"}
    told = [error.message for error in VALIDATOR.iter_errors([figure])]
    assert "'points' is a required property" in told
    assert all(message.endswith("is a required property") for message in told)
