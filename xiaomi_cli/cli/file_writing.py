"""The only place that writes files and folders somebody named: whole or not at all."""

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from xiaomi_cli.cli.exit_codes import CannotWriteError, writing

MARK = ".xiaomi-site"  # a file in each folder that was written here
SAYS = b"Written by `xiaomi site`, which may replace this folder.\n"


def atomic_write(path: Path, pieces: Iterable[bytes]) -> None:
    """Put a new file at `path`, or in place of the regular file there. Raises CannotWriteError.

    Nothing is written through a link, into a folder, a pipe or a device. Until the new file is
    complete and on disk, the old one stays as it is; what fails leaves nothing behind.
    """
    content = list(pieces)  # so that what fails while it is made touches no disk
    with writing(str(path)):
        mode = _mode(path)
        unfinished = _beside(path, "unfinished")
        try:
            with unfinished.open("xb") as file:
                file.writelines(content)
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                unfinished.chmod(mode)  # who could read the old file can read the new one
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _mode(path: Path) -> int | None:
    """The permissions of the file to replace, if there is one."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        what = "is a link" if stat.S_ISLNK(mode) else "is no regular file"
        raise CannotWriteError(f"cannot write to {path}: it {what}")
    return stat.S_IMODE(mode)


def replace_folder(
    folder: Path, files: Iterable[tuple[str, bytes]], told: Callable[[int], None]
) -> int:
    """Put these files (path below the folder, content) at `folder`; gives how many there are.

    Until all are written, what is there stays; what fails leaves nothing behind. `told` hears after
    each file how many there are. Raises CannotWriteError.
    """
    with writing(str(folder)):
        _check(folder)
        target = folder.absolute()
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = _beside(target, "unfinished")
        try:
            unfinished.mkdir()
            number = _write(unfinished, files, told)
            _swap(unfinished, target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return number


def _check(folder: Path) -> None:
    """Refuse what is no folder, or holds something else than a site."""
    if folder.is_symlink():
        raise CannotWriteError(f"cannot write to {folder}: it is a link")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CannotWriteError(f"cannot write to {folder}: it is no folder")
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        message = f"cannot write to {folder}: it holds files that are no site of xiaomi's"
        raise CannotWriteError(message)


def _write(folder: Path, files: Iterable[tuple[str, bytes]], told: Callable[[int], None]) -> int:
    number = 0
    made = {folder}
    for path, content in files:
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content)
        number += 1
        told(number)
    (folder / MARK).write_bytes(SAYS)
    return number


def _swap(new: Path, target: Path) -> None:
    """The new folder in place of the old one, which is taken away."""
    if not target.exists():
        new.rename(target)
        return
    old = _beside(target, "old")
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _beside(path: Path, ending: str) -> Path:
    """A name that nothing has, in the same folder."""
    return path.with_name(f".{secrets.token_hex(8)}.{ending}")
