"""JSON on standard output: one document, strings safe to print, the same in every encoding."""

import json
import re
from collections.abc import Iterable
from typing import Any

from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.render.sanitize import UNSAFE, UNSAFE_CHARACTERS, is_harmless

_BEYOND_ASCII = pattern(f"[^\x00-\x7f]|{UNSAFE_CHARACTERS}")


def array(documents: Iterable[str]) -> str:
    """An array of documents that are JSON already, one a line."""
    return "[" + ",\n ".join(documents) + "]"


def document(value: Any) -> str:
    """A value as JSON. NaN is an error, for it is no JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def escaped(text: str, *, ascii_only: bool) -> str:
    """Control and direction-changing characters (all but ASCII, if asked) as \\u escapes."""
    if is_harmless(text.replace("\n", "")) and (text.isascii() or not ascii_only):
        return text
    return (_BEYOND_ASCII if ascii_only else UNSAFE).sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    if match[0] == "\n":
        return "\n"
    units = match[0].encode("utf-16-be", "surrogatepass")  # beyond the BMP JSON has a pair
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
