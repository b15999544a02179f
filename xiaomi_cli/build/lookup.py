"""A library that is being compiled, as the rules see it, and what the rules say of its links."""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache

from xiaomi_cli.build import record_rows
from xiaomi_cli.build.provenance import Places
from xiaomi_cli.index.database import Connection, Row, rows
from xiaomi_cli.library.link_rules import (
    TREES,
    Edge,
    circle_problems,
    end_problem,
    lost,
    part_problems,
)
from xiaomi_cli.library.references import End, SourceFacts
from xiaomi_cli.model.claims import own_fields
from xiaomi_cli.model.problem import Problem, Suggester
from xiaomi_cli.model.records import Source, decode, facts_of

FILE_OF_RECORD = "(SELECT name FROM files WHERE number = r.file)"
_FACTS = (
    f"SELECT s.id, {FILE_OF_RECORD}, s.type, s.part_of, s.first, s.last, s.paragraphs, s.on_type, "
    "s.on_part_of, s.on_first FROM sources s JOIN records r ON r.number = s.record"
)
_KEPT = 20_000  # answers about as many records in memory at once


class StoredLibrary:
    """What rules on ends ask of a library; `unread`: the ids of broken records."""

    def __init__(self, connection: Connection, unread: Set[str]) -> None:
        self._connection = connection
        self._unread = unread
        self.suggester = Suggester()
        self.has = lru_cache(_KEPT)(self._has)
        self.source = lru_cache(_KEPT)(self._source)
        self.fragments = lru_cache(_KEPT)(self._fragments)
        self._slugs = lru_cache(1)(self._slugs_of)

    def _has(self, target: str) -> bool:
        """Whether a record stands in the library, be it well or broken."""
        found = rows(self._connection, "SELECT 1 FROM records WHERE id = ?", [target])
        return bool(found) or self.is_broken(target)

    def is_broken(self, target: str) -> bool:
        """Whether a record stands in the library, but could not be read."""
        return target in self._unread

    def missing(self, target: str) -> str:
        """The words for an id that leads nowhere."""
        return lost(target, self._slugs(target.partition("/")[0]), self)

    def place(self, target: str) -> str:
        """The file and line of a record that is well, or nothing."""
        sql = f"SELECT {FILE_OF_RECORD}, line FROM records r WHERE id = ?"
        return "".join(f"{file}:{line}" for file, line in rows(self._connection, sql, [target]))

    def _fragments(self, target: str) -> list[str]:
        """What a record that is well can be pointed to by."""
        sql = "SELECT fragment FROM homes WHERE record = ? ORDER BY statement, fragment <> own"
        stated = [str(fragment) for (fragment,) in rows(self._connection, sql, [target])]
        sql = "SELECT date FROM records WHERE id = ?"
        return [
            f for (date,) in rows(self._connection, sql, [target]) for f in own_fields(date)
        ] + stated

    def _source(self, target: str) -> SourceFacts | None:
        found = rows(self._connection, f"{_FACTS} WHERE s.id = ?", [target])
        return _facts(found[0]) if found else None

    def _slugs_of(self, kind: str) -> list[str]:
        sql = "SELECT substr(id, ?) FROM records WHERE kind = ? ORDER BY number LIMIT ?"
        values = [len(kind) + 2, kind, self.suggester.budget]
        return [str(slug) for (slug,) in rows(self._connection, sql, values)]

    def divided(self) -> list[SourceFacts]:
        """The sources that are, or seem to be, parts of others."""
        parts = "s.type = 'part' OR s.part_of <> '' OR s.first OR s.last"
        return [_facts(row) for row in rows(self._connection, f"{_FACTS} WHERE {parts}")]


