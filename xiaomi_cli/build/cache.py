"""What the cache holds of a folder: its compiled library, and from what that was made.

Each folder has a private place in the cache: `library-….sqlite`, and a manifest that says which
files (size, times, inode) it was made from and what the library's own file looked like when it was
published. What is found in the cache is used only if it is a plain file of this user.
"""

import json
import os
import stat
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from xiaomi_cli import __version__
from xiaomi_cli.index.database import FORMAT
from xiaomi_cli.library.files import extra_names, file_names
from xiaomi_cli.model.problem import Problem

Progress: TypeAlias = Callable[[float], None]  # called with the share that is done; 1 at the end
_COMPILING = ("build", "index", "library", "model")
MAX_MANIFEST_BYTES = 256 * 2**20  # bytes; the manifest of a million files takes a third of that


class Manifest(NamedTuple):
    """What is known of a cached library.

    `digest`: SHA-256 over what it was made from. `file_stamp`: size, times and inode of its file
    when it was published; `checksum`: SHA-256 of that file. `problems`: why there is no library.
    `racy`: a file changed so shortly before that it may have changed again without a trace.
    """

    root: str
    library: str
    digest: str
    file_stamp: list[int]
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
        self.key = "\0".join([*folders, *map(str, extra)])
        self.folder = _base() / f"{zlib.crc32(os.fsencode(self.key)):08x}"
        self.stamp = _program()

    def current(self) -> Manifest | None:
        """The manifest, if nothing that it speaks of has changed since."""
        files = self.signature()
        manifest = self.manifest()
        if not manifest or manifest.racy or manifest.files != files:
            return None
        return manifest if manifest.problems or self.is_intact(manifest) else None

    def signature(self) -> bytes:
        """What shows that no file changed."""
        return b"".join([signature(self.root), *map(extra_signature, self.extra)])

    @property
    def manifest_path(self) -> Path:
        """Where the manifest of this version of the program is."""
        return self.folder / f"manifest-{self.stamp}.json"

    def manifest(self) -> Manifest | None:
        """The manifest, if there is one that can be read."""
        try:
            sum_, _, body = read_private(self.manifest_path, MAX_MANIFEST_BYTES).partition(b"\n")
        except OSError:
            return None
        if sum_ != checksum_of(body):
            return None
        kept = _parsed(*body.split(b"\n", 1)) if b"\n" in body else None
        return kept if kept and kept.root == self.key else None

    def is_intact(self, manifest: Manifest) -> bool:
        """Whether the library's file is the one that was published, by all that its inode says."""
        try:
            return file_stamp(self.folder / manifest.library) == manifest.file_stamp
        except OSError:
            return False


_SHAPE = (str, str, str, list, str, list, bool, bytes)


def _parsed(head: bytes, files: bytes) -> Manifest | None:
    """What a manifest says, if it has the shape of one; a checksum only shows that it is whole."""
    try:
        manifest = Manifest(**json.loads(head), files=files)
        problems_of(manifest)
    except (ValueError, TypeError, RecursionError):
        return None
    sound = all(map(isinstance, manifest, _SHAPE)) and not {"/", "\0"} & {*manifest.library}
    return manifest if sound else None


def signature(root: Path) -> bytes:
    """Each file of a library, and all that shows that it did not change: `name NUL times NUL`."""
    problems: list[Problem] = []
    return _signature(file_names(root, problems), problems)


def extra_signature(folder: Path) -> bytes:
    """The same of a folder that is laid over a library."""
    problems: list[Problem] = []
    return _signature(extra_names(folder, problems), problems)


def _signature(files: Iterable[tuple[str, str]], problems: list[Problem]) -> bytes:
    """`problems`: what the looking for files says of what is none; filled by `files`."""
    parts = []
    for name, path in sorted(files):
        try:
            status = os.stat(path)  # noqa: PTH116 - of perhaps ten thousand files, at each start
        except OSError:
            parts += [name, ""]
            continue
        times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
        parts += [name, f"{status.st_size} {times} {status.st_ino}"]
    for problem in sorted(problems):
        parts += [f"{problem.file}: {problem.message}", ""]
    return "\0".join([*parts, ""]).encode(errors="surrogateescape")


def newest_change(files: bytes) -> int:
    """When the last of the files of a signature changed, in nanoseconds."""
    which = 1 if os.name == "nt" else 2  # Windows: when it was written; else any change
    return max(
        (int(times.split()[which]) for times in files.split(b"\0")[1::2] if times), default=0
    )


def checksum_of(body: bytes) -> bytes:
    """What stands before the body of a manifest, so that half a manifest is none."""
    return b"%08x" % zlib.crc32(body)


def problems_of(manifest: Manifest) -> list[Problem]:
    """Why a folder holds no valid library."""
    return [Problem(*problem) for problem in manifest.problems]


def file_stamp(path: Path) -> list[int]:
    """Size, times and inode of a plain file of this user. Raises OSError."""
    status = path.lstat()
    _check_ours(status, path)
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def read_private(path: Path, most: int) -> bytes:
    """The content of a plain file of this user, through no link. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NO_WAIT)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - opened above, through no link
        status = os.fstat(descriptor)
        _check_ours(status, path)
        if status.st_size > most:
            raise OSError(f"{path} is too large")
        return file.read()


_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def _check_ours(status: os.stat_result, path: Path) -> None:
    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    if not stat.S_ISREG(status.st_mode) or not mine:
        raise PermissionError(f"{path} is not a plain file of this user")


def _program() -> str:
    """What compiles: our version; in a checkout also how its modules look, as they are edited."""
    package = Path(__file__).parent.parent
    looks = []
    if not (package / "library.sqlite").exists():
        for name in _COMPILING:
            with os.scandir(package / name) as entries:
                for entry in entries:
                    if entry.name.endswith(".py"):
                        status = entry.stat()
                        looks.append((entry.name, status.st_size, status.st_mtime_ns))
    return f"{__version__}-{FORMAT}-{zlib.crc32(repr(sorted(looks)).encode()):08x}"


def _base() -> Path:
    if chosen := os.environ.get("XIAOMI_CACHE_DIR"):
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - the other raises without a home
    from platformdirs import user_cache_path

    with suppress(RuntimeError):  # as Path.home without HOME and an entry of this user
        found = user_cache_path("xiaomi-cli")
        if found.is_absolute():
            return found
    return Path(os.devnull, "xiaomi-cli")  # where nothing can be kept
