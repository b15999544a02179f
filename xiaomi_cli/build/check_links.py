"""Between the passes: links are resolved, and what leads nowhere, or astray, is told."""

from collections.abc import Iterator

from xiaomi_cli.build import record_rows
from xiaomi_cli.build.lookup import FILE_OF_RECORD, StoredLibrary
from xiaomi_cli.index.database import Connection, many, rows
from xiaomi_cli.library.link_rules import TREES, Edge, circle_problems, end_problem, part_problems
from xiaomi_cli.library.references import End
from xiaomi_cli.model.problem import Problem

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
    for file, owner, field, target, fragment, line, form in many(connection, sql):
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
