"""What a run of the program shares: which library, opened once and only when asked."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xiaomi_cli.cli.preferences import at_home, preferences

if TYPE_CHECKING:
    from xiaomi_cli.cli.options import Asked
    from xiaomi_cli.cli.progress import ProgressBar
    from xiaomi_cli.index.store import Store


class Session:
    """The library chosen before the command, opened on first use."""

    def __init__(self, data: Path | None, extra: tuple[Path, ...] = ()) -> None:
        self.data = at_home(str(data)) if data and str(data).startswith("~") else data
        self.extra = extra
        self._store: Store | None = None

    @property
    def store(self) -> "Store":
        """The opened library. Raises BrokenLibraryError."""
        from xiaomi_cli.build.open import open_library
        from xiaomi_cli.index.store import Store

        if self._store is None:
            self._store = Store(open_library(self.data, self.extra, _show_progress))
        return self._store

    def seen(self, asked: "Asked") -> "Store":
        """The library as far as the options let it be seen. Raises BrokenLibraryError."""
        if asked.through.clear:
            return self.store
        from xiaomi_cli.index.visibility import through

        return through(self.store, asked.through)


def _show_progress(share: float) -> None:
    _bar().show(share)


@cache
def _bar() -> "ProgressBar":
    from xiaomi_cli.cli.progress import ProgressBar

    return ProgressBar("Reading the library")


def session_of(params: Mapping[str, Any]) -> Session:
    """The session that the options ask for in a line that is still being typed."""
    data = params.get("data")
    given = tuple(map(Path, params.get("extra") or ()))
    return Session(Path(data) if data else None, preferences(extra=given, ours=not data).extra)
