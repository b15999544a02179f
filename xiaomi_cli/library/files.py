"""Which files make up a library: every YAML file below its folder, and its source records."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xiaomi_cli.model.problem import Problem

MAX_BYTES = 64 * 2**20  # of one file; its text may take four times as much memory
_PACKAGE = Path(__file__).resolve().parent.parent
PACKAGED = _PACKAGE / "library.sqlite"  # our own library, compiled when the wheel was built
_BESIDE = _PACKAGE / "data"  # the wheel carries the YAML too, for validate and verify
SHIPPED = _BESIDE if _BESIDE.is_dir() else _PACKAGE.parent / "data"  # our own library's folder


def named(path: Path | str) -> str:
    """A path as messages and the store name it: bytes that are no text are shown as escapes."""
    return str(path).encode(errors="backslashreplace").decode()


class File(NamedTuple):
    """A file of a library: its name in messages, and where it is.

    `own`: its name within its folder. `origin`: the folder, if it is laid over the library.
    """

    name: str
    path: str
    own: str
    origin: str = ""


def library_files(root: Path, extra: tuple[Path, ...], problems: list[Problem]) -> Iterator[File]:
    """Every YAML file of a library and of the folders laid over it, each by a name of its own.

    What cannot be looked into, and a folder with the name of a YAML file, is added to `problems`.
    """
    paths: dict[str, str] = {}
    if _is_folder(root, "a library is a folder of YAML files", problems):
        found = _yaml_below(str(root), "", problems)
        seeds = source_folder(root)
        if seeds is not None and seeds != root / "seeds":
            found += _yaml_below(str(seeds), "seeds/", problems)
        yield from (File(name, path, name) for name, path in sorted(found))
        paths = {name: _whole(path) for name, path in found} if extra else {}
    for folder in extra:
        if not _is_folder(folder, "--extra takes a folder of YAML files", problems):
            continue
        origin = named(folder)
        for own, path in sorted(_yaml_below(str(folder), "", problems)):
            name, whole = f"{origin}/{own}", _whole(path)
            if paths.get(name, whole) != whole:
                name = named(whole)
            if name not in paths:  # or the same folder is laid over it twice
                yield File(name, path, own, origin)
            paths[name] = whole


def _whole(path: str) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`


def _is_folder(path: Path, expected: str, problems: list[Problem]) -> bool:
    if os.path.isdir(path):  # noqa: PTH112 - the other raises for names too long
        return True
    found = "this is no folder" if os.path.lexists(path) else "no such folder"
    problems.append(Problem(named(path), 1, f"{found}; {expected}"))
    return False


def source_folder(root: Path) -> Path | None:
    """Where the source records stand: DIR/seeds, or else DIR/../seeds."""
    above = os.path.dirname(os.path.realpath(root))  # noqa: PTH120 - Path.resolve raises for circles
    folders = (root / "seeds", Path(above, "seeds"))
    return next((folder for folder in folders if os.path.isdir(folder)), None)  # noqa: PTH112


def _yaml_below(folder: str, name: str, problems: list[Problem]) -> list[tuple[str, str]]:
    found = []
    waiting = [(folder, name)]  # not os.walk: before Python 3.12 deep folders overflow its stack
    while waiting:
        folder, name = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                shown = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            _check_lasting(error)
            problems.append(Problem(name or named(folder), 1, f"cannot be read: {error.strerror}"))
            continue
        for entry in shown:  # without what editors and file managers leave behind
            own = name + named(entry.name)
            is_yaml = entry.name.lower().endswith((".yaml", ".yml"))
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{own}/"))
                if is_yaml:
                    problem = "is a folder; expected a file of records, or another name"
                    problems.append(Problem(own, 1, problem))
            elif is_yaml:
                found.append((own, entry.path))
    return found


def _check_lasting(error: OSError) -> None:
    """Raise what says nothing of the library: it may be gone at the next run, and is not kept."""
    if error.errno in {errno.EMFILE, errno.ENFILE, errno.ENOMEM}:
        raise error


def read_bytes(
    path: Path | str, name: str, problems: list[Problem], most: int = MAX_BYTES
) -> bytes | None:
    """The content of a file, or a problem: waits on nothing that is not a plain file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                told = "is not a regular file"
            elif status.st_size > most:
                told = f"is larger than {most // 2**20} MiB; divide it"
            else:
                with open(descriptor, "rb", closefd=False) as file:
                    return file.read(most) or b""  # nothing, if the system makes it up later
        finally:
            os.close(descriptor)
    except OSError as error:
        _check_lasting(error)
        told = f"cannot be read: {error.strerror}"
    problems.append(Problem(name, 1, told))
    return None
