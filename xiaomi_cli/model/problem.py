"""What is wrong with a library, said so that its author can mend it, and what was meant.

How alike two words are is difflib's ratio: twice the letters they share in order, by all letters.
"""

from collections.abc import Collection, Iterable
from itertools import groupby
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
    """A library cannot be used; carries every problem found, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


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
    shown, kept = repr(text[: limit + 1]), limit
    while len(shown) > limit + 2:  # what cannot be printed takes up to ten letters
        kept -= 1
        shown = repr(text[:kept] + "…")
    return shown


MIN_RATIO = 0.6  # from which a word is worth offering
_BUDGET = 300_000  # comparisons of short words; some two seconds where all of them are slow
_MAX_LETTERS = 80  # of the mistyped word that count


class Suggester:
    """Suggests words until a budget of comparisons is spent, and from then on nothing.

    Who checks a whole library shares one, so that many mistakes cost no more than a few.
    """

    def __init__(self) -> None:
        self.budget = _BUDGET  # known words that can still be compared

    def suggest(self, word: str, known: Collection[str], min_ratio: float = MIN_RATIO) -> str:
        """The known word most like `word`, or nothing if none is like enough."""
        from difflib import SequenceMatcher
        from heapq import nlargest

        if len(known) > self.budget:
            self.budget = 0
            return ""
        matcher = SequenceMatcher(b=word[:_MAX_LETTERS])
        near: list[tuple[float, str]] = []
        for candidate in known:
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= min_ratio:
                near.append((matcher.quick_ratio(), candidate))
        best = (min_ratio, "")
        for _, candidate in nlargest(5, near):
            matcher.set_seq1(candidate)
            best = max(best, (matcher.ratio(), candidate))
        most = len(word[:_MAX_LETTERS]) * max(map(len, known), default=0)  # what ratio() may cost
        self.budget = max(0, self.budget - len(known) - most)
        return best[1]

    def expected(self, word: str, known: Collection[str]) -> str:
        """What to write in place of `word`: see `expected`."""
        return expected(self.suggest(word.lower(), known), known)


def suggest(word: str, known: Collection[str], min_ratio: float = MIN_RATIO) -> str:
    """The word of a short list that is most like `word` in any case, or nothing."""
    return Suggester().suggest(word.lower(), known, min_ratio)


def expected(suggestion: str, known: Collection[str]) -> str:
    """`did you mean …?` if there is a suggestion, else `expected one of: …`."""
    return f"did you mean {suggestion}?" if suggestion else f"expected one of: {', '.join(known)}"
