"""From the YAML files of a library to its compiled form, record by record, in bounded memory.

Two passes: in the first every record is read, checked and stored, and where it points is kept
aside; between them links are resolved; in the second each record is completed with what others
say, and indexed.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec

from xiaomi_cli.build import record_rows
from xiaomi_cli.build.chinese import traditional
from xiaomi_cli.build.complete import Completion
from xiaomi_cli.build.lookup import ENDS, StoredLibrary, counted, link_problems, resolve_links
from xiaomi_cli.index import database
from xiaomi_cli.index.database import insert
from xiaomi_cli.library.link_rules import broken_problems, renamed_problems, taken
from xiaomi_cli.library.loader import Reader
from xiaomi_cli.library.rules import own_problems
from xiaomi_cli.library.settings import Settings
from xiaomi_cli.library.statements import Placed, statements
from xiaomi_cli.model.problem import BrokenLibraryError, Problem, at_most
from xiaomi_cli.model.records import Source

Progress: TypeAlias = Callable[[float], None]  # called with the share that is done, 0 to 1
READING, INDEXING = 0.6, 0.35  # shares of the whole work
_STEPS = 1_000_000  # of SQLite's virtual machine, after which progress is told anyway


def compile_folder(
    root: Path,
    path: Path | None,
    extra: tuple[Path, ...] = (),
    *,
    progress: Progress = lambda _: None,
    disk: bool = True,
) -> database.Connection:
    """Compile the library in `root`, with folders laid over it, into `path`.

    Without a path the result is gone when it is closed; without `disk` it never leaves memory.
    Raises BrokenLibraryError, and DatabaseError where there is no space.
    """
    told = 0.0

    def tell(share: float = 0.0) -> None:
        nonlocal told
        told = max(share, told)
        progress(told)

    connection = database.create(path, disk=disk)
    connection.set_progress_handler(tell, _STEPS)
    try:
        connection.execute("BEGIN")
        reader = Reader()
        library = StoredLibrary(connection, reader.unread)
        store = _FirstPass(connection, library)
        files = reader.files(root, extra)
        for number, file in enumerate(files, 1):
            insert(connection, "files", [(number, file.name, file.origin)])
            for placed in reader.read(file):
                store.put(number, placed, reader.settings)
            tell(READING * number / len(files))
        store.waiting.write(connection)
        resolve_links(connection)
        found = [*reader.problems, *store.problems, *link_problems(connection, library)]
        found += broken_problems(reader.broken, library)
        found += renamed_problems(reader.renamed, library)
        if found:
            raise BrokenLibraryError(at_most(found))
        for sql in database.INDEXES:
            connection.execute(sql)
        records = database.rows(connection, "SELECT count(*) FROM records")[0][0]
        for done in Completion(connection, library).run():
            tell(READING + INDEXING * done / records)
        _note(connection, reader)
        connection.execute("COMMIT")
        database.merge_search_index(connection)
    except BaseException:
        connection.close()
        raise
    connection.set_progress_handler(None, 0)
    return connection


class _FirstPass:
    """Puts records into a library; `problems` collects what is wrong with one by itself."""

    def __init__(self, connection: database.Connection, library: StoredLibrary) -> None:
        self.problems: list[Problem] = []
        self._connection = connection
        self._library = library
        self.waiting = database.Batches(list)
        self._records = self._statements = 0
        connection.execute(ENDS)

    def put(self, file: int, placed: Placed, settings: Settings) -> None:
        """Store what a record says of itself, and where it points."""
        record = placed.record
        self._records += 1
        number = record_rows.number_of(record, self._records)
        said = list(statements(placed))
        row = record_rows.record_row(number, file, placed, self._statements + 1)
        sql = f"INSERT OR IGNORE INTO records VALUES ({', '.join('?' * len(row))})"
        if not self._connection.execute(sql, row).rowcount:
            first = self._library.place(record.id)
            self.problems.append(taken(record.id, placed.file, placed.line("id"), first))
            return
        self._statements += len(said)
        self.problems += own_problems(placed, said, settings, self._library.suggester)
        waiting = self.waiting
        waiting["names"] += record_rows.name_rows(number, record)
        waiting["asked"] += ((number, phrase) for phrase in record_rows.asked(record))
        waiting["themes"] += ((theme, number) for theme in record.themes)
        waiting["temp.ends"] += (
            (number, end.field, end.target, end.target.partition("#")[0], end.line, end.form)
            for end in placed.ends
        )
        if isinstance(record, Source):
            waiting["outline"] += ((record.id, p.n, p.head, p.speaker) for p in record.outline)
        waiting.write(self._connection, database.MANY)


def _note(connection: database.Connection, reader: Reader) -> None:
    """Write down what is asked of the library as a whole."""
    insert(connection, "synonyms", record_rows.synonym_rows(reader.glossary))
    insert(connection, "names", _former(connection, reader))
    signs = database.rows(connection, "SELECT word FROM words WHERE size = 1 ORDER BY word")
    said = [text for synonyms in reader.glossary.values() for text in synonyms]
    facts = {
        "settings": msgspec.json.encode(reader.settings).decode(),
        "traditional": traditional("".join(sign for (sign,) in signs) + "".join(said)),
        **counted(connection),
    }
    insert(connection, "meta", sorted(facts.items()))


def _former(connection: database.Connection, reader: Reader) -> Iterator[database.Row]:
    for renamed in reader.renamed:
        sql = "SELECT number FROM records WHERE id = ?"
        for (number,) in database.rows(connection, sql, [renamed.to.record]):
            yield from record_rows.former_rows(number, renamed)
