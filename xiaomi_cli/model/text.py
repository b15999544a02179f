"""How text becomes search tokens: the same way when a library is compiled and when it is asked.

A token is lower case, without accents. Numbers keep their value: `1,999` is `1999`, `904.6` is
`904_6`, and a number with a scale also gives its magnitude, so that `63.6bn`, `63.6 billion` and
`636亿` meet at `_63600000000`. A run of Chinese gives its characters and its pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterator

_SCALE = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9,
    "t": 12, "tn": 12, "trillion": 12, "万": 4, "萬": 4, "亿": 8, "億": 8,
}  # fmt: skip
CJK = "\u3400-\u9fff\uf900-\ufaff"
_PIECE = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|[kmbt万萬亿億])(?![a-z]))?"
    r"\s?(?P<percent>%|percent\b|per cent\b)?"
    r"(?P<glued>[a-z]*)"
    rf"|(?P<cjk>[{CJK}]+)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|['’](?=[^\W\d_]))*)"
)


def fold(text: str) -> str:
    """Lower case without accents, compatibility forms unified."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c))
    )


def tokens(text: str) -> Iterator[str]:
    """The search tokens of a text, in order."""
    for match in _PIECE.finditer(fold(text)):
        if run := match["cjk"]:
            yield from run
            yield from (run[i : i + 2] for i in range(len(run) - 1))
        elif word := match["word"]:
            yield re.sub("['’]", "", word)
        else:
            yield from _number_tokens(match)


def _number_tokens(match: re.Match[str]) -> Iterator[str]:
    digits = match["number"].replace(",", "")
    plain = digits.replace(".", "_")
    if match["glued"]:
        yield plain + match["glued"]
    yield plain
    if match["percent"]:
        yield plain + "_pct"
    if match["scale"]:
        yield magnitude_token(digits, _SCALE[match["scale"]])


def magnitude_token(digits: str, power: int) -> str:
    """`63.6`, 9 gives `_63600000000`: the size of a number without its notation."""
    whole, _, fraction = digits.partition(".")
    padded = fraction.rstrip("0").ljust(power, "0")
    size = (whole + padded[:power]).lstrip("0") or "0"
    rest = padded[power:]
    return f"_{size}" + (f"_{rest}" if rest else "")


def key(name: str) -> str:
    """The form under which a name is looked up: words in lower case, joined by single spaces."""
    return " ".join(re.findall(r"[^\W_]+|[+#]+", fold(name).replace("'", "").replace("’", "")))


def squeezed(name: str) -> str:
    """A key without its spaces, so that `su 7`, `su-7` and `su7` meet."""
    return key(name).replace(" ", "")
