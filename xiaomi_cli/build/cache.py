"""Finds the compiled library of a folder in the cache, or has it compiled.

Each folder has a private place in the cache: `library-….sqlite`, and a note that says which files
(size, times, inode) it was made from and what the library's own file looked like when it was
published. If both are as noted, the library is opened at once; everything else is `publish`'s.
What is found in the cache is used only if it is a plain file of this user.
"""

import contextlib
import json
import os
import stat
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from xiaomi_cli import __version__
from xiaomi_cli.index.database import FORMAT, Connection, DatabaseError, open_file
from xiaomi_cli.library.files import extra_names, file_names
from xiaomi_cli.model.problem import BrokenLibraryError, Problem

Progress: TypeAlias = Callable[[float], None]  # called with the share that is done; 1 at the end
_COMPILING = ("build", "index", "library", "model")
MAX_NOTE = 256 * 2**20  # bytes; the note of a million files takes a third of that


class Note(NamedTuple):
    """What is known of a cached library.

    `digest`: SHA-256 over what it was made from. `seal`: size, times and inode of its file when it
    was published; `checksum`: SHA-256 of that file. `problems`: why there is no library.
    `racy`: a file changed so shortly before that it may have changed again without a trace.
    """

    root: str
    library: str
    digest: str
    seal: list[int]
    checksum: str
    problems: list[list[Any]]
    racy: bool
    files: bytes


class Cache:
    """The place of one folder in the cache."""

    def __init__(self, root: Path, extra: tuple[Path, ...] = ()) -> None:
        self.root = root
        self.extra = extra  # folders laid over it; how they are called is part of what is compiled
        folders = (os.path.abspath(folder) for folder in (root, *extra))  # noqa: PTH100 - as texts
        self.place = "\0".join([*folders, *map(str, extra)])
        self.folder = _base() / f"{zlib.crc32(os.fsencode(self.place)):08x}"
        self.stamp = _program()

    def open(self, progress: Progress | None = None) -> Connection:
        """The compiled library, from the cache if it holds it. Raises BrokenLibraryError."""
        files = self.signature()
        note = self.note()
        if note and not note.racy and note.files == files:
            if note.problems:
                raise BrokenLibraryError(problems_of(note))
            with contextlib.suppress(DatabaseError):
                if self.sealed(note):
                    return open_file(self.folder / note.library, self.again)
        from xiaomi_cli.build.cache_build import publish

        return publish(self, progress)

    def again(self) -> Connection:
        """The library compiled anew, because its file turned out to be damaged."""
        from xiaomi_cli.build.cache_build import publish

        return publish(self, None, damaged=True)

    def signature(self) -> bytes:
        """What shows that no file changed."""
        return b"".join([signature(self.root), *map(extra_signature, self.extra)])

    @property
    def note_path(self) -> Path:
        """Where the note of this version of the program is."""
        return self.folder / f"note-{self.stamp}.json"

    def note(self) -> Note | None:
        """The note, if there is one that can be read."""
        try:
            sum_, _, body = read_private(self.note_path, MAX_NOTE).partition(b"\n")
        except OSError:
            return None
        if sum_ != checksum_of(body):
            return None
        kept = _noted(*body.split(b"\n", 1)) if b"\n" in body else None
        return kept if kept and kept.root == self.place else None

    def sealed(self, note: Note) -> bool:
        """Whether the library's file is the one that was published, by all that its inode says."""
        try:
            return seal(self.folder / note.library) == note.seal
        except OSError:
            return False


_SHAPE = (str, str, str, list, str, list, bool, bytes)


def _noted(head: bytes, files: bytes) -> Note | None:
    """What a note says, if it has the shape of one; a checksum only shows that it is whole."""
    try:
        note = Note(**json.loads(head), files=files)
        problems_of(note)
    except (ValueError, TypeError, RecursionError):
        return None
    sound = all(map(isinstance, note, _SHAPE)) and not {"/", "\0"} & {*note.library}
    return note if sound else None


def signature(root: Path) -> bytes:
    """Each file of a library, and all that shows that it did not change: `name NUL times NUL`."""
    return _signature(file_names(root, []))


def extra_signature(folder: Path) -> bytes:
    """The same of a folder that is laid over a library."""
    return _signature(extra_names(folder, []))


def _signature(files: Iterable[tuple[str, str]]) -> bytes:
    parts = []
    for name, path in sorted(files):
        try:
            found = os.stat(path)  # noqa: PTH116 - of perhaps ten thousand files, at each start
        except OSError:
            parts += [name, ""]
            continue
        times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
        parts += [name, f"{found.st_size} {times} {found.st_ino}"]
    return "\0".join([*parts, ""]).encode(errors="surrogateescape")


def newest_change(files: bytes) -> int:
    """When the last of the files of a signature changed, in nanoseconds."""
    which = 1 if os.name == "nt" else 2  # Windows: when it was written; else any change
    return max(
        (int(found.split()[which]) for found in files.split(b"\0")[1::2] if found), default=0
    )


def checksum_of(body: bytes) -> bytes:
    """What stands before the body of a note, so that half a note is none."""
    return b"%08x" % zlib.crc32(body)


def problems_of(note: Note) -> list[Problem]:
    """Why a folder holds no valid library."""
    return [Problem(*problem) for problem in note.problems]


def seal(path: Path) -> list[int]:
    """Size, times and inode of a plain file of this user. Raises OSError."""
    found = path.lstat()
    _check_ours(found, path)
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def read_private(path: Path, most: int) -> bytes:
    """The content of a plain file of this user, through no link. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NO_WAIT)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - opened above, through no link
        found = os.fstat(descriptor)
        _check_ours(found, path)
        if found.st_size > most:
            raise OSError(f"{path} is too large")
        return file.read()


_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def _check_ours(found: os.stat_result, path: Path) -> None:
    mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    if not stat.S_ISREG(found.st_mode) or not mine:
        raise PermissionError(f"{path} is not a plain file of this user")


def _program() -> str:
    """What compiles: our version; in a checkout also how its modules look, as they are edited."""
    package = Path(__file__).parent.parent
    looks = []
    if not (package / "library.sqlite").exists():
        for name in _COMPILING:
            with os.scandir(package / name) as found:
                for entry in found:
                    if entry.name.endswith(".py"):
                        status = entry.stat()
                        looks.append((entry.name, status.st_size, status.st_mtime_ns))
    return f"{__version__}-{FORMAT}-{zlib.crc32(repr(sorted(looks)).encode()):08x}"


def _base() -> Path:
    if chosen := os.environ.get("XIAOMI_CACHE_DIR"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("xiaomi-cli")
