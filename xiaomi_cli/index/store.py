"""Reads the records of a compiled library; `search_index` reads its index of words."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xiaomi_cli.index.database import KIND_SHIFT, Row
from xiaomi_cli.index.search_index import SearchIndex, marks
from xiaomi_cli.model.dates import LATEST, parse_date
from xiaomi_cli.model.library_facts import LibrarySettings, library_settings

# The order of lists: kinds, events by date, the rest as their files have them.
_PLACE = f"r.number >> {KIND_SHIFT}, CASE r.kind WHEN 'event' THEN r.earliest END, r.number"
_MOST_NAMES = 5000  # with one beginning that are looked at


def marked(title: str, origin: str) -> str:
    """A title as readers see it: what is from a folder of their own says so.

    >>> marked("Our visit", "notes"), marked("Speed", "")
    ('Our visit (yours: notes)', 'Speed')
    """
    return f"{title} (yours: {origin})" if origin else title


class Lens(NamedTuple):
    """With how much of the library a question is answered; all days are ISO.

    What belongs to a later day than `day` is hidden; what was published later than `published` as
    well; with `documents` what only web pages bear.
    """

    day: str = ""
    published: str = ""
    documents: bool = False

    @property
    def clear(self) -> bool:
        """Whether it hides nothing."""
        return self == Lens()

    @property
    def known(self) -> str:
        """The last day that can be seen."""
        return min(self.day or LATEST, self.published or LATEST)


def lens(as_of: str = "", *, published: str = "", documents: bool = False) -> Lens:
    """A lens for EDTF dates (the last day of each counts). Raises EdtfError."""
    day, out = (parse_date(date).latest if date else "" for date in (as_of, published))
    return Lens(day, out, documents)


class Entry(NamedTuple):
    """A record as the store keeps it; `json` is the whole of it, decoded only by who needs it.

    `date`: EDTF, or empty. `subtype`: what lists of its kind are grouped by. `themes_json`: see
    `themes`. `origin`: the reader's own folder that it is from.
    """

    id: str
    kind: str
    title: str
    zh: str
    summary: str
    date: str
    earliest: str | None
    latest: str | None
    major: int
    subtype: str
    themes_json: str
    origin: str
    json: str

    @property
    def themes(self) -> list[str]:
        """Its themes, the first one first."""
        return list(json.loads(self.themes_json))

    def others(self, field: str) -> list[str]:
        """What disputes say instead of a field of the record: its date, title or summary."""
        is_contested = '"contested":{' in self.json
        marks = json.loads(self.json)["contested"].get(field, []) if is_contested else []
        return list(dict.fromkeys(other for mark in marks for other in mark["others"]))

    @property
    def name(self) -> str:
        """The title as readers see it: what is their own says so."""
        return marked(self.title, self.origin)


_COLUMNS = ", ".join(f"r.{field.removesuffix('_json')}" for field in Entry._fields)


class NamedRecord(NamedTuple):
    """A record found by one of its names; a lower rank is a closer kind of name.

    `fragment`: of its statement that is called so, or that what was called so has become.
    """

    id: str
    kind: str
    title: str
    rank: int
    fragment: str = ""


class Cited(NamedTuple):
    """A statement that rests on a source."""

    record: str
    kind: str
    title: str
    text: str
    first: int
    last: int
    type: str
    by: str


COMPANY_VOICE = "company"  # the voice of the company itself, and of whoever retells it


class StatementFacts(NamedTuple):
    """What is counted of a statement; `primary`: it cites a primary source."""

    voices: str
    confidence: str
    status: str
    type: str
    sources: int
    primary: int


class Store(SearchIndex):
    """A compiled library, open for reading."""

    def _told(self, found: Iterable[Row]) -> list[Entry]:
        return [Entry(*row) for row in found]

    def _entries(
        self, where: str = "", values: Sequence[object] = (), order: str = _PLACE
    ) -> list[Entry]:
        sql = f"SELECT {_COLUMNS} FROM records r {where} ORDER BY {order}"
        return self._told(self._rows(sql, values))

    def settings(self) -> LibrarySettings:
        """What the library says of itself."""
        return library_settings(self.meta("settings"))

    def counts(self) -> dict[str, int]:
        """How many records there are of each kind."""
        sql = "SELECT kind, count(*) FROM records GROUP BY kind ORDER BY min(number)"
        return dict(self._rows(sql))

    def by_ids(self, ids: Iterable[str]) -> dict[str, Entry]:
        """The records with these ids; unknown ids are left out."""
        sql = f"SELECT {_COLUMNS} FROM records r WHERE r.id IN ({{}}) ORDER BY r.number"
        return {entry.id: entry for entry in self._told(self._in_parts(sql, ids))}

    def of_kind(self, kind: str, theme: str = "") -> list[Entry]:
        """All records of a kind in their order, of one theme if given."""
        only = "JOIN themes t ON t.record = r.number AND t.theme = ? " if theme else ""
        return self._entries(f"{only}WHERE r.kind = ?", [*filter(None, [theme]), kind])

    def everything(self) -> list[Entry]:
        """Every record, in order."""
        return self._entries()

    def dated(
        self, earliest: str, latest: str, *, theme: str = "", major: bool = False
    ) -> list[Entry]:
        """Events whose span touches these days, by date."""
        filters = {
            "r.number IN (SELECT record FROM themes WHERE theme = ?)": theme,
            "r.major = ?": major,
        }
        wanted = {sql: value for sql, value in filters.items() if value}
        where = " AND ".join(["r.kind = 'event'", "r.latest >= ?", "r.earliest <= ?", *wanted])
        values = [earliest, latest, *wanted.values()]
        return self._entries(f"WHERE {where}", values, "r.earliest, r.latest, r.number")

    def named(self, names: Sequence[str], kinds: Sequence[str] = ()) -> list[NamedRecord]:
        """Records that carry one of these names exactly (names as `tokens.key` gives them)."""
        return self._named(f"name IN ({marks(names)})", names, kinds)

    def named_from(
        self, prefix: str, kinds: Sequence[str] = (), limit: int = 50
    ) -> list[NamedRecord]:
        """Records one of whose names starts with `prefix`, closest kinds of name first.

        Of very many names only the first in the order of the alphabet are looked at.
        """
        within = [prefix, prefix + "\U0010ffff"]
        return self._named("name >= ? AND name < ?", within, kinds)[:limit]

    def _named(
        self, condition: str, names: Sequence[str], kinds: Sequence[str]
    ) -> list[NamedRecord]:
        among = " OR ".join(["record BETWEEN ? AND ?"] * len(kinds)) or "TRUE"
        spans = [end for kind in kinds for end in self.span_of_kinds([kind])]
        sql = (
            "SELECT r.id, r.kind, r.title, min(n.rank), n.fragment FROM (SELECT * FROM names "
            f"WHERE {condition} AND ({among}) LIMIT {_MOST_NAMES}) n "
            f"JOIN records r ON r.number = n.record GROUP BY r.number ORDER BY 4, {_PLACE}"
        )
        return [NamedRecord(*row) for row in self._rows(sql, [*names, *spans])]

    def linking_to(self, record: str) -> list[tuple[str, str]]:
        """(relation, id) of every record that links to this one."""
        sql = (
            "SELECT l.relation, r.id FROM links l JOIN main.records t ON t.number = l.target "
            f"JOIN records r ON r.number = l.source WHERE t.id = ? ORDER BY l.relation, {_PLACE}"
        )
        return self._rows(sql, [record])

    def links(self) -> list[tuple[str, str, str]]:
        """Every link between records: (id, relation, id of the one linked to)."""
        sql = (
            "SELECT s.id, l.relation, t.id FROM links l JOIN records s ON s.number = l.source "
            "JOIN main.records t ON t.number = l.target ORDER BY l.source, l.relation, l.target"
        )
        return self._rows(sql)

    def resting_on(self, source: str, first: int = 0, last: int = 10**9) -> list[Cited]:
        """Statements that cite a source (or a run of its paragraphs), in the source's order."""
        sql = (
            "SELECT r.id, r.kind, r.title, s.text, c.first, c.last, s.type, s.by "
            "FROM citations c JOIN statements s ON s.number = c.statement "
            "JOIN records r ON r.number = s.record "
            "WHERE c.source = ? AND c.last >= ? AND c.first <= ? "
            f"ORDER BY c.first, c.last, {_PLACE}, s.number"
        )
        return [Cited(*row) for row in self._rows(sql, [source, first, last])]

    def headings(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """Our headings of the given (source id, paragraph)s."""
        sql = "SELECT head FROM outline WHERE source = ? AND number = ?"
        return {place: head for place in wanted for head in self._firsts(sql, place)}

    def statement_count(self) -> int:
        """How many cited statements the library makes."""
        return self.number_of("cited")

    def statement_facts(self) -> list[StatementFacts]:
        """The countable facts of every cited statement."""
        sql = (
            "SELECT s.voices, s.confidence, s.status, s.type, count(DISTINCT c.source), "
            "s.is_primary FROM statements s JOIN citations c ON c.statement = s.number "
            "GROUP BY s.number"
        )
        return [StatementFacts(*row) for row in self._rows(sql)]

    def event_years(self) -> list[str]:
        """The year in which each event begins."""
        return self._firsts("SELECT substr(earliest, 1, 4) FROM records WHERE kind = 'event'")

    def statements_by_theme(self) -> dict[str, int]:
        """How many statements stand in records of each theme, most first."""
        sql = (
            "SELECT t.theme, count(*) FROM themes t JOIN statements s ON s.record = t.record "
            "GROUP BY t.theme ORDER BY 2 DESC, 1"
        )
        return dict(self._rows(sql))

    def counting(self, record: str) -> list[str]:
        """The ids of the records that state a number about this one."""
        sql = (
            "SELECT DISTINCT r.id FROM quantities q JOIN statements s ON s.number = q.statement "
            "JOIN records r ON r.number = s.record WHERE q.whose = ?"
        )
        return self._firsts(sql, [record])

    def disputed_records(self) -> int:
        """How many records some dispute points into."""
        sql = "SELECT count(DISTINCT target) FROM links WHERE relation = 'at'"
        return int(self._firsts(sql)[0])

    def newest_source(self) -> str:
        """The ISO day of the latest source whose day of publication is known."""
        sql = "SELECT max(latest) FROM records WHERE kind = 'source' AND latest = earliest"
        return self._firsts(sql)[0] or ""

    def span(self) -> tuple[str, str]:
        """The first and the last day of any event; of one still going on, that of its start."""
        sql = (
            "SELECT min(earliest), max(CASE latest WHEN ? THEN earliest ELSE latest END) "
            "FROM records WHERE kind = 'event'"
        )
        first, last = self._rows(sql, [LATEST])[0]
        return first or "", last or ""
