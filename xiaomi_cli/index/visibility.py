"""The library as it can be seen through a lens: every question to it is asked here as elsewhere.

Nothing in it belongs to a later day than the lens allows: no record, statement, link, outcome,
dispute or count. Queries read tables of the same names that hold only what can be seen; what is
left of a record is what `trimmed` leaves of it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from xiaomi_cli.index.database import Row
from xiaomi_cli.index.store import Entry, Lens, NamedRecord, Store
from xiaomi_cli.model.claims import told as said_of
from xiaomi_cli.model.dates import LATEST, EdtfError, is_later, parse_date
from xiaomi_cli.model.fields import SPOKEN, marked
from xiaomi_cli.model.locators import StatementPath
from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.model.records import KINDS, Figure, decode
from xiaomi_cli.model.tokens import NameRank

# Of a record must be seen what makes sense of it: of a figure a value, of a dispute a side, of an
# idea what it says, of a lesson the lesson itself; of others anything. Sources disagree once they
# are out ({told}), whatever day they tell of. Days are checked, and so no SQL.
_TELLING = """CASE WHEN r.kind = 'figure' THEN {0}.field = 'points'
  WHEN r.kind = 'dispute' THEN {0}.field = 'positions' WHEN r.kind = 'lesson'
  THEN {0}.field = 'summary' WHEN r.kind IN ('framework', 'principle', 'risk')
  THEN {0}.field IN ('summary', 'claims') ELSE TRUE END"""
_OWN = "FROM main.statements s WHERE s.record = r.number"
_DRAWN = "FROM drawn d JOIN main.statements s ON s.number = d.statement WHERE d.record = r.number"
_TABLES = f"""WITH statements AS (SELECT s.* FROM main.statements s WHERE {{seen}}),
records AS (SELECT r.* FROM main.records r WHERE r.known <= '{{known}}'
  AND (EXISTS (SELECT 1 {_OWN} AND {{seen}} AND {_TELLING.format("s")})
    OR EXISTS (SELECT 1 {_DRAWN} AND {{seen}} AND {_TELLING.format("d")}))
  AND NOT (r.kind = 'dispute' AND (
    EXISTS (SELECT 1 {_OWN} AND s.field IN ('summary', 'positions') AND NOT {{told}})
    OR EXISTS (SELECT 1 {_DRAWN} AND d.field = 'positions' AND NOT {{told}}))))
