"""Which format, width and colours an answer has, and where."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Call, environment, process, terminal
from xiaomi_cli.cli.exit_codes import Exit

ESC = "\x1b"
FORMS = [["search", "lamp"], ["coverage", "--json"], ["promise", "--plain"]]
QUERIES = [["timeline"], ["principle"], ["principle", "open price"],
           ["search", "lamp"],
           ["show", "lantern"], ["promise"], ["promise", "repairable"], ["today", "--date", "03-01"],
           ["lesson"], ["figure"], ["source"], ["dispute"]]  # fmt: skip


@pytest.mark.parametrize("arguments", QUERIES, ids=" ".join)
def test_plain_is_one_record_a_line_with_five_fields(xiaomi: Call, arguments: list[str]) -> None:
    ended = xiaomi(*arguments, "--plain")
    assert (ended.code, ended.err) == (Exit.FOUND, "")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert rows
    assert all(len(row) == 5 for row in rows)
    assert all(row[0].startswith(f"{row[1]}/") and row[3] and row[4] for row in rows)


@pytest.mark.parametrize("arguments", QUERIES, ids=" ".join)
def test_plain_and_json_hold_the_same_records_in_the_same_order(
    xiaomi: Call, arguments: list[str]
) -> None:
    found = json.loads(xiaomi(*arguments, "--json").out)
    records = found.get("hits", [found]) if isinstance(found, dict) else found
    lines = xiaomi(*arguments, "--plain").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [record["id"] for record in records]


def test_plain_gives_the_date_as_edtf(xiaomi: Call) -> None:
    fields = [line.split("\t") for line in xiaomi("timeline", "--plain").out.splitlines()]
    assert [row[2] for row in fields] == ["2020-03-01", "2021-01-15"]
    assert xiaomi("lesson", "--plain").out.split("\t")[2] == ""


def test_plain_escapes_what_would_break_a_line(tmp_path: Path, bare: Call) -> None:
    (tmp_path / "one.yaml").write_text(
        '- id: lesson/odd\n  title: "a\\tb"\n  summary: "c\\nd\\\\e"\n', encoding="utf-8"
    )
    ended = bare("--data", tmp_path, "lesson", "--plain")
    assert ended.out == "lesson/odd\tlesson\t\ta\\tb\tc d\\\\e\n"


def test_a_limit_is_announced_and_lifted(xiaomi: Call) -> None:
    for command, total in ((["timeline"], "of 2 events"), (["search", "lamp"], "hits")):
        ended = xiaomi(*command, "--limit", "1", "--plain")
        assert ended.out.count("\n") == 1
        assert total in ended.err
        assert "--limit 0 shows all" in ended.err
        assert xiaomi(*command, "--limit", "0", "--plain").err == ""


COLOURED = [
    ({}, [], True),
    ({"NO_COLOR": "1"}, [], False),
    ({"XIAOMI_NO_COLOR": "1"}, [], False),
    ({"TERM": "dumb"}, [], False),
    ({"TERM": "dumb", "FORCE_COLOR": "1"}, [], False),
    ({"NO_COLOR": ""}, [], True),
    ({}, ["--color=never"], False),
    ({"NO_COLOR": "1"}, ["--color=always"], True),
]


@pytest.mark.parametrize(("changes", "flags", "coloured"), COLOURED, ids=str)
def test_a_terminal_has_colour_unless_somebody_minds(
    lamps: Path, changes: dict[str, str], flags: list[str], coloured: bool
) -> None:
    ended = terminal("--data", lamps, *flags, "timeline", changes=changes)
    assert ended.code == Exit.FOUND
    assert (ESC in ended.out) is coloured


PIPED = [
    ({}, [], False),
    ({"FORCE_COLOR": "1"}, [], True),
    ({"FORCE_COLOR": "0"}, [], False),
    ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
    ({}, ["--color=always"], True),
    ({"FORCE_COLOR": "1"}, ["--color=never"], False),
    ({"FORCE_COLOR": "1"}, ["--color=auto"], False),
]


@pytest.mark.parametrize(("changes", "flags", "coloured"), PIPED, ids=str)
def test_a_pipe_has_colour_only_on_demand(
    xiaomi: Call, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], flags: list[str],
    coloured: bool,
) -> None:  # fmt: skip
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    assert (ESC in xiaomi(*flags, "timeline").out) is coloured
    assert (ESC in xiaomi("timeline", *flags).out) is coloured


@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_text_for_programs_has_no_colour_even_on_demand(
    xiaomi: Call, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ESC not in xiaomi("--color=always", "timeline", form).out


def test_a_width_is_kept_and_a_pipe_is_not_broken(
    xiaomi: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert max(map(len, xiaomi("dispute", "cost").out.splitlines())) > 80
    for columns in ("20", "33", "80"):
        monkeypatch.setenv("COLUMNS", columns)
        lines = xiaomi("dispute", "cost").out.splitlines()
        assert max(map(len, lines)) <= int(columns)


def test_a_width_in_the_configuration_is_for_terminals_alone(
    xiaomi: Call, no_configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = xiaomi("dispute", "cost").out
    no_configuration.write_text("width = 50", encoding="utf-8")
    assert xiaomi("dispute", "cost").out == plain
    monkeypatch.setattr("xiaomi_cli.cli.output.on_terminal", lambda: True)
    assert max(map(len, xiaomi("--color=never", "dispute", "cost").out.splitlines())) <= 50


@pytest.mark.parametrize("columns", ["0", "-5", "x", "", "٣"])
def test_an_odd_width_breaks_and_bloats_nothing(
    xiaomi: Call, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    plain = xiaomi("dispute", "cost").out
    monkeypatch.setenv("COLUMNS", columns)
    assert xiaomi("dispute", "cost").out == plain
    monkeypatch.setenv("COLUMNS", "9" * 5000)
    assert len(xiaomi("dispute", "cost").out) < 2 * len(plain)


@pytest.mark.parametrize("arguments", FORMS, ids=" ".join)
def test_the_same_question_gives_the_same_bytes(lamps: Path, arguments: list[str]) -> None:
    ends = [
        process("--data", lamps, *arguments, env=environment(PYTHONHASHSEED=seed, TZ=zone)).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert ends[0] == ends[1]
