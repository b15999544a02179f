"""From the YAML files of a library to its compiled form, record by record, in bounded memory.

With an earlier compilation only what changed is read: the records of changed files are taken out
and put in again, and what others say of them is mended.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from xiaomi_cli.build import resolve_links
from xiaomi_cli.build.chinese import traditional
from xiaomi_cli.build.insert import Filling
from xiaomi_cli.build.lookup import StoredKnown, counted
from xiaomi_cli.build.record_rows import GAP, MOST_FILES, MOST_PLACES, synonym_rows
from xiaomi_cli.index import database
from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.library.loader import File, Reader
from xiaomi_cli.library.references import broken_problems
from xiaomi_cli.library.settings import GLOSSARY, SETTINGS
from xiaomi_cli.model.problem import BrokenLibraryError, Problem, at_most

Progress: TypeAlias = Callable[[float], None]  # called with the share that is done, 0 to 1
READING, INDEXING = 0.7, 0.25  # shares of the whole work
_STEPS = 1_000_000  # of SQLite's virtual machine, after which progress is told anyway


class Look(NamedTuple):
    """A file at first sight: the SHA-256 of its content, its size, whether it may hold sources."""

    digest: str
    size: int
    sources: bool


class _StartOverError(Exception):
    """An earlier compilation cannot be built on."""


def compile_folder(  # noqa: PLR0913 - what to compile, where to, and on what terms
    root: Path,
    path: Path | None,
    extra: tuple[Path, ...] = (),
    *,
    earlier: Path | None = None,
    progress: Progress | None = None,
    disk: bool = True,
) -> database.Connection:
    """Compile the library in `root`, with folders laid over it, into `path`.

    Without a path the result is gone when it is closed; without `disk` it never leaves memory.
    `earlier` is a compilation of some of the same files by the same program, to build on.
    Raises BrokenLibraryError, and DatabaseError where there is no space.
    """
    work = _Compilation(root, extra, progress or (lambda _: None))
    if earlier is not None and path is not None:
        try:
            return work.run(database.copied(earlier, path))
        except _StartOverError:
            path.unlink()
    return work.run(database.create(path, disk=disk))


class _Compilation:
    """A library's files, read into a database."""

    def __init__(self, root: Path, extra: tuple[Path, ...], progress: Progress) -> None:
        self._reader = Reader()
        self._progress = progress
        self._share = 0.0
        files = self._reader.files(root, extra)
        ground = [file for file in files if file.own in {SETTINGS, GLOSSARY}]
        for file in ground:
            list(self._reader.read(file))
        self._ground = {file.name: self._reader.digests.get(file.name, "") for file in ground}
        self._files = {file.name: file for file in files if file not in ground}
        self._looks = {name: self._look(file) for name, file in self._files.items()}

    @staticmethod
    def _look(file: File) -> Look:
        unheard: list[Problem] = []  # it will be read again
        data = read_bytes(file.path, file.name, unheard) or b""
        return Look(hashlib.sha256(data).hexdigest(), len(data), b"source/" in data)

    def run(self, connection: database.Connection) -> database.Connection:
        """Fill a new database, or bring an earlier one up to date. Closes it if that fails."""
        connection.set_progress_handler(self._tell, _STEPS)
        try:
            self._run(connection)
        except BaseException:
            connection.close()
            raise
        connection.set_progress_handler(None, 0)
        return connection

    def _tell(self, share: float = 0.0) -> None:
        self._share = max(share, self._share)
        self._progress(self._share)

    def _run(self, connection: database.Connection) -> None:
        new = not database.rows(connection, "SELECT 1 FROM meta")
        if not new and self._noted(connection) != self._ground:
            raise _StartOverError
        filling = Filling(connection, self._reader.settings)
        connection.execute("BEGIN")
        changed = self._changes(filling)
        self._read(filling, changed)
        known = StoredKnown(connection, self._reader.unread)
        found = [*self._reader.problems, *filling.problems, *filling.doubles()]
        found += resolve_links.link(filling, known)
        found += broken_problems(self._reader.broken, known)
        if found:
            looked_at = {name: look.digest for name, look in self._looks.items()}
            raise BrokenLibraryError(at_most(found), looked_at | self._reader.digests)
        database.make_indexes(connection)
        resolve_links.settle(filling)
        resolve_links.derive(connection, everywhere=new)
        self._index(filling)
        self._note(connection)
        connection.execute("COMMIT")
        if new:
            database.merge_search_index(connection)

    @staticmethod
    def _noted(connection: database.Connection) -> object:
        """The digests of what the records were held to."""
        return json.loads(
            database.rows(connection, "SELECT value FROM meta WHERE key = 'ground'")[0][0]
        )

    def _changes(self, filling: Filling) -> dict[str, int]:
        """The files to be read, by number; what they, and files now gone, held is taken out."""
        sql = "SELECT name, number, digest FROM files"
        known = {
            name: (number, digest)
            for name, number, digest in database.rows(filling.connection, sql)
        }
        numbers = _numbered(self._files, {name: number for name, (number, _) in known.items()})
        same = {
            name
            for name, look in self._looks.items()
            if known.get(name, ("", ""))[1] == look.digest
        }
        for name, (number, _) in known.items():
            if name not in same:
                filling.remove(number)
        return {name: number for name, number in numbers.items() if name not in same}

    def _read(self, filling: Filling, changed: dict[str, int]) -> None:
        total, done = sum(self._looks[name].size for name in changed) or 1, 0
        for name in sorted(changed, key=lambda name: not self._looks[name].sources):
            filling.settling = not self._looks[name].sources
            self._read_file(filling, self._files[name], changed[name])
            done += self._looks[name].size
            self._tell(READING * done / total)
        filling.flush()

    def _read_file(self, filling: Filling, file: File, number: int) -> None:
        data = read_bytes(file.path, file.name, self._reader.problems)
        if data is None:
            return
        row = (number, file.name, hashlib.sha256(data).hexdigest(), file.origin)
        filling.connection.execute("INSERT INTO files VALUES (?, ?, ?, ?)", row)
        for place, placed in enumerate(self._reader.parse(file, data)):
            if place == MOST_PLACES:
                more = f"holds more than {MOST_PLACES:,} records; divide it"
                self._reader.problems.append(Problem(file.name, placed.node.line, more))
                return
            filling.put(number, place, placed)

    def _index(self, filling: Filling) -> None:
        count = database.rows(filling.connection, "SELECT count(*) FROM fresh")[0][0] or 1
        for done in filling.index():
            if done % 1000 == 0:
                self._tell(READING + INDEXING * done / count)

    def _note(self, connection: database.Connection) -> None:
        """Write down what is asked of the library as a whole."""
        if not database.rows(connection, "SELECT 1 FROM synonyms LIMIT 1"):
            database.insert(connection, "synonyms", synonym_rows(self._reader.glossary))
        said = [text for synonyms in self._reader.glossary.values() for text in synonyms]
        signs = database.rows(connection, "SELECT word FROM words WHERE size = 1 ORDER BY word")
        facts = {
            "ground": json.dumps(self._ground),
            "settings": msgspec.json.encode(self._reader.settings).decode(),
            "traditional": traditional("".join(sign for (sign,) in signs) + "".join(said)),
            **counted(connection),
        }
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(facts.items()))


def _numbered(files: Iterable[str], known: dict[str, int]) -> dict[str, int]:
    """A number for each file, rising in their order; files that have one keep it.

    Raises _StartOverError where there is no room between two numbers.
    """
    names = list(files)
    found: dict[str, int] = {}
    before = 0
    for place, name in enumerate(names):
        if name not in known:
            after = next((known[later] for later in names[place + 1 :] if later in known), None)
            found[name] = before + GAP if after is None else (before + after) // 2
        else:
            found[name] = known[name]
        if not before < found[name] < MOST_FILES:
            raise _StartOverError
        before = found[name]
    return found
