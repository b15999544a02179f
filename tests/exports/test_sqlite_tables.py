"""SQLite: tables for SQL, and what Datasette looks for to offer search, facets and labels."""

import json
import sqlite3
from typing import Any

import msgspec
import pytest

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import lines


def opened(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return connection


@pytest.fixture(scope="module")
def database(tiny: Store) -> sqlite3.Connection:
    return opened(written("sqlite", selected(tiny, "sqlite")))


def asked(database: sqlite3.Connection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return database.execute(sql, values).fetchall()


def test_the_file_is_sound(database: sqlite3.Connection) -> None:
    assert asked(database, "PRAGMA integrity_check") == [("ok",)]
    assert asked(database, "PRAGMA foreign_key_check") == []


def test_every_record_claim_citation_link_and_theme_has_a_row(database: sqlite3.Connection) -> None:
    counts = {name: asked(database, f"SELECT count(*) FROM {name}")[0][0]
              for name in ("records", "claims", "citations", "links", "themes")}  # fmt: skip
    assert counts == {"records": 24, "claims": 34, "citations": 32, "links": 13, "themes": 7}


def test_a_claim_knows_its_record_what_it_says_and_what_bears_it(
    database: sqlite3.Connection,
) -> None:
    sql = (
        "SELECT r.title, c.text, c.date, s.source, s.first, s.last FROM claims c "
        "JOIN records r ON r.id = c.record JOIN citations s ON s.claim = c.id "
        "WHERE c.part = 'points'"
    )
    assert asked(database, sql) == [
        ("Revenue", "CNY 1.50 million", "2001", "source/report", 1, 1),
        ("Revenue", "about CNY 2–3 million", "2002", "source/page", 0, 0),
    ]


def test_a_value_is_a_number_with_its_unit_beside_it(database: sqlite3.Connection) -> None:
    sql = (
        "SELECT p.period, p.value, p.value_to, p.scale, p.number, p.currency, p.basis, c.text "
        "FROM points p JOIN claims c ON c.id = p.claim WHERE p.figure = 'figure/revenue'"
    )
    assert asked(database, sql) == [
        ("2001", 1.5, None, "million", 1_500_000, "CNY", "reported", "CNY 1.50 million"),
        ("2002", 2, 3, "million", 2_000_000, "CNY", "estimate", "about CNY 2–3 million"),
    ]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("SELECT made, due, outcome, said_by FROM promises",
         ("2019-33", "2025", "open", "company/acme")),
        ("SELECT consequence, question, verdict FROM disputes",
         ("low", "Was there a dog in the garage?", "There was an animal.")),
        ("SELECT record, part, position, address FROM drawn_in ORDER BY record",
         ("company/acme", "dimensions.scale", 0, "event/founding#founders")),
        ("SELECT address, dispute, says, others FROM contests",
         ("event/founding#founders", "dispute/dog", "a dog", '["a cat"]')),
        ("SELECT c.address, q.measure, q.value, q.value_to, q.currency FROM quantities q "
         "JOIN claims c ON c.id = q.claim", ("product/anvil#price", "price", 5, 6, "USD")),
        ("SELECT name, says FROM claims WHERE name <> ''", ("The founders", "")),
        ("SELECT count(*) FROM claims WHERE text LIKE 'Two people%'", (1,)),
        ("SELECT publisher, voice FROM sources WHERE id = 'source/report'",
         ("Doe & Roe", "independent")),
        ("SELECT holder, scope FROM claims WHERE text = 'There was a cat.'",
         ("The Daily", "the first week")),
    ],
)  # fmt: skip
def test_what_only_some_kinds_have_can_be_asked_for(
    database: sqlite3.Connection, sql: str, found: tuple[Any, ...]
) -> None:
    assert asked(database, sql)[0] == found


@pytest.mark.parametrize(
    ("table", "query", "found"),
    [
        ("records", "leaving", 1),  # the stem is found: leaves
        ("records", "轮子", 1),
        ("claims", "garage", 5),
        ("claims", "nothing-of-it", 0),
    ],
)
def test_full_text_search_finds_stems_and_chinese_names(
    database: sqlite3.Connection, table: str, query: str, found: int
) -> None:
    matching = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?"
    sql = f"SELECT count(*) FROM {table} WHERE rowid IN ({matching})"
    assert asked(database, sql, f'"{query}"') == [(found,)]


@pytest.mark.parametrize("table", ["records", "claims"])
def test_datasette_would_detect_the_search_table(database: sqlite3.Connection, table: str) -> None:
    sql = (
        "SELECT name FROM sqlite_master WHERE rootpage = 0 "
        f"""AND sql LIKE '%VIRTUAL TABLE%USING FTS%content="{table}"%'"""
    )
    assert asked(database, sql) == [(f"{table}_fts",)]


def test_kinds_and_themes_are_facets(database: sqlite3.Connection) -> None:
    kinds = "SELECT kind, count(*) FROM records GROUP BY kind ORDER BY 2 DESC LIMIT 1"
    assert asked(database, kinds) == [("event", 9)]
    themes = "SELECT j.value, count(*) FROM records, json_each(themes) j GROUP BY 1 ORDER BY 1"
    assert asked(database, themes) == [("growth", 4), ("quality", 3)]


@for_any_text
def test_every_text_comes_back(hostile: Hostile, text: str) -> None:
    database = opened(written("sqlite", hostile.selection(text)))
    said = lines(text)
    assert asked(database, "SELECT DISTINCT title, zh, summary FROM records") == [(said,) * 3]
    claims = "SELECT DISTINCT text, reason FROM claims WHERE part NOT IN ('points', 'summary')"
    assert asked(database, claims) == [(said, said)]
    for (whole,) in asked(database, "SELECT json FROM records"):
        assert json.loads(whole)["title"] == text
    database.close()


@pytest.mark.parametrize(
    ("title", "sought"),
    [("北京小米科技", "小米"), ("小米SU7汽车", "汽车"), ("トヨタ自動車", "自動"), ("รถยนต์ไฟฟ้า", "ไฟฟ้า"),
     ("비야디는 자동차를", "비야디"), ("비야디는 자동차를", "동차"), ("काम की बात", "काम"), ("Les élèves", "élèves")],
)  # fmt: skip
def test_words_of_every_script_are_found(tiny: Store, title: str, sought: str) -> None:
    chosen = selected(tiny, "sqlite")
    first = chosen.entries[0]
    plain = msgspec.json.decode(first.json)
    moved = first._replace(title=title, json=msgspec.json.encode(plain | {"title": title}).decode())
    found = opened(written("sqlite", chosen._replace(entries=[moved, *chosen.entries[1:]])))
    sql = "SELECT r.id FROM records_fts f JOIN records r ON r.rowid = f.rowid WHERE records_fts MATCH ?"
    assert asked(found, sql, f'"{sought}"') == [(first.id,)]
    assert asked(found, sql, '"किम"') == []
