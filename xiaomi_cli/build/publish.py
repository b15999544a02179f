"""Compiles a folder and publishes the result in its cache: whole or not at all, one at a time.

Whoever compiles holds the folder's lock; others wait, and then find it done. A library is written
under a name of its own and moved into place. Where nothing can be kept (no space, no right, no
folder), the library is compiled for this run only. That a folder holds no valid library is kept as
well: the next to ask is told so at once.
"""

import hashlib
import importlib
import json
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xiaomi_cli.build.open import Cache, Manifest, Progress, check_of, looks_of
from xiaomi_cli.index.database import Connection, DatabaseError, open_file
from xiaomi_cli.library.files import read_bytes
from xiaomi_cli.model.problem import BrokenLibraryError, Problem

RACY_NS = 2_000_000_000  # file systems stamp times this coarsely: a later change may not show
PATIENCE_S = 20.0  # after which nobody waits for another to compile
LONGEST_KEPT_S = 30 * 86_400  # after it was published last, a library is taken for one of no use
_TIMES = re.compile(r"\0\d+ (-?\d+) (\d+) \d+$", re.MULTILINE)  # of a file in a signature
_UNFINISHED = ".tmp"
_OURS = re.compile(r"(library|manifest|note)-.*\.(sqlite|json)|lock|.*\.tmp")  # 0.1 wrote notes


def publish(cache: Cache, progress: Progress | None = None, *, damaged: bool = False) -> Connection:
    """Open the library, compiled first unless another process does so. Raises BrokenLibraryError.

    `damaged`: what is in the cache failed while it was read, and is not used again.
    """
    tell = progress or (lambda _: None)
    try:
        try:
            _make_private(cache.folder)
            with _locked(cache.folder / "lock"):
                kept = None if damaged else _kept(cache)
                return kept or _compiled(cache, tell)
        except (OSError, DatabaseError):  # for this run only: on disk, as far as there is one
            with suppress(OSError, DatabaseError):
                return _make(cache, None, tell)
            return _make(cache, None, tell, disk=False)
    finally:
        tell(1.0)


def _make(cache: Cache, path: Path | None, tell: Progress, *, disk: bool = True) -> Connection:
    from xiaomi_cli.build.compile import compile_folder

    return compile_folder(cache.root, path, cache.extra, progress=tell, disk=disk)


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


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file, which the system releases if its holder dies. Raises OSError.

    Elsewhere than on POSIX everyone works for himself; the last one publishes.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        fcntl = importlib.import_module("fcntl") if os.name == "posix" else None
        end = time.monotonic() + PATIENCE_S
        while fcntl:
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if time.monotonic() > end:
                raise TimeoutError(path)
            time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def _kept(cache: Cache) -> Connection | None:
    """What the cache holds, if it was made from what the folder holds now."""
    manifest = cache.manifest()
    files = cache.signature()
    if manifest is None or manifest.digest != _digest(cache):
        return None
    if manifest.problems:
        _remember(cache, manifest._replace(files=files))
        raise BrokenLibraryError(manifest.problems)
    looks = looks_of(cache.library)
    if looks != manifest.looks and _checksum(cache.library) != manifest.checksum:
        return None
    _remember(cache, manifest._replace(files=files, looks=looks))
    return open_file(cache.library, cache.again)


def _compiled(cache: Cache, tell: Progress) -> Connection:
    manifest = Manifest(cache.key, cache.signature(), racy=False, digest=_digest(cache))
    with _unfinished(cache.folder) as path:
        try:
            _make(cache, path, tell).close()
        except BrokenLibraryError as error:
            _remember(cache, manifest._replace(problems=error.problems))
            raise
        checksum = _checksum(path, flush=True)
        path.replace(cache.library)
    _remember(cache, manifest._replace(looks=looks_of(cache.library), checksum=checksum))
    _clean_up(cache.folder)
    return open_file(cache.library, cache.again)


def _digest(cache: Cache) -> str:
    """SHA-256 over the names and contents of the folder's files."""
    problems: list[Problem] = []
    total = hashlib.sha256()
    for name, path in sorted(cache.files(problems)):
        content = read_bytes(path, name, problems) or b""
        total.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    total.update("\0".join(map(str, sorted(problems))).encode())
    return total.hexdigest()


def _checksum(path: Path, *, flush: bool = False) -> str:
    with path.open("rb") as file:
        if flush:  # or a power cut could leave a file of the right size without its content
            os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remember(cache: Cache, manifest: Manifest) -> None:
    """Write the manifest, unless a file changed meanwhile; it says whether one just had."""
    if cache.signature() != manifest.files:
        return
    newest = max(
        (int(time) for times in _TIMES.findall(manifest.files) for time in times), default=0
    )
    racy = time.time_ns() - newest < RACY_NS
    with _unfinished(cache.folder) as path:
        body = json.dumps(manifest._replace(racy=racy)).encode()
        path.write_bytes(check_of(body) + b"\n" + body)
        path.replace(cache.manifest_path)


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A new private file, gone afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(dir=folder, suffix=_UNFINISHED)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - as short as can be: Ctrl-C may come any time


def _clean_up(folder: Path) -> None:
    """Remove unfinished files of a folder whose lock is held, and what nobody used for a month.

    Only files of our own names are touched. What another process has open stays readable to it.
    """
    oldest = time.time() - LONGEST_KEPT_S
    for other in folder.parent.glob("[0-9a-f]" * 8):
        with suppress(OSError):
            for path in [] if other.is_symlink() else list(other.iterdir()):
                left = path.suffix == _UNFINISHED and other == folder
                if _OURS.fullmatch(path.name) and (left or path.lstat().st_mtime < oldest):
                    path.unlink()
            if other != folder:
                other.rmdir()  # unless something is left
