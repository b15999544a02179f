"""Standard output and standard error: the only place that writes, and that chooses a format.

Standard output holds results and nothing else. On a terminal they are laid out to its width, in
colour unless the reader or a dumb terminal says otherwise, and paged if they overflow the screen;
in a pipe they are plain text.
"""

import codecs
import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING, NamedTuple

from xiaomi_cli.cli.exit_codes import CannotWriteError, writing
from xiaomi_cli.cli.preferences import DEFAULT_PAGER, Preferences, preferences
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.render.sanitize import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xiaomi_cli.render.blocks import Block, Line

NARROWEST, FALLBACK_WIDTH, WIDEST = 20, 80, 400
FALLBACK_HEIGHT = 24
LONGEST_NOTE = 2000  # signs of a note
LONGEST_LINE = 100  # columns of its lines on a terminal
_COMMAND = pattern(r"((?:(?<=: )|^)xiaomi .*?(?=  |$))")  # in a note, to be pasted in one piece
# What stands for a sign that the encoding of a stream lacks.
PLAINER = {"•": "*", "›": ">", "–": "-", "—": "-", "‡": "+", "·": ".", "×": "x", "→": ">",
           "↔": "|", "▸": ">", "△": "^", "▲": "^", "◆": "*", "◇": "*", "…": "~", "“": '"',
           "”": '"', "’": "'", "¶": "#", "✖": "x", "☺": "@", "∴": ":", "⌂": "^", "○": "o",
           "¤": "$", "§": "S", "≈": "~", "−": "-"}  # fmt: skip

_chosen: Preferences | None = None


class Terminal(NamedTuple):
    """What standard output can show. `width` is None where nothing should be wrapped."""

    width: int | None
    height: int  # rows of the screen; 0 where nothing should be paged
    color: bool
    encoding: str


def prefer(wishes: Preferences | None) -> None:
    """Settle how this run writes; until then (None) the environment and the configuration tell."""
    global _chosen  # noqa: PLW0603 - as there is one standard output, there is one way to write it
    _chosen = wishes


def chosen() -> Preferences:
    """What was settled for this run, or else what the environment and the configuration tell."""
    return _chosen or preferences()


def terminal() -> Terminal:
    """Look at standard output and at what its reader prefers."""
    wishes = chosen()
    tty = sys.stdout is not None and sys.stdout.isatty()
    dumb = os.environ.get("TERM") == "dumb"
    color = wishes.color == "always" or (wishes.color == "auto" and tty and not dumb)
    columns, rows = _size() if tty else (0, 0)
    width = wishes.columns or (
        (tty or color) and min(columns or FALLBACK_WIDTH, wishes.width or WIDEST)
    )
    return Terminal(
        max(NARROWEST, min(width, WIDEST)) if width else None,
        0 if dumb or not tty or wishes.pager == "" else rows or FALLBACK_HEIGHT,
        color,
        _encoding(),
    )


def _size() -> tuple[int, int]:
    try:
        return os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        return 0, 0


def _encoding() -> str:
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower()


def emit_blocks(blocks: "list[Block]", pipe_width: int | None = None) -> None:
    """Write a view, as standard output can show it; where nobody says how wide, so wide."""
    from xiaomi_cli.render.blocks import text_of
    from xiaomi_cli.render.charts import ASCII_GLYPHS, Glyphs
    from xiaomi_cli.render.layout import lay_out

    shown = terminal()
    glyphs = Glyphs() if _can_encode(shown.encoding, "█▌░▒│‡›") else ASCII_GLYPHS
    lines = lay_out(blocks, shown.width or pipe_width, glyphs)
    if shown.color:
        from xiaomi_cli.render.ansi import paint

        text = paint(lines)
    else:
        text = "".join(text_of(spans) + "\n" for spans in lines)
    overflows = bool(shown.height) and text.count("\n") >= shown.height
    if not overflows or not _paged(text.encode(shown.encoding, "plainer"), chosen().pager):
        write(text)


