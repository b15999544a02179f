"""English words without their endings, so that `phones` finds `phone`; search.js does alike.

Lighter than Porter's, so that it can stand twice and be read: a rule is an ending, what takes its
place, and how many letters must be left before it.
"""

RULES = (
    ("'s", "", 2), ("sses", "ss", 1), ("ies", "y", 2), ("ss", "ss", 0), ("us", "us", 0),
    ("is", "is", 0), ("s", "", 3),
)  # fmt: skip
ENDINGS = (
    ("ization", "", 3), ("isation", "", 3), ("ational", "", 3), ("ation", "", 3), ("ments", "", 3),
    ("ment", "", 4), ("ness", "", 4), ("ities", "", 4), ("ity", "", 4), ("ings", "", 3),
    ("ing", "", 3), ("edly", "", 3), ("ed", "", 3), ("ers", "", 4), ("er", "", 4), ("ly", "", 4),
    ("ive", "", 4), ("ion", "", 4), ("al", "", 4), ("ies", "", 2), ("y", "", 4), ("e", "", 3),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")


def stem(word: str) -> str:
    """A token without its ending; numbers, Chinese and short words stay as they are."""
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    root = _cut(_cut(word, RULES), ENDINGS)
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        root = root[:-1]
    return root[:-1] if len(root) > 3 and root[-1] == "e" else root


def _cut(word: str, rules: tuple[tuple[str, str, int], ...]) -> str:
    for ending, instead, least in rules:
        root = word.removesuffix(ending)
        if root != word and len(root) >= least and _VOWELS.intersection(root):
            return root + instead
        if root != word and instead == ending:
            return word
    return word
