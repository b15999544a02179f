"""How else Chinese is typed: in pinyin, and in the other script. Used when compiling only."""

import re
from functools import cache, lru_cache
from typing import Any

from xiaomi_cli.model.tokens import CJK

_HAN = re.compile(f"[{CJK}]")


@cache
def _converters() -> tuple[Any, Any]:
    from opencc import OpenCC

    return OpenCC("s2t"), OpenCC("t2s")


def spellings(name: str) -> tuple[str, ...]:
    """Pinyin with spaces between syllables, and the traditional or simplified twin."""
    return _spellings(name) if _HAN.search(name) else ()


@lru_cache(maxsize=4096)  # a record's names are asked for several times
def _spellings(name: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin

    to_traditional, to_simplified = _converters()
    twins = {to_traditional.convert(name), to_simplified.convert(name)} - {name}
    pinyin = " ".join(lazy_pinyin(name))
    return (pinyin, pinyin.replace(" ", ""), *sorted(twins))


def simplified(text: str) -> str:
    """The text in the script of the index."""
    return str(_converters()[1].convert(text)) if _HAN.search(text) else text


def traditional(text: str) -> str:
    """Pairs of characters, 軍军東东…, that write the characters of a text traditionally."""
    known = set(_HAN.findall(text))
    if not known:
        return ""
    signs = [chr(code) for code in range(0x4E00, 0xA000)]
    plain = simplified("\n".join(signs)).split("\n")
    return "".join(a + b for a, b in zip(signs, plain, strict=True) if a != b and b in known)
