"""How else a Chinese name is typed: in pinyin, and in the other script. Used when compiling only."""

import re
from functools import cache
from typing import Any

from xiaomi_cli.model.text import CJK

_HAN = re.compile(f"[{CJK}]")


@cache
def _converters() -> tuple[Any, Any]:
    from opencc import OpenCC  # noqa: PLC0415 - 90 ms, and few libraries are compiled

    return OpenCC("s2t"), OpenCC("t2s")


@cache
def spellings(name: str) -> tuple[str, ...]:
    """Pinyin with spaces between syllables, and the traditional or simplified twin."""
    if not _HAN.search(name):
        return ()
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 350 ms, as above

    to_traditional, to_simplified = _converters()
    twins = {to_traditional.convert(name), to_simplified.convert(name)} - {name}
    pinyin = " ".join(lazy_pinyin(name))
    return (pinyin, pinyin.replace(" ", ""), *sorted(twins))
