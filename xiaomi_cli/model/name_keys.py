"""The form of a name under which it is looked up, whatever its case, accents and blanks."""

import unicodedata
from enum import IntEnum

from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.scripts import MARKS


class NameRank(IntEnum):
    """Which kind of name answers first: those of records, of their statements, of what is gone."""

    ID = 0
    TITLE = 1
    ALIAS = 2
    PINYIN = 3
    PART = 4
    FORMER = 5


# Marks that people leave out where they type: accents of Latin and Greek, stress and diaeresis of
# Cyrillic, points of Hebrew, vowels and hamza of Arabic. Any other mark makes another letter: й,
# バ, कि. Joiners and variation selectors only say how a word is drawn.
_LEFT_OUT = pattern(
    "(?<=[a-z\u0250-\u02af\u0370-\u03ff\u0300-\u036f])[\u0300-\u036f]|(?<=[\u0400-\u04ff])[\u0300\u0301]"
    "|(?<=\u0435)\u0308|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
    "|[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_WORD = pattern(rf"[^\W_](?:[^\W_]|[{MARKS}])*|[+#]+")


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms unified; letters of any script stay apart."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _LEFT_OUT.sub("", decomposed))


def key(name: str) -> str:
    """The form under which a name is looked up: words in lower case, joined by single spaces."""
    return " ".join(_WORD.findall(fold(name).replace("'", "").replace("’", "")))


def squeezed(name: str) -> str:
    """A key without its spaces, so that `su 7`, `su-7` and `su7` meet."""
    return key(name).replace(" ", "")
