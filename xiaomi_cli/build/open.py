"""Opens a library: the one in the installed package, or that of a folder, compiled if need be.

Each folder has a private place in the cache: its compiled library, and a manifest that says how
the files that it was made from looked (size, times, inode), and its own file when it was published.
What is found there is used only if it is a plain file of this user.
"""

import json
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from xiaomi_cli import __version__
from xiaomi_cli.index.database import FORMAT, Connection, DatabaseError, open_file
from xiaomi_cli.library.files import PACKAGED, SHIPPED, library_files
from xiaomi_cli.model.problem import BrokenLibraryError, Problem

Progress: TypeAlias = Callable[[float], None]  # called with the share that is done; 1 at the end


def open_library(
    data: Path | None, extra: tuple[Path, ...] = (), progress: Progress | None = None
) -> Connection:
    """The compiled form of `data`, or of our own library, with the folders of `extra` over it.

    `progress` is told how far it is (0 to 1) if it must be compiled. Raises BrokenLibraryError.
    """
    if data is None and not extra and PACKAGED.exists():
        with suppress(DatabaseError):
            return open_file(PACKAGED, again=lambda: open_library(SHIPPED))
    cache = Cache(data or SHIPPED, extra)
    manifest = cache.manifest()
    if manifest and not manifest.racy and manifest.files == cache.signature():
        if manifest.problems:
            raise BrokenLibraryError(manifest.problems)
        with suppress(OSError, DatabaseError):
            if looks_of(cache.library) == manifest.looks:
                return open_file(cache.library, cache.again)
    from xiaomi_cli.build.publish import publish

    return publish(cache, progress)


class Manifest(NamedTuple):
    """What is known of a cached library.

    `key`: of the cache. `files`: the signature of what it was made from. `racy`: one of them
    changed so shortly before that it may have changed again without a trace. `digest`: SHA-256 of
    their content. `looks`, `checksum`: of the library's file. `problems`: why there is none.
    """

    key: str
    files: str
    racy: bool
    digest: str
    looks: str = ""
    checksum: str = ""
    problems: list[Problem] = []  # noqa: RUF012 - never changed


class Cache:
    """The place of one folder, and those laid over it, in the cache."""

    def __init__(self, root: Path, extra: tuple[Path, ...] = ()) -> None:
        self.root, self.extra = root, extra
        paths = [os.path.abspath(folder) for folder in (root, *extra)]  # noqa: PTH100 - as texts
        self.key = "\0".join([*paths, *map(str, extra), *_program()])  # as the reader calls them
        place = zlib.crc32(os.fsencode("\0".join(paths)))
        self.folder = _base() / f"{place:08x}"
        self.library = self.folder / f"library-{__version__}-{FORMAT}.sqlite"
        self.manifest_path = self.folder / f"manifest-{__version__}-{FORMAT}.json"

    def again(self) -> Connection:
        """The library made anew, as its file turned out to be damaged."""
        from xiaomi_cli.build.publish import publish

        return publish(self, damaged=True)

    def files(self, problems: list[Problem]) -> Iterator[tuple[str, str]]:
        """(name in messages, path) of every file; `problems` as in library.files."""
        found = library_files(self.root, self.extra, problems)
        return ((file.name, file.path) for file in found)

    def signature(self) -> str:
        """What shows that no file changed: a line for each, and for what is none."""
        problems: list[Problem] = []
        lines = [f"{name}\0{_looks_at(path)}" for name, path in sorted(self.files(problems))]
        return "\n".join([*lines, *(f"{p.file}\0{p.message}" for p in sorted(problems))])

    def manifest(self) -> Manifest | None:
        """The manifest of this version of the program, if there is one that is whole and ours."""
        with suppress(OSError, ValueError, TypeError, RecursionError):
            looks_of(self.manifest_path)
            check, _, body = self.manifest_path.read_bytes().partition(b"\n")
            manifest = Manifest(*json.loads(body)) if check == check_of(body) else None
            shape = (str, str, bool, str, str, str, list)
            if manifest and all(map(isinstance, manifest, shape)) and manifest.key == self.key:
                return manifest._replace(problems=[Problem(*told) for told in manifest.problems])
        return None


def check_of(body: bytes) -> bytes:
    """What stands before the body of a manifest, so that half a manifest is none."""
    return b"%08x" % zlib.crc32(body)


def looks_of(path: Path) -> str:
    """Size, times and inode of a plain file of this user. Raises OSError."""
    status = path.lstat()
    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    if not stat.S_ISREG(status.st_mode) or not mine:
        raise PermissionError(f"{path} is not a plain file of this user")
    return _looks(status)


def _looks_at(path: str) -> str:
    try:
        return _looks(os.stat(path))  # noqa: PTH116 - of perhaps ten thousand files, at each start
    except OSError:
        return ""


def _looks(status: os.stat_result) -> str:
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _program() -> Iterator[str]:
    """How the modules that compile look, in a checkout, where they are edited."""
    if PACKAGED.exists():
        return
    for layer in ("build", "index", "library", "model"):
        for path in sorted(PACKAGED.with_name(layer).glob("*.py")):
            yield _looks_at(str(path))


def _base() -> Path:
    if chosen := os.environ.get("XIAOMI_CACHE_DIR"):
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - the other raises without a home
    from platformdirs import user_cache_path

    with suppress(RuntimeError):  # as Path.home without HOME and an entry of this user
        found = user_cache_path("xiaomi-cli")
        if found.is_absolute():
            return found
    return Path(os.devnull, "xiaomi-cli")  # where nothing can be kept
