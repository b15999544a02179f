"""Puts records into a library that is being compiled, and takes out what changed files held.

What a record says of itself is stored at once. What it says of others is kept aside until all
records are known; see `settle`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from xiaomi_cli.library.references import End, ends, source_facts, taken
from xiaomi_cli.model.suggest import Hints
from xiaomi_cli.build.availability import known_from
from xiaomi_cli.library.loader import Placed
from xiaomi_cli.library.rules import own_problems
from xiaomi_cli.library.settings import Settings
from xiaomi_cli.library.statements import Statement, statements
from xiaomi_cli.build.independence import voices
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import Source
from xiaomi_cli.build import record_rows
from xiaomi_cli.index.database import Connection, Row, many, rows
from xiaomi_cli.build.lookup import FILE_OF_RECORD, StoredSources

DERIVING = ("at", "parts", "about")  # links that their targets tell of
_BATCH = 2000  # rows that are written together
_MOST_WORDS = 200_000  # counted in memory before they are added to the table
TEMPORARY = """
CREATE TEMP TABLE ends (source INTEGER NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL,
  line INTEGER NOT NULL, is_link INTEGER NOT NULL);
CREATE TEMP TABLE gone (id TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TEMP TABLE fresh (number INTEGER PRIMARY KEY);
CREATE TEMP TABLE touched (number INTEGER PRIMARY KEY);    -- others say something new of them
CREATE TEMP TABLE unsettled (number INTEGER PRIMARY KEY);  -- their statements wait for sources
"""


class Filling:
    """A library that is being filled; `problems` collects what is wrong with it."""

    def __init__(self, connection: Connection, settings: Settings) -> None:
        self.connection = connection
        self.problems: list[Problem] = []
        self.sources = StoredSources(connection)
        self.settling = False  # whether all sources are known, as far as anyone can tell
        self._settings = settings
        self._hints = Hints()
        self._words: Counter[str] = Counter()
        self._waiting: dict[str, list[Row]] = {}
        self._doubles: dict[str, list[Row]] = {}
        connection.executescript(TEMPORARY)
        found = rows(connection, "SELECT max(number) FROM statements")
        self._statements = int(found[0][0] or 0)
        self.first_statement = self._statements + 1

    def put(self, file: int, place: int, placed: Placed) -> None:
        """Store a record that stands at this place of this file."""
        number = record_rows.number_of(placed.record, file, place)
        sql = f"INSERT OR IGNORE INTO records VALUES ({', '.join('?' * 12)})"
        if not self.connection.execute(sql, record_rows.record_row(number, placed)).rowcount:
            self._note_double(number, placed)
            return
        said = list(statements(placed))
        self.problems += own_problems(placed, said, self._settings, self._hints)
        self._write("temp.fresh", [(number,)])
        self._write("names", record_rows.name_rows(number, placed.record))
        self._write("themes", ((theme, number) for theme in placed.record.themes))
        if isinstance(placed.record, Source):
            self._put_source(number, placed, placed.record)
        found = list(ends(placed, said))
        pointing = (end for end in found if end.field != "cite")
        self._write("temp.ends", ((number, e.field, e.target, e.line, e.is_link) for e in pointing))
        self._put_statements(number, said, [end for end in found if end.field == "cite"])

    def _note_double(self, number: int, placed: Placed) -> None:
        identifier = placed.record.id
        if identifier not in self._doubles:
            sql = f"SELECT number, {FILE_OF_RECORD}, line, line FROM records r WHERE id = ?"
            self._doubles[identifier] = rows(self.connection, sql, [identifier])
        row = (number, placed.file, placed.line("id"), placed.node.line)
        self._doubles[identifier].append(row)

    def doubles(self) -> Iterator[Problem]:
        """Records whose id another one has that stands before them, whichever was read first."""
        for identifier, found in self._doubles.items():
            (_, file, _, line), *others = sorted(found)
            for _, its_file, its_line, _ in others:
                yield taken(identifier, Problem(its_file, its_line, ""), f"{file}:{line}")

    def _put_source(self, number: int, placed: Placed, source: Source) -> None:
        facts = source_facts(placed, source)
        row = (source.id, number, *facts[2:-1], *facts.lines)
        self.connection.execute(f"INSERT INTO sources VALUES ({', '.join('?' * 10)})", row)
        self._write("outline", ((source.id, p.n, p.head, p.speaker) for p in source.outline))
        if self.settling or self.first_statement > 1:  # something may rest on it already
            self.flush()
            self.sources.forget()
            self._unsettle([source.id, source.part_of])

    def _put_statements(self, number: int, said: list[Statement], cites: list[End]) -> None:
        lines = iter(cites)
        settled = self.settling
        for statement in said:
            self._statements += 1
            cited = record_rows.cited_in(statement)
            settled = settled and all(self.sources.get(c.source_id) for c in cited)
            facts = self.facts_of(statement) if settled else ("", "", 0, 0)
            row = (
                self._statements, number, str(statement.path), statement.text, statement.date,
                statement.by, statement.type, statement.status, statement.confidence, *facts,
            )  # fmt: skip
            self._write("statements", [row])
            self._write("citations", (
                (c.source_id, c.first, c.last, self._statements, next(lines).line) for c in cited
            ))  # fmt: skip
        if not settled:
            self._write("temp.unsettled", [(number,)])

    def facts_of(self, statement: Statement) -> Row:
        """What follows for a statement from its sources: known from, voices, two marks."""
        cited = record_rows.cited_in(statement)
        places = self.sources.places
        published = {c.source_id: self.sources[c.source_id].published for c in cited}
        return (
            known_from(statement, published),
            " ".join(sorted(voices(cited, places))),
            int(_of_document(statement, [self.sources[c.source_id].type for c in cited])),
            int(any(places.of(citation).primary for citation in cited)),
        )

    def remove(self, file: int) -> None:
        """Take out every record of a file, and all that was stored for it."""
        self.flush()
        last = record_rows.MOST_PLACES - 1
        for rank in range(1, 1 << record_rows.KIND_BITS):
            first = (rank << record_rows.FILE_BITS | file) << record_rows.PLACE_BITS
            sql = "SELECT number, json FROM records WHERE number BETWEEN ? AND ?"
            for number, json in rows(self.connection, sql, [first, first | last]):
                self._remove_record(number, record_rows.stored(json))
        self.connection.execute("DELETE FROM files WHERE number = ?", [file])

    def _remove_record(self, number: int, placed: Placed) -> None:
        record, said = placed.record, list(statements(placed))
        run = self.connection.execute
        run("INSERT INTO gone VALUES (?, ?)", [record.id, number])
        run(
            f"INSERT OR IGNORE INTO touched SELECT target FROM links WHERE source = ? "
            f"AND relation IN {DERIVING}", [number],
        )  # fmt: skip
        self._remove_statements(number, said)
        self._delete("names", ("name", "record"), record_rows.name_rows(number, record))
        self._delete("themes", ("theme", "record"), ((theme, number) for theme in record.themes))
        for table in ("links", "mentions"):
            run(f"DELETE FROM {table} WHERE source = ?", [number])
        if isinstance(record, Source):
            self._remove_source(record)
        words = record_rows.words_of(record, said)
        sql = "INSERT INTO search (search, rowid, names, title, summary, body)"
        run(f"{sql} VALUES ('delete', ?, ?, ?, ?, ?)", [number, *words])
        self._count(words, -1)
        run("DELETE FROM records WHERE number = ?", [number])

    def _remove_statements(self, number: int, said: list[Statement]) -> None:
        sql = "SELECT number FROM statements WHERE record = ? ORDER BY number"
        numbers = [found for (found,) in rows(self.connection, sql, [number])]
        cited = (
            (c.source_id, c.first, c.last, n)
            for n, statement in zip(numbers, said, strict=True)
            for c in record_rows.cited_in(statement)
        )
        self._delete("citations", ("source", "first", "last", "statement"), cited)
        self.connection.execute("DELETE FROM statements WHERE record = ?", [number])

    def _remove_source(self, source: Source) -> None:
        self._unsettle([source.id, source.part_of])
        run = self.connection.execute
        run("DELETE FROM outline WHERE source = ?", [source.id])
        run("DELETE FROM sources WHERE id = ?", [source.id])

    def _unsettle(self, sources: Iterable[str]) -> None:
        """Note the records that cite one of these sources."""
        sql = (
            "INSERT OR IGNORE INTO unsettled SELECT s.record FROM citations c "
            "JOIN statements s ON s.number = c.statement WHERE c.source = ?"
        )
        self.connection.executemany(sql, ((source,) for source in sources))

    def index(self) -> Iterator[int]:
        """Fill the search index for all records that were put in; yields how many were done."""
        sql = "INSERT INTO search (rowid, names, title, summary, body) VALUES (?, ?, ?, ?, ?)"
        found = "SELECT r.number, r.json FROM fresh f JOIN records r ON r.number = f.number"
        for done, (number, json) in enumerate(many(self.connection, found), 1):
            placed = record_rows.stored(json)
            words = record_rows.words_of(placed.record, list(statements(placed)))
            self.connection.execute(sql, (number, *words))
            self._count(words, 1)
            yield done
        self._flush_words()

    def _count(self, words: record_rows.Words, change: int) -> None:
        for word in words.distinct:
            self._words[word] += change
        if len(self._words) > _MOST_WORDS:
            self._flush_words()

    def _flush_words(self) -> None:
        """Add what was counted, in the order of the words: a file shall not depend on hashes."""
        counted = ((word, len(word), n) for word, n in sorted(self._words.items()) if n)
        self.connection.executemany(
            "INSERT INTO words VALUES (?, ?, ?) "
            "ON CONFLICT (word) DO UPDATE SET records = records + excluded.records", counted,
        )  # fmt: skip
        self._words.clear()
        self.connection.execute("DELETE FROM words WHERE records = 0")

    def _write(self, table: str, found: Iterable[Row]) -> None:
        """Have rows written soon; those whose key is there already are left out."""
        waiting = self._waiting.setdefault(table, [])
        waiting += found
        if len(waiting) >= _BATCH:
            self._flush_table(table)

    def flush(self) -> None:
        """Write what waits."""
        for table in self._waiting:
            self._flush_table(table)

    def _flush_table(self, table: str) -> None:
        if waiting := self._waiting[table]:
            sql = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(waiting[0]))})"
            self.connection.executemany(sql, waiting)
            waiting.clear()

    def _delete(self, table: str, columns: tuple[str, ...], found: Iterable[Any]) -> None:
        fits = " AND ".join(f"{column} = ?" for column in columns)
        keys = (row[: len(columns)] for row in found)
        self.connection.executemany(f"DELETE FROM {table} WHERE {fits}", keys)


def _of_document(statement: Statement, cited: Iterable[str]) -> bool:
    """Whether a document bears a statement that cites sources of these types, or is what speaks."""
    record = statement.placed.record
    return "document" in cited or (isinstance(record, Source) and record.type != "page")
