"""Makes text from anywhere safe to print: what could steer a terminal is shown, not sent."""

import re

from xiaomi_cli.model.pattern import pattern

# C0 (but not newline, which painters never receive), DEL, C1, line and paragraph separators,
# bidirectional marks, embeddings, overrides and isolates, zero-width characters, BOM, interlinear
# and tag characters, lone surrogates.
UNSAFE_CHARACTERS = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
UNSAFE = pattern(UNSAFE_CHARACTERS)


def visible(text: str) -> str:
    """The text with control and direction-changing characters as visible escapes."""
    if text.isascii() and text.isprintable():
        return text
    return UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
