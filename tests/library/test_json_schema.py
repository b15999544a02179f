"""The JSON Schema that editors are given says what the program says."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import ROOT
from tests.library.test_schema_and_program import Core
from xiaomi_cli.library.json_schema import file_schema, schema_of
from xiaomi_cli.library.scaffold import scaffold
from xiaomi_cli.library.settings import FILES
from xiaomi_cli.model.records import KINDS

RECORDS = sorted([*ROOT.glob("data/*/*.yaml"), *ROOT.glob("seeds/*.yaml")])
OURS = sorted(
    path for folder in ("tests/exports/library", "data") for path in (ROOT / folder).rglob("*.yaml")
)
SCHEMAS = {name: schema_of(name) for name in FILES}
VALIDATOR = Draft202012Validator(file_schema())


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Core)


def test_the_schema_is_a_valid_one_and_the_file_is_its_copy() -> None:
    Draft202012Validator.check_schema(file_schema())
    kept = json.loads((ROOT / "data" / "schema.json").read_text(encoding="utf-8"))
    assert kept == file_schema(), "run: xiaomi schema > data/schema.json"


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.name}")
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


def test_an_editor_is_told_of_the_kind_that_the_id_names() -> None:
    figure = {"id": "figure/f", "title": "t", "summary": "s"}
    told = [error.message for error in VALIDATOR.iter_errors([figure])]
    assert "'points' is a required property" in told
    assert all(message.endswith("is a required property") for message in told)
