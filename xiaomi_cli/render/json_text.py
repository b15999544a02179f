"""JSON on standard output: one document, strings safe to print, the same in every encoding."""

import json
import re
from collections.abc import Iterable
from typing import Any

from xiaomi_cli.render.safe import UNSAFE

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def array(documents: Iterable[str]) -> str:
    """An array of documents that are JSON already, one a line."""
    return "[" + ",\n ".join(documents) + "]"


def document(value: Any) -> str:
    """A value as JSON. NaN is an error, for it is no JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def escaped(text: str, *, ascii_only: bool) -> str:
    """Control and direction-changing characters (all but ASCII, if asked) as \\u escapes."""
    pattern = _BEYOND_ASCII if ascii_only else UNSAFE
    return re.sub(pattern, _escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0] if match[0] == "\n" else json.dumps(match[0])[1:-1]
