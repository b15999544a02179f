"""Every way the program can end: its exit code and its one sentence on standard error.

Imports nothing of the program until something went wrong, so that it stands guard from the start.
"""

import os
import signal
import sys
from collections.abc import Callable
from enum import IntEnum
from types import FrameType
from typing import TYPE_CHECKING

from xiaomi_cli.cli.errors import (
    CannotWriteError,
    InterruptedOutputError,
    NothingFoundError,
    ReaderLeftError,
    UsageProblemError,
    in_shell,
    writing,
)

if TYPE_CHECKING:
    from xiaomi_cli.queries.resolve import UnclearNameError


class Exit(IntEnum):
    """The exit codes; scripts lean on them. `help exit-codes` explains them."""

    FOUND = 0  # the question was answered; also when the reader of a pipe has gone
    NOTHING = 1  # nothing was found, or a check found something wrong
    USAGE = 2  # wrong usage, an unknown or an ambiguous name, a broken configuration
    BROKEN = 65  # the library's data is broken (EX_DATAERR)
    MISTAKE = 70  # a mistake of the program itself (EX_SOFTWARE)
    FAILED = 74  # something could not be read or written (EX_IOERR)
    INTERRUPTED = 130  # Ctrl-C


def guard(early: Callable[..., None] | None = None) -> None:
    """Prepare the process: Ctrl-C ends it at once, and no closed stream is taken by a file.

    `early`: what Ctrl-C did until now. Where it is ignored, as `nohup` has it, it stays so.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets this number, the lowest that is free
    if signal.getsignal(signal.SIGINT) in {signal.default_int_handler, early} - {None}:
        signal.signal(signal.SIGINT, _interrupt)
        sys.unraisablehook = _unraisable


def _interrupt(number: int, frame: FrameType | None) -> None:
    """The first Ctrl-C lets everyone clean up; the second does not wait for that."""
    del number, frame
    signal.signal(signal.SIGINT, lambda *_: os._exit(Exit.INTERRUPTED))
    raise KeyboardInterrupt


def _unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    """Ctrl-C inside a destructor or a callback would only be printed, and the program go on."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        os._exit(Exit.INTERRUPTED)
    sys.__unraisablehook__(unraisable)


def run(action: Callable[[], int | None]) -> int:
    """Carry out an action; turn how it ends into an exit code."""
    try:
        code = _exit_code_of(action)
    except KeyboardInterrupt:
        _silence(sys.stdout)
        code = Exit.INTERRUPTED
    if signal.getsignal(signal.SIGINT) not in {signal.default_int_handler, None}:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end is reached; nothing to interrupt
    return int(code)


def _exit_code_of(action: Callable[[], int | None]) -> int:
    try:
        code = action() or Exit.FOUND
        if sys.stdout is not None:
            with writing("standard output"):
                sys.stdout.flush()
        return int(code)
    except Exception as error:  # the one place: every error ends here, told in one sentence
        return _report(error)


def _report(error: Exception) -> int:
    from xiaomi_cli.cli.output import note

    if isinstance(error, ReaderLeftError | CannotWriteError):
        _silence(sys.stdout)
    code, said = _told(error)
    note(*said)
    return code


def _told(error: Exception) -> tuple[Exit, list[str]]:  # noqa: PLR0911 - one for each ending
    """The exit code of an error, and what is said of it."""
    from xiaomi_cli.index.database import DatabaseError
    from xiaomi_cli.model.dates import EdtfError
    from xiaomi_cli.model.problem import BrokenLibraryError
    from xiaomi_cli.queries.resolve import UnclearNameError, UnknownStatementError

    match error:
        case ReaderLeftError():
            return Exit.FOUND, []
        case InterruptedOutputError():
            return Exit.INTERRUPTED, []
        case CannotWriteError():
            return Exit.FAILED, [f"xiaomi: {error}"]
        case NothingFoundError():
            return Exit.NOTHING, [str(error)]
        case UsageProblemError() | EdtfError() | UnknownStatementError():
            return Exit.USAGE, [f"xiaomi: {error}"]
        case UnclearNameError():
            return Exit.USAGE, _unclear(error)
        case BrokenLibraryError():
            return Exit.BROKEN, list(map(str, error.problems))
        case OSError():
            what = "cannot go on" if error.filename is None else f"cannot read {error.filename}"
            return Exit.FAILED, [f"xiaomi: {what}: {error.strerror or error}"]
        case MemoryError():
            return Exit.FAILED, ["xiaomi: cannot go on: there is not enough memory"]
    if type(error) is DatabaseError:
        what = f"the compiled library is damaged ({error}); install the program anew"
        return Exit.BROKEN, [f"xiaomi: {what}"]
    return Exit.MISTAKE, _bug(error)


def _unclear(error: "UnclearNameError") -> list[str]:
    """What a name could mean, or else that nothing is called so and what is nearest."""
    from xiaomi_cli.queries.resolve import AmbiguousNameError

    candidates = [f"  xiaomi show {one.id}  {one.title}" for one in error.candidates[:12]]
    if isinstance(error, AmbiguousNameError):
        return [f"xiaomi: {error.name!r} could mean:", *candidates]
    kind = error.kinds[0] if len(error.kinds) == 1 else "record"
    listing = f"to list: xiaomi {kind}; " if kind != "record" else ""
    search = f"to search: {in_shell('xiaomi', 'search', error.name)}"
    unknown = f"xiaomi: there is no {kind} {error.name!r}; {listing}{search}"
    return [unknown, *(["nearest:", *candidates] if candidates else [])]


def _bug(error: Exception) -> list[str]:
    """An error that nobody foresaw: one line to report, and where it happened if asked for."""
    trace: list[str] = []
    if os.environ.get("XIAOMI_DEBUG"):
        from traceback import format_exception

        trace = "".join(format_exception(error)).splitlines()
    what = f"{type(error).__name__}: {str(error)[:200]}".removesuffix(": ")
    return [
        *trace,
        f"xiaomi: a mistake of this program ({what}); please report it with the command you "
        "typed and what it prints with XIAOMI_DEBUG=1",
    ]


def _silence(stream: object) -> None:
    """Point a dead stream at nothing, so that Python's own flush at exit stays silent."""
    fileno = getattr(stream, "fileno", None)
    if fileno is None:
        return
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), fileno())
    except (OSError, ValueError):
        return
