"""SQLite: plain tables for SQL, with the full-text search, labels and facets that Datasette finds.

`records` has a row for each record, `claims` for each statement of one, `citations` for each
source of a statement, `links` for each link between two records, `themes` for each theme of one.
Where a cell holds several values it is a JSON array; `json` is the whole record.
"""

from collections.abc import Iterator
from itertools import count

from xiaomi_cli.model.citation import parse_citation
from xiaomi_cli.model.records import Claim, Figure, Point, Record, claims_of, point_text
from xiaomi_cli.render.exports.dates import date_of
from xiaomi_cli.render.exports.selection import Selection
from xiaomi_cli.render.exports.text import lines
from xiaomi_cli.render.json_text import document, escaped
from xiaomi_cli.store import database
from xiaomi_cli.store.reader import Entry

TABLES = """
CREATE TABLE records (
  id TEXT PRIMARY KEY, kind TEXT, type TEXT, title TEXT, zh TEXT, summary TEXT,
  date TEXT, earliest TEXT, latest TEXT, major INTEGER,
  themes TEXT, aliases TEXT, url TEXT, origin TEXT, json TEXT);
CREATE TABLE claims (
  id INTEGER PRIMARY KEY, record TEXT REFERENCES records (id), part TEXT, text TEXT,
  type TEXT, said_by TEXT, date TEXT, status TEXT, reason TEXT, as_of TEXT, confidence TEXT);
CREATE TABLE citations (
  claim INTEGER REFERENCES claims (id), source TEXT REFERENCES records (id),
  first INTEGER, last INTEGER, PRIMARY KEY (claim, source, first, last));
CREATE TABLE links (
  source TEXT REFERENCES records (id), relation TEXT, target TEXT REFERENCES records (id),
  PRIMARY KEY (source, relation, target));
CREATE TABLE themes (
  theme TEXT, record TEXT REFERENCES records (id), PRIMARY KEY (theme, record));
CREATE INDEX claims_record ON claims (record);
CREATE INDEX citations_source ON citations (source);
CREATE VIRTUAL TABLE records_fts USING FTS5 (
  title, zh, summary, aliases, tokenize='porter', content="records");
CREATE VIRTUAL TABLE claims_fts USING FTS5 (text, tokenize='porter', content="claims");
"""


def render(selection: Selection) -> Iterator[bytes]:
    """The database file, in one piece."""
    connection = database.scratch(TABLES)
    chosen = {entry.id for entry in selection.entries}
    numbers = count(1)
    connection.execute("BEGIN")
    for entry, record in zip(selection.entries, selection.records(), strict=True):
        database.insert(connection, "records", [_record(entry, record)])
        database.insert(connection, "themes", ((lines(theme), entry.id) for theme in record.themes))
        for (texts, cites), number in zip(_claims(record), numbers, strict=False):
            database.insert(connection, "claims", [(number, entry.id, *map(lines, texts))])
            cited = map(parse_citation, cites)
            rows = ((number, cite.source_id, cite.first, cite.last) for cite in cited)
            database.insert(connection, "citations", rows)
    links = (link for link in selection.store.links() if link[0] in chosen and link[2] in chosen)
    database.insert(connection, "links", links)
    for table in ("records_fts", "claims_fts"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    connection.execute("COMMIT")
    yield connection.serialize()
    connection.close()


def _record(entry: Entry, record: Record) -> database.Row:
    texts = (entry.id, entry.kind, entry.type, entry.title, entry.zh, entry.summary)
    return (
        *map(lines, texts), date_of(record), entry.earliest, entry.latest, entry.major,
        _array(record.themes), _array(record.aliases), lines(getattr(record, "url", "")),
        lines(record.origin), escaped(entry.json, ascii_only=False),
    )  # fmt: skip


def _array(values: list[str]) -> str:
    return document([lines(value) for value in values])


def _claims(record: Record) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """A row of `claims` from `part` on, and what it cites: the summary, the claims, the values."""
    yield _claim("summary", Claim(text=record.summary, cite=record.cite))
    for part, claims in claims_of(record).items():
        yield from (_claim(part, claim) for claim in claims)
    if isinstance(record, Figure):
        yield from (_point(record, point) for point in record.points)


def _claim(part: str, claim: Claim) -> tuple[tuple[str, ...], list[str]]:
    texts = (part, claim.text, claim.type, claim.by, claim.date, claim.status, claim.reason,
             claim.as_of, claim.confidence)  # fmt: skip
    return texts, claim.cite


def _point(figure: Figure, point: Point) -> tuple[tuple[str, ...], list[str]]:
    texts = ("points", point_text(figure, point), point.basis, point.by, point.period,
             point.status, point.reason or point.note, point.as_of, point.confidence)  # fmt: skip
    return texts, point.cite
