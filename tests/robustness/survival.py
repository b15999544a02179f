"""What it is to survive: a documented exit code, one plain sentence, nothing that steers a terminal.

Every run of these tests is a process of its own, held to all of it, whatever else is tested.
"""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.cli.program import environment
from tests.robustness.forking import limit, run_forked

DOCUMENTED = {0, 1, 2, 65, 74, 130}
FOUND, NOTHING, USAGE, BROKEN, FAILED, INTERRUPTED = sorted(DOCUMENTED)
# Of the environment, by the interpreter and by Typer when it is imported.
READ_AT_START = (
    "PYTHON",
    "LC_",
    "LANG",
    "TZ",
    "TERM",
    "TTY_",
    "TYPER_",
    "FORCE_",
    "PY_",
    "GITHUB_",
)
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # categories of characters that a terminal may obey


class Ended(NamedTuple):
    """How a run ended; an output that was not captured is empty."""

    code: int
    out: str
    err: str


def survive(
    *arguments: str | bytes | Path,
    changes: Mapping[str, str | None] | None = None,
    encoding: str = "utf-8",
    cwd: Path | None = None,
    **streams: Any,
) -> Ended:
    """Run the program, hold the run to what holds of every run, and return how it ended.

    `changes` to the environment: None removes a variable. `encoding`: the one of the outputs.
    """
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    around = surroundings(changes or {})
    if any(name.startswith(READ_AT_START) for name in changes or {}) or streams.keys() - {"stdout"}:
        ran: subprocess.CompletedProcess[Any] = subprocess.run(
            [sys.executable, "-m", "xiaomi_cli", *arguments],
            env=around, cwd=cwd, check=False, preexec_fn=limit,
            **(pipes | streams),
        )  # fmt: skip
    else:
        stdout = streams.get("stdout")
        descriptor = stdout if isinstance(stdout, int | None) else stdout.fileno()
        ran = run_forked([os.fsdecode(word) for word in arguments], around, cwd, descriptor)
    ended = Ended(
        ran.returncode,
        *(os.fsencode(said).decode(encoding) if said else "" for said in (ran.stdout, ran.stderr)),
    )
    hold(ended, arguments, told=ran.stderr is not None)
    return ended


@cache
def undisturbed(*arguments: str | Path) -> Ended:
    """How a run ends in plain surroundings; it is run once, for it always ends alike."""
    return survive(*arguments)


def surroundings(changes: Mapping[str, str | None]) -> dict[str, str]:
    """The environment of a run. PYTHONUTF8 is left out: how text is written is for us to get right.

    PYTHONPATH lets a run start in a folder that is not there any more.
    """
    mixed: dict[str, str | None] = {**environment(), "PYTHONUTF8": None, **changes}
    mixed.setdefault("LC_ALL", "C.UTF-8")
    return {name: value for name, value in mixed.items() if value is not None}


def hold(ended: Ended, arguments: Sequence[object], *, told: bool = True) -> None:
    """Fail unless the run ended as any run may. `told`: whether somebody listened to it."""
    assert ended.code in DOCUMENTED, ended
    assert "Traceback" not in ended.err, ended.err
    assert "mistake of this program" not in ended.err, ended.err
    if told and ended.code not in {FOUND, INTERRUPTED}:
        assert ended.err.strip(), f"{ended.code} without a word"
    assert steering(ended.err) == set(), ended.err
    assert steering(ended.out) - _meant(arguments) == set()
    is_version = ended.out.startswith("xiaomi ")
    if "--json" in arguments and ended.code == FOUND and ended.out and not is_version:
        json.loads(ended.out)


def _meant(arguments: Sequence[object]) -> set[str]:
    """The signs that a form of output is made of: tabs, the line ends of RFC 4180 and 5545."""
    words = {str(word, "latin-1") if isinstance(word, bytes) else str(word) for word in arguments}
    return ({"\t"} if "--plain" in words else set()) | ({"\r"} if words & {"csv", "ics"} else set())


def steering(text: str) -> set[str]:
    """The characters of a text that a terminal could obey instead of showing them."""
    return {c for c in set(text) - {"\n"} if unicodedata.category(c) in STEERING}


def shell(script: str, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Ended:
    """Run a shell script in which `xiaomi` is the program; for what only a shell can arrange."""
    program = f'xiaomi() {{ exec "{sys.executable}" -m xiaomi_cli "$@"; }}\n'
    ran = subprocess.run(
        ["bash", "-c", program + script, "bash", *arguments],
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
        text=True, errors="backslashreplace",
        env=env or {**surroundings({}), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    return Ended(ran.returncode, ran.stdout, ran.stderr)
