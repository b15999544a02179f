"""The library as it can be seen through a lens, as one store that hides the rest."""

import json
from collections.abc import Sequence
from functools import cached_property

from xiaomi_cli.index.store import Cited, Entry, Store
from xiaomi_cli.index.visibility import Lens, lens, seen


def through(store: Store, as_of: str, *, documents: bool) -> tuple[Store, str]:
    """The store behind a lens, and the ISO day at which a reader of it stands. Raises EdtfError."""
    chosen = lens(as_of, documents=documents)
    return (store if chosen.clear else _Seen(store, chosen)), chosen.day


class _Seen(Store):
    """A store of which a lens hides something."""

    sees_all = False

    def __init__(self, store: Store, chosen: Lens) -> None:
        super().__init__(store._connection)
        self._whole = store
        self._lens = chosen

    @cached_property
    def _known(self) -> dict[str, Entry]:
        every = self._whole.everything()
        return {entry.id: entry for entry in seen(self._whole, every, self._lens)}

    def _entries(self, sql: str, values: Sequence[object] = ()) -> list[Entry]:
        found = super()._entries(sql, values)
        return [self._known[entry.id] for entry in found if entry.id in self._known]

    def counts(self) -> dict[str, int]:
        """How many records can be seen of each kind."""
        kinds = [entry.kind for entry in self._known.values()]
        return {kind: n for kind in self._whole.counts() if (n := kinds.count(kind))}

    def linking_to(self, record: str) -> list[tuple[str, str]]:
        """Links from what can be seen."""
        return [(r, one) for r, one in super().linking_to(record) if one in self._known]

    def links(self) -> list[tuple[str, str, str]]:
        """Links between what can be seen."""
        return [link for link in super().links() if {link[0], link[2]} <= self._known.keys()]

    def resting_on(
        self, source: str, first: int = 0, last: int = 10**9, theme: str = ""
    ) -> list[Cited]:
        """Statements that can be seen; their texts stand in what is left of their records."""
        found = super().resting_on(source, first, last, theme)
        return [cited for cited in found if self._says(cited.record, cited.text)]

    def _says(self, record: str, text: str) -> bool:
        entry = self._known.get(record)
        return entry is not None and json.dumps(text, ensure_ascii=False)[1:-1] in entry.json

    def event_years(self) -> list[str]:
        """The years of the events that can be seen."""
        return [(event.earliest or "")[:4] for event in self.of_kind("event")]

    def statement_count(self) -> int:
        """How many statements can be seen."""
        return sum(entry.json.count('"cite":') for entry in self._known.values())

    def newest_source(self) -> str:
        """The day of the newest source that can be seen."""
        sources = self.of_kind("source")
        return max((s.latest or "" for s in sources if s.latest == s.earliest), default="")
