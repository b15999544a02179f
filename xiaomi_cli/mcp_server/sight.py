"""The library as of a day: what every tool asks, so that none shows what was not yet known."""

from collections.abc import Sequence
from functools import cached_property

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import Lens, seen
from xiaomi_cli.mcp_server.written import edtf
from xiaomi_cli.model.dates import LATEST, parse_date


class _RememberingStore(Store):
    """The whole library, which works out but once what of it is visible."""

    def __init__(self, store: Store, through: Lens) -> None:
        super().__init__(store._connection)
        self.through = through

    @cached_property
    def _visible(self) -> set[str]:
        return super().visible(self.through.day or LATEST, documents=self.through.documents)

    def visible(self, day: str, *, documents: bool) -> set[str]:
        """Ids of the records that can be seen; of a lens there is one only."""
        del day, documents
        return self._visible


class _SeenStore(_RememberingStore):
    """The library without what is hidden; whoever asks it for a record gets what can be seen."""

    def _entries(self, sql: str, values: Sequence[object] = ()) -> list[Entry]:
        return seen(self, super()._entries(sql, values), self.through)


class Sight:
    """A library and how much of it may be seen. `whole` is for search, which looks through."""

    def __init__(self, store: Store, through: Lens) -> None:
        self.through = through
        self.whole: Store = store if through.clear else _RememberingStore(store, through)
        self.store: Store = store if through.clear else _SeenStore(store, through)


def lens_of(as_of: str, published_by: str) -> Lens:
    """The lens for two dates, of which the earlier one counts. Raises EdtfError.

    What was published later is hidden by either: a statement is known when its source is out.
    """
    days = [parse_date(edtf(date)).latest for date in (as_of, published_by) if date.strip()]
    day = min(days, default="")
    return Lens("" if day >= LATEST else day)
