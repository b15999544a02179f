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
import time
from typing import TYPE_CHECKING, TextIO

from xiaomi_cli.cli.exit_codes import CannotWriteError, writing
from xiaomi_cli.cli.session import DEFAULT_PAGER, NOTHING_SET, Preferences
from xiaomi_cli.render.sanitize import escaped, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from xiaomi_cli.render.blocks import Block

NARROWEST, WIDEST = 20, 400  # columns
FALLBACK_WIDTH, FALLBACK_HEIGHT = 80, 24
# What stands for a sign that the encoding of a stream lacks.
PLAINER = {"•": "*", "›": ">", "–": "-", "—": "-", "‡": "+", "·": ".", "×": "x", "→": ">",
           "↔": "|", "▸": ">", "△": "^", "▲": "^", "◆": "*", "◇": "*", "…": "~", "“": '"',
           "”": '"', "’": "'", "¶": "#", "✖": "x", "☺": "@", "∴": ":", "⌂": "^", "○": "o",
           "¤": "$", "§": "S", "≈": "~", "−": "-", "█": "#", "▌": "#", "░": "-", "▒": "=",
           "│": "|"}  # fmt: skip

_chosen = NOTHING_SET


def prefer(wishes: Preferences) -> None:
    """Settle how this run writes."""
    global _chosen  # noqa: PLW0603 - as there is one standard output, there is one way to write it
    _chosen = wishes


def on_terminal() -> bool:
    """Whether standard output is read by a person, not by a program."""
    return sys.stdout is not None and sys.stdout.isatty()


def emit_blocks(blocks: "list[Block]", pipe_width: int | None = None) -> None:
    """Write a view, as standard output can show it; where nobody says how wide, so wide."""
    from xiaomi_cli.render.blocks import text_of
    from xiaomi_cli.render.layout import lay_out

    tty = on_terminal()
    dumb = os.environ.get("TERM") == "dumb"
    color = _chosen.color == "always" or (_chosen.color == "auto" and tty and not dumb)
    columns, rows = 0, 0
    with contextlib.suppress(AttributeError, OSError, ValueError):  # what is no terminal has none
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    most = min(columns or FALLBACK_WIDTH, _chosen.width or WIDEST)
    width = _chosen.columns or (most if tty or color else pipe_width)
    lines = lay_out(blocks, width and max(NARROWEST, min(width, WIDEST)))
    if color:
        from xiaomi_cli.render.ansi import paint

        text = paint(lines)
    else:
        text = "".join(text_of(spans) + "\n" for spans in lines)
    overflows = tty and not dumb and text.count("\n") >= (rows or FALLBACK_HEIGHT)
    if not overflows or not _paged(text.encode(_encoding(), "plainer"), _chosen.pager):
        write(text)


def _encoding() -> str:
    return (getattr(sys.stdout, "encoding", None) or "utf-8").lower()


def _paged(text: bytes, command: str) -> bool:
    """Show a text in a pager; False if there is none, or that failed in any way.

    Ctrl-C belongs to the pager while it runs. Raises KeyboardInterrupt if it was pressed.
    """
    import shutil
    import subprocess

    if command.strip() in {"", "cat"} or (command == DEFAULT_PAGER and not shutil.which("less")):
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
    is_utf8 = _encoding().replace("-", "").replace("_", "") == "utf8"
    write(escaped(text, ascii_only=not is_utf8) + "\n")


def emit_bytes(pieces: "Iterable[bytes]") -> None:
    """Write a file for another tool as it is: its encoding is its own. Raises as `write` does."""
    with _standard_output() as out:
        for piece in pieces:
            out.buffer.write(piece)


def write(text: str) -> None:
    """Send text to standard output; what its encoding lacks degrades and never fails.

    Raises CannotWriteError, and BrokenPipeError when nobody reads any more.
    """
    with _standard_output() as out:
        out.write(degraded(text, _encoding()))


@contextlib.contextmanager
def _standard_output() -> "Iterator[TextIO]":
    if sys.stdout is None:
        raise CannotWriteError("cannot write to standard output: it is closed")
    with writing("standard output"):
        yield sys.stdout
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
    """Say something beside the result, on standard error; nobody is told if that fails."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError):
        for text in map(visible, lines):
            # What was typed may be long; the end of a note tells what to do.
            shown = text if len(text) < 2000 else f"{text[:1500]} … {text[-400:]}"
            sys.stderr.write(shown.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()


def progress(what: str) -> "Callable[[float], None]":
    """A function that draws the share of long work that is done, 0 to 1, over itself.

    On standard error, if that is a terminal, and only after a second; 1 takes the bar away.
    """
    due, drawn = time.monotonic() + 1, 0
    seen = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def show(share: float) -> None:
        nonlocal due, drawn
        text = " " * drawn + "\r"
        if share < 1:
            if not seen or time.monotonic() < due:
                return
            due = time.monotonic() + 0.1
            text = f"{what} [{'#' * int(share * 30):.<30}] {share:4.0%}"
            drawn = len(text)
        if drawn:
            sys.stderr.write("\r" + text)
            sys.stderr.flush()

    return show
