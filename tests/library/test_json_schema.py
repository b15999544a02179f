"""The JSON Schema that editors are given says what the program says."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import ROOT
from xiaomi_cli.library.json_schema import file_schema
from xiaomi_cli.model.records import KINDS

FILES = sorted([*ROOT.glob("data/*/*.yaml"), *ROOT.glob("seeds/*.yaml")])
VALIDATOR = Draft202012Validator(file_schema())


def numbered(value: Any, key: str = "") -> Any:
    """A tree of texts with its integers and truths typed, as YAML 1.2 would."""
    if isinstance(value, dict):
        return {name: numbered(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [numbered(entry, key) for entry in value]
    if key in {"n", "first", "last"}:
        return int(value)
    return {"true": True, "false": False}.get(value, value)


def read(path: Path) -> Any:
    return numbered(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


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
