"""A folder of the cache: its lock, and the removal of what nobody needs.

Unfinished files, old libraries and the caches of folders long gone are removed; only files of our
own names are touched, and only under the lock of their folder. A library that another process has
open stays readable to it: the system removes it when it is closed.
"""

import importlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE_S = 10.0  # without a sign of life, after which nobody waits any longer
_LOOK_S = 0.05  # between two attempts; it doubles up to a quarter of a second


class NotGrantedError(Exception):
    """The lock is held by a process that seems to have stopped."""


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[Callable[[], None]]:
    """Hold the lock file `path`; yields a function to be called every few seconds meanwhile.

    The system releases the lock of a process that dies. Raises OSError, and NotGrantedError when
    its holder seems stopped (or, without `wait`, at once).
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        if os.name == "posix":  # elsewhere everyone works for himself; the last one publishes
            _acquire(descriptor, PATIENCE_S if wait else 0.0)
        _sign_of_life(descriptor)
        yield lambda: _sign_of_life(descriptor)
    finally:
        os.close(descriptor)


def _sign_of_life(descriptor: int) -> None:
    if os.utime in os.supports_fd:
        os.utime(descriptor)


def _acquire(descriptor: int, patience: float) -> None:
    fcntl = importlib.import_module("fcntl")
    seen, since, pause = -1, time.monotonic(), _LOOK_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sign = os.fstat(descriptor).st_mtime_ns
            if sign != seen:
                seen, since = sign, time.monotonic()
            if time.monotonic() - since >= patience:
                raise NotGrantedError from None
            time.sleep(pause)
            pause = min(2 * pause, 0.25)
        else:
            return


UNFINISHED = ".tmp"
OTHER_VERSIONS = 3  # whose libraries are kept, the newest
OTHERS_KEPT_S = 30 * 86_400  # and so long after they were last published
_FOLDER = re.compile(r"[0-9a-f]{8}")
_LIBRARY = re.compile(r"library-.*\.sqlite")
_MANIFEST = re.compile(r"(?:manifest|note)-.*\.json")  # 0.1 called them notes
_MAX_HEAD_BYTES = 1 << 20  # bytes of the head of a manifest


def evict(folder: Path, own_manifest: Path) -> None:
    """Clean up a folder of the cache, whose lock the caller holds, and those of folders gone."""
    with suppress(OSError):
        _evict_from(folder, own_manifest)
        for other in sorted(folder.parent.iterdir()):
            if _FOLDER.fullmatch(other.name) and other != folder and not other.is_symlink():
                _evict_orphan(other)


def _evict_from(folder: Path, own_manifest: Path | None) -> None:
    """Keep the libraries that a manifest worth keeping names."""
    manifests = sorted(_named(folder, _MANIFEST), key=lambda path: -path.lstat().st_mtime)
    others = [path for path in manifests if path != own_manifest][:OTHER_VERSIONS]
    oldest = time.time() - OTHERS_KEPT_S
    kept = [path for path in others if path.lstat().st_mtime >= oldest]
    kept += [own_manifest] if own_manifest else []
    needed = {*kept, *(folder / _head(path).get("library", "") for path in kept)}
    for path in folder.iterdir():
        mine = path.name.endswith(UNFINISHED) or _LIBRARY.fullmatch(path.name) or path in manifests
        if mine and path not in needed:
            with suppress(OSError):
                path.unlink()


def _evict_orphan(folder: Path) -> None:
    """Empty the cache of a folder that is no longer there, unless somebody is at it."""
    roots = [str(_head(path).get("root", "")).split("\0")[0] for path in _named(folder, _MANIFEST)]
    if not roots or any(os.path.lexists(root) for root in roots):
        return
    with suppress(OSError, NotGrantedError), locked(folder / "lock", wait=False):
        for path in [*_named(folder, _MANIFEST), *_named(folder, _LIBRARY)]:
            path.unlink()
        (folder / "lock").unlink()
        folder.rmdir()


def _named(folder: Path, pattern: re.Pattern[str]) -> Iterator[Path]:
    return (path for path in folder.iterdir() if pattern.fullmatch(path.name))


def _head(manifest: Path) -> dict[str, str]:
    """What a manifest says, without its files; nothing if it cannot be read."""
    try:
        with manifest.open("rb") as file:
            file.readline(_MAX_HEAD_BYTES)  # the checksum
            head = json.loads(file.readline(_MAX_HEAD_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return head if isinstance(head, dict) else {}
