"""Finds the compiled library, or compiles it: once for each content, never in anyone's way.

A compiled library lies under the hash of the files it was made from. A note beside it remembers
which files (size, time, inode) had which hash, so that an unchanged folder is not read again. If
nothing can be kept, the library is compiled in memory and the answer is the same.
"""

import contextlib
import hashlib
import json
import os
import tempfile
import time
from pathlib import Path

from xiaomi_cli import __version__
from xiaomi_cli.store.database import FORMAT, Connection, DatabaseError, open_file

_RACY_NS = 2_000_000_000  # a file changed this close to the note may change again unnoticed


class Cache:
    """The cached compilations of one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = _cache_folder()

    def open(self) -> Connection:
        files = _signature(self.root)
        digest = self._remembered(files) or self._digest()
        path = self.folder / f"library-{digest}.sqlite"
        with contextlib.suppress(DatabaseError, OSError):
            if _ours(path):
                return open_file(path)
        return self._compile(path, files, digest)

    def _note(self) -> Path:
        name = hashlib.sha256(os.fsencode(self.root.absolute())).hexdigest()[:24]
        return self.folder / f"folder-{name}.json"

    def _remembered(self, files: list[list[object]]) -> str:
        """The hash noted for exactly these files, or nothing."""
        note = self._note()
        try:
            if not _ours(note):
                return ""
            kept = json.loads(note.read_bytes())
            if kept["files"] == files and kept["program"] == [__version__, FORMAT]:
                return str(kept["digest"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        return ""

    def _digest(self) -> str:
        from xiaomi_cli.content.files import library_files  # noqa: PLC0415 - only to compile

        total = hashlib.sha256(f"{__version__} {FORMAT}".encode())
        for name, path in library_files(self.root, []):
            with contextlib.suppress(OSError):
                content = hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()
                total.update(f"\0{name}\0{content}".encode(errors="surrogateescape"))
        return total.hexdigest()[:32]

    def _compile(self, path: Path, files: list[list[object]], digest: str) -> Connection:
        from xiaomi_cli.store.compile import compile_folder  # noqa: PLC0415 - imports yaml

        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix="compiling-", suffix=".tmp")
            os.close(handle)
        except OSError:
            return compile_folder(self.root, None)
        unfinished = Path(name)
        try:
            compile_folder(self.root, unfinished).close()
            unfinished.replace(path)
            self._remember(files, digest)
            return open_file(path)
        except (OSError, DatabaseError):
            return compile_folder(self.root, None)
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def _remember(self, files: list[list[object]], digest: str) -> None:
        newest = max((entry[2] for entry in files if isinstance(entry[2], int)), default=0)
        if time.time_ns() - newest < _RACY_NS:
            return
        note = {"files": files, "digest": digest, "program": [__version__, FORMAT]}
        handle, name = tempfile.mkstemp(dir=self.folder, prefix="noting-", suffix=".tmp")
        with os.fdopen(handle, "w") as file:
            json.dump(note, file)
        Path(name).replace(self._note())


def _cache_folder() -> Path:
    if chosen := os.environ.get("XIAOMI_CACHE_DIR"):
        return Path(chosen)
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed by an installed copy

    return user_cache_path("xiaomi-cli")


def _ours(path: Path) -> bool:
    """Whether a cache file is a plain file of this user, not a link that somebody planted."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    plain = (status.st_mode & 0o170000) == 0o100000
    return plain and (not hasattr(os, "getuid") or status.st_uid == os.getuid())


def _signature(root: Path) -> list[list[object]]:
    """[name, size, time, inode] of each YAML file of the library, found without importing yaml."""
    beside = root.parent / "seeds"
    outside = [] if (root / "seeds").is_dir() or not beside.is_dir() else _listing(beside)
    return _listing(root) + outside


def _listing(folder: Path) -> list[list[object]]:
    rows: list[list[object]] = []
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                path = Path(directory, name)
                with contextlib.suppress(OSError):
                    status = path.stat()
                    row = [os.fsdecode(path), status.st_size, status.st_mtime_ns, status.st_ino]
                    rows.append(row)
    return rows
