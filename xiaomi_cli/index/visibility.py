"""The library as it can be seen through a lens: every question to it is asked here as elsewhere.

Nothing in it belongs to a later day than the lens allows: no record, statement, link, outcome,
dispute or count. What is left of a record is what `trimmed` leaves of it.
"""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

from xiaomi_cli.index.lens import Lens
from xiaomi_cli.index.search_index import Sketch
from xiaomi_cli.index.store import Entry, NamedRecord, Store
from xiaomi_cli.index.trimming import Sight, trimmed
from xiaomi_cli.model.dates import is_later, parse_date
from xiaomi_cli.model.locators import StatementPath
from xiaomi_cli.model.tokens import NameRank

# What must be seen of a record for it to make sense: of a figure a value, of a dispute a side, of
# an idea what it says, of a lesson the lesson itself; of others anything.
_TELLING = """CASE r.kind WHEN 'figure' THEN {0}.field = 'points'
  WHEN 'dispute' THEN {0}.field = 'positions' WHEN 'lesson' THEN {0}.field = 'summary'
  WHEN 'framework' THEN {0}.field IN ('summary', 'claims')
  WHEN 'principle' THEN {0}.field IN ('summary', 'claims')
  WHEN 'risk' THEN {0}.field IN ('summary', 'claims') ELSE TRUE END"""
_OWN = "FROM statements s WHERE s.record = r.number"
_DRAWN = "FROM drawn d JOIN statements s ON s.number = d.statement WHERE d.record = r.number"


def through(store: Store, lens: Lens) -> Store:
    """The library as far as it can be seen."""
    return store if lens.clear else SeenStore(store, lens)