def counted(connection: Connection) -> dict[str, str]:
    """What would take long to count whenever it is asked."""
    last = "CASE latest WHEN '9999-12-31' THEN earliest ELSE latest END"
    found = {
        "records": "SELECT count(*) FROM records",
        "words": "SELECT count(*) FROM words",
        "cited": "SELECT count(DISTINCT statement) FROM citations",
        "span": f"SELECT min(earliest) || ' ' || max({last}) FROM records WHERE kind = 'event'",
    }
    kinds = "SELECT kind, count(*) FROM records GROUP BY kind ORDER BY min(number)"
    origins = (
        "SELECT f.origin, count(*) FROM records r JOIN files f ON f.number = r.file GROUP BY 1"
    )
    told = {name: rows(connection, sql)[0][0] for name, sql in found.items()}
    return {
        **{name: "" if value is None else str(value) for name, value in told.items()},
        "kinds": json.dumps(
            {kind: facts_of(kind)._replace(records=n) for kind, n in rows(connection, kinds)}
        ),
        "extra": json.dumps(dict(rows(connection, origins)), separators=(",", ":")),
    }


def _facts(row: Row) -> SourceFacts:
    return SourceFacts._make((*row[:7], row[7:]))


class StoredSources(Mapping[str, Source]):
    """The sources of a library by their ids; few are in memory at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read = lru_cache(_KEPT)(self._read_one)
        self.parts = lru_cache(_KEPT)(self._parts_of)
        self.places = Places(self, self.parts)

    def __getitem__(self, key: str) -> Source:
        return self._read(key)

    def __contains__(self, key: object) -> bool:
        return bool(rows(self._connection, "SELECT 1 FROM sources WHERE id = ?", [key]))

    def __len__(self) -> int:
        return int(rows(self._connection, "SELECT count(*) FROM sources")[0][0])

    def __iter__(self) -> Iterator[str]:
        return (str(found) for (found,) in rows(self._connection, "SELECT id FROM sources"))

    def _read_one(self, key: str) -> Source:
        sql = "SELECT json FROM records WHERE id = ?"
        for (text,) in rows(self._connection, sql, [key]):
            source = decode(text)
            if isinstance(source, Source):
                return source
        raise KeyError(key)

    def _parts_of(self, document: str) -> Sequence[Source]:
        if not document:
            return ()
        sql = (
            "SELECT id FROM sources WHERE part_of = ? AND part_of <> '' AND type = 'part' "
            "ORDER BY first"
        )
        return [self[str(part)] for (part,) in rows(self._connection, sql, [document])]


DRAWS, AT = "draws", "at"  # relations of records that draw in, or contest, what stands in others


def resolve_links(connection: Connection) -> None:
    """Store which record links to which, and draws in or contests something of which."""
    relation = f"CASE WHEN e.form = 'link' OR e.field = '{AT}' THEN e.field ELSE '{DRAWS}' END"
    connection.execute(
        f"INSERT OR IGNORE INTO links SELECT e.source, {relation}, r.number FROM ends e "
        "JOIN records r ON r.id = e.target WHERE e.form IN ('link', 'address') "
        "AND e.source <> r.number ORDER BY 1, 2, 3"
    )


def link_problems(connection: Connection, known: StoredLibrary) -> Iterator[Problem]:
    """What is wrong with the ends of all records, by the same rules as in memory."""
    sql = (
        f"SELECT {FILE_OF_RECORD}, r.id, e.field, e.target, e.fragment, e.line, e.form FROM ends e "
        "JOIN records r ON r.number = e.source"
    )
    for file, owner, field, target, fragment, line, form in connection.execute(sql):
        where = f"{target}#{fragment}" if fragment else target
        if message := end_problem(owner, End(field, where, line, form), known):
            yield Problem(file, line, message)
    yield from circle_problems(_tree_edges(connection))
    yield from part_problems(known.divided(), known)


def _tree_edges(connection: Connection) -> Iterator[Edge]:
    sql = (
        f"SELECT e.field, r.id, e.target, {FILE_OF_RECORD}, min(e.line) FROM records r "
        "JOIN ends e ON e.source = r.number JOIN records t ON t.id = e.target "
        f"WHERE r.number BETWEEN ? AND ? AND e.form = 'link' AND e.field IN {TREES} "
        "GROUP BY e.source, e.field, t.number ORDER BY r.number, e.field, t.number"
    )
    span = record_rows.span_of("framework")
    return (Edge(*row) for row in rows(connection, sql, span))
