"""Makes text from anywhere safe to print: what could steer a terminal is shown, not sent."""

import re

from xiaomi_cli.model.patterns import pattern

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
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# What is left: one joiner inside a word, one joiner inside an emoji, one variation selector after
# a sign that has variants. A second one in a row means nothing and may hide something.
_SPELLING = (
    f"(?<![{_JOINED}]\u200d)(?!(?<=[{_JOINED}]\u200c)[{_JOINED}])"
    f"(?!(?:(?<=[{_EMOJI}]\u200d)|(?<=[{_EMOJI}]\ufe0f\u200d))[{_EMOJI}])"
    f"(?<![{_EMOJI}#*0-9][\ufe0e\ufe0f])"
    f"(?<![{_HAN}][\ufe00-\ufe02\U000e0100-\U000e01ef])"
)
UNSAFE_CHARACTERS = f"[{_STEERING}]{_SPELLING}"  # the class first: it is searched for quickly
UNSAFE = pattern(UNSAFE_CHARACTERS)
# Those of them that count as printable: fillers and variation selectors.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE10)), map(chr, range(0xE0100, 0xE01F0))
)
_BREAKS = pattern("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_LINE_END = pattern("\r\n|[\r\n\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The text with control and direction-changing characters as visible escapes."""
    if is_harmless(text):
        return text
    return UNSAFE.sub(_escape, text)


def is_harmless(text: str) -> bool:
    """Whether a text surely has nothing that could steer a terminal; quicker than the pattern."""
    return text.isprintable() and _UNSEEN.isdisjoint(text)


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
    return "\n".join(map(visible, _LINE_END.split(text)))


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
    host = authority if authority.isascii() else _in_ascii(authority)
    if host is None:
        return ""
    return f"{scheme.lower()}://" + quote(host + rest[len(authority) :], safe=_IN_ADDRESSES)


_AUTHORITY_END = pattern("[/?#]")
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


def _in_ascii(authority: str) -> str | None:
    """A host with letters of any script as the domain name system spells it; None if it is none."""
    user, at, host = authority.rpartition("@")
    name, colon, port = host.partition(":")
    try:
        return f"{user}{at}{name.encode('idna').decode()}{colon}{port}"
    except UnicodeError:
        return None
