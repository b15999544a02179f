"""Every way the program can end: what can go wrong, its exit code, its sentence on standard error.

Imports nothing of the program until something went wrong, so that it stands guard from the start.
"""

import os
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from enum import IntEnum
from types import FrameType
from typing import TYPE_CHECKING

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


class NothingFoundError(Exception):
    """The question was understood and has no answer; the message says so."""


class UsageProblemError(Exception):
    """The call cannot be carried out as it is; the message says what was expected."""


class CannotWriteError(Exception):
    """What was to be written could not be; the message says where and why."""


@contextmanager
def writing(where: str) -> Iterator[None]:
    """Whatever fails in here fails at writing. Raises CannotWriteError.

    That the reader of standard output has gone, as `head` does, stays a BrokenPipeError.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWriteError(f"cannot write to {where}: {error.strerror or error}") from error


def check_known(what: str, word: str, known: Collection[str]) -> None:
    """Refuse a word that is none of those known. Raises UsageProblemError with the nearest one."""
    if word not in known:
        from xiaomi_cli.model.problem import expected, suggest

        raise UsageProblemError(
            f"there is no {what} {word!r}; {expected(suggest(word, known), known)}"
        )


def in_shell(*words: str) -> str:
    """A command as it can be pasted into a shell: words are quoted where they need it."""
    import shlex

    return " ".join(word if word.isalnum() else shlex.quote(word) for word in words)


def guard() -> None:
    """Prepare the process: Ctrl-C lets everyone clean up, no closed stream is taken by a file.

    Where Ctrl-C is ignored, as `nohup` has it, it stays so.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets this number, the lowest that is free
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
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


def run(action: Callable[[], int]) -> int:
    """Carry out an action, which gives its exit code; every error ends here, told in one sentence.

    Only Ctrl-C goes on, as KeyboardInterrupt.
    """
    try:
        return int(action())
    except Exception as error:
        from xiaomi_cli.cli.output import note

        code, said = _told(error)
        note(*said)
        return int(code)


def _told(error: Exception) -> tuple[Exit, list[str]]:  # noqa: PLR0911 - one for each ending
    """The exit code of an error, and what is said of it."""
    from xiaomi_cli.index.database import DatabaseError
    from xiaomi_cli.model.problem import BrokenLibraryError
    from xiaomi_cli.queries.resolve import QuestionError, UnclearNameError

    match error:
        case BrokenPipeError():
            return Exit.FOUND, []
        case NothingFoundError():
            return Exit.NOTHING, [str(error)]
        case UsageProblemError() | QuestionError():
            return Exit.USAGE, [f"xiaomi: {error}"]
        case UnclearNameError():
            return Exit.USAGE, _unclear(error)
        case BrokenLibraryError():
            return Exit.BROKEN, list(map(str, error.problems))
        case DatabaseError() if type(error) is DatabaseError:
            what = f"the compiled library is damaged ({error}); install the program anew"
            return Exit.BROKEN, [f"xiaomi: {what}"]
        case CannotWriteError():
            return Exit.FAILED, [f"xiaomi: {error}"]
        case OSError():
            what = "cannot go on" if error.filename is None else f"cannot read {error.filename}"
            return Exit.FAILED, [f"xiaomi: {what}: {error.strerror or error}"]
        case MemoryError():
            return Exit.FAILED, ["xiaomi: cannot go on: there is not enough memory"]
    trace: list[str] = []
    if os.environ.get("XIAOMI_DEBUG"):
        from traceback import format_exception

        trace = "".join(format_exception(error)).splitlines()
    what = f"{type(error).__name__}: {str(error)[:200]}".removesuffix(": ")
    report = "please report it with the command you typed and what it prints with XIAOMI_DEBUG=1"
    said = f"xiaomi: a mistake of this program ({what}); {report}"
    return Exit.MISTAKE, [*trace, said]


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
