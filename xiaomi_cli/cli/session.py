"""What a run of the program shares: which library, opened once and only when asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xiaomi_cli.store.locate import open_library
from xiaomi_cli.store.reader import Store


class Session:
    """The library chosen before the command, opened on first use."""

    def __init__(self, data: Path | None, extra: tuple[Path, ...] = ()) -> None:
        self.data = data
        self.extra = extra
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        """The opened library. Raises BrokenLibraryError."""
        if self._store is None:
            self._store = Store(open_library(self.data))
        return self._store


def session_of(params: Mapping[str, Any]) -> Session:
    """The session that the options ask for in a line that is still being typed."""
    return Session(Path(params["data"]) if params.get("data") else None)
