"""Which files make up a library: every YAML file below its folder, and its source records."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from xiaomi_cli.model.problem import Problem

MAX_BYTES = 64 * 2**20  # of one file; its text may take four times as much memory
_PACKAGE = Path(__file__).resolve().parent.parent
PACKAGED = _PACKAGE / "library.sqlite"  # our own library, compiled when the wheel was built
_BESIDE = _PACKAGE / "data"  # the wheel carries the YAML too, for validate and verify
SHIPPED = _BESIDE if _BESIDE.is_dir() else _PACKAGE.parent / "data"  # our own library's folder
_ENDINGS = (".yaml", ".yml")


def named(path: Path | str) -> str:
    """A path as messages and the store name it: bytes that are no text are shown as escapes."""
    return str(path).encode(errors="backslashreplace").decode()


def source_folder(root: Path) -> Path | None:
    """Where the source records stand: DIR/seeds, or else DIR/../seeds."""
    above = os.path.dirname(os.path.realpath(root))  # noqa: PTH120 - Path.resolve raises for circles
    inside, beside = root / "seeds", Path(above, "seeds")
    for folder in (inside, beside):
        if os.path.isdir(folder):  # noqa: PTH112 - the other raises where it may not look
            return folder
    return None


def library_files(root: Path, problems: list[Problem]) -> list[tuple[str, Path]]:
    """(name in messages, path) of every YAML file of a library, in a fixed order.

    What cannot be looked into, and a folder with the name of a YAML file, is added to `problems`.
    """
    return [(name, Path(path)) for name, path in sorted(file_names(root, problems))]


def file_names(root: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """(name in messages, path) of the same files, in no order: a third of the work."""
    yield from _yaml_below(str(root), "", problems)
    seeds = source_folder(root)
    if seeds is not None and seeds != root / "seeds":
        yield from _yaml_below(str(seeds), "seeds/", problems)


def extra_names(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """The same of a folder that is laid over a library; its name is part of theirs."""
    yield from _yaml_below(str(folder), f"{named(folder)}/", problems)


class Names:
    """The names in messages of the files of a library and of the folders laid over it."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}

    def of(self, name: str, path: Path | str) -> str:
        """A name that no other file has: the whole path, if another has its own.

        Empty for a file that was named before, as by a folder that is laid over it twice.
        """
        whole = os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps `..`
        if self._paths.get(name, whole) != whole:
            name = named(whole)
        if name in self._paths:
            return ""
        self._paths[name] = whole
        return name


def _yaml_below(folder: str, name: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    waiting = [(folder, name)]  # not os.walk: before Python 3.12 deep folders overflow its stack
    while waiting:
        folder, name = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError as error:
            _check_lasting(error)
            problems.append(Problem(name or named(folder), 1, f"cannot be read: {error.strerror}"))
            continue
        for entry in entries:
            if entry.name.startswith("."):  # what editors and file managers leave behind
                continue
            own = name + named(entry.name)
            if entry.is_dir(follow_symlinks=False):
                if entry.name.lower().endswith(_ENDINGS):
                    problem = "is a folder; expected a file of records, or another name"
                    problems.append(Problem(own, 1, problem))
                waiting.append((entry.path, f"{own}/"))
            elif entry.name.lower().endswith(_ENDINGS):
                yield own, entry.path


def _check_lasting(error: OSError) -> None:
    """Raise what says nothing of the library: it may be gone at the next run, and is not kept."""
    if error.errno in {errno.EMFILE, errno.ENFILE, errno.ENOMEM}:
        raise error


def read_bytes(path: Path, name: str, problems: list[Problem], most: int = 0) -> bytes | None:
    """The content of a file, or a problem: waits on nothing that is not a plain file.

    `most`: bytes that it may have, if not MAX_BYTES.
    """
    most = most or MAX_BYTES
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            problems.append(Problem(name, 1, "is not a regular file"))
            return None
        told = f"is larger than {most // 2**20} MiB; divide it"
        with open(descriptor, "rb") as file:  # noqa: PTH123 - opened above
            if status.st_size <= most:
                content: bytes | None = file.read(most)
                if content is not None:
                    return content
                told = "is not a regular file"  # but one that the system makes up, and not yet
    except OSError as error:
        _check_lasting(error)
        told = f"cannot be read: {error.strerror}"
    problems.append(Problem(name, 1, told))
    return None
