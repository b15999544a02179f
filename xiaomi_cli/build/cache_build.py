"""Compiles a folder and publishes the result in its cache: whole or not at all, one at a time.

Whoever compiles holds the folder's lock; others wait as long as the work goes on, and then find
it done. A library is written under a name of its own and moved into place. Where nothing can be
kept (no space, no right, no folder), the library is compiled for this run only. That a folder
holds no valid library is kept as well: the next to ask is told so at once.
"""

import hashlib
import json
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from itertools import chain
from pathlib import Path

from xiaomi_cli.build.cache import (
    Cache,
    Manifest,
    Progress,
    checksum_of,
    file_stamp,
    newest_change,
    problems_of,
)
from xiaomi_cli.build.cache_folder import UNFINISHED, NotGrantedError, evict, locked
from xiaomi_cli.index.database import Connection, DatabaseError, open_file, rows
from xiaomi_cli.library.files import Names, extra_names, file_names, read_bytes
from xiaomi_cli.model.problem import BrokenLibraryError, Problem

_HEARTBEAT_S = 1.0  # between two signs of life
RACY_NS = 2_000_000_000  # file systems stamp times this coarsely: a later change may not show


def publish(cache: Cache, progress: Progress | None, *, damaged: bool = False) -> Connection:
    """Open the library, compiled first unless another process does so. Raises BrokenLibraryError.

    `damaged`: what is in the cache failed while it was read, and is not used again.
    """
    tell = progress or (lambda _: None)
    try:
        try:
            _make_private(cache.folder)
            with locked(cache.folder / "lock") as alive:
                ready = None if damaged else _open_if_current(cache)
                return ready or _compiled(cache, _with_heartbeat(tell, alive))
        except (OSError, DatabaseError, NotGrantedError):
            return _unpublished(cache, tell)
    finally:
        tell(1.0)


def rebuilder(cache: Cache) -> Callable[[], Connection]:
    """What makes the library anew if its file turns out to be damaged."""
    return lambda: publish(cache, None, damaged=True)


def _with_heartbeat(tell: Progress, alive: Callable[[], None]) -> Progress:
    """Progress that also shows those who wait that somebody is at work."""
    last = 0.0

    def beat(share: float) -> None:
        nonlocal last
        tell(min(share, 0.99))
        if time.monotonic() - last > _HEARTBEAT_S:
            last = time.monotonic()
            alive()

    return beat


def _unpublished(cache: Cache, tell: Progress) -> Connection:
    """The library for this run only: on disk as far as there is one, else in memory."""
    try:
        return make(cache, None, progress=tell)
    except (OSError, DatabaseError):
        return make(cache, None, progress=tell, disk=False)


def make(
    cache: Cache,
    path: Path | None,
    *,
    progress: Progress | None = None,
    disk: bool = True,
) -> Connection:
    """Compile a folder; see compile.compile_folder."""
    from xiaomi_cli.build.compile import compile_folder

    return compile_folder(cache.root, path, cache.extra, progress=progress, disk=disk)


def _make_private(folder: Path) -> None:
    """Make the folder, for its owner only. Raises OSError where a link or a stranger's stands."""
    for path in (folder.parent, folder):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not stat.S_ISDIR(path.lstat().st_mode):
            raise NotADirectoryError(path)
    if hasattr(os, "getuid"):
        status = folder.lstat()
        if status.st_uid != os.getuid():
            raise PermissionError(folder)
        if status.st_mode & 0o077:
            folder.chmod(0o700)


def _open_if_current(cache: Cache) -> Connection | None:
    """What the cache holds, if it was made from what the folder holds now."""
    manifest, files = cache.manifest(), cache.signature()
    if manifest is None:
        return None
    unchanged = manifest.files == files and not manifest.racy
    if not unchanged and manifest.digest != _digest(cache):
        return None
    if not manifest.problems:
        library = cache.folder / manifest.library
        stamp = file_stamp(library)
        if stamp != manifest.file_stamp and _checksum(library) != manifest.checksum:
            return None
        manifest = manifest._replace(file_stamp=stamp)
    _remember(cache, manifest._replace(files=files))
    if manifest.problems:
        raise BrokenLibraryError(problems_of(manifest))
    return open_file(cache.folder / manifest.library, rebuilder(cache))


def _compiled(cache: Cache, progress: Progress) -> Connection:
    files = cache.signature()
    manifest = Manifest(cache.key, "", "", [], "", [], racy=False, files=files)
    with _unfinished(cache.folder) as path:
        try:
            with closing(make(cache, path, progress=progress)) as connection:
                digest = _digest_of(cache, _compiled_from(connection))
        except BrokenLibraryError as error:
            problems = [list(problem) for problem in error.problems]
            _remember(
                cache, manifest._replace(problems=problems, digest=_digest_of(cache, error.read))
            )
            raise
        library = cache.folder / f"library-{cache.stamp}-{digest[:16]}.sqlite"
        checksum = _checksum(path, flush=True)
        path.replace(library)
    manifest = manifest._replace(library=library.name, digest=digest, checksum=checksum)
    _remember(cache, manifest._replace(file_stamp=file_stamp(library)))
    evict(cache.folder, cache.manifest_path)
    return open_file(library, rebuilder(cache))


def _digest(cache: Cache) -> str:
    """SHA-256 over the names and contents of the folder's files, and who compiles them."""
    contents: dict[str, str] = {}
    problems: list[Problem] = []
    found = (extra_names(folder, problems) for folder in cache.extra)
    names = Names()
    for own, path in chain(file_names(cache.root, problems), *found):
        if not (name := names.of(own, path)):
            continue
        unreadable: list[Problem] = []
        content = read_bytes(Path(path), name, unreadable)
        digest_or_problem = (
            unreadable[0].message if content is None else hashlib.sha256(content).hexdigest()
        )
        contents[name] = digest_or_problem
    contents |= {problem.file: problem.message for problem in problems}
    return _digest_of(cache, contents)


def _compiled_from(connection: Connection) -> dict[str, str]:
    """The SHA-256 of every file that a library was compiled from, by its name in messages."""
    base = rows(connection, "SELECT value FROM meta WHERE key = 'base'")[0][0]
    return {**json.loads(base), **dict(rows(connection, "SELECT name, digest FROM files"))}


def _digest_of(cache: Cache, contents: Mapping[str, str]) -> str:
    total = hashlib.sha256(cache.stamp.encode())
    for name, digest in sorted(contents.items()):
        total.update(f"\0{name}\0{digest}".encode(errors="surrogateescape"))
    return total.hexdigest()


def _checksum(path: Path, *, flush: bool = False) -> str:
    with path.open("rb") as file:
        if flush:  # or a power cut could leave a file of the right size without its content
            os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remember(cache: Cache, manifest: Manifest) -> None:
    """Write the manifest. One that was taken too soon after a change says so."""
    racy = time.time_ns() - newest_change(manifest.files) < RACY_NS
    racy = racy or cache.signature() != manifest.files
    head = manifest._replace(racy=racy)._asdict()
    files = head.pop("files")
    with _unfinished(cache.folder) as path:
        body = json.dumps(head).encode() + b"\n" + files
        path.write_bytes(checksum_of(body) + b"\n" + body)
        path.replace(cache.manifest_path)


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A new private file, gone afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(dir=folder, suffix=UNFINISHED)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - as short as can be: Ctrl-C may come any time
