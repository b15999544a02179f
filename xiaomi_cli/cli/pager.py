"""Hands a text that overflows the screen to a pager, and waits until the reader is done with it."""

import os
import shutil
import signal
import subprocess

from xiaomi_cli.cli.errors import InterruptedOutputError
from xiaomi_cli.cli.preferences import DEFAULT_PAGER

_NOT_RUN = {126, 127}  # what a shell says of a command that it cannot run


def page(text: bytes, command: str | None) -> bool:
    """Show a text in a pager (None: less, if there is one); False if no pager could be run.

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
            env={"LESS": "FIRX", "LV": "-c", **os.environ},
        )
        process.communicate(text)  # a pager that is quit early is no error
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise InterruptedOutputError
    return process.returncode not in _NOT_RUN
