"""`python -m xiaomi_cli` and the `xiaomi` command."""

# Ctrl-C while modules are imported ends the program at once and in silence; `guard` then sets what
# becomes of it. Only what Python has imported already is used here, and before anything else is:
# `signal` alone takes a millisecond.
# ruff: noqa: E402
import _signal  # type: ignore[import-not-found]
import os


def _at_once(*_: object) -> None:
    os._exit(130)


if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _at_once)

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; the exit code is the answer's.

    The end is at once: taking the interpreter apart would free memory that the system frees anyway,
    and try again to write what could not be written.
    """
    try:
        # At every 700 new objects, as Python does, the search for unreachable cycles would take a
        # tenth of a short run. There are hardly any: every 100 thousand still bounds memory.
        gc.set_threshold(100_000)
        from xiaomi_cli.cli.exit_codes import guard, run

        guard()
        os._exit(run(_command_line))
    except KeyboardInterrupt:
        os._exit(130)


def _command_line() -> int:
    from xiaomi_cli.cli.command_line import command_line

    return command_line()


if __name__ == "__main__":
    main()
