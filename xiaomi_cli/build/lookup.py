"""A library that is being compiled, as the rules and the second pass see it."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Set
from functools import lru_cache

from xiaomi_cli.build.record_rows import stored
from xiaomi_cli.index.database import Connection, rows
from xiaomi_cli.library.link_rules import (
    TREES,
    Edge,
    Known,
    circle_problems,
    end_problems,
    part_problems,
)
from xiaomi_cli.library.schema_check import End
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.claims import Home, field_homes, homes
from xiaomi_cli.model.locators import Citation
from xiaomi_cli.model.problem import Problem, Suggester
from xiaomi_cli.model.records import Record, Source, decode

# Where records point, until all of them are known.
ENDS = """CREATE TEMP TABLE ends (source INTEGER NOT NULL, field TEXT NOT NULL,
  target TEXT NOT NULL, record TEXT NOT NULL, line INTEGER NOT NULL, form TEXT NOT NULL)"""
_FILE = "(SELECT name FROM files WHERE number = r.file)"
_KEPT = 5000  # answers about as many records in memory at once


class StoredLibrary(Known):
    """What is asked of a library in the database; few answers are in memory at once."""

    def __init__(self, connection: Connection, unread: Set[str]) -> None:
        super().__init__(
            lru_cache(_KEPT)(self._place), self._fragments, self._source,
            lru_cache(1)(self._slugs), unread, Suggester(),
        )  # fmt: skip
        self._connection = connection
        self.record = lru_cache(_KEPT)(self._record)
        self.homes = lru_cache(_KEPT)(self._homes)
        self._parts = lru_cache(_KEPT)(self._parts_of)

    def _place(self, target: str) -> str:
        sql = f"SELECT {_FILE}, line FROM records r WHERE id = ?"
        return "".join(f"{file}:{line}" for file, line in rows(self._connection, sql, [target]))

    def _source(self, target: str) -> Source | None:
        record = self.record(target)
        return record if isinstance(record, Source) else None

    def _fragments(self, target: str) -> list[str]:
        return list(self.homes(target)) if self.place(target) else []

    def _slugs(self, kind: str) -> list[str]:
        sql = "SELECT substr(id, ?) FROM records WHERE kind = ? ORDER BY number LIMIT ?"
        values = [len(kind) + 2, kind, self.suggester.budget]
        return [str(slug) for (slug,) in rows(self._connection, sql, values)]

    def _record(self, target: str) -> Record | None:
        found = rows(self._connection, "SELECT json FROM records WHERE id = ?", [target])
        return decode(found[0][0]) if found else None

    def _homes(self, target: str) -> dict[str, tuple[Home, int]]:
        """By its fragment, whatever in a record can be pointed to, and the statement's number."""
        sql = "SELECT json, statement FROM records WHERE id = ?"
        ((json, first),) = rows(self._connection, sql, [target])
        placed = stored(json)
        numbers = {said.path: number for number, said in enumerate(statements(placed), first)}
        return {
            fragment: (home, numbers[home.path])
            for home in (*field_homes(placed.record), *homes(placed.record))
            for fragment in home.fragments
        }

    def _parts_of(self, document: str) -> list[Source]:
        sql = (
            "SELECT p.json FROM records d JOIN links l ON l.target = d.number "
            "JOIN records p ON p.number = l.source WHERE d.id = ? AND l.relation = 'part_of'"
        )
        found = (decode(text) for (text,) in rows(self._connection, sql, [document]))
        return sorted((p for p in found if isinstance(p, Source)), key=lambda part: part.first)

    def resting_on(self, citation: Citation) -> Source:
        """The part of a document that holds the cited paragraph, or else the source as a whole."""
        parts, first = self._parts(citation.source_id), citation.first
        before = bisect_right(parts, first, key=lambda part: part.first)
        if before and first <= (part := parts[before - 1]).last and first not in part.without:
            return part
        source = self.source(citation.source_id)
        assert source
        return source


def counted(connection: Connection) -> dict[str, str]:
    """What would take long to count whenever it is asked."""
    counts = {
        "records": "SELECT count(*) FROM records",
        "words": "SELECT count(*) FROM words",
        "cited": "SELECT count(DISTINCT statement) FROM citations",
    }
    sql = "SELECT f.origin, count(*) FROM records r JOIN files f ON f.number = r.file GROUP BY 1"
    extra = json.dumps(dict(rows(connection, sql)), separators=(",", ":"))
    return {name: str(rows(connection, sql)[0][0]) for name, sql in counts.items()} | {
        "extra": extra
    }


def resolve_links(connection: Connection) -> None:
    """Store which record links to which, and draws in (`draws`) or contests (`at`) what of it."""
    relation = "CASE WHEN e.form = 'link' OR e.field = 'at' THEN e.field ELSE 'draws' END"
    connection.execute(
        f"INSERT OR IGNORE INTO links SELECT e.source, {relation}, r.number FROM ends e "
        "JOIN records r ON r.id = e.record WHERE e.form IN ('link', 'address') "
        "AND e.source <> r.number ORDER BY 1, 2, 3"
    )


def link_problems(connection: Connection, library: StoredLibrary) -> Iterator[Problem]:
    """What is wrong with the ends of all records, by the same rules as in memory."""
    sql = (
        f"SELECT {_FILE}, r.id, e.field, e.target, e.line, e.form FROM ends e "
        "JOIN records r ON r.number = e.source"
    )
    for file, owner, *end in connection.execute(sql):
        yield from end_problems(owner, file, [End(*end)], library)
    sql = (
        f"SELECT e.field, r.id, e.target, {_FILE}, min(e.line) FROM records r "
        "JOIN ends e ON e.source = r.number JOIN records t ON t.id = e.target "
        f"WHERE r.kind = 'framework' AND e.form = 'link' AND e.field IN {TREES} "
        "GROUP BY e.source, e.field, t.number ORDER BY r.number, e.field, t.number"
    )
    yield from circle_problems(Edge(*row) for row in connection.execute(sql))
    sql = f"SELECT json, {_FILE}, line FROM records r WHERE kind = 'source' AND subtype = 'part'"
    parts = ((decode(text), file, line) for text, file, line in connection.execute(sql))
    yield from part_problems(((p, *at) for p, *at in parts if isinstance(p, Source)), library)
