"""Every way the program can end: its exit code and its one sentence on standard error."""

import os
import sys
from collections.abc import Callable
from enum import IntEnum

from xiaomi_cli.cli.output import note


class Exit(IntEnum):
    """The exit codes; scripts lean on them."""

    FOUND = 0  # the question was answered
    NOTHING = 1  # nothing was found, or a check found something wrong
    USAGE = 2  # wrong usage, an unknown or an ambiguous name
    FAILED = 74  # an answer could not be written (EX_IOERR)
    BROKEN = 65  # the library's data is broken (EX_DATAERR)
    INTERRUPTED = 130  # Ctrl-C


class NothingFoundError(Exception):
    """The question was understood and has no answer; the message says so."""


class UsageProblemError(Exception):
    """The call cannot be carried out as it is; the message says what was expected."""


def run(action: Callable[[], int | None]) -> int:
    """Carry out an action; turn how it ends into an exit code."""
    try:
        try:
            code = action() or Exit.FOUND
            sys.stdout.flush()
            return int(code)
        except Exception as error:  # the one place: each error is named there or raised again
            return _told(error)
    except KeyboardInterrupt:
        _silence(sys.stdout)
        return Exit.INTERRUPTED
    except BrokenPipeError:  # the reader has gone: that is its right
        _silence(sys.stdout)
        return Exit.FOUND


def _told(error: Exception) -> int:
    from xiaomi_cli.model.edtf import EdtfError  # noqa: PLC0415 - only when something went wrong
    from xiaomi_cli.model.problem import BrokenLibraryError  # noqa: PLC0415
    from xiaomi_cli.queries.resolve import AmbiguousNameError, UnclearNameError  # noqa: PLC0415

    match error:
        case BrokenPipeError():
            raise error
        case NothingFoundError():
            note(str(error))
            return Exit.NOTHING
        case UsageProblemError() | EdtfError():
            note(f"xiaomi: {error}")
            return Exit.USAGE
        case AmbiguousNameError():
            note(f"xiaomi: {error.name!r} could mean:", *_candidates(error))
            return Exit.USAGE
        case UnclearNameError():
            _unknown(error)
            return Exit.USAGE
        case BrokenLibraryError():
            note(*map(str, error.problems))
            return Exit.BROKEN
        case OSError():
            note(f"xiaomi: cannot write: {error.strerror or error}")
            _silence(sys.stdout)
            return Exit.FAILED
    raise error


def _candidates(error: "UnclearNameError") -> list[str]:  # type: ignore[name-defined] # noqa: F821
    return [f"  {found.id}  {found.title}" for found in error.candidates[:12]]


def _unknown(error: "UnclearNameError") -> None:  # type: ignore[name-defined] # noqa: F821
    kind = error.kinds[0] if len(error.kinds) == 1 else "record"
    listing = f"xiaomi {kind}" if kind != "record" else f"xiaomi search {error.name}"
    note(f"xiaomi: there is no {kind} {error.name!r}; see: {listing}")
    if error.candidates:
        note("nearest:", *_candidates(error))


def _silence(stream: object) -> None:
    """Point a dead stream at nothing, so that Python's own flush at exit stays silent."""
    fileno = getattr(stream, "fileno", None)
    if fileno is None:
        return
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), fileno())
    except (OSError, ValueError):
        return
