"""The first pass: records go into a library that is being compiled, one after the other.

What a record says of itself is stored at once. Where it points, what others can draw in from it and
what it contests is kept aside until all records are known; see `lookup` and `complete`.
"""

from collections.abc import Iterable, Sequence

import msgspec

from xiaomi_cli.build import record_rows
from xiaomi_cli.build.lookup import FILE_OF_RECORD
from xiaomi_cli.index.database import Connection, Row, rows
from xiaomi_cli.library.link_rules import source_facts, taken
from xiaomi_cli.library.loader import Reader
from xiaomi_cli.library.rules import own_problems
from xiaomi_cli.library.schema_check import End
from xiaomi_cli.library.statements import Placed, Statement, statements
from xiaomi_cli.model.claims import homes
from xiaomi_cli.model.locators import parse_address
from xiaomi_cli.model.problem import Problem, Suggester
from xiaomi_cli.model.records import Dispute, Record, Source

# What is known between the two passes. A home has a row for each fragment that leads to it; `own`
# is its first one. `first` has the number of each record's first statement.
TEMPORARY = """
CREATE TEMP TABLE ends (source INTEGER NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL,
  fragment TEXT NOT NULL, line INTEGER NOT NULL, form TEXT NOT NULL);
CREATE TEMP TABLE homes (record TEXT NOT NULL, fragment TEXT NOT NULL, own TEXT NOT NULL,
  dated INTEGER NOT NULL, statement INTEGER NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (record, fragment)) WITHOUT ROWID;
CREATE TEMP TABLE contests (record TEXT NOT NULL, fragment TEXT NOT NULL, dispute TEXT NOT NULL,
  says TEXT NOT NULL, others TEXT NOT NULL);
CREATE TEMP TABLE first (record INTEGER PRIMARY KEY, statement INTEGER NOT NULL);
"""


class LibraryBuilder:
    """A library that is being filled; `problems` collects what is wrong with it."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        self.connection = connection
        self.problems: list[Problem] = []
        self._reader = reader
        self._suggester = Suggester()
        self._batches = Batches(connection)
        self._records = 0
        self._statements = 0
        connection.executescript(TEMPORARY)

    def put(self, file: int, placed: Placed) -> None:
        """Store a record that stands in this file; files are read in their order."""
        record = placed.record
        self._records += 1
        number = record_rows.number_of(record, self._records)
        sql = f"INSERT OR IGNORE INTO records VALUES ({', '.join('?' * 18)})"
        row = record_rows.record_row(number, file, placed)
        if not self.connection.execute(sql, row).rowcount:
            self._double(placed)
            return
        said = list(statements(placed))
        self.problems += own_problems(placed, said, self._reader.settings, self._suggester)
        self._batches.write("names", record_rows.name_rows(number, record))
        self._batches.write("asked", ((number, phrase) for phrase in record_rows.asked(record)))
        self._batches.write("themes", ((theme, number) for theme in record.themes))
        if isinstance(record, Source):
            self._put_source(number, placed, record)
        self._batches.write("temp.ends", (_end_row(number, end) for end in placed.ends))
        self._put_homes(record, said)
        if isinstance(record, Dispute):
            self._batches.write("temp.contests", _contest_rows(record))
        self._batches.write("temp.first", [(number, self._statements + 1)])
        self._statements += len(said)

    def flush(self) -> None:
        """Write what waits."""
        self._batches.flush()

    def _double(self, placed: Placed) -> None:
        sql = f"SELECT {FILE_OF_RECORD}, line FROM records r WHERE id = ?"
        ((file, line),) = rows(self.connection, sql, [placed.record.id])
        here = placed.line("id")
        self.problems.append(taken(placed.record.id, placed.file, here, f"{file}:{line}"))

    def _put_source(self, number: int, placed: Placed, source: Source) -> None:
        facts = source_facts(placed, source)
        row = (source.id, number, *facts[2:-1], *facts.lines)
        self._batches.write("sources", [row])
        self._batches.write(
            "outline", ((source.id, p.n, p.head, p.speaker) for p in source.outline)
        )

    def _put_homes(self, record: Record, said: Sequence[Statement]) -> None:
        numbers = {statement.path: self._statements + n for n, statement in enumerate(said, 1)}
        for home in homes(record):
            text = msgspec.json.encode(home.claim).decode()
            self._batches.write("temp.homes", (
                (record.id, fragment, home.fragments[0], home.dated, numbers[home.path], text)
                for fragment in home.fragments
            ))  # fmt: skip


def _end_row(number: int, end: End) -> Row:
    target, fragment = parse_address(end.target) if end.form == "address" else (end.target, "")
    return number, end.field, target, fragment, end.line, end.form


def _contest_rows(dispute: Dispute) -> Iterable[Row]:
    """For each position that stands elsewhere: where, what it says, and what the others say."""
    for position in dispute.positions:
        if position.home:
            others = [p.says for p in dispute.positions if p.says != position.says]
            told = msgspec.json.encode(list(dict.fromkeys(others))).decode()
            yield (*parse_address(position.home), dispute.id, position.says, told)


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
