"""Makes text from anywhere safe to print: what could steer a terminal is shown, not sent."""

import re

from xiaomi_cli.model.lazy_regex import pattern

# C0 (but not newline, which painters never receive), DEL, C1, line and paragraph separators,
# bidirectional marks, embeddings, overrides and isolates, zero-width characters, BOM, interlinear
# and tag characters, lone surrogates.
UNSAFE_CHARACTERS = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
UNSAFE = pattern(UNSAFE_CHARACTERS)
_BREAKS = pattern("[\t\n\r]+")


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


def one_line(text: str) -> str:
    """The text on one line, with control and direction-changing characters as visible escapes."""
    return visible(_BREAKS.sub(" ", text))


def lines(text: str) -> str:
    """The text with its line breaks kept, for formats that can hold them; the rest as above."""
    return "\n".join(map(visible, text.split("\n")))


def web_address(url: str) -> str:
    """An address on the web, in ASCII and without blanks, quotes or brackets; else nothing."""
    if not url.startswith(("https://", "http://")):
        return ""
    from urllib.parse import quote

    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")
