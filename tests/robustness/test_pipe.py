"""Streams that are full, closed, left or interrupted: an error, silence or 130, and never a wreck."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import sampled
from tests.library.libraries import write
from tests.robustness.survival import (
    BROKEN,
    FAILED,
    FOUND,
    INTERRUPTED,
    Ended,
    hold,
    shell,
    surroundings,
    survive,
)

WRITING = [
    ["timeline"], ["timeline", "--json"], ["timeline", "--plain"], [], ["--help"], ["--version"], ["export"],
    ["export", "--format", "sqlite"], ["export", "--format", "html"], ["search", "lamp", "--explain"],
    ["validate"], ["schema"], ["config"], ["help"], ["coverage"], ["--show-completion", "bash"],
    ["help", "--man"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", sampled(WRITING, 2), ids=" ".join)
def test_a_full_disk_is_an_error_and_a_reader_that_left_is_none(
    lamps: Path, arguments: list[str]
) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = survive("--data", lamps, *arguments, stdout=full)
    assert ended.code == FAILED
    assert ended.err == "xiaomi: cannot write to standard output: No space left on device\n"
    reading, writing = os.pipe()
    os.close(reading)
    ended = survive("--data", lamps, *arguments, stdout=writing)
    os.close(writing)
    assert ended.code == FOUND
    assert "rror" not in ended.err


CLOSED = [
    ("<&-", FOUND),
    ("2>&-", FOUND),
    (">&-", FAILED),
    ("<&- >&- 2>&-", FAILED),
    ("<&- 2>&-", FOUND),
]


@pytest.mark.parametrize(("closing", "code"), sampled(CLOSED, 2))
def test_a_closed_stream_harms_only_what_needs_it(lamps: Path, closing: str, code: int) -> None:
    for arguments in ("timeline", "export --format sqlite", "--help"):
        ended = shell(f'xiaomi --data "$1" {arguments} {closing}', lamps)
        assert ended.code == code, (arguments, ended)
        assert bool(ended.out) is (code == FOUND)
        if "sqlite" not in arguments:
            hold(ended, arguments.split(), told="2>&-" not in closing)
    assert shell(f'xiaomi --data "$1" --nosuch {closing}', lamps).code == 2


def test_a_full_standard_error_changes_no_result(lamps: Path) -> None:
    for arguments, code in (
        ("timeline", 0),
        ("search zzzqqq", 1),
        ("nosuch", 1),
        ("--nosuch", 2),
        ("--data /x risk", 65),
    ):
        assert shell(f'xiaomi --data "$1" {arguments} 2>/dev/full', lamps).code == code


LEFT = ["timeline | head -1", "timeline --json | head -c 1", "export | head -1", "--help | true",
        "export --format sqlite | head -c 1 | wc -c", "nosuch 2>&1 | true"]  # fmt: skip


@pytest.mark.parametrize("pipeline", sampled(LEFT, 2))
def test_a_pipeline_is_cut_in_silence(pipeline: str) -> None:
    ended = shell(f"(xiaomi {pipeline}); exit ${{PIPESTATUS[0]}}")
    assert (ended.code, ended.err) == (FOUND, "")


def test_a_limit_on_the_size_of_files_leaves_no_half_file(lamps: Path, tmp_path: Path) -> None:
    for name in ("x.jsonl", "x.csv", "x.html", "x.sqlite"):
        ended = shell('ulimit -f 1; xiaomi --data "$1" export -o "$2"', lamps, tmp_path / name)
        assert ended.code == FAILED
        assert ended.err == f"xiaomi: cannot write to {tmp_path / name}: File too large\n"
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("files", ["5", "6", "8"])
def test_few_open_files_are_enough_or_said_to_be_too_few(lamps: Path, files: str) -> None:
    ended = shell(f'ulimit -n {files}; xiaomi --data "$1" timeline', lamps)
    assert ended == survive("--data", lamps, "timeline")


def test_that_few_files_may_be_open_is_not_kept_as_a_fault_of_the_library(tmp_path: Path) -> None:
    root = write(
        tmp_path / "library", {"a.yaml": "- {id: person/ann, title: Ann, summary: Works.}\n"}
    )
    for files in (4, 6):
        assert shell(f'ulimit -n {files}; xiaomi --data "$1" person', root).code != BROKEN
    assert survive("--data", root, "person").code == FOUND


INTERRUPTED_AFTER = """
import os, signal, sys
from xiaomi_cli.__main__ import main
left = int(sys.argv.pop(1))
def count(*_):
    global left
    left -= 1
    if left == 0:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)
sys.setprofile(count)
main()
"""
CALLS = [3, 30, 400, 2000, 7000, 15_000, 25_000, 40_000, 60_000, 90_000, 150_000, 400_000]


@pytest.mark.parametrize("calls", sampled(CALLS))
def test_an_interrupt_ends_at_once_at_any_moment(lamps: Path, calls: int) -> None:
    """Ctrl-C is pressed after so many calls of functions; a run may have ended before the last."""
    arguments = ["--data", str(lamps), "search", "lamp", "--json"]
    ran = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AFTER, str(calls), *arguments],
        env=surroundings({}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == INTERRUPTED or (ran.returncode == FOUND and calls > 40_000)
    hold(Ended(ran.returncode, ran.stdout, ran.stderr), arguments)
    assert ran.stdout == "" or ran.stdout.endswith("}\n")
