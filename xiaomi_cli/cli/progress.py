"""How far the compiling of a large library is: a bar on standard error, if that is a terminal."""

import os
import sys
import time

PATIENCE_S = 1.0  # what takes less shows no bar
_DRAWN_S = 0.1  # between two drawings
_CELLS = 30


class ProgressBar:
    """Drawn over itself on one line, and taken away at the end; nothing is left of it."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._start = time.monotonic()
        self._drawn = 0.0
        self._width = 0
        tty = sys.stderr is not None and sys.stderr.isatty()
        self._seen = tty and os.environ.get("TERM") != "dumb"

    def show(self, share: float) -> None:
        """Draw the share that is done, 0 to 1, unless it is too early; 1 takes the bar away."""
        now = time.monotonic()
        if not self._seen:
            return
        if share >= 1:
            self._draw("")
        elif now - self._start > PATIENCE_S and now - self._drawn > _DRAWN_S:
            self._drawn = now
            done = int(share * _CELLS)
            bar = "#" * done + "." * (_CELLS - done)
            self._draw(f"{self._what} [{bar}] {share:4.0%}")

    def _draw(self, text: str) -> None:
        if self._width or text:
            sys.stderr.write("\r" + text.ljust(self._width) + ("" if text else "\r"))
            sys.stderr.flush()
            self._width = len(text)
