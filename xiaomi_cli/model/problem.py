"""What is wrong with a library, said so that its author can mend it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

MAX_PROBLEMS = 1000  # of one file; what is worse than that is not mended line by line
MAX_LISTED = 20_000  # problems, from which on each further file shows its first only


class Problem(NamedTuple):
    """One defect: the file (relative to the library's folder), the line from 1, and a sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """`file:line: message`, the form that editors jump to."""
        return f"{self.file}:{self.line}: {self.message}"


class BrokenLibraryError(Exception):
    """A library cannot be used; carries every problem found, in file order.

    `read`: by the name of each file in messages, the SHA-256 of the bytes that were found wrong.
    """

    def __init__(
        self, problems: list[Problem], read: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
        self.read = read


def at_most(problems: Iterable[Problem]) -> list[Problem]:
    """The problems in file order, each once; where a file has too many, how many there are."""
    listed: list[Problem] = []
    for file, group in groupby(sorted(set(problems)), key=lambda problem: problem.file):
        of_file = list(group)
        limit = MAX_PROBLEMS if len(listed) < MAX_LISTED else 1
        listed += of_file[:limit]
        if len(of_file) > limit:
            more = f"and {len(of_file) - limit:,} more problems in this file"
            listed.append(Problem(file, of_file[limit].line, more))
    return listed


def shorten(text: str, limit: int = 60) -> str:
    """A value quoted in a message, cut so that a hostile file cannot fill a screen."""
    if len(repr(text[: limit + 1])) <= limit + 2:
        return repr(text)
    kept = text[: limit - 1]
    while len(repr(kept)) > limit + 1:  # what cannot be printed takes up to ten letters
        kept = kept[:-1]
    return repr(kept + "…")
