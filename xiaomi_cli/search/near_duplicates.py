"""Near-duplicate hits: an event and the thing it launched, a number and what was said with it."""

from collections.abc import Sequence

from xiaomi_cli.model.tokens import tokens
from xiaomi_cli.search.query import STOP_WORDS

MIN_SHARED = 0.6  # of the words of two snippets together, from which they say the same
MAX_MORE = 2  # words by which a title may go on from another: `CyberDog`, `CyberDog appears`


def folded_under(hits: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """For each hit (id, kind, title, snippet) the id of an earlier one that it repeats, or nothing.

    What is folded away is never one under which something else is.
    """
    kept: list[tuple[str, str, frozenset[str], frozenset[str]]] = []
    under = []
    for record, kind, title, snippet in hits:
        titled, said = _words(title), _words(snippet)
        same = next(
            (
                other
                for other, other_kind, other_title, other_said in kept
                if _say_the_same(said, other_said)
                or (kind != other_kind and _is_continued(titled, other_title))
            ),
            "",
        )
        if not same:
            kept.append((record, kind, titled, said))
        under.append(same)
    return under


def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text)) - STOP_WORDS


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= MIN_SHARED * len(one | other)


def _is_continued(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one title has all words of the other and few more."""
    less, more = sorted((one, other), key=len)
    return bool(less) and less <= more and len(more) - len(less) <= MAX_MORE
