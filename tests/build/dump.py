"""What a compiled library says, without the numbers it uses inside: equal if two say the same."""

from typing import Any

from xiaomi_cli.index.database import Connection, rows

_ID = "(SELECT id FROM records WHERE number = {})"
_STATEMENT = "SELECT s.text FROM statements s WHERE s.number = statement"
SAID = {
    "records": "SELECT id, kind, title, zh, summary, date, earliest, latest, major, subtype, themes, origin, contested, json "
    "FROM records ORDER BY number",  # in the order of lists
    "names": f"SELECT name, {_ID.format('record')}, rank FROM names",
    "links": f"SELECT {_ID.format('source')}, relation, {_ID.format('target')} FROM links",
    "mentions": f"SELECT {_ID.format('source')}, field, {_ID.format('target')} FROM mentions",
    "themes": f"SELECT theme, {_ID.format('record')} FROM themes",
    "statements": f"SELECT {_ID.format('record')}, path, text, date, by, type, status, confidence, "
    "known, voices, document, is_primary FROM statements",
    "citations": f"SELECT source, first, last, ({_STATEMENT}) FROM citations",
    "sources": "SELECT id, type, part_of, first, last, paragraphs FROM sources",
    "outline": "SELECT * FROM outline",
    "synonyms": "SELECT * FROM synonyms",
    "words": "SELECT * FROM words",
    "meta": "SELECT * FROM meta",
    "files": "SELECT name, digest, origin FROM files ORDER BY number",
    "search": f"SELECT term, {_ID.format('doc')}, col, offset FROM temp.tokens",
}


def dump(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that a library says, by table; in order where an order is part of it."""
    connection.execute("DROP TABLE IF EXISTS temp.tokens")
    connection.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(main, search, instance)")
    found = {name: rows(connection, sql) for name, sql in SAID.items()}
    return {name: said if "ORDER" in SAID[name] else sorted(said) for name, said in found.items()}
