"""Running the program as people and other programs do: in a process, a pipe, a terminal."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from xiaomi_cli.cli.command_line import command_line
from xiaomi_cli.cli.exit_codes import Exit, run


class Ended(NamedTuple):
    """How a run ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


def environment(**changes: str) -> dict[str, str]:
    """What the program finds in its surroundings: nothing of the person who runs the tests."""
    names = ("PATH", "HOME", "XIAOMI_CACHE_DIR", "XIAOMI_CONFIG", "XIAOMI_DATA")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {"XIAOMI_CONFIG": os.devnull, "PYTHONUTF8": "1", **kept, **changes}


def in_process(capsys: pytest.CaptureFixture[str], arguments: Sequence[str]) -> Ended:
    """The same without a process of its own: quick, for all that needs no stream or signal."""
    capsys.readouterr()
    try:
        code = run(lambda: command_line(list(arguments)))
    except KeyboardInterrupt:  # which ends a process of its own
        code = Exit.INTERRUPTED
    return Ended(code, *capsys.readouterr())


def process(
    *arguments: str | bytes | Path, env: dict[str, str] | None = None, **streams: int
) -> subprocess.CompletedProcess[bytes]:
    """A process, its output captured unless `streams` say otherwise."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    chosen: dict[str, Any] = {**pipes, **streams}
    return subprocess.run(
        [sys.executable, "-m", "xiaomi_cli", *arguments],
        env=env or environment(), check=False, timeout=60, **chosen,
    )  # fmt: skip


def terminal(
    *arguments: str | Path,
    rows: int = 24,
    columns: int = 80,
    changes: dict[str, str] | None = None,
) -> Ended:
    """A process on a terminal of this size; what it shows and complains is one text."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    started = subprocess.Popen(
        [sys.executable, "-m", "xiaomi_cli", *map(str, arguments)],
        stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        env=environment(**{"TERM": "xterm-256color", **(changes or {})}),
    )  # fmt: skip
    os.close(follower)
    shown = b"".join(iter(lambda: _read(leader), b""))
    os.close(leader)
    return Ended(started.wait(60), shown.decode().replace("\r\n", "\n"), "")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux says so when the last process has left the terminal
        return b""


Call = Callable[..., Ended]
