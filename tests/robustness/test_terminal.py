"""Odd terminals: without one there is no escape code, and odd settings neither break nor bloat."""

import re
from pathlib import Path

import pytest

from tests.cli.program import terminal
from tests.conftest import sampled
from tests.robustness.survival import DOCUMENTED, FOUND, steering, survive, undisturbed

ESC = "\x1b"
VIEWS = [["timeline"], ["principle", "open price"], ["figure", "lamps"], ["compare", "2020", "2021"],
         ["dispute", "cost"], ["search", "lamp"], ["coverage"], ["-h"], [], ["help", "dates"]]  # fmt: skip
IGNORED: list[dict[str, str | None]] = [
    {"COLUMNS": "0"}, {"COLUMNS": "-1"}, {"COLUMNS": "abc"}, {"COLUMNS": ""}, {"COLUMNS": " 80 "},
    {"COLUMNS": "1e3"}, {"LINES": "x"}, {"LINES": "0"}, {"TERM": None}, {"TERM": ""},
    {"TERM": "unknown"}, {"TERM": "dumb"}, {"TERM": "xterm-256color"}, {"TERM": "../../etc/passwd"},
    {"TERM": "\x1b[31m"}, {"COLORTERM": "truecolor"}, {"NO_COLOR": "1"}, {"NO_COLOR": ""},
    {"FORCE_COLOR": "0"}, {"FORCE_COLOR": "1", "TERM": "dumb"}, {"TERMINAL_WIDTH": "5"},
    {"GITHUB_ACTIONS": "true"}, {"PY_COLORS": "1"}, {"TTY_COMPATIBLE": "1"}, {"TERM_PROGRAM": "vscode"},
    {"TYPER_USE_RICH": "x"}, {"PAGER": "false"}, {"LESSOPEN": "|echo gone"},
]  # fmt: skip
MARKS = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")  # colours, links


@pytest.mark.parametrize("number", sampled(range(len(IGNORED)), 2), ids=lambda n: str(IGNORED[n]))
def test_a_pipe_shows_the_same_whatever_the_terminal_is_said_to_be(
    number: int, lamps: Path
) -> None:
    view = VIEWS[number % len(VIEWS)]
    plain = undisturbed("--data", lamps, *view)
    ended = survive("--data", lamps, *view, changes=IGNORED[number])
    assert ended == plain
    assert ESC not in ended.out + ended.err


@pytest.mark.parametrize("columns", ["1", "19", "20", "100000", "9" * 30])
def test_a_width_that_is_demanded_is_kept_within_reason(lamps: Path, columns: str) -> None:
    for view in VIEWS[:3]:
        ended = survive("--data", lamps, *view, changes={"COLUMNS": columns})
        assert ended.code == FOUND
        assert max(map(len, ended.out.splitlines())) <= max(20, min(int(columns), 400))


SHOWN = [
    ({"TERM": "xterm-256color"}, True), ({"TERM": "dumb"}, False), ({"TERM": "unknown"}, True),
    ({"TERM": ""}, True), ({"NO_COLOR": "1"}, False), ({"COLUMNS": "1"}, True), ({"COLUMNS": "0"}, True),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "coloured"), sampled(SHOWN, 2), ids=str)
def test_a_terminal_is_sent_colours_and_nothing_else(
    lamps: Path, changes: dict[str, str], coloured: bool
) -> None:
    for view in (VIEWS[1], ["principle", f"{ESC}[2J\x9b\u202e"]):
        ended = terminal("--data", lamps, *view, changes={"PAGER": "cat", **changes})
        assert ended.code in DOCUMENTED
        assert steering(MARKS.sub("", ended.out)) == set()
    assert (ESC in terminal("--data", lamps, "timeline", changes=changes).out) is coloured


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_terminal_of_no_size_shows_all_of_it(lamps: Path, view: list[str]) -> None:
    ended = terminal("--data", lamps, *view, rows=0, changes={"PAGER": "cat"})
    assert ended.code == FOUND
    assert ended.out.strip()
