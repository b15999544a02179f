"""Makes text from anywhere safe to print: what could steer a terminal is shown, not sent.

In JSON it is escaped, so that the document means the same in every encoding.
"""

import json
import re
from typing import Any

from xiaomi_cli.model.patterns import HAN, pattern

# C0 (but not newline, which painters never receive), DEL, C1, line and paragraph separators,
# bidirectional marks, embeddings, overrides and isolates, zero-width characters, BOM, interlinear
# and tag characters, lone surrogates, noncharacters.
_STEERING = (
    "\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff" + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF)
                                      for plane in range(1, 17))
)  # fmt: skip
# Scripts in whose words joiners are letters, so to say: those with joined letters (Arabic to
# Mandaic, Mongolian) and those with viramas (Devanagari to Sinhala, Myanmar, Khmer and so on). It
# is wider than UAX #31 2.3, which is about identifiers: people also write them where they are idle.
_JOINED = (
    "\u0620-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u180d\u180f-\u18af\u1a20-\u1bff\ua800-\ua9ff"
    "\uaa60-\uaaff\uabc0-\uabff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010a00-\U0001137f"
    "\U00011400-\U00011cff\U0001e900-\U0001e95f"
)
_EMOJI = (
    "\xa9\xae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
# What is left: one joiner inside a word, one joiner inside an emoji, one variation selector after
# a sign that has variants. A second one in a row means nothing and may hide something.
_SPELLING = (
    f"(?<![{_JOINED}]\u200d)(?!(?<=[{_JOINED}]\u200c)[{_JOINED}])"
    f"(?!(?:(?<=[{_EMOJI}]\u200d)|(?<=[{_EMOJI}]\ufe0f\u200d))[{_EMOJI}])"
    f"(?<![{_EMOJI}#*0-9][\ufe0e\ufe0f])"
    f"(?<![{HAN}][\ufe00-\ufe02\U000e0100-\U000e01ef])"
)
_UNSAFE = f"[{_STEERING}]{_SPELLING}"  # the class first: it is searched for quickly
UNSAFE = pattern(_UNSAFE)
_BEYOND_ASCII = pattern(f"[^\x00-\x7f]|{_UNSAFE}")
# Those of them that count as printable: fillers and variation selectors.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE10)), map(chr, range(0xE0100, 0xE01F0))
)
_BREAKS = pattern("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_LINE_END = pattern("\r\n|[\r\n\x85\u2028\u2029]")


_AUTHORITY_END = pattern("[/?#]")
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


def is_harmless(text: str) -> bool:
    """Whether a text surely has nothing that could steer a terminal; quicker than the pattern."""
    return text.isprintable() and _UNSEEN.isdisjoint(text)


def visible(text: str) -> str:
    """The text with control and direction-changing characters as visible escapes."""
    return text if is_harmless(text) else UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code <= 0xFF else match[0].encode("unicode_escape").decode()


def one_line(text: str) -> str:
    """The text on one line, with control and direction-changing characters as visible escapes."""
    return visible(_BREAKS.sub(" ", text))


def lines(text: str) -> str:
    """The text with its line breaks kept, for formats that can hold them; the rest as above."""
    return "\n".join(map(visible, _LINE_END.split(text)))


def document(value: Any) -> str:
    """A value as JSON. NaN is an error, for it is no JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def escaped(document: str, *, ascii_only: bool) -> str:
    """JSON with control and direction-changing characters (all but ASCII, if asked) escaped."""
    if is_harmless(document.replace("\n", "")) and (document.isascii() or not ascii_only):
        return document
    return (_BEYOND_ASCII if ascii_only else UNSAFE).sub(_in_json, document)


def _in_json(match: re.Match[str]) -> str:
    if match[0] == "\n":
        return "\n"
    units = match[0].encode("utf-16-be", "surrogatepass")  # beyond the BMP JSON has a pair
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def web_address(url: str) -> str:
    """An address on the web, in ASCII and without blanks, quotes or brackets; else nothing.

    >>> web_address("HTTPS://Bücher.example/straße?q=ä")
    'https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4'
    """
    scheme, colon, rest = url.partition("://")
    if not colon or scheme.lower() not in {"https", "http"}:
        return ""
    from urllib.parse import quote

    authority = _AUTHORITY_END.split(rest, maxsplit=1)[0]
    user, at, host = authority.rpartition("@")
    name, port_colon, port = host.partition(":")
    try:  # letters of any script as the domain name system spells them
        name = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return ""
    address = f"{user}{at}{name}{port_colon}{port}{rest[len(authority) :]}"
    return f"{scheme.lower()}://{quote(address, safe=_IN_ADDRESSES)}"