class SeenStore(Store):
    """A compiled library of which something is hidden."""

    sees_all = False

    def __init__(self, store: Store, lens: Lens) -> None:
        super().__init__(store.connection)
        self._lens = lens
        self._trimmed = lru_cache(maxsize=4096)(self._trim)

    def _seen(self, alias: str) -> str:
        return self._lens.statement(alias)

    @cached_property
    def _visible(self) -> dict[str, int]:
        """The number of each record that can be seen, by its id."""
        seen = self._seen("s")
        # Sources disagree once they are out, whatever day they tell of.
        told = self._lens._replace(published=self._lens.known).statement("s")
        sql = (
            f"SELECT r.id, r.number FROM records r WHERE r.known <= '{self._lens.known}' "
            f"AND (EXISTS (SELECT 1 {_OWN} AND {seen} AND {_TELLING.format('s')}) "
            f"OR EXISTS (SELECT 1 {_DRAWN} AND {seen} AND {_TELLING.format('d')})) "
            "AND NOT (r.kind = 'dispute' AND ("
            f"EXISTS (SELECT 1 {_OWN} AND s.field IN ('summary', 'positions') AND NOT {told}) OR "
            f"EXISTS (SELECT 1 {_DRAWN} AND d.field = 'positions' AND NOT {told})))"
        )
        return dict(self._rows(sql))

    @cached_property
    def _numbers(self) -> frozenset[int]:
        return frozenset(self._visible.values())

    def hidden(self, record: str) -> list[StatementPath]:
        """Where in a record stand statements that cannot be seen."""
        unseen = f"AND r.id = ? AND NOT {self._seen('s')}"
        sql = (
            "SELECT s.field, s.key, s.position FROM records r "
            f"JOIN statements s ON s.record = r.number WHERE TRUE {unseen} "
            "UNION SELECT d.field, d.key, d.position FROM records r "
            "JOIN drawn d ON d.record = r.number JOIN statements s ON s.number = d.statement "
            f"WHERE TRUE {unseen} ORDER BY 1, 2, 3"
        )
        return [StatementPath(*row) for row in self._rows(sql, [record, record])]

    @cached_property
    def _sight(self) -> Sight:
        sql = "SELECT id FROM records WHERE kind = 'source' AND NOT known <= ?"
        late = frozenset(self._firsts(sql, [self._lens.known]))
        return Sight(self._lens.known, frozenset(self._visible), late, self._title)

    def _title(self, record: str) -> str:
        found = self._firsts("SELECT title FROM records WHERE id = ?", [record])
        return found[0] if found else record

    def _trim(self, entry: Entry) -> Entry:
        return trimmed(entry, self.hidden(entry.id), self._sight)

    def _entries(self, *where: Any) -> list[Entry]:
        found = super()._entries(*where)
        return [self._trimmed(entry) for entry in found if entry.id in self._visible]

    def meta(self, key: str) -> str:
        """A fact about the library itself: only what of its eras, turns and map can be seen."""
        text = super().meta(key)
        if key != "settings" or not text or not (self._lens.day or self._lens.published):
            return text
        return json.dumps(_settings(json.loads(text), self._lens.known, self._visible))

    def counts(self) -> dict[str, int]:
        """How many records can be seen of each kind."""
        found = dict.fromkeys(super().counts(), 0)
        for record in self._visible:
            found[record.partition("/")[0]] += 1
        return {kind: count for kind, count in found.items() if count}

    def named(self, names: Sequence[str], kinds: Sequence[str] = ()) -> list[NamedRecord]:
        """Records that can be seen and carry one of these names exactly."""
        return [name for name in super().named(names, kinds) if self._is_named(name)]

    def named_from(
        self, prefix: str, kinds: Sequence[str] = (), limit: int = 50
    ) -> list[NamedRecord]:
        """Records that can be seen and one of whose names starts with `prefix`."""
        return [name for name in super().named_from(prefix, kinds, limit) if self._is_named(name)]

    def _is_named(self, name: NamedRecord) -> bool:
        if name.id not in self._visible:
            return False
        if not name.fragment or name.rank != NameRank.PART:
            return True
        return f'"id":"{name.fragment}"' in self.by_ids([name.id])[name.id].json

    def linking_to(self, record: str) -> list[tuple[str, str]]:
        """(relation, id) of every record that can be seen to link to this one."""
        found = [pair for pair in super().linking_to(record) if pair[1] in self._visible]
        entries = self.by_ids(source for _, source in found)
        return [pair for pair in found if _names(entries[pair[1]], record)]

    def links(self) -> list[tuple[str, str, str]]:
        """Every link between records that can be seen."""
        ends = (link for link in super().links() if {link[0], link[2]} <= self._visible.keys())
        return [link for link in ends if _names(self.by_ids([link[0]])[link[0]], link[2])]

    def resting_on(self, *values: Any, **named: Any) -> list[Any]:
        """Statements that can be seen and cite a source."""
        return [s for s in super().resting_on(*values, **named) if s.record in self._visible]

    def statement_count(self) -> int:
        """How many cited statements can be seen."""
        return len(self.statement_facts())

    def event_years(self) -> list[str]:
        """The year in which each event begins that can be seen."""
        return [(event.earliest or "")[:4] for event in self.of_kind("event")]

    def disputed_records(self) -> int:
        """How many records some dispute that can be seen points into."""
        return sum('"disputes":[' in entry.json for entry in self.everything())

    def newest_source(self) -> str:
        """The ISO day of the latest source that can be seen and whose day is known."""
        sources = self.of_kind("source")
        return max((s.latest or "" for s in sources if s.latest == s.earliest), default="")

    def span(self) -> tuple[str, str]:
        """The first and the last day of any event that can be seen."""
        events = self.of_kind("event")
        last = max((min(e.latest or "", self._lens.known) for e in events), default="")
        return min((e.earliest or "" for e in events), default=""), last

    def sketches(self, numbers: Iterable[int]) -> list[Sketch]:
        """What ranking needs to know of those of these records that can be seen."""
        return super().sketches([n for n in numbers if n in self._numbers])


def _names(entry: Entry, record: str) -> bool:
    """Whether what can be seen of a record names another, or a statement of it."""
    return f'"{record}"' in entry.json or f'"{record}#' in entry.json


def _settings(found: dict[str, Any], day: str, visible: Iterable[str]) -> dict[str, Any]:
    seen = set(visible)
    found["eras"] = [_era(era, day) for era in found.get("eras", []) if str(era["from"]) <= day]
    for group in found.get("map", []):
        group["frameworks"] = [one for one in group["frameworks"] if one in seen]
    for name in ("turns", "try_these"):
        kept = [entry for entry in found.get(name, []) if _is_seen(entry, seen, day)]
        if name in found:
            found[name] = kept
    return found


def _era(era: dict[str, Any], day: str) -> dict[str, Any]:
    """An era up to a day; what it is called is known when it is over."""
    if parse_date(str(era["to"])).latest <= day:
        return era
    return era | {"to": day, "title": "Recent years", "zh": "近年"}


def _is_seen(entry: Any, visible: set[str], day: str) -> bool:
    texts = entry.values() if isinstance(entry, dict) else [entry]
    return all(not is_later(str(t), day) and ("/" not in str(t) or " " in str(t) or t in visible)
               for t in texts)  # fmt: skip
