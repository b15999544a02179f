"""What a run of the program shares: the library that is asked, opened once and only when asked."""

import os
import sys
import time
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiaomi_cli.cli.output import prefer
from xiaomi_cli.cli.preferences import at_home, preferences

if TYPE_CHECKING:
    from xiaomi_cli.index.store import Lens, Store


class Session:
    """The library that was chosen, and the folders that are laid over it."""

    def __init__(self, data: Path | None, extra: tuple[Path, ...] = ()) -> None:
        self.data = at_home(str(data)) if data else None
        self.extra = extra
        self.seen = lru_cache(self._seen)

    @cached_property
    def store(self) -> "Store":
        """The opened library. Raises BrokenLibraryError."""
        from xiaomi_cli.build.open import open_library
        from xiaomi_cli.index.store import Store

        bar = ProgressBar("Reading the library")
        return Store(open_library(self.data, self.extra, bar.show))

    def _seen(self, lens: "Lens") -> "Store":
        """The library as far as it can be seen through a lens. Raises BrokenLibraryError."""
        if lens.clear:
            return self.store
        from xiaomi_cli.index.visibility import through

        return through(self.store, lens)


def session_of(params: Mapping[str, Any]) -> Session:
    """The session that the options of the program ask for; from now on it writes as they say.

    Raises UsageProblemError if one of them, the environment or the configuration file is wrong.
    """
    data = params.get("data")
    chosen = preferences(
        color=params.get("color"),
        pager=not params.get("pager"),
        extra=tuple(map(Path, params.get("extra") or ())),
        ours=not data,
    )
    prefer(chosen)
    return Session(Path(data) if data else None, chosen.extra)


class ProgressBar:
    """How far long work is: drawn over itself on standard error, if that is a terminal.

    What takes less than a second shows none; at the end it is taken away.
    """

    PATIENCE_S, BETWEEN_S, CELLS = 1.0, 0.1, 30

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
        elif now - self._start > self.PATIENCE_S and now - self._drawn > self.BETWEEN_S:
            self._drawn = now
            done = int(share * self.CELLS)
            self._draw(f"{self._what} [{'#' * done}{'.' * (self.CELLS - done)}] {share:4.0%}")

    def _draw(self, text: str) -> None:
        if self._width or text:
            sys.stderr.write("\r" + text.ljust(self._width) + ("" if text else "\r"))
            sys.stderr.flush()
            self._width = len(text)
