"""What can go wrong on the way to an answer; `exit_codes` says how each of it ends the program."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager


class NothingFoundError(Exception):
    """The question was understood and has no answer; the message says so."""


class UsageProblemError(Exception):
    """The call cannot be carried out as it is; the message says what was expected."""


class CannotWriteError(Exception):
    """What was to be written could not be; the message says where and why."""


class ReaderLeftError(Exception):
    """Whoever read standard output has gone, as `head` does; nothing is wrong."""


class InterruptedOutputError(Exception):
    """Ctrl-C was pressed while another program (the pager) had the terminal."""


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


@contextmanager
def writing(where: str) -> Iterator[None]:
    """Whatever fails in here fails at writing. Raises CannotWriteError, ReaderLeftError."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderLeftError from error
    except OSError as error:
        raise CannotWriteError(f"cannot write to {where}: {error.strerror or error}") from error
