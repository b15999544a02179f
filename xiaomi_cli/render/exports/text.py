"""What every format does to a text first: nothing in it may steer a terminal or another program."""

import re
from urllib.parse import quote

from xiaomi_cli.render.safe import visible

_BREAKS = re.compile("[\t\n\r]+")


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
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~")
