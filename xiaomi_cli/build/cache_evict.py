"""Removes from the cache what nobody needs: unfinished files, old libraries, folders long gone.

Only files of our own names are touched, and only under the lock of their folder. A library that
another process has open stays readable to it: the system removes it when it is closed.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from xiaomi_cli.build.lock import NotGrantedError, locked

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
