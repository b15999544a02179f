"""The known word that a mistyped one is most like, and the sentence that offers it.

The measure is difflib's ratio: twice the letters that two words share in order, by all letters.
"""

from collections.abc import Collection
from heapq import nlargest

MIN_RATIO = 0.6  # from which a word is worth offering
_BUDGET = 300_000  # comparisons of short words; some two seconds where all of them are slow
_MAX_LETTERS = 80  # of the mistyped word that count


class Suggester:
    """Suggests words until a budget of comparisons is spent, and from then on nothing.

    Who checks a whole library shares one, so that many mistakes cost no more than a few.
    """

    def __init__(self) -> None:
        self._budget = _BUDGET

    @property
    def budget(self) -> int:
        """How many known words can still be compared."""
        return max(0, self._budget)

    def suggest(self, word: str, known: Collection[str], min_ratio: float = MIN_RATIO) -> str:
        """The known word most like `word`, or nothing if none is like enough."""
        from difflib import SequenceMatcher

        self._budget -= len(known)
        if self._budget < 0:
            return ""
        matcher = SequenceMatcher(b=word[:_MAX_LETTERS])
        candidates: list[tuple[float, str]] = []
        for candidate in known:
            matcher.set_seq1(candidate)
            if matcher.real_quick_ratio() >= min_ratio and matcher.quick_ratio() >= min_ratio:
                candidates.append((matcher.quick_ratio(), candidate))
        best, best_ratio = "", min_ratio
        for _, candidate in nlargest(5, candidates):
            self._budget -= len(word[:_MAX_LETTERS]) * len(candidate) // 5  # what ratio() may cost
            matcher.set_seq1(candidate)
            if matcher.ratio() >= best_ratio:
                best, best_ratio = candidate, matcher.ratio()
        return best

    def expected(self, word: str, known: Collection[str]) -> str:
        """What to write in place of `word`: see `expected`."""
        return expected(self.suggest(word.lower(), known), known)


def suggest(word: str, known: Collection[str], min_ratio: float = MIN_RATIO) -> str:
    """The word of a short list that is most like `word` in any case, or nothing."""
    return Suggester().suggest(word.lower(), known, min_ratio)


def expected(suggestion: str, known: Collection[str]) -> str:
    """`did you mean …?` if there is a suggestion, else `expected one of: …`."""
    return f"did you mean {suggestion}?" if suggestion else f"expected one of: {', '.join(known)}"
