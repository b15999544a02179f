"""What a run of the program shares: which library, opened once and only when asked."""

from pathlib import Path

from xiaomi_cli.store.locate import open_library
from xiaomi_cli.store.reader import Store


class Session:
    """The library chosen before the command, opened on first use."""

    def __init__(self, data: Path | None) -> None:
        self.data = data
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        """The opened library. Raises BrokenLibraryError."""
        if self._store is None:
            self._store = Store(open_library(self.data))
        return self._store
