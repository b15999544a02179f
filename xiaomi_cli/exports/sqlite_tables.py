"""SQLite: plain tables for SQL, with the full-text search, labels and facets that Datasette finds.

`records` has a row for each record, `claims` for each statement of one, `points` for each value of
a figure (which is a statement as well), `quantities` for each number in a statement, `drawn_in` for
each statement that a record shows from its home elsewhere, `contests` for each value that a dispute
points to, `citations` for each source of a statement, `links` for each link between two records,
`themes` for each theme of one; each kind has a view with the fields that only it has, such as
`promises`. Where a cell holds several values it is a JSON array; `json` is the whole record.

SQLite takes a run of Chinese, kana, Thai and the like for one word, and a Korean word with all its
endings. `runs` has the pieces of such runs, up to RUN signs long, so that a search finds 汽车
within 电动汽车工厂 as well. The trigram tokenizer would find nothing of less than three signs.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import count
from typing import Any

from msgspec.structs import replace

from xiaomi_cli.exports.csv_table import own_fields
from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index import database
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.claims import homes, numbered, of_point
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.patterns import UNSPACED_RUNS, pattern
from xiaomi_cli.model.record_parts import Claim, Point, Quantity, magnitude
from xiaomi_cli.model.records import KINDS, Figure, Record, point_text
from xiaomi_cli.render.sanitize import document, escaped, lines

TABLES = """
CREATE TABLE records (
  id TEXT PRIMARY KEY, kind TEXT, type TEXT, title TEXT, zh TEXT, summary TEXT,
  date TEXT, earliest TEXT, latest TEXT, major INTEGER,
  themes TEXT, aliases TEXT, url TEXT, origin TEXT, json TEXT, runs TEXT);
CREATE TABLE claims (
  id INTEGER PRIMARY KEY, record TEXT REFERENCES records (id), part TEXT, address TEXT, text TEXT,
  type TEXT, said_by TEXT, date TEXT, status TEXT, reason TEXT, as_of TEXT, confidence TEXT,
  name TEXT, holder TEXT, scope TEXT, says TEXT, runs TEXT);
CREATE TABLE points (
  claim INTEGER PRIMARY KEY REFERENCES claims (id), figure TEXT REFERENCES records (id),
  earliest TEXT, latest TEXT, period TEXT, value NUMERIC, value_to NUMERIC, scale TEXT,
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
CREATE INDEX claims_record ON claims (record);
CREATE INDEX points_figure ON points (figure);
CREATE INDEX citations_source ON citations (source);
CREATE VIRTUAL TABLE records_fts USING FTS5 (
  title, zh, summary, aliases, runs, content="records",
  tokenize="porter unicode61 categories 'L* N* Co Mn Mc'");
CREATE VIRTUAL TABLE claims_fts USING FTS5 (text, runs, content="claims",
  tokenize="porter unicode61 categories 'L* N* Co Mn Mc'");
"""

# In the order of their tables.
_CLAIM = ("text", "type", "by", "date", "status", "reason", "as_of", "confidence", "name", "holder",
          "scope", "says")  # fmt: skip
_RUNS = pattern(f"{UNSPACED_RUNS}|[\uac00-\ud7a3]+")  # with the syllables of Korean
RUN = 6  # signs of the longest piece: names and most terms fit


def render(selection: Selection) -> Iterator[bytes]:
    """The database file, in one piece."""
    connection = database.scratch(TABLES + "".join(map(_view, KINDS)))
    numbers = count(1)
    insert = partial(database.insert, connection)
    connection.execute("BEGIN")
    for entry, record in zip(selection.entries, selection.records(), strict=True):
        insert("records", [_record(entry, record)])
        insert("themes", ((lines(theme), entry.id) for theme in record.themes))
        for (part, claim, point), number in zip(_statements(record), numbers, strict=False):
            insert("claims", [(number, entry.id, part, *_claim(record, claim))])
            if point:
                insert("points", [(number, entry.id, *map(_cell, point))])
            else:
                insert("quantities", ((number, *_quantity(q)) for q in claim.quantities))
            cited = map(parse_citation, claim.cite)
            rows = ((number, cite.source_id, cite.first, cite.last) for cite in cited)
            insert("citations", rows)
        drawn = ((path, claim.home) for path, claim in numbered(record) if claim.home)
        insert("drawn_in", ((record.id, str(p.group), p.position, home) for p, home in drawn))
        insert("contests", _contests(record))
    insert("links", selection.links())
    for table in ("records_fts", "claims_fts"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    connection.execute("COMMIT")
    yield connection.serialize()
    connection.close()


def _view(kind: str) -> str:
    """The view of a kind: what all records have, then the fields of its own."""
    names = {name: "said_by" if name == "by" else name for name in own_fields(kind)}
    own = "".join(f""", json_extract(json, '$.{n}') AS "{shown}\"""" for n, shown in names.items())
    return (
        f"CREATE VIEW {plural(kind)} AS SELECT id, title, zh, type, summary, date, themes, url"
        f"{own} FROM records WHERE kind = '{kind}';\n"
    )


