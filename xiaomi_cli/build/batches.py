"""Rows that wait until there are enough of them to be written together."""

from collections.abc import Iterable

from xiaomi_cli.index.database import Connection, Row

_BATCH = 2000  # rows of a table


class Batches:
    """Writes rows to tables in batches; those whose key is there already are left out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[Row]] = {}

    def write(self, table: str, found: Iterable[Row]) -> None:
        """Have rows written soon, with a value for each column that the name of the table lists."""
        waiting = self._waiting.setdefault(table, [])
        waiting += found
        if len(waiting) >= _BATCH:
            self._flush(table)

    def flush(self) -> None:
        """Write what waits."""
        for table in self._waiting:
            self._flush(table)

    def _flush(self, table: str) -> None:
        if waiting := self._waiting[table]:
            marks = ", ".join("?" * len(waiting[0]))
            self._connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", waiting)
            waiting.clear()