def _paged(text: bytes, command: str | None) -> bool:
    """Show a text in a pager (None: less, if there is one); False if that failed in any way.

    Ctrl-C belongs to the pager while it runs. Raises KeyboardInterrupt if it was pressed.
    """
    import shutil
    import subprocess

    if command is None:
        command = DEFAULT_PAGER if shutil.which("less") else ""
    if command.strip() in {"", "cat"}:
        return False
    # Our options of less stand first: the last of theirs may be a text that would go on to the end.
    less = f"-R {os.environ['LESS']}" if "LESS" in os.environ else "FIRX"
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        # A shell, as every program that honours PAGER uses: it may hold options and pipes.
        process = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, env={"LV": "-c", **os.environ, "LESS": less}
        )
        process.communicate(text)  # a pager that is quit early is no error
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
    return process.returncode == 0


def emit(*lines: str) -> None:
    """Write plain lines; a tab in them stays one."""
    write("".join("\t".join(map(visible, line.split("\t"))) + "\n" for line in lines))


def emit_json(text: str) -> None:
    """Write one JSON document."""
    from xiaomi_cli.render.json_text import escaped

    write(escaped(text, ascii_only=not _is_utf8(_encoding())) + "\n")


def on_terminal() -> bool:
    """Whether standard output is read by a person, not by a program."""
    return sys.stdout is not None and sys.stdout.isatty()


def emit_bytes(pieces: "Iterable[bytes]") -> None:
    """Write a file for another tool as it is: its encoding is its own. Raises as `write` does."""
    if sys.stdout is None:
        raise CannotWriteError("cannot write to standard output: it is closed")
    with writing("standard output"):
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()


def write(text: str) -> None:
    """Send text to standard output; what its encoding lacks degrades and never fails.

    Raises CannotWriteError, and BrokenPipeError when nobody reads any more.
    """
    if sys.stdout is None:
        raise CannotWriteError("cannot write to standard output: it is closed")
    with writing("standard output"):
        sys.stdout.write(degraded(text, _encoding()))
        sys.stdout.flush()


def degraded(text: str, encoding: str) -> str:
    """The text with signs that the encoding lacks as plainer ones, or else escaped."""
    return text.encode(encoding, "plainer").decode(encoding)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end]
    plain = (PLAINER.get(c) or c.encode("ascii", "backslashreplace").decode() for c in lacking)
    return "".join(plain), error.end


codecs.register_error("plainer", _plainer)


def note(*lines: str) -> None:
    """Say something beside the result, on standard error; nobody is told if that is closed."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    try:
        for text in lines:
            shown = _folded(_cut(visible(text)))
            sys.stderr.write(shown.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except OSError:
        return


def _folded(text: str) -> str:
    """On a terminal that is too narrow for it, each part of a note has lines of its own."""
    columns = 0
    with contextlib.suppress(OSError, ValueError):
        columns = sys.stderr.isatty() and os.get_terminal_size(sys.stderr.fileno()).columns
    columns = min(columns, LONGEST_LINE)
    if not 0 < columns < 2 * len(text):
        return text
    from xiaomi_cli.render.blocks import Span, text_of
    from xiaomi_cli.render.wrap import cells, wrap

    if cells(text) <= columns:
        return text
    lines: list[Line] = []
    for number, part in enumerate(text.split("; ")):
        bare = part.lstrip()
        indent = len(part) - len(bare) + (2 if number else 0)
        before, command, after = (*_COMMAND.split(bare, 1), "", "")[:3]
        styled = Span(before), Span(command, "command"), Span(after)
        lines += wrap(styled, columns, (Span(" " * indent),), indent + 2)
    return "\n".join(map(text_of, lines))


def _cut(text: str) -> str:
    """What was typed may be long; a note has its beginning, and its end, which tells what to do."""
    return text if len(text) <= LONGEST_NOTE else f"{text[:1500]} … {text[-400:]}"


def _is_utf8(encoding: str) -> bool:
    return encoding.replace("-", "").replace("_", "") == "utf8"


def _can_encode(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
