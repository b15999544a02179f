"""SQLite: plain tables for SQL, with the full-text search, labels and facets that Datasette finds.

`records` has a row for each record, `claims` for each statement of one, `points` for each value of
a figure (which is a statement as well), `quantities` for each number in a statement, `drawn_in` for
each statement that a record shows from its home elsewhere, `contests` for each value that a dispute
points to, `citations` for each source of a statement, `links` for each link between two records,
`themes` for each theme of one; `promises`, `disputes` and `sources` show what only such records
have. Where a cell holds several values it is a JSON array; `json` is the whole record.

SQLite takes a run of Chinese, kana, Thai and the like for one word. `runs` has the pieces of such
runs, up to RUN signs long, so that a search finds 汽车 within 电动汽车工厂 as well.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import count, repeat
from typing import NamedTuple

from xiaomi_cli.exports.figure_rows import Value, values
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index import database
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.claims import claims_of, homes, numbered
from xiaomi_cli.model.locators import Group, parse_citation
from xiaomi_cli.model.patterns import UNSPACED_RUN
from xiaomi_cli.model.quantity import magnitude
from xiaomi_cli.model.records import (
    Claim,
    Figure,
    Point,
    Position,
    Quantity,
    Record,
    point_text,
)
from xiaomi_cli.render.json_text import document, escaped
from xiaomi_cli.render.sanitize import lines

TABLES = """
CREATE TABLE records (
  id TEXT PRIMARY KEY, kind TEXT, type TEXT, title TEXT, zh TEXT, summary TEXT,
  date TEXT, earliest TEXT, latest TEXT, major INTEGER,
  themes TEXT, aliases TEXT, url TEXT, origin TEXT, json TEXT, runs TEXT);
CREATE TABLE claims (
  id INTEGER PRIMARY KEY, record TEXT REFERENCES records (id), part TEXT, text TEXT,
  type TEXT, said_by TEXT, date TEXT, status TEXT, reason TEXT, as_of TEXT, confidence TEXT,
  holder TEXT, scope TEXT, address TEXT, name TEXT, says TEXT, runs TEXT);
CREATE TABLE points (
  claim INTEGER PRIMARY KEY REFERENCES claims (id), figure TEXT REFERENCES records (id),
  period TEXT, earliest TEXT, latest TEXT, value NUMERIC, value_to NUMERIC, scale TEXT,
  number NUMERIC, number_to NUMERIC, unit TEXT, currency TEXT, qualifier TEXT, basis TEXT,
  definition TEXT, said_by TEXT, note TEXT, as_of TEXT, status TEXT, reason TEXT, confidence TEXT);
CREATE TABLE quantities (
  claim INTEGER REFERENCES claims (id), measure TEXT, value NUMERIC, value_to NUMERIC, scale TEXT,
  number NUMERIC, unit TEXT, currency TEXT, qualifier TEXT, basis TEXT, period TEXT, whose TEXT);
CREATE TABLE drawn_in (
  record TEXT REFERENCES records (id), part TEXT, position INTEGER, address TEXT,
  PRIMARY KEY (record, part, position));
CREATE TABLE contests (address TEXT, dispute TEXT, says TEXT, others TEXT);
CREATE TABLE citations (
  claim INTEGER REFERENCES claims (id), source TEXT REFERENCES records (id),
  first INTEGER, last INTEGER, PRIMARY KEY (claim, source, first, last));
CREATE TABLE links (
  source TEXT REFERENCES records (id), relation TEXT, target TEXT REFERENCES records (id),
  PRIMARY KEY (source, relation, target));
CREATE TABLE themes (
  theme TEXT, record TEXT REFERENCES records (id), PRIMARY KEY (theme, record));
CREATE VIEW promises AS
  SELECT id, title, summary, json_extract(json, '$.by') AS said_by, date AS made,
    json_extract(json, '$.due') AS due, json_extract(json, '$.pledge') AS pledge,
    json_extract(json, '$.outcome') AS outcome, json_extract(json, '$.actual') AS actual,
    json_extract(json, '$.judged') AS judged
  FROM records WHERE kind = 'promise';
CREATE VIEW disputes AS
  SELECT id, title, summary, type AS consequence, json_extract(json, '$.question') AS question,
    json_extract(json, '$.verdict') AS verdict, json_extract(json, '$.settled') AS settled
  FROM records WHERE kind = 'dispute';
CREATE VIEW sources AS
  SELECT id, title, type, json_extract(json, '$.author') AS author,
    json_extract(json, '$.publisher') AS publisher, date AS published, url,
    json_extract(json, '$.voice') AS voice, json_extract(json, '$.trust') AS trust,
    (SELECT count(*) FROM citations WHERE source = records.id) AS cited
  FROM records WHERE kind = 'source';
CREATE INDEX claims_record ON claims (record);
CREATE INDEX points_figure ON points (figure);
CREATE INDEX citations_source ON citations (source);
CREATE VIRTUAL TABLE records_fts USING FTS5 (
  title, zh, summary, aliases, runs, content="records",
  tokenize="porter unicode61 categories 'L* N* Co Mn Mc'");
