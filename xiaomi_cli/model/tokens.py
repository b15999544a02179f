"""How text becomes search tokens: the same way when a library is compiled and when it is asked.

A token is lower case, without accents. Numbers keep their value: `1,999` is `1999`, `904.6` is
`904_6`; a number with a scale also gives its magnitude, so that `63.6bn`, `63.6 billion` and
`636亿` meet at `_63600000000`; `5%` and `five percent` meet at `5_pct`, `10x` and `ten-fold` at
`10_x`. Currencies are their codes. A run of Chinese gives its characters and its pairs of them.
"""

from collections.abc import Iterator

from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.name_keys import fold

_SCALE = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9,
    "t": 12, "tn": 12, "trillion": 12, "万": 4, "萬": 4, "亿": 8, "億": 8,
}  # fmt: skip
_SPELLED = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15",
    "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100",
}  # fmt: skip
MONEY = {
    "rmb": "cny", "renminbi": "cny", "yuan": "cny", "¥": "cny", "cny": "cny", "dollar": "usd",
    "dollars": "usd", "$": "usd", "us$": "usd", "usd": "usd", "hk$": "hkd", "hkd": "hkd",
    "euro": "eur", "euros": "eur", "€": "eur", "eur": "eur", "rupee": "inr", "rupees": "inr",
    "₹": "inr", "inr": "inr",
}  # fmt: skip
_SIGNS = {"++": "_plus_plus", "#": "_sharp"}
CJK = "\u3400-\u9fff\uf900-\ufaff"
_UNIT = (
    r"(?:\s?-?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|[kmbt万萬亿億])(?![a-z]))?"
    r"(?:\s?(?P<percent>%|percent\b|per\scent\b)"
    r"|(?P<times>[\s-]?(?:[x×倍](?![^\W_])|fold\b)|\stimes\b))?"
)
_PIECE = pattern(
    rf"(?P<spelled>\b(?:{'|'.join(_SPELLED)})\b(?=[\s-]?(?:thousand|[mbtr]+illion|per\s?cent|%|fold"
    rf"|times\b))|\b(?:two|three|five|ten|twenty|hundred)(?=fold\b))"
    rf"{_UNIT.replace('(?P<', '(?P<s_')}"
    r"|(?P<number>(?:\d+(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?)(?:(?:st|nd|rd|th)\b)?"
    rf"{_UNIT}(?P<glued>[a-z]*)"
    rf"|(?P<cjk>[{CJK}]+)"
    r"|(?P<sign>\b[a-z](?:\+\+|#)(?![^\W_]))"
    r"|(?P<money>(?:\b(?:us|hk))?\$|[¥€₹])"
    r"|(?P<word>[^\W\d_](?:[^\W_]|['’](?=[^\W\d_]))*)"
)


def tokens(text: str) -> Iterator[str]:
    """The search tokens of a text, in order."""
    if text.isascii() and text.isalpha() and not text.lower().endswith("fold"):
        yield MONEY.get(text.lower(), text.lower())  # most words of queries: the pattern can wait
        return
    for match in _PIECE.finditer(fold(text)):
        kind = match.lastgroup or ""
        if word := match["word"]:
            plain = word.replace("'", "").replace("’", "")
            yield MONEY.get(plain, plain)
        elif run := match["cjk"]:
            yield from run
            yield from (run[i : i + 2] for i in range(len(run) - 1))
        elif kind in {"sign", "money"}:
            found = match[0]
            yield MONEY[found] if kind == "money" else found[0] + _SIGNS[found[1:]]
        elif spelled := match["spelled"]:
            yield spelled
            yield from _number_tokens(
                _SPELLED[spelled], match["s_scale"], match["s_percent"], match["s_times"]
            )
        else:
            if match["glued"]:
                yield match["number"].replace(",", "").replace(".", "_") + match["glued"]
            digits = match["number"].replace(",", "")
            yield from _number_tokens(digits, match["scale"], match["percent"], match["times"])


def _number_tokens(
    digits: str, scale: str | None, percent: str | None, times: str | None
) -> Iterator[str]:
    plain = digits.replace(".", "_")
    yield plain
    if percent:
        yield plain + "_pct"
    if times:
        yield plain + "_x"
    if scale:
        yield magnitude_token(digits, _SCALE[scale])


def magnitude_token(digits: str, power: int) -> str:
    """`63.6`, 9 gives `_63600000000`: the size of a number without its notation."""
    whole, _, fraction = digits.partition(".")
    padded = fraction.rstrip("0").ljust(power, "0")
    size = (whole + padded[:power]).lstrip("0") or "0"
    rest = padded[power:]
    return f"_{size}" + (f"_{rest}" if rest else "")
