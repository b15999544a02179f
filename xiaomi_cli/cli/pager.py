"""Hands a text that overflows the screen to a pager, and waits until the reader is done with it."""

import os
import shutil
import signal
import subprocess

from xiaomi_cli.cli.errors import InterruptedOutputError
from xiaomi_cli.cli.preferences import DEFAULT_PAGER


def page(text: bytes, command: str | None) -> bool:
    """Show a text in a pager (None: less, if there is one); False if that failed in any way.

    Ctrl-C belongs to the pager while it runs. Raises InterruptedOutputError if it was pressed.
    """
    if command is None:
        command = DEFAULT_PAGER if shutil.which("less") else ""
    if command.strip() in {"", "cat"}:
        return False
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        # A shell, as every program that honours PAGER uses: it may hold options and pipes.
        process = subprocess.Popen(
            command,
            shell=True,
            stdin=subprocess.PIPE,
            env={"LV": "-c", **os.environ, "LESS": _for_less(os.environ.get("LESS"))},
        )
        process.communicate(text)  # a pager that is quit early is no error
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise InterruptedOutputError
    return process.returncode == 0


def _for_less(wanted: str | None) -> str:
    """The options of less, which shows colours as escape codes unless it is told to pass them on.

    Ours stand first: the last of theirs may be a text that would go on to the end.
    """
    return "FIRX" if wanted is None else f"-R {wanted}"