CREATE VIRTUAL TABLE claims_fts USING FTS5 (text, runs, content="claims",
  tokenize="porter unicode61 categories 'L* N* Co Mn Mc'");
"""


RUN = 6  # signs of the longest piece: names and most terms fit


class _Claim(NamedTuple):
    """A row of `claims` from `part` on, what it cites and quantifies, the value if it is one."""

    texts: tuple[str, ...]
    cites: list[str]
    quantities: list[Quantity]
    value: Value | None = None


def render(selection: Selection) -> Iterator[bytes]:
    """The database file, in one piece."""
    connection = database.scratch(TABLES)
    chosen = {entry.id for entry in selection.entries}
    numbers = count(1)
    insert = partial(database.insert, connection)
    connection.execute("BEGIN")
    for entry, record in zip(selection.entries, selection.records(), strict=True):
        insert("records", [_record(entry, record)])
        insert("themes", ((lines(theme), entry.id) for theme in record.themes))
        for (texts, cites, amounts, value), number in zip(_claims(record), numbers, strict=False):
            insert("claims", [(number, entry.id, *map(lines, texts), _runs(texts[1]))])
            if value:
                insert("points", [(number, entry.id, *map(_cell, value))])
            insert("quantities", ((number, *_quantity(q)) for q in amounts))
            cited = map(parse_citation, cites)
            rows = ((number, cite.source_id, cite.first, cite.last) for cite in cited)
            insert("citations", rows)
        insert("drawn_in", _drawn_in(entry.id, record))
        insert("contests", _contests(record))
    links = (link for link in selection.store.links() if link[0] in chosen and link[2] in chosen)
    insert("links", links)
    for table in ("records_fts", "claims_fts"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    connection.execute("COMMIT")
    yield connection.serialize()
    connection.close()


def _record(entry: Entry, record: Record) -> database.Row:
    texts = (entry.id, entry.kind, entry.subtype, entry.title, entry.zh, entry.summary)
    return (
        *map(lines, texts), entry.date, entry.earliest, entry.latest, entry.major,
        _array(record.themes), _array(record.aliases), lines(getattr(record, "url", "")),
        lines(record.origin), escaped(entry.json, ascii_only=False),
        _runs(record.title, record.zh, record.summary, *record.aliases),
    )  # fmt: skip


def _runs(*texts: str) -> str:
    """Each piece, once, of the runs in which no blank parts the words."""
    runs = (run for text in texts if not text.isascii() for run in UNSPACED_RUN.findall(text))
    pieces = {
        run[start:end]: None
        for run in runs
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + RUN) + 1)
    }
    return " ".join(pieces)


def _array(values: list[str]) -> str:
    return document([lines(value) for value in values])


def _claims(record: Record) -> Iterator[_Claim]:
    """The summary, the claims and the values of a record, each once: not what it draws in."""
    yield _claim(record, "summary", Claim(text=record.summary, cite=record.cite))
    for group, claims in claims_of(record).items():
        yield from (_claim(record, str(group), claim) for claim in claims if not claim.home)
    if isinstance(record, Figure):
        yield from map(_point, repeat(record), record.points, values(record))


def _claim(record: Record, part: str, claim: Claim) -> _Claim:
    address = f"{record.id}#{claim.id}" if claim.id else ""
    side, says = ("", ""), ""
    if isinstance(claim, Position):
        side, says = (claim.holder, claim.scope), claim.says
    texts = (part, claim.text, claim.type, claim.by, claim.date, claim.status, claim.reason,
             claim.as_of, claim.confidence, *side, address, claim.name,
             says)  # fmt: skip
    return _Claim(texts, claim.cite, claim.quantities)


def _point(figure: Figure, point: Point, value: Value) -> _Claim:
    address = f"{figure.id}#{point.id}" if point.id else ""
    texts = ("points", point_text(figure, point), point.basis, point.by, point.period, point.status,
             point.reason or point.note, point.as_of, point.confidence, "", "", address, "",
             "")  # fmt: skip
    return _Claim(texts, point.cite, [], value)


def _quantity(quantity: Quantity) -> database.Row:
    number = magnitude(quantity.value, quantity.scale)
    cells = (quantity.measure, quantity.value, quantity.to, quantity.scale, number, quantity.unit,
             quantity.currency, quantity.qualifier or "", quantity.basis, quantity.period,
             quantity.of)  # fmt: skip
    return tuple(map(_cell, cells))


def _drawn_in(identifier: str, record: Record) -> Iterator[database.Row]:
    for path, claim in numbered(record):
        if claim.home:
            yield identifier, str(Group(path.field, path.key)), path.position, claim.home


def _contests(record: Record) -> Iterator[database.Row]:
    """The marks of what stands here: its fields, statements and values."""
    found = dict(record.contested)
    found |= {home.fragments[0]: home.claim.contested for home in homes(record)}
    for fragment, marks in found.items():
        for mark in marks:
            yield f"{record.id}#{fragment}", mark.dispute, lines(mark.says), _array(mark.others)


def _cell(value: str | Decimal | None) -> str | None:
    """A text, or a number as SQL reads it: a column of numbers makes one of it."""
    return f"{value:f}" if isinstance(value, Decimal) else value and lines(value)
