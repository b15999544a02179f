"""`export`, `--format` and `-o`: the right bytes, to the right place, whole or not at all."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.cli.program import Call, Ended, environment, in_process, process, terminal
from tests.exports.conftest import LIBRARY
from tests.exports.golden import TEXTS, path_of
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.exports import FORMATS


@pytest.fixture
def acme(capsys: pytest.CaptureFixture[str]) -> Call:
    """The program on the tiny library that the golden files are of."""

    def call(*arguments: str | Path) -> Ended:
        return in_process(capsys, ["--data", str(LIBRARY), *map(str, arguments)])

    return call


def golden(name: str) -> str:
    return path_of(name).read_bytes().decode()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", TEXTS)
def test_a_format_goes_to_standard_output(acme: Call, name: str) -> None:
    assert acme("export", "--format", name) == (Exit.FOUND, golden(name), "")


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_names_its_format_and_gets_the_same_bytes(
    acme: Call, tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"acme{FORMATS[name].endings[-1].upper()}"
    ended = acme("export", "-o", path)
    assert (ended.code, ended.out) == (Exit.FOUND, "")
    assert ended.err.endswith(f"records written to {path}\n")
    assert path.read_bytes().decode() == golden(name)


def test_a_named_format_wins_over_the_name_of_the_file(acme: Call, tmp_path: Path) -> None:
    acme("export", "--format", "csv", "-o", tmp_path / "a.json")
    assert (tmp_path / "a.json").read_bytes().decode() == golden("csv")


def test_without_a_format_every_record_is_a_line(acme: Call) -> None:
    assert acme("export").out == golden("jsonl")


def test_only_some_kinds_or_one_theme(acme: Call) -> None:
    def ids(*arguments: str) -> list[str]:
        return [json.loads(line)["id"] for line in acme("export", *arguments).out.splitlines()]

    assert ids("--kind", "lesson", "--kind", "company") == ["company/acme", "lesson/wait"]
    assert ids("--theme", "quality") == ["principle/quality", "event/about", "lesson/wait"]
    assert ids("--theme", "quality", "--kind", "lesson") == ["lesson/wait"]


ENDS = [
    (["--format", "xlsx"], "there is no format 'xlsx'"),
    (["--format", "icss"], "did you mean ics?"),
    (["-o", "notes.txt"], "notes.txt names no format; add --format, or one of .jsonl, .json"),
    (["-o", ""], "names no format"),
    (["--kind", "lesson", "--format", "ics"], "ics holds no lesson records, only event"),
    (["--kind", "evnt"], "there is no kind 'evnt'; did you mean event?"),
    (["--theme", "growht"], "did you mean growth?"),
]


@pytest.mark.parametrize(("arguments", "said"), ENDS, ids=str)
def test_what_cannot_be_done_is_said(acme: Call, arguments: list[str], said: str) -> None:
    ended = acme("export", *arguments)
    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_where_nothing_matches_a_file_is_left_alone(acme: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")
    ended = acme("export", "--kind", "person", "--theme", "growth", "-o", path)
    assert (ended.code, path.read_text()) == (Exit.NOTHING, "old")
    assert acme("export", "--kind", "person", "--theme", "growth", "--format", "json").out == "[]\n"


def test_lists_and_single_records_go_to_other_tools_too(acme: Call, tmp_path: Path) -> None:
    assert acme("timeline", "--format", "ics").out == golden("ics")
    assert acme("timeline", "--to", "2004", "--format", "mermaid").out.count(" : ") == 4
    assert acme("source", "preface", "--format", "bibtex").out.startswith("@incollection{preface,")
    assert acme("source", "--format", "csl-json").out == golden("csl-json")
    assert acme("lesson", "--format", "anki").out.endswith("\tlesson quality\n")
    found = acme("search", "garage kind:event", "--limit", "2", "--format", "ics")
    assert (found.out.count("BEGIN:VEVENT"), found.code) == (2, Exit.FOUND)
    assert acme("search", "qqqzzz", "-o", tmp_path / "none.csv").code == Exit.NOTHING
    assert not (tmp_path / "none.csv").exists()
    assert acme("promise", "--format", "csv").out.splitlines()[1].startswith("promise/everything")
    assert acme("principle", "--format", "md").out.count("\n### ") == 2
    assert acme("framework", "wheel", "-o", tmp_path / "wheel.html").code == Exit.FOUND
    assert b"The wheel" in (tmp_path / "wheel.html").read_bytes()


def test_a_list_refuses_what_its_format_cannot_hold(acme: Call) -> None:
    ended = acme("timeline", "--format", "bibtex")
    assert (ended.code, ended.out) == (Exit.USAGE, "")
    ended = acme("principle", "quality", "--against", "--format", "bibtex")
    assert (ended.code, ended.out) == (Exit.USAGE, "")


def test_what_was_not_known_then_is_not_exported(acme: Call) -> None:
    # Its source came out in June 2021.
    assert acme("lesson", "--as-of", "2020", "--format", "jsonl").code == Exit.NOTHING
    assert acme("lesson", "--as-of", "2022", "--format", "jsonl").code == Exit.FOUND
    early, late = (acme("export", "--as-of", day).out for day in ("2020", "2022"))
    assert '"id":"lesson/wait"' not in early
    assert '"id":"lesson/wait"' in late


def test_what_only_web_pages_bear_can_be_left_out(acme: Call) -> None:
    kept = [json.loads(line)["id"] for line in acme("export", "--seeds-only").out.splitlines()]
    assert "event/quarter" not in kept  # it rests on the page alone
    assert {"event/founding", "source/report", "source/preface"} <= set(kept)
    assert "source/page" not in kept


def test_a_database_goes_to_files_and_pipes_but_not_to_a_terminal(tmp_path: Path) -> None:
    arguments = ("--data", LIBRARY, "export", "--format", "sqlite")
    shown = terminal(*arguments)
    assert shown.code == Exit.USAGE
    assert "name a file with -o" in shown.out
    piped = process(*arguments)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(piped.stdout)
    assert connection.execute("SELECT count(*) FROM records").fetchone() == (24,)
    process("--data", LIBRARY, "export", "-o", tmp_path / "a.db")
    assert (tmp_path / "a.db").read_bytes() == piped.stdout


@pytest.mark.parametrize("name", ["html", "csv", "sqlite"])
def test_the_bytes_depend_on_the_library_alone(name: str) -> None:
    changes = {
        "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo", "COLUMNS": "20", "FORCE_COLOR": "1",
    }  # fmt: skip
    arguments = ("--data", LIBRARY, "export", "--format", name)
    plain = process(*arguments)
    assert plain.returncode == Exit.FOUND
    assert plain.stdout == process(*arguments, env=environment(**changes)).stdout


def test_a_reader_that_leaves_is_no_error() -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "xiaomi_cli", "export", "--format", "html"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stderr is not None
    assert started.stdout.readline() == b"<!DOCTYPE html>\n"
    started.stdout.close()
    assert started.stderr.read() == b""
    started.stderr.close()
    assert started.wait(60) == Exit.FOUND


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_under_standard_output_is_an_error() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = process("--data", LIBRARY, "export", stdout=full.fileno())
    assert ended.returncode == Exit.FAILED
    assert ended.stderr.count(b"\n") == 1


# Files: replaced whole, or not at all.


def test_a_new_file_has_the_permissions_of_any_and_a_replaced_one_keeps_its_own(
    acme: Call, tmp_path: Path
) -> None:
    (tmp_path / "old.csv").write_text("old")
    (tmp_path / "old.csv").chmod(0o600)
    before = os.umask(0o027)
    try:
        acme("export", "-o", tmp_path / "old.csv")
        acme("export", "-o", tmp_path / "new.csv")
    finally:
        os.umask(before)
    assert (tmp_path / "old.csv").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o640
    assert files(tmp_path)["old.csv"] == files(tmp_path)["new.csv"]


def _link(path: Path, tmp_path: Path) -> None:
    (tmp_path / "victim").write_text("mine")
    path.symlink_to(tmp_path / "victim")


def _dangling(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "nowhere")


def _folder(path: Path, tmp_path: Path) -> None:
    del tmp_path
    path.mkdir()


def _pipe(path: Path, tmp_path: Path) -> None:
    del tmp_path
    os.mkfifo(path)


@pytest.mark.parametrize("plant", [_link, _dangling, _folder, _pipe])
def test_nothing_is_written_through_what_is_no_regular_file(
    acme: Call, tmp_path: Path, plant: Callable[[Path, Path], None]
) -> None:
    path = tmp_path / "a.csv"
    plant(path, tmp_path)
    before = {found.name: found.lstat().st_mode for found in tmp_path.iterdir()}
    ended = acme("export", "-o", path)
    assert (ended.code, ended.out) == (Exit.FAILED, "")
    assert f"cannot write to {path}: it is" in ended.err
    assert {found.name: found.lstat().st_mode for found in tmp_path.iterdir()} == before
    if plant is _link:
        assert (tmp_path / "victim").read_text() == "mine"


def test_a_missing_folder_is_named(acme: Call, tmp_path: Path) -> None:
    ended = acme("export", "-o", tmp_path / "none" / "a.csv")
    assert ended.code == Exit.FAILED
    assert str(tmp_path / "none" / "a.csv") in ended.err


def test_the_name_of_a_file_cannot_steer_the_terminal(acme: Call, tmp_path: Path) -> None:
    ended = acme("export", "-o", tmp_path / "a\x1b[31m\n.csv")
    assert ended.code == Exit.FOUND
    assert "\x1b" not in ended.err
    assert "\\x1b[31m\\x0a.csv" in ended.err


def _full(*_: Any, **__: Any) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _ctrl_c(*_: Any, **__: Any) -> NoReturn:
    raise KeyboardInterrupt


STEPS = {
    "open": (Path, "open"), "sync": (os, "fsync"), "permit": (Path, "chmod"),
    "publish": (Path, "replace"),
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", [_full, _ctrl_c])
def test_whatever_fails_the_old_file_stays_and_nothing_is_left(
    acme: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    fault: Callable[..., NoReturn],
) -> None:
    acme("timeline")  # so that the fault meets the export and not the cache
    path = tmp_path / "a.csv"
    path.write_text("old")
    monkeypatch.setenv("XIAOMI_CONFIG", os.devnull)  # no file is opened but the export
    monkeypatch.setattr(*STEPS[step], fault)
    ended = acme("export", "-o", path)
    monkeypatch.undo()
    assert ended.code == (Exit.FAILED if fault is _full else Exit.INTERRUPTED)
    assert files(tmp_path) == {"a.csv": b"old"}


def test_what_fails_while_it_is_made_touches_no_file(
    acme: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xiaomi_cli.exports.csv_table._cell", _ctrl_c)
    opened: list[Path] = []
    monkeypatch.setattr("xiaomi_cli.cli.file_writing.writing", opened.append)
    assert acme("export", "-o", tmp_path / "a.csv").code == Exit.INTERRUPTED
    assert opened == []
    assert files(tmp_path) == {}


def test_a_dash_is_standard_output(
    acme: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert acme("export", "--format", "csv", "-o", "-").out == golden("csv")
    assert acme("export", "-o", "-").code == Exit.USAGE
    assert files(tmp_path) == {}


def test_excel_gets_its_mark_if_it_is_asked_for(acme: Call, tmp_path: Path) -> None:
    acme("export", "--bom", "-o", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf" + golden("csv").encode()
    assert acme("export", "--bom", "--format", "md").code == Exit.USAGE