def _record(entry: Entry, record: Record) -> database.Row:
    texts = (entry.id, entry.kind, entry.subtype, entry.title, entry.zh, entry.summary)
    return (
        *map(lines, texts), entry.date, entry.earliest, entry.latest, entry.major,
        _array(record.themes), _array(record.aliases), lines(getattr(record, "url", "")),
        lines(record.origin), escaped(entry.json, ascii_only=False),
        _runs(record.title, record.zh, record.summary, *record.aliases),
    )  # fmt: skip


def _runs(*texts: str) -> str:
    """Each piece, once, of the runs whose words or parts of words no blank parts."""
    runs = (run for text in texts if not text.isascii() for run in _RUNS.findall(text))
    pieces = (
        run[start:end]
        for run in runs
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + RUN) + 1)
    )
    return " ".join(dict.fromkeys(pieces))


def _array(values: list[str]) -> str:
    return document([lines(value) for value in values])


def _statements(record: Record) -> Iterator[tuple[str, Claim, tuple[Any, ...]]]:
    """The summary, the claims and the values of a record, each once: not what it draws in.

    Each with the part of the record that it stands in, and the row of the value that it is.
    """
    yield "summary", Claim(text=record.summary, cite=record.cite), ()
    for path, claim in numbered(record):
        if not claim.home:
            yield str(path.group), claim, ()
    if isinstance(record, Figure):
        for point in record.points:
            claim = replace(
                of_point(record, point), id=point.id, text=point_text(record, point),
                type=point.basis, date=point.period, reason=point.reason or point.note,
            )  # fmt: skip
            yield "points", claim, _point(record, point)


def _claim(record: Record, claim: Claim) -> Iterator[str]:
    """The cells of a claim from its address on."""
    yield f"{record.id}#{claim.id}" if claim.id else ""
    yield from (lines(getattr(claim, name, "")) for name in _CLAIM)
    yield _runs(claim.text)


def _point(figure: Figure, point: Point) -> tuple[Any, ...]:
    """A value from its first day on; a day that nobody knows is left empty."""
    earliest, latest = parse_date(point.period).bounds if point.period else (EARLIEST, LATEST)
    return (
        earliest if earliest != EARLIEST else "", latest if latest != LATEST else "", point.period,
        point.value, point.to, point.scale, magnitude(point.value, point.scale),
        None if point.to is None else magnitude(point.to, point.scale), figure.unit,
        figure.currency, point.qualifier, point.basis, point.definition, point.by, point.note,
        point.as_of, point.status, point.reason, point.confidence,
    )  # fmt: skip


def _quantity(quantity: Quantity) -> database.Row:
    number = magnitude(quantity.value, quantity.scale)
    cells = (quantity.measure, quantity.value, quantity.to, quantity.scale, number, quantity.unit,
             quantity.currency, quantity.qualifier or "", quantity.basis, quantity.period,
             quantity.of)  # fmt: skip
    return tuple(map(_cell, cells))


def _contests(record: Record) -> Iterator[database.Row]:
    """The marks of what stands here: its fields, statements and values."""
    found = dict(record.contested)
    found |= {home.fragments[0]: home.claim.contested for home in homes(record)}
    for fragment, marks in found.items():
        for mark in marks:
            yield f"{record.id}#{fragment}", mark.dispute, lines(mark.says), _array(mark.others)


def _cell(value: Any) -> str | None:
    """A text, or a number as SQL reads it: a column of numbers makes one of it."""
    return f"{value:f}" if isinstance(value, Decimal) else value and lines(value)
