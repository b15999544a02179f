"""From the YAML files of a library to its compiled form, record by record, in bounded memory.

Two passes: in the first every record is read, checked and stored; between them links are resolved;
in the second each record is completed with what others say, and indexed.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import msgspec

from xiaomi_cli.build.chinese import traditional
from xiaomi_cli.build.complete import Completion
from xiaomi_cli.build.insert import LibraryBuilder
from xiaomi_cli.build.lookup import counted, link_problems, resolve_links, stored_library
from xiaomi_cli.build.record_rows import former_rows, synonym_rows
from xiaomi_cli.index import database
from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.library.link_rules import broken_problems, renamed_problems
from xiaomi_cli.library.loader import File, Reader
from xiaomi_cli.library.settings import FILES
from xiaomi_cli.model.problem import BrokenLibraryError, at_most

Progress: TypeAlias = Callable[[float], None]  # called with the share that is done, 0 to 1
READING, INDEXING = 0.6, 0.35  # shares of the whole work
_STEPS = 1_000_000  # of SQLite's virtual machine, after which progress is told anyway


def compile_folder(
    root: Path,
    path: Path | None,
    extra: tuple[Path, ...] = (),
    *,
    progress: Progress | None = None,
    disk: bool = True,
) -> database.Connection:
    """Compile the library in `root`, with folders laid over it, into `path`.

    Without a path the result is gone when it is closed; without `disk` it never leaves memory.
    Raises BrokenLibraryError, and DatabaseError where there is no space.
    """
    work = _Compilation(root, extra, progress or (lambda _: None))
    connection = database.create(path, disk=disk)
    connection.set_progress_handler(work.tell, _STEPS)
    try:
        work.run(connection)
    except BaseException:
        connection.close()
        raise
    connection.set_progress_handler(None, 0)
    return connection


class _Compilation:
    """A library's files, read into a new database."""

    def __init__(self, root: Path, extra: tuple[Path, ...], progress: Progress) -> None:
        self._reader = Reader()
        self._progress = progress
        self._share = 0.0
        self._base: dict[str, str] = {}  # SHA-256 of the files that hold no records
        self._files = self._reader.files(root, extra)

    def tell(self, share: float = 0.0) -> None:
        """Say how far it is; it never goes back."""
        self._share = max(share, self._share)
        self._progress(self._share)

    def run(self, connection: database.Connection) -> None:
        """Fill the database. Raises BrokenLibraryError."""
        builder = LibraryBuilder(connection, self._reader)
        connection.execute("BEGIN")
        self._read(builder)
        records = database.rows(connection, "SELECT count(*) FROM records")[0][0]
        database.make_indexes(connection, database.LINK_INDEXES)
        for done in Completion(connection).run():
            self.tell(READING + INDEXING * done / records)
        database.make_indexes(connection, database.STATEMENT_INDEXES)
        self._note(connection)
        connection.execute("COMMIT")
        database.merge_search_index(connection)

    def _read(self, builder: LibraryBuilder) -> None:
        """The first pass, and what is between the two."""
        sizes = {file.name: size(file.path) for file in self._files}
        total, done = sum(sizes.values()) or 1, 0
        for number, file in enumerate(self._files, 1):
            self._read_file(builder, number, file)
            done += sizes[file.name]
            self.tell(READING * done / total)
        builder.flush()
        connection = builder.connection
        known = stored_library(connection, self._reader.unread)
        resolve_links(connection)
        found = [*self._reader.problems, *builder.problems, *link_problems(connection, known)]
        found += broken_problems(self._reader.broken, known)
        found += renamed_problems(self._reader.renamed, known)
        if found:
            raise BrokenLibraryError(at_most(found), self._reader.digests)

    def _read_file(self, builder: LibraryBuilder, number: int, file: File) -> None:
        data = read_bytes(file.path, file.name, self._reader.problems)
        if data is None:
            return
        digest = hashlib.sha256(data).hexdigest()
        placed = self._reader.parse(file, data)
        if file.own in FILES:
            self._base[file.name] = digest
        else:
            row = (number, file.name, digest, file.origin)
            builder.connection.execute("INSERT INTO files VALUES (?, ?, ?, ?)", row)
        for found in placed:
            builder.put(number, found)

    def _note(self, connection: database.Connection) -> None:
        """Write down what is asked of the library as a whole."""
        database.insert(connection, "synonyms", synonym_rows(self._reader.glossary))
        sql = "SELECT number FROM records WHERE id = ?"
        former = (
            row
            for renamed in self._reader.renamed
            for (number,) in database.rows(connection, sql, [renamed.to.record])
            for row in former_rows(number, renamed)
        )
        database.insert(connection, "names", former)
        said = [text for synonyms in self._reader.glossary.values() for text in synonyms]
        signs = database.rows(connection, "SELECT word FROM words WHERE size = 1 ORDER BY word")
        facts = {
            "base": json.dumps(self._base),
            "settings": msgspec.json.encode(self._reader.settings).decode(),
            "traditional": traditional("".join(sign for (sign,) in signs) + "".join(said)),
            **counted(connection),
        }
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))


def size(path: Path) -> int:
    """Bytes of a file, as far as it can be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