"""


def through(store: Store, lens: Lens) -> Store:
    """The library as far as it can be seen."""
    return store if lens.clear else SeenStore(store, lens)


class SeenStore(Store):
    """A compiled library of which something is hidden."""

    sees_all = False

    def __init__(self, store: Store, lens: Lens) -> None:
        super().__init__(store.connection)
        self._lens = lens
        seen = f"(s.known <= '{lens.known}' AND s.document >= {lens.documents:d} AND s.published"
        self._seen = f"{seen} <= '{lens.published or LATEST}')"
        told = f"{seen} <= '{lens.known}')"
        self._before = _TABLES.format(seen=self._seen, known=lens.known, told=told)
        self._trimmed = lru_cache(maxsize=4096)(self._trim)

    @cached_property
    def _sight(self) -> "Sight":
        sql = "SELECT id FROM main.records WHERE kind = 'source' AND known > ?"
        late = frozenset(self._firsts(sql, [self._lens.known]))
        visible = frozenset(self._firsts("SELECT id FROM records"))
        return Sight(self._lens.known, visible, late, self._title)

    def _title(self, record: str) -> str:
        found = self._firsts("SELECT title FROM main.records WHERE id = ?", [record])
        return found[0] if found else record

    def hidden(self, record: str) -> list[StatementPath]:
        """Where in a record stand statements that cannot be seen."""
        unseen = f"r.id = ? AND NOT {self._seen}"
        sql = (
            "SELECT s.field, s.key, s.position FROM main.records r "
            f"JOIN main.statements s ON s.record = r.number WHERE {unseen} "
            "UNION SELECT d.field, d.key, d.position FROM main.records r "
            "JOIN drawn d ON d.record = r.number JOIN main.statements s ON s.number = d.statement "
            f"WHERE {unseen} ORDER BY 1, 2, 3"
        )
        return [StatementPath(*row) for row in self._rows(sql, [record, record])]

    def _trim(self, entry: Entry) -> Entry:
        return trimmed(entry, self.hidden(entry.id), self._sight)

    def _told(self, found: Iterable[Row]) -> list[Entry]:
        return [self._trimmed(entry) for entry in super()._told(found)]

    def meta(self, key: str) -> str:
        """A fact about the library itself: only what of its eras, turns and map can be seen."""
        text = super().meta(key)
        if key != "settings" or not text or self._lens.known == LATEST:
            return text
        return json.dumps(_settings(json.loads(text), self._sight))

    def _named(self, *where: Any) -> list[NamedRecord]:
        return [name for name in super()._named(*where) if name.rank != NameRank.PART or
                f'"id":"{name.fragment}"' in self.by_ids([name.id])[name.id].json]  # fmt: skip

    def _links_to(self, source: str, target: str) -> bool:
        """Whether what can be seen of a record names another, or a statement of it."""
        text = self.by_ids([source])[source].json
        return f'"{target}"' in text or f'"{target}#' in text

    def linking_to(self, record: str) -> list[tuple[str, str]]:
        """(relation, id) of every record that can be seen to link to this one."""
        return [found for found in super().linking_to(record) if self._links_to(found[1], record)]

    def links(self) -> list[tuple[str, str, str]]:
        """Every link between records that can be seen."""
        links = (link for link in super().links() if link[2] in self._sight.visible)
        return [link for link in links if self._links_to(link[0], link[2])]

    def statement_count(self) -> int:
        """How many cited statements can be seen."""
        return len(self.statement_facts())

    def disputed_records(self) -> int:
        """How many records some dispute that can be seen points into."""
        return sum('"disputes":[' in entry.json for entry in self.everything())


class Sight(NamedTuple):
    """The last day that can be seen, the records that can, sources that are later; titles by id."""

    day: str
    visible: frozenset[str]
    late: frozenset[str]
    title: Callable[[str], str]


def _settings(found: dict[str, Any], sight: Sight) -> dict[str, Any]:
    found["eras"] = [_era(e, sight.day) for e in found.get("eras", []) if e["from"] <= sight.day]
    for group in found.get("map", []):
        group["frameworks"] = [one for one in group["frameworks"] if one in sight.visible]
    for name in {"turns", "try_these"} & found.keys():
        found[name] = [entry for entry in found[name] if all(
            not is_later(text, sight.day) and _leads_on(text, sight) for text in entry.values()
        )]  # fmt: skip
    return found


def _era(era: dict[str, Any], day: str) -> dict[str, Any]:
    """An era up to a day; what it is called is known when it is over."""
    if parse_date(era["to"]).latest <= day:
        return era
    return era | {"to": day, "title": "Recent years", "zh": "近年"}


_ID = pattern(r"([a-z]+)/[a-z0-9]+(?:-[a-z0-9]+)*(#\S+)?")
_NAMES = frozenset({"by", "holder", "maker"})  # whose record may be unknown while the name is not
_DATES = frozenset({"released", "judged", "as_of"})
_MOST = 300  # characters of a summary
_FREE = frozenset({"title", "measure", "where", "publisher", "author", "label", "pledge", "actual"})


def trimmed(entry: Entry, hidden: list[StatementPath], sight: Sight) -> Entry:
    """An entry without the statements at these paths, and without what hangs on them."""
    record: dict[str, Any] = json.loads(entry.json)
    results = len(record.get("result", []))
    for path in reversed(hidden):
        if path.position >= 0:
            found: Any = record
            for step in path.steps[:-1]:
                found = found[step]
            del found[path.steps[-1]]
    if "dimensions" in record:
        record["dimensions"] = {name: said for name, said in record["dimensions"].items() if said}
    if "tensions" in record:  # a tension has two sides
        record["tensions"] = [t for t in record["tensions"] if len(t["sides"]) > 1]
    kind_of = entry.subtype
    gone = {"asked"}
    if hidden:
        gone.add("finding")  # what a series shows, shows with its last value
    if is_later(record.get("where", ""), sight.day):  # told later of an earlier day
        gone.add("where")
    is_open = entry.kind == "promise" and not _is_judged(record, results, sight.day)
    if is_open:
        record["outcome"] = kind_of = "open"
        gone |= {"actual", "judged", "dissent", "result"}
    beside = {*marked(KINDS[entry.kind], SPOKEN)} - _FREE  # texts that are told with the summary
    instead = is_open or any(path.field == "summary" for path in hidden)
    if instead:
        gone |= beside - {"question"}
    elif entry.kind != "dispute":
        gone |= {name for name in beside if is_later(str(record.get(name, "")), sight.day)}
    record = {name: value for name, value in record.items() if name not in gone}
    if instead:
        _say_first(record, entry)
    record["aliases"] = [a for a in record.get("aliases", []) if not is_later(a, sight.day)]
    record = _seen(record, sight)
    if entry.kind == "product" and "released" not in record:
        entry = entry._replace(date="", earliest=None, latest=None)
    needed = {"claims"} if entry.kind == "promise" else set()
    kept = {name: value for name, value in record.items() if value or name in needed}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return entry._replace(summary=record["summary"], subtype=kind_of, json=text)


def _is_judged(record: dict[str, Any], results: int, day: str) -> bool:
    """Whether all was known that a verdict on a promise rests on, or how far an open one is."""
    if record.get("outcome") == "open" and "actual" not in record:
        return True
    if is_later(record.get("actual", ""), day):
        return False
    if results:
        return len(record.get("result", [])) == results
    judged = record.get("judged", "")
    return bool(judged) and parse_date(judged).latest <= day


def _say_first(record: dict[str, Any], entry: Entry) -> None:
    """Have the first statement that is left stand for the summary."""
    record.pop("cite", None)
    text, cite = next(_said(record, entry), (entry.title, []))
    record["summary"] = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
    if cite:
        record["cite"] = cite


def _said(record: dict[str, Any], entry: Entry) -> Iterator[tuple[str, list[str]]]:
    if entry.kind == "figure":
        figure = decode(json.dumps({**record, "summary": entry.title}))
        if isinstance(figure, Figure):
            yield from ((said_of(figure, p), p.cite) for p in reversed(figure.points))
    for value in record.values():
        for claims in value.values() if isinstance(value, dict) else [value]:
            if isinstance(claims, list):
                for claim in claims:
                    if isinstance(claim, dict) and claim.get("text"):
                        yield claim["text"], claim.get("cite", [])


def _seen(value: Any, sight: Sight) -> Any:
    """A field, a statement or a list of them without what leads to what cannot be seen."""
    if isinstance(value, list):
        found = (_seen(inner, sight) for inner in value)
        return [inner for inner in found if inner not in (None, {})]
    if isinstance(value, str):
        return value if _leads_on(value, sight) else None
    if not isinstance(value, dict):
        return value
    if value.get("dispute") and "says" in value and value["dispute"] not in sight.visible:
        return None
    if is_later(value.get("reason", ""), sight.day):  # what stood then was superseded later
        value = {name: inner for name, inner in value.items() if name not in {"status", "reason"}}
    left: dict[str, Any] = {}
    for name, inner in value.items():
        kept = _field(name, inner, sight)
        if kept is not None and (kept or name != "contested"):
            left[name] = kept
    return left


def _field(name: str, value: Any, sight: Sight) -> Any:
    if name == "cite":
        return [cite for cite in value if f"source/{cite.partition('¶')[0]}" not in sight.late]
    if name == "bears":
        return [word for word in value if not _is_late(word, sight.day)]
    is_late = {"note": is_later, **dict.fromkeys(_DATES, _is_late)}.get(name)
    if is_late and isinstance(value, str) and is_late(value, sight.day):
        return None
    if name in _NAMES and isinstance(value, str) and not _leads_on(value, sight):
        return sight.title(value)
    if name in {"id", "text", "summary", "title"}:
        return value
    return _seen(value, sight)


def _leads_on(text: str, sight: Sight) -> bool:
    match = _ID.fullmatch(text)
    return not match or match[1] not in KINDS or text.partition("#")[0] in sight.visible


def _is_late(date: str, day: str) -> bool:
    try:
        latest = parse_date(date).latest
    except EdtfError:
        return False
    return latest > day and latest != LATEST
