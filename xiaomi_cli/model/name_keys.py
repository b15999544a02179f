"""The form of a name under which it is looked up, whatever its case, accents and blanks."""

import re
import unicodedata
from enum import IntEnum


class NameRank(IntEnum):
    """Which kind of name answers first: those of records, of their statements, of what is gone."""

    ID = 0
    TITLE = 1
    ALIAS = 2
    PINYIN = 3
    PART = 4
    FORMER = 5


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms unified."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )


def key(name: str) -> str:
    """The form under which a name is looked up: words in lower case, joined by single spaces."""
    return " ".join(re.findall(r"[^\W_]+|[+#]+", fold(name).replace("'", "").replace("’", "")))


def squeezed(name: str) -> str:
    """A key without its spaces, so that `su 7`, `su-7` and `su7` meet."""
    return key(name).replace(" ", "")
