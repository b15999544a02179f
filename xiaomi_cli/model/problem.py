"""What is wrong with a library, said so that its author can mend it."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One defect: the file (relative to the library's folder), the line from 1, and a sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """`file:line: message`, the form that editors jump to."""
        return f"{self.file}:{self.line}: {self.message}"


class BrokenLibraryError(Exception):
    """A library cannot be used; carries every problem found, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def shorten(text: str, limit: int = 60) -> str:
    """A value quoted in a message, cut so that a hostile file cannot fill a screen."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
