"""What can only be said of a library when all its records are known: links, problems, hindsight."""

from collections.abc import Iterator

import msgspec

from xiaomi_cli.library.references import End, end_problem
from xiaomi_cli.library.statements import statements
from xiaomi_cli.library.hierarchy_rules import TREES, Edge, circle_problems, part_problems
from xiaomi_cli.model.citation import Citation
from xiaomi_cli.model.problem import Problem
from xiaomi_cli.model.records import Idea, decode, encode
from xiaomi_cli.build import record_rows
from xiaomi_cli.index.database import Connection, many, rows
from xiaomi_cli.build.insert import DERIVING, Filling
from xiaomi_cli.build.lookup import FILE_OF_RECORD, StoredKnown

_POINTING = {"links": "relation", "mentions": "field"}  # tables, and how they call what they hold
_DERIVED = {"at": "disputes", "parts": "part_of", "about": "lessons"}


def link(filling: Filling, known: StoredKnown) -> Iterator[Problem]:
    """Resolve what points from record to record; yields what leads nowhere, or astray."""
    filling.flush()
    yield from _moved(filling.connection, known)
    yield from _new_ends(filling.connection, known)
    yield from _citations(filling, known)
    yield from circle_problems(_tree_edges(filling.connection))
    yield from part_problems(known.divided(), known)


def _moved(connection: Connection, known: StoredKnown) -> Iterator[Problem]:
    """Links of unchanged records to records that were taken out, and mostly put in again."""
    sql = "SELECT g.id, g.number, r.number FROM gone g LEFT JOIN records r ON r.id = g.id"
    for target, old, new in rows(connection, sql):
        if new is None:
            yield from _dangling(connection, known, target, old)
        elif new != old:  # aside, where no other has this number yet or still
            for table in _POINTING:
                connection.execute(f"UPDATE {table} SET target = ? WHERE target = ?", [-new, old])
    for table in _POINTING:
        connection.execute(f"UPDATE {table} SET target = -target WHERE target < 0")


def _dangling(
    connection: Connection, known: StoredKnown, target: str, old: int
) -> Iterator[Problem]:
    for table, field in _POINTING.items():
        is_link = table == "links"
        sql = (
            f"SELECT {FILE_OF_RECORD}, r.id, x.{field}, x.line FROM {table} x "
            "JOIN records r ON r.number = x.source WHERE x.target = ?"
        )
        for file, owner, name, line in rows(connection, sql, [old]):
            if message := end_problem(owner, End(name, target, line, is_link), known):
                yield Problem(file, line, message)
        connection.execute(f"DELETE FROM {table} WHERE target = ?", [old])


def _new_ends(connection: Connection, known: StoredKnown) -> Iterator[Problem]:
    for table, is_link in (("links", 1), ("mentions", 0)):
        order = "e.source, e.field, r.number, e.line"
        connection.execute(
            f"INSERT OR IGNORE INTO {table} SELECT {order} FROM ends e "
            f"JOIN records r ON r.id = e.target WHERE e.is_link = ? ORDER BY {order}", [is_link],
        )  # fmt: skip
    doubtful = (
        f"SELECT {FILE_OF_RECORD}, r.id, e.field, e.target, e.line, e.is_link FROM ends e "
        "JOIN records r ON r.number = e.source LEFT JOIN records t ON t.id = e.target "
        f"WHERE t.number IS NULL OR t.number = e.source OR e.field IN {TREES}"
    )
    for file, owner, field, target, line, is_link in many(connection, doubtful):
        if message := end_problem(owner, End(field, target, line, bool(is_link)), known):
            yield Problem(file, line, message)


def _citations(filling: Filling, known: StoredKnown) -> Iterator[Problem]:
    """Citations of new statements, and of sources that changed."""
    changed = (
        "SELECT id FROM gone UNION SELECT s.id FROM sources s JOIN fresh f ON f.number = s.record"
    )
    doubtful = (
        "SELECT c.source, c.first, c.last, c.line, c.statement FROM citations c "
        "LEFT JOIN sources s ON s.id = c.source WHERE (s.id IS NULL OR s.type = 'part' "
        "OR s.type = 'page' AND c.first OR s.type = 'document' AND NOT c.first "
        f"OR c.last > s.paragraphs AND s.type = 'document') AND (c.statement >= ? "
        f"OR c.source IN ({changed}))"
    )
    sql = (
        f"SELECT {FILE_OF_RECORD}, r.id, d.* FROM ({doubtful}) d "
        "JOIN statements x ON x.number = d.statement JOIN records r ON r.number = x.record"
    )
    for file, owner, source, first, last, line, _ in many(
        filling.connection, sql, [filling.first_statement]
    ):
        text = str(Citation(source.partition("/")[2], first, last))
        if message := end_problem(owner, End("cite", text, line), known):
            yield Problem(file, line, message)


def _tree_edges(connection: Connection) -> Iterator[Edge]:
    sql = (
        f"SELECT l.relation, r.id, t.id, {FILE_OF_RECORD}, l.line FROM records r "
        "JOIN links l ON l.source = r.number JOIN records t ON t.number = l.target "
        f"WHERE r.number BETWEEN ? AND ? AND l.relation IN {TREES} ORDER BY r.number"
    )
    span = record_rows.span_of("framework")
    return (Edge(*row) for row in rows(connection, sql, span))


def settle(filling: Filling) -> None:
    """Say of statements what follows from their sources, where these were not known before."""
    sql = "SELECT r.number, r.json FROM unsettled u JOIN records r ON r.number = u.number"
    for number, json in many(filling.connection, sql):
        found = "SELECT number FROM statements WHERE record = ? ORDER BY number"
        numbers = rows(filling.connection, found, [number])
        said = statements(record_rows.stored(json))
        filling.connection.executemany(
            "UPDATE statements SET known = ?, voices = ?, document = ?, is_primary = ? "
            "WHERE number = ?",
            ((*filling.facts_of(s), n) for (n,), s in zip(numbers, said, strict=True)),
        )


def derive(connection: Connection, *, everywhere: bool) -> None:
    """Fill in what other records say of a record: disputes, frameworks, lessons."""
    targets = f"SELECT DISTINCT target AS number FROM links WHERE relation IN {DERIVING}"
    if not everywhere:
        new = f"{targets} AND source IN (SELECT number FROM fresh)"
        again = f"{targets} AND target IN (SELECT number FROM fresh)"
        targets = f"SELECT number FROM touched UNION {new} UNION {again}"
    sql = f"SELECT r.number, r.json FROM ({targets}) t JOIN records r ON r.number = t.number"
    for number, json in many(connection, sql):
        found = (
            "SELECT l.relation, s.id FROM links l JOIN records s ON s.number = l.source "
            f"WHERE l.target = ? AND l.relation IN {DERIVING} ORDER BY l.source"
        )
        record = decode(json)
        names = DERIVING if isinstance(record, Idea) else DERIVING[:1]
        fields: dict[str, list[str]] = {_DERIVED[name]: [] for name in names}
        for relation, source in rows(connection, found, [number]):
            if relation in names:
                fields[_DERIVED[relation]].append(source)
        told = encode(msgspec.structs.replace(record, **fields)).decode()
        connection.execute("UPDATE records SET json = ? WHERE number = ?", [told, number])
