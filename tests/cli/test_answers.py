"""Every answer has the same options, and every form of it says the same."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.program import Call, Ended, in_process
from tests.kettles import KETTLES
from xiaomi_cli.cli.command_line import VALUED, command_named
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.help_pages import COMMANDS
from xiaomi_cli.cli.options import Asked

NO_ANSWERS = {"init", "outline", "validate", "verify", "schema", "config", "help", "site", "mcp"}
ANSWERS = [name for name in COMMANDS if name not in NO_ANSWERS]
QUESTIONS = [
    ["principle", "whistle"], ["show", "company/kettles"], ["compare", "kettles", "pots"],
    ["coverage"], ["today", "--date", "04-01"], ["timeline"], ["search", "kettle"], ["figure"],
    ["figure", "sold", "--growth"], ["figure", "--doubtful"], ["principle", "whistle", "--against"],
    ["show", "framework/heat#fast"], ["promise"], [],
]  # fmt: skip


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Call:
    """The program on the kettles."""

    def call(*arguments: str | Path) -> Ended:
        return in_process(capsys, ["--data", str(KETTLES), *map(str, arguments)])

    return call


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_has_the_same_options(bare: Call, name: str) -> None:
    shown = bare(name, "--help").out
    declared = [Asked.__annotations__[name].__metadata__[0] for name in Asked._field_defaults]
    options = [(info.default, *info.param_decls)[-1] for info in declared]
    assert all(re.search(rf"{option}\b", shown) for option in options)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_option_that_takes_a_value_may_stand_before_the_command(name: str) -> None:
    options = [p for p in command_named(name).params if p.param_type_name == "option"]
    left = {opt for p in options if not p.is_flag for opt in p.opts} - VALUED
    assert not left, "options that take a value are named in VALUED in cli/command_line.py"
    assert not {opt for p in options if p.is_flag for opt in p.opts} & VALUED


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_an_answer_has_every_form(ask: Call, question: list[str], tmp_path: Path) -> None:
    assert ask(*question).code == Exit.FOUND
    json.loads(ask(*question, "--json").out)
    assert all("\t" in line for line in ask(*question, "--plain").out.splitlines())
    memo = tmp_path / "memo.md"
    ended = ask(*question, "-o", memo)
    assert (ended.code, ended.out) == (Exit.FOUND, "")
    assert memo.read_text(encoding="utf-8").lstrip().startswith("# ")
    rows = list(csv.reader(ask(*question, "--format", "csv").out.splitlines()))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("question", [["compare", "kettles", "pots"], ["coverage"]], ids=" ".join)
def test_what_is_no_record_goes_into_no_format_of_records(ask: Call, question: list[str]) -> None:
    ended = ask(*question, "--format", "bibtex")
    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert "expected one of: md, csv, json" in ended.err


@pytest.mark.parametrize("question", [["principle"], ["promise"], ["timeline"], ["figure"]])
def test_a_list_is_cut_and_says_so(ask: Call, question: list[str]) -> None:
    if question == ["figure"]:
        assert ask(*question, "--limit", "1").err == ""
        return
    ended = ask(*question, "--limit", "1", "--plain")
    assert ended.out.count("\n") == 1
    assert "--limit 0 shows all" in ended.err
    assert ask(*question, "--limit", "0", "--plain").err == ""


def test_against_gathers_each_once_the_strongest_first(ask: Call) -> None:
    found = json.loads(ask("principle", "whistle", "--against", "--json").out)["against"]
    assert [(o["group"], o["text"]) for o in found] == [
        ("Counter-evidence", "Neighbours complained k18."),
        ("Counter-evidence", "The whistle was a fad k22."),
        ("Promises broken", "Only ten shops had opened k18."),
        ("Risks", "Hot handles burn k18."),
    ]
    heat = json.loads(ask("framework", "heat", "--against", "--json").out)["against"]
    assert [o["group"] for o in heat] == ["Tensions", "Nearby", "Nearby"]


def test_growth_is_over_reported_values_of_one_definition(ask: Call) -> None:
    found = json.loads(ask("figure", "sold", "--growth", "--json").out)
    assert (found["from"], found["to"], found["yearly"]) == (2014, 2018, 0.2)
    assert "3 reported values of one definition" in found["basis"]
    part = json.loads(ask("figure", "sold", "--growth", "--to", "2016", "--json").out)
    assert (part["to"], part["yearly"]) == (2016, 0.2)
    assert ask("figure", "sold", "--growth", "--to", "2014").code == Exit.NOTHING


def test_doubtful_numbers_stand_with_their_warning(ask: Call) -> None:
    found = json.loads(ask("figure", "--doubtful", "--json").out)
    assert [(d["period"], d["warning"]) for d in found] == [
        ("2016", "‡ others say 140 k18"),
        ("2015", "superseded: Raised in 2018 k18."),
        ("2017", "a claim by Ann Whistle, no reported result"),
    ]
    assert ask("figure", "--doubtful", "--as-of", "2016").code == Exit.NOTHING
    shown = ask("figure", "--doubtful", "--limit", "1").out
    assert "warning  1 of 2\n" in shown
    assert "Kettles sold, 2016: 144 kettles\n    quote instead: Nobody can say k18." in shown


def test_the_csv_of_a_figure_is_lean_unless_all_is_asked_for(ask: Call) -> None:
    lean = ask("figure", "sold", "--format", "csv").out.splitlines()
    assert lean[0] == "figure,period,value,unit,currency,basis,status,source"
    assert lean[1] == "figure/kettles-sold,2014,100,kettles,,reported,current,gazette-2015"
    full = ask("figure", "sold", "--format", "csv", "--full").out.splitlines()
    assert {*lean[0].split(",")} < {*full[0].split(",")}
    assert len(full) == len(lean)


LEDGER = [
    (["--overdue"], []),
    (["--overdue", "--as-of", "2015"], ["promise/hundred-shops"]),
    (["--outcome", "missed"], ["promise/hundred-shops"]),
    (["--outcome", "kept"], ["promise/cool-handle"]),
    (["--undated"], ["promise/better-lid", "promise/softer-whistle"]),
    (["2030"], ["promise/cool-handle"]),
]


@pytest.mark.parametrize(("options", "ids"), LEDGER, ids=str)
def test_promises_are_told_apart(ask: Call, options: list[str], ids: list[str]) -> None:
    ended = ask("promise", *options, "--plain")
    assert {line.partition("\t")[0] for line in ended.out.splitlines()} == set(ids)
    assert ended.code == (Exit.FOUND if ids else Exit.NOTHING)
