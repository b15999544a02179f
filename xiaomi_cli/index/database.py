"""The only module that imports sqlite3: opening, creating, and the shape of the tables."""

import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

FORMAT = 11  # raise when the tables change: caches of another format are left alone
APPLICATION_ID = 0x7869616F  # "xiao"

KIND_SHIFT = 40  # bits of a record's number below its kind: 2^40 records of a kind

DatabaseError = sqlite3.DatabaseError
Connection: TypeAlias = sqlite3.Connection
Row: TypeAlias = tuple[Any, ...]
_DAMAGE = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
  number INTEGER PRIMARY KEY,   -- in the order of their names
  name TEXT NOT NULL UNIQUE,    -- as in messages
  origin TEXT NOT NULL          -- the folder laid over the library that it is from, if any
);
CREATE TABLE records (
  number INTEGER PRIMARY KEY,   -- order of kinds, then files, then places in them; see KIND_SHIFT
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  zh TEXT NOT NULL,
  summary TEXT NOT NULL,
  date TEXT NOT NULL,           -- EDTF, or empty
  earliest TEXT,                -- ISO days; NULL for records without a date
  latest TEXT,
  major INTEGER NOT NULL,
  known TEXT NOT NULL,          -- ISO day before which nothing of it can be shown
  subtype TEXT NOT NULL,        -- event type, source type, figure unit ...
  themes TEXT NOT NULL,         -- JSON, a list
  origin TEXT NOT NULL,         -- the reader's own folder that it is from, or empty
  json TEXT NOT NULL,
  file INTEGER NOT NULL,
  line INTEGER NOT NULL,        -- where it starts in its file
  statement INTEGER NOT NULL    -- the number of its first statement
);
CREATE TABLE names (name TEXT NOT NULL, record INTEGER NOT NULL, rank INTEGER NOT NULL,
  fragment TEXT NOT NULL,       -- of the statement of the record that is called so, if it is one
  PRIMARY KEY (name, record)) WITHOUT ROWID;
CREATE TABLE asked (                -- what people type who do not know the record's words
  record INTEGER NOT NULL, phrase TEXT NOT NULL, PRIMARY KEY (record, phrase)) WITHOUT ROWID;
CREATE TABLE links (source INTEGER NOT NULL, relation TEXT NOT NULL, target INTEGER NOT NULL,
  PRIMARY KEY (source, relation, target)) WITHOUT ROWID;
CREATE TABLE themes (theme TEXT NOT NULL, record INTEGER NOT NULL,
  PRIMARY KEY (theme, record)) WITHOUT ROWID;
CREATE TABLE statements (          -- each once, at its home
  number INTEGER PRIMARY KEY, record INTEGER NOT NULL,
  field TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,  -- see StatementPath
  text TEXT NOT NULL, date TEXT NOT NULL, by TEXT NOT NULL, type TEXT NOT NULL,
  status TEXT NOT NULL, confidence TEXT NOT NULL, known TEXT NOT NULL, published TEXT NOT NULL,
  voices TEXT NOT NULL, document INTEGER NOT NULL, is_primary INTEGER NOT NULL);
CREATE TABLE drawn (               -- where else a statement is shown
  record INTEGER NOT NULL, field TEXT NOT NULL, key TEXT NOT NULL, position INTEGER NOT NULL,
  statement INTEGER NOT NULL, PRIMARY KEY (record, field, key, position)) WITHOUT ROWID;
CREATE TABLE quantities (          -- of which records a statement types numbers
  whose TEXT NOT NULL, statement INTEGER NOT NULL, PRIMARY KEY (whose, statement)) WITHOUT ROWID;
CREATE TABLE citations (source TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  statement INTEGER NOT NULL, PRIMARY KEY (source, first, last, statement)) WITHOUT ROWID;
CREATE TABLE outline (source TEXT NOT NULL, number INTEGER NOT NULL, head TEXT NOT NULL,
  speaker TEXT NOT NULL, PRIMARY KEY (source, number)) WITHOUT ROWID;
CREATE TABLE synonyms (name TEXT NOT NULL, phrase TEXT NOT NULL,
  PRIMARY KEY (name, phrase)) WITHOUT ROWID;
