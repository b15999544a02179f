"""The ranges of scripts hold what they say, whatever Unicode this Python knows."""

import re
import sys
import unicodedata

from xiaomi_cli.model.patterns import HAN, KANA, MARKS


def test_marks_are_all_marks_and_nothing_that_parts_words() -> None:
    mark, selector = re.compile(f"[{MARKS}]"), re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
    for char in map(chr, range(sys.maxunicode)):
        category = unicodedata.category(char)
        if category.startswith("M") and not selector.match(char):
            assert mark.match(char), hex(ord(char))
        elif mark.match(char) and ord(char) < 0x10000:
            assert char.isalnum() or category in {"Cn", "Sk"}, hex(ord(char))


def test_every_ideograph_and_every_kana_is_one() -> None:
    han, kana = re.compile(f"[{HAN}]"), re.compile(f"[{KANA}]")
    for char in map(chr, range(0x2E80, 0x33480)):
        name = unicodedata.name(char, "")
        if name.startswith(("CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL")):
            assert han.match(char), name
        if name.startswith(("HIRAGANA LETTER", "KATAKANA LETTER")) and ord(char) < 0x10000:
            assert kana.match(char), name
