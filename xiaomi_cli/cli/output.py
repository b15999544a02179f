"""Standard output and standard error: the only place that writes, and that chooses a format.

Standard output holds results and nothing else. On a terminal they are laid out to its width, in
colour unless NO_COLOR or a dumb terminal says otherwise; in a pipe they are plain text.
"""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from xiaomi_cli.render.safe import visible

if TYPE_CHECKING:
    from xiaomi_cli.render.blocks import Block

NARROWEST, FALLBACK_WIDTH, WIDEST = 20, 80, 400
ASCII = str.maketrans({"•": "*", "›": ">", "–": "-", "—": "-", "‡": "+", "·": ".", "×": "x",
                       "→": ">", "↔": "|", "▸": ">", "△": "^", "▲": "^", "◆": "*", "◇": "*",
                       "…": "~", "“": '"', "”": '"', "’": "'", "¶": "#"})  # fmt: skip


class Terminal(NamedTuple):
    """What standard output can show. `width` is None where nothing should be wrapped."""

    width: int | None
    color: bool
    encoding: str


def terminal() -> Terminal:
    """Look at standard output and the environment."""
    env = os.environ
    tty = sys.stdout.isatty()
    dumb = env.get("TERM") == "dumb"
    forced = env.get("FORCE_COLOR", "") not in {"", "0"}
    color = (forced or (tty and not dumb)) and not env.get("NO_COLOR")
    width = _width(env.get("COLUMNS", ""), tty=tty or forced)
    return Terminal(width, color, (sys.stdout.encoding or "utf-8").lower())


def _width(columns: str, *, tty: bool) -> int | None:
    if columns.isdecimal() and columns.isascii() and 0 < int(columns[:6]):
        return max(NARROWEST, min(int(columns[:6]), WIDEST))
    if not tty:
        return None
    try:
        found = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        found = 0
    return max(NARROWEST, min(found or FALLBACK_WIDTH, WIDEST))


def emit_blocks(blocks: "list[Block]") -> None:
    """Write a view, as standard output can show it."""
    from xiaomi_cli.render.blocks import text_of  # noqa: PLC0415 - not needed by JSON
    from xiaomi_cli.render.drawing import ASCII_GLYPHS, Glyphs  # noqa: PLC0415 - as above
    from xiaomi_cli.render.layout import lay_out  # noqa: PLC0415 - as above

    shown = terminal()
    unicode = _can_encode(shown.encoding, "█▌░‡›")
    glyphs = Glyphs() if unicode else ASCII_GLYPHS
    lines = lay_out(blocks, shown.width, glyphs)
    if shown.color:
        from xiaomi_cli.render.screen import paint  # noqa: PLC0415 - imports rich

        write(paint(lines), shown.encoding)
    else:
        write("".join(text_of(spans) + "\n" for spans in lines), shown.encoding)


def emit(*lines: str) -> None:
    """Write plain lines."""
    text = "".join(visible(line) + "\n" for line in lines)
    write(text, (sys.stdout.encoding or "utf-8").lower())


def emit_json(text: str) -> None:
    """Write one JSON document."""
    from xiaomi_cli.render.json_text import escaped  # noqa: PLC0415 - not needed by screens

    encoding = (sys.stdout.encoding or "utf-8").lower()
    write(escaped(text, ascii_only=not _is_utf8(encoding)) + "\n", encoding)


def write(text: str, encoding: str) -> None:
    """Send text to standard output; what its encoding lacks degrades and never fails."""
    if not _is_utf8(encoding):
        if not _can_encode(encoding, text):
            text = text.translate(ASCII)
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    sys.stdout.write(text)
    sys.stdout.flush()


def note(*lines: str) -> None:
    """Say something beside the result, on standard error."""
    _complain(lines)


def _complain(lines: Iterable[str]) -> None:
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    for text in lines:
        shown = visible(text)
        sys.stderr.write(shown.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _is_utf8(encoding: str) -> bool:
    return encoding.replace("-", "").replace("_", "") == "utf8"


def _can_encode(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