CREATE TABLE words (word TEXT PRIMARY KEY, size INTEGER NOT NULL, records INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5 (names, title, asked, summary, body, content='',
  tokenize="porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc' tokenchars '_'");
"""
# Made when all records are stored, and before they are asked what follows from others: sorting
# once is quicker than sorting in, and the result smaller.
INDEXES = (
    "CREATE INDEX records_kind ON records (kind, number)",
    "CREATE INDEX records_dates ON records (kind, earliest, latest)",
    "CREATE INDEX links_back ON links (target, relation, source)",
    "CREATE INDEX statements_record ON statements (record)",
    "CREATE INDEX drawn_statement ON drawn (statement)",
)
_CACHE_KIB = 64 * 1024  # of pages, while a library is filled
_PENDING = 16 * 2**20  # bytes of the search index that are gathered before they are written
_MERGED = 500  # pages of it that are merged at once


def create(path: Path | None, *, disk: bool = True) -> Connection:
    """A new library with empty tables; without a path one that is gone when it is closed.

    Nothing is synced to disk. What has no path is kept in memory until it needs too much of it, and
    beyond that unless there is no disk.
    """
    sqlite3.enable_callback_tracebacks(True)  # or Ctrl-C while SQLite works would get lost
    connection = sqlite3.connect(path or ("" if disk else ":memory:"), isolation_level=None)
    connection.executescript(
        f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE_KIB};"
        f"PRAGMA temp_store={'FILE' if disk else 'MEMORY'};"
        f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={FORMAT}; {TABLES}"
        f"INSERT INTO search (search, rank) VALUES ('hashsize', {_PENDING});"
    )
    return connection


def merge_search_index(connection: Connection) -> None:
    """Make the search index one piece, in steps that can be interrupted."""
    before, pages = -2, -_MERGED  # negative: everything, if it takes more calls than one
    while connection.total_changes - before > 1:
        before = connection.total_changes
        connection.execute("INSERT INTO search (search, rank) VALUES ('merge', ?)", [pages])
        pages = _MERGED


def scratch(tables: str) -> Connection:
    """A new database in memory with tables of the caller's own (a script of SQL)."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(tables)
    return connection


class _Mendable(sqlite3.Connection):
    """A file that can be made again, should it turn out to be damaged while it is read."""

    again: Callable[[], Connection] | None = None
    instead: Connection | None = None  # what was made again


def open_file(path: Path, again: Callable[[], Connection] | None = None) -> Connection:
    """Open a compiled library for reading only; `again` makes another if its file is damaged.

    Raises DatabaseError if it is none of ours.
    """
    uri = f"file:{_quoted(path)}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, factory=_Mendable)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if (version, mark) != (FORMAT, APPLICATION_ID):
            raise DatabaseError(f"format {version}, expected {FORMAT}")
        connection.execute("PRAGMA temp_store=MEMORY")  # a full disk keeps nobody from reading
    except DatabaseError:
        connection.close()
        raise
    connection.again = again
    return connection


def _quoted(path: Path) -> str:
    """A path as SQLite reads it in a URI; it may hold bytes that are no UTF-8."""
    plain = os.fsencode(path)
    return "".join(chr(b) if 32 < b < 127 and b not in b"%?#" else f"%{b:02x}" for b in plain)


def rows(connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[Row]:
    """All rows of a query. A damaged file is made again, once, and asked again."""
    if not isinstance(connection, _Mendable):
        return connection.execute(sql, values).fetchall()
    if connection.instead is None:
        try:
            return connection.execute(sql, values).fetchall()
        except DatabaseError as error:
            damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE
            if connection.again is None or not damaged:
                raise
            connection.instead = connection.again()
    return connection.instead.execute(sql, values).fetchall()


def insert(connection: Connection, table: str, values: Iterable[Row]) -> None:
    """Insert rows, ignoring those whose key is there already."""
    if found := list(values):
        marks = ", ".join("?" * len(found[0]))
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", found)


MANY = 2000  # rows that are worth writing


class Batches(defaultdict[str, list[Row]]):
    """Rows that wait to be inserted, by table: many at once take half the time."""

    def write(self, connection: Connection, least: int = 0) -> None:
        """Insert them, if there are so many."""
        if sum(map(len, self.values())) >= least:
            for table, found in self.items():
                insert(connection, table, found)
            self.clear()
