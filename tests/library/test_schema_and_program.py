"""The JSON Schema and the program say the same of whatever is written in a field.

Two things no schema can say, and so they are not tried: what compares two parts of one text
(`2014/2013`, `page¶3-2`), and how a number was written that an editor has read already (`2e3`).
"""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

import pytest
import yaml
from jsonschema import Draft202012Validator

from xiaomi_cli.library.files import File as LibraryFile
from xiaomi_cli.library.json_schema import file_schema, schema_of
from xiaomi_cli.library.loader import Reader
from xiaomi_cli.library.settings import FILES

Steps: TypeAlias = "tuple[str | int, ...]"


class Core(yaml.CSafeLoader):
    """YAML as its version 1.2 reads it, which editors do: numbers, truths and nothing are typed."""


def _integer(loader: Core, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, 0 if text.startswith(("0o", "0x")) else 10)


Core.yaml_implicit_resolvers = {}
Core.add_constructor("tag:yaml.org,2002:int", _integer)
for tag, form, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+0123456789."),
    ("float", r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+."),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), list(first))

CLAIM: dict[str, Any] = {"text": "x", "cite": "page"}
NAMED: dict[str, Any] = {"title": "t", "summary": "s"}
# A record of each kind in which each part stands once.
RECORDS: dict[str, dict[str, Any]] = {
    "framework": {**NAMED, "form": "list",
                  "tensions": [{"title": "a", "text": "b", "sides": [CLAIM, CLAIM]}]},
    "principle": {**NAMED, "cases": [CLAIM]},
    "event": {**NAMED, "date": "2014", "type": "launch",
              "claims": [{**CLAIM, "quantities": [{"measure": "m", "value": "1"}]}]},
    "company": {**NAMED, "dimensions": {"d": [CLAIM]}},
    "person": NAMED,
    "product": NAMED,
    "figure": {**NAMED, "measure": "m",
               "points": [{"value": "1", "basis": "reported", "cite": "page"}]},
    "lesson": NAMED,
    "risk": NAMED,
    "promise": {**NAMED, "by": "A", "made": "2014", "outcome": "open", "claims": [CLAIM]},
    "dispute": {"title": "t", "question": "q", "verdict": "v", "consequence": "low",
                "positions": [{"at": "event/x#a", "says": "a"},
                              {**CLAIM, "holder": "A", "says": "b"}]},
    "source": {**NAMED, "type": "page", "voice": "press",
               "outline": [{"n": "1", "head": "h", "print": "p"}]},
}  # fmt: skip
PARTS = {"claims": "Claim", "cases": "Claim", "d": "Claim", "sides": "Claim", "points": "Point",
         "tensions": "Tension", "positions": "Position", "quantities": "Quantity",
         "outline": "Paragraph"}  # fmt: skip
DERIVED = ("kind", "origin", "contested", "disputes", "home", "nonsense")
SCHEMA = file_schema()
OTHERS = {name: schema_of(name) for name in FILES}
ONE = {  # of a record alone: its schema of the file without the choice by id
    kind: {"$ref": f"#/$defs/{kind.capitalize()}", "$defs": SCHEMA["$defs"]} for kind in RECORDS
}
VALIDATORS = {
    name: Draft202012Validator(schema) for name, schema in {**OTHERS, **ONE, "": SCHEMA}.items()
}

NOTHING = ["", "~", "null", "Null", "'null'", "''", "' '", r'"\t"', r'"\u3000"']
NUMBERS = ["0", "14", "-1", "007", "1984", "999", "10000", "1.5", "+1.5", ".5",
           "'14'", "'1.5'", "'-1'", "1_000", "12:30", "1234567890", "9" * 30, "１２", "'１２'", ".inf",
           "-.inf"]  # fmt: skip
TRUTHS = ["true", "false", "True", "FALSE", "yes", "NO", "'true'", "'True'", "tRUE"]
LISTS = ["[]", "[a]", "[a, b]", "[1, 2]", "[true]", "[null]", "[~, a]", "['']", "[' ', a]", "[[a]]",
         "[[]]", "[{}]", "[[[[[[a]]]]]]", f"[{', '.join('a' * 101)}]", "[{text: x, cite: page}]",
         "[event/x#a]", "[event/x]"]  # fmt: skip
MAPPINGS = ["{}", "{a: b}", "{a: [b]}", "{a: {b: c}}", "{'': []}", "{' ': []}", "{1: []}",
            "{a: null}", "{a: ''}", "{a: []}", "{a: [{text: x, cite: page}]}", "{a: event/x#a}",
            "{a: [event/x#a]}", f"{{{'a' * 101}: []}}"]  # fmt: skip
NOTATIONS = ["a", "page", "Page", "page 1", "-page", "page-", "page--a", "page¶1", "page¶0",
             "page¶1-2", "page¶1234567", "event/x", "event/-x", "event/x-", f"event/{'x' * 95}",
             "event/x#a", "event/x#", "event/X#a", "event/x#a#b", "foo/x#a", "'event/x#A b'",
             f"event/x#{'a' * 193}", "CNY", "cny", "XXX", "CNYX", "lunch", "launch"]  # fmt: skip
DATES = ["2014-05", "2014-05-01", "2014-13", "2014-00", "2014-05-00", "2014-5", "2014-02-30",
         "2014-04-31", "2014-12-31", "2016-02-29", "2015-02-29", "1900-02-29", "2000-02-29",
         "2014/2015", "2014/..", "../2014", "2014/", "/2014", "/", "../..", "2014-05~/2015?",
         "2014~", "~2014", "201X", "20XX", "2XXX", "201X-05", "2025-33", "2025-37", "2025-21",
         "9999-24", "'[2010,2011]'", "'[2010, 2011]'", "'[2010]'", "'[2010..2012]'",
         "'[2010..2012,2014-05~]'", "'[..2010]'", "'[2010..]'", "'[2010..2011..2012]'",
         "'[2010/2011,2012]'", "'{2010,2011}'", "May 2014", "' 2014'", "2014-05-01T10:00:00",
         "Y12345"]  # fmt: skip
LENGTHS = ["x" * length for length in (41, 51, 57, 61, 81, 101, 121, 151, 201, 301, 401, 10_001)]
VALUES = [*NOTHING, *NUMBERS, *TRUTHS, *LISTS, *MAPPINGS, *NOTATIONS, *DATES, *LENGTHS,
          "𝒳" * 120, r'"a\nb"']  # fmt: skip


def differ(text: str, schema: str = "") -> str:
    """What one says of a file and the other does not, or nothing if they agree."""
    name = schema if schema in OTHERS else "a.yaml"
    reader = Reader()
    list(reader.parse(LibraryFile(name, name, name), text.encode()))
    valid = VALIDATORS[schema].is_valid(yaml.load(text, Loader=Core))
    if valid == (not reader.problems):
        return ""
    return "only the schema refuses it" if reader.problems == [] else reader.problems[0].message


def differing(record: dict[str, Any], steps: Steps, schema: str) -> dict[str, str]:
    """The values on which the two differ, if one stands in the field that steps lead to."""
    text = yaml.dump(_changed(record, steps, "@@"))
    found = {value: differ(text.replace("'@@'", value), schema) for value in VALUES}
    return {value: said for value, said in found.items() if said}


def _changed(record: dict[str, Any], steps: Steps, value: Any) -> dict[str, Any]:
    """A record with another value, or with none, in the field that steps lead to."""
    changed = copy.deepcopy(record)
    part: Any = changed
    for step in steps[:-1]:
        part = part[step]
    if value is None:
        del part[steps[-1]]
    else:
        part[steps[-1]] = value
    return changed


def components(value: Any, steps: Steps, component: str) -> Iterator[tuple[Steps, str]]:
    """Each part of a record that has fields, and what it is in the schema."""
    if component:
        yield steps, component
    for name, held in value.items():
        if isinstance(held, dict):
            yield from components(held, (*steps, name), "")
        elif isinstance(held, list):
            for number, entry in enumerate(held):
                yield from components(entry, (*steps, name, number), PARTS[name])


def fields() -> Iterator[tuple[str, Steps]]:
    """Fields of kinds and parts, one for each form that the schema gives a field."""
    seen = set()
    for kind, record in RECORDS.items():
        for steps, component in components(record, (), kind.capitalize()):
            for name, held in SCHEMA["$defs"][component]["properties"].items():
                form = (bool(steps), json.dumps({**held, "description": "", "examples": ""}))
                if form not in seen:
                    seen.add(form)
                    yield kind, (*steps, name)


def _cases() -> list[Any]:
    return [
        pytest.param(kind, steps, id=f"{kind}-{'.'.join(map(str, steps))}")
        for kind, steps in fields()
    ]


@pytest.mark.parametrize(("kind", "steps"), _cases())
def test_of_any_value_of_a_field(kind: str, steps: Steps) -> None:
    assert differing({"id": f"{kind}/x", **RECORDS[kind]}, steps, kind) == {}


@pytest.mark.parametrize("kind", RECORDS)
def test_of_a_record_that_lacks_a_field_or_has_another(kind: str) -> None:
    record = {"id": f"{kind}/x", **RECORDS[kind]}
    assert differ(yaml.dump(record)) == ""
    for steps, _ in components(record, (), kind.capitalize()):
        part: Any = record
        for step in steps:
            part = part[step]
        other = [_changed(record, (*steps, name), None) for name in part]
        other += [_changed(record, (*steps, name), "x") for name in DERIVED]
        assert [differ(yaml.dump(changed)) for changed in other if differ(yaml.dump(changed))] == []


@pytest.mark.parametrize("text", ["", "# none", "null", "[]", "{}", "[null]", "[{}]", "[[]]", "x",
                                  "[x]", "1", "{id: x}", "{id: [x]}", "{id: event}", "[[{}]]"])  # fmt: skip
def test_of_a_file_that_holds_anything(text: str) -> None:
    assert differ(text) == ""


ERA = {"slug": "a", "title": "b", "from": "2010", "to": "2014"}
SETTINGS: dict[str, Any] = {
    "eras": [ERA], "map": [{"title": "a", "frameworks": "framework/a"}],
    "turns": [{"event": "event/x", "says": "a"}], "try_these": [{"run": "a", "says": "b"}],
    "voices": [{"name": "a", "short": "b", "says": "c"}],
}  # fmt: skip


def _settings() -> list[Steps]:
    lists = {"eras": "EraFields", "map": "MapGroupFields", "turns": "TurnFields",
             "try_these": "Trial", "voices": "VoiceFields"}  # fmt: skip
    forms = OTHERS["library.yaml"]["$defs"]
    inner = [
        (name, 0, field) for name, held in lists.items() for field in forms[held]["properties"]
    ]
    return [*((name,) for name in OTHERS["library.yaml"]["properties"]), *inner, ("nonsense",)]


@pytest.mark.parametrize("steps", _settings(), ids=str)
def test_of_any_value_of_a_setting(steps: Steps) -> None:
    assert differing(SETTINGS, steps, "library.yaml") == {}


@pytest.mark.parametrize("name", ["glossary.yaml", "renamed.yaml"])
@pytest.mark.parametrize("key", ["a b", "event/old", "event/Old", "' '", "x" * 101, "'1'"])
def test_of_any_synonym_or_old_name(name: str, key: str) -> None:
    texts = [f"{key}: {value}" for value in VALUES]
    texts += [f"{key}: {{to: event/x, names: {value}}}" for value in VALUES]
    texts += ["", "# none", "null", "{}", "x", "1"]
    assert {text: found for text in texts if (found := differ(text, name))} == {}
