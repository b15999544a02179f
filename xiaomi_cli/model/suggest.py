"""The nearest known word, for "did you mean": bounded work, however often and oddly it is asked."""

from collections.abc import Collection
from difflib import SequenceMatcher
from heapq import nlargest

_ENOUGH = 0.6  # similarity from which a word is worth offering
_BUDGET = 300_000  # comparisons of short words; some two seconds where all of them are slow
_LONGEST = 80  # letters of the asked word that count


class Hints:
    """Finds near words until its budget is spent; then a problem is told without a hint."""

    def __init__(self) -> None:
        self._left = _BUDGET

    @property
    def most(self) -> int:
        """How many known words can still be looked at."""
        return max(0, self._left)

    def nearest(self, word: str, known: Collection[str]) -> str:
        """The known word most like `word`, or nothing."""
        self._left -= len(known)
        if self._left < 0:
            return ""
        matcher = SequenceMatcher(b=word[:_LONGEST])
        promising: list[tuple[float, str]] = []
        for candidate in known:
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= _ENOUGH and matcher.quick_ratio() >= _ENOUGH:
                promising.append((matcher.quick_ratio(), candidate))
        best, score = "", _ENOUGH
        for _, candidate in nlargest(5, promising):
            self._left -= len(word[:_LONGEST]) * len(candidate) // 5  # what ratio() may cost
            matcher.set_seq1(candidate)
            if matcher.ratio() >= score:
                best, score = candidate, matcher.ratio()
        return best

    def expected(self, word: str, known: Collection[str]) -> str:
        """What to write in place of `word`: the known word most like it, or else any of them."""
        near = self.nearest(word.lower(), known)
        return f"did you mean {near!r}?" if near else f"expected one of: {', '.join(known)}"
