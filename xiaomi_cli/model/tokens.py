"""How names and texts become what is looked up: the same way when compiled and when asked.

A token is lower case, without accents. Numbers keep their value: `1,999` is `1999`, `904.6` is
`904_6`; a number with a scale also gives its magnitude, so that `63.6bn`, `63.6 billion` and
`636亿` meet at `_63600000000`; `5%` and `five percent` meet at `5_pct`, `10x` and `ten-fold` at
`10_x`. Currencies are their codes. A run of Chinese, kana, Thai or the like gives its characters
and its pairs of them; where the script changes, a word ends.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum

from xiaomi_cli.model.lexicon import CURRENCIES, NUMBER_WORDS, SCALE_WORDS, SCALES
from xiaomi_cli.model.patterns import HAN, MARKS, UNSPACED, UNSPACED_RUNS, pattern


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
_ASCII_WORD = pattern(r"[a-z0-9]+|[+#]+")
_WORD = pattern(rf"[^\W_](?:[^\W_]|[{MARKS}])*|[+#]+")


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms unified; letters of any script stay apart."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _LEFT_OUT.sub("", decomposed))


def key(name: str) -> str:
    """The form under which a name is looked up: words in lower case, joined by single spaces."""
    folded = fold(name).replace("'", "").replace("’", "")
    return " ".join((_ASCII_WORD if folded.isascii() else _WORD).findall(folded))


def squeezed(name: str) -> str:
    """A key without its spaces, so that `su 7`, `su-7` and `su7` meet."""
    return key(name).replace(" ", "")


_CURRENCY_TOKENS = {name: code.lower() for name, code in CURRENCIES.items()}
_SIGNS = {"++": "_plus_plus", "#": "_sharp"}
CJK = HAN  # what Chinese is written in
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_SPELLED = "|".join(NUMBER_WORDS)
_TOKEN = pattern(
    # Most words, at once: what no sign follows and is no number, with the blank behind it.
    rf"(?P<plain>(?!(?:{_SPELLED})(?:fold)?\b)[a-z]+)(?:\s|(?=[,.;:()/?!|\"-]|$))"
    # A number, in words where something is counted, with its scale and unit.
    rf"|(?:(?P<spelled>\b(?:{_SPELLED})\b(?=[\s-]?(?:{'|'.join(SCALE_WORDS)}|per\s?cent|%|fold"
    rf"|times\b))|\b(?:{_SPELLED})(?=fold\b))"
    r"|(?P<number>(?:\d+(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)(?:(?:st|nd|rd|th)\b)?)"
    rf"(?:\s?-?(?P<scale>{_SCALE})(?![a-z]))?"
    r"(?:\s?(?P<percent>%|percent\b|per\scent\b)"
    r"|(?P<times>[\s-]?(?:[x×倍](?![^\W_])|fold\b)|\stimes\b))?(?P<glued>[a-z]*)"
    rf"|(?P<unspaced>{UNSPACED_RUNS})"
    r"|(?P<sign>\b[a-z](?:\+\+|#)(?![^\W_]))"
    r"|(?P<money>(?:\b(?:us|hk))?\$|[¥€₹£₩])"
    rf"|(?P<word>[^\W\d_](?:[^\W_{UNSPACED}]|[{MARKS}](?<![{UNSPACED}])"
    rf"|['’](?=[^\W\d_{UNSPACED}]))*)"
)


def tokens(text: str) -> list[str]:
    """The search tokens of a text, in order."""
    if text.isascii() and text.isalpha() and not text.lower().endswith("fold"):
        word = text.lower()  # most words of queries: the pattern can wait
        return [_CURRENCY_TOKENS.get(word, word)]
    found: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        kind = match.lastgroup
        if kind in {"plain", "word"}:
            word = match[kind]
            if kind == "word":
                word = word.replace("'", "").replace("’", "")
            found.append(_CURRENCY_TOKENS.get(word, word))
        elif run := match["unspaced"]:
            found += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
        elif kind in {"sign", "money"}:
            sign = match[0]
            found.append(_CURRENCY_TOKENS[sign] if kind == "money" else sign[0] + _SIGNS[sign[1:]])
        elif spelled := match["spelled"]:
            found += [spelled, *_number_tokens(str(NUMBER_WORDS[spelled]), match)]
        else:
            digits = match["number"].replace(",", "")
            if match["glued"]:
                found.append(digits.replace(".", "_") + match["glued"])
            found += _number_tokens(digits, match)
    return found


def _number_tokens(digits: str, match: re.Match[str]) -> Iterator[str]:
    plain = digits.replace(".", "_")
    yield plain
    if match["percent"]:
        yield plain + "_pct"
    if match["times"]:
        yield plain + "_x"
    if match["scale"]:
        yield magnitude_token(digits, SCALES[match["scale"]])


def magnitude_token(digits: str, power: int) -> str:
    """`63.6`, 9 gives `_63600000000`: the size of a number without its notation."""
    whole, _, fraction = digits.partition(".")
    padded = fraction.rstrip("0").ljust(power, "0")
    size = (whole + padded[:power]).lstrip("0") or "0"
    rest = padded[power:]
    return f"_{size}" + (f"_{rest}" if rest else "")
