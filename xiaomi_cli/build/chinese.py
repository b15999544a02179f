"""How else Chinese is typed: in pinyin, and in the other script. Used when compiling only."""

import re
from functools import cache, lru_cache
from itertools import islice, product
from typing import Any

from xiaomi_cli.model.patterns import HAN

_HAN = re.compile(f"[{HAN}]")
MOST_READINGS = 12  # of one name besides the likeliest
_MOST_COMBINED = 1000  # looked at for them


@cache
def _converters() -> tuple[Any, Any]:
    from opencc import OpenCC

    return OpenCC("s2t"), OpenCC("t2s")


def spellings(name: str) -> tuple[str, ...]:
    """How else a Chinese name is typed.

    Pinyin with spaces between syllables, then without; the traditional or simplified twin; and,
    without spaces, how else its signs are read, for a name is not always read as its words are.
    """
    return () if name.isascii() or not _HAN.search(name) else _spellings(name)


@lru_cache(maxsize=4096)  # a record's names are asked for several times
def _spellings(name: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    to_traditional, to_simplified = _converters()
    twins = {to_traditional.convert(name), to_simplified.convert(name)} - {name}
    pinyin = " ".join(lazy_pinyin(name))
    return (pinyin, pinyin.replace(" ", ""), *sorted(twins), *_other_readings(name))


def _other_readings(name: str) -> list[str]:
    """Pinyin with the other readings of signs, first where few signs are read otherwise."""
    from pypinyin import Style, pinyin

    readings = pinyin(name, style=Style.NORMAL, heteronym=True)
    ways = islice(product(*(range(len(found)) for found in readings)), _MOST_COMBINED)
    ranked = sorted(ways, key=lambda way: sum(map(bool, way)))[1 : MOST_READINGS + 1]
    return ["".join(found[n] for found, n in zip(readings, way, strict=True)) for way in ranked]


def simplified(text: str) -> str:
    """The text in the script of the index."""
    has_signs = not text.isascii() and _HAN.search(text)
    return str(_converters()[1].convert(text)) if has_signs else text


def traditional(text: str) -> str:
    """Pairs of characters, 軍军東东…, that write the characters of a text traditionally."""
    known = set(_HAN.findall(text))
    if not known:
        return ""
    signs = [chr(code) for code in range(0x4E00, 0xA000)]
    plain = simplified("\n".join(signs)).split("\n")
    return "".join(a + b for a, b in zip(signs, plain, strict=True) if a != b and b in known)
