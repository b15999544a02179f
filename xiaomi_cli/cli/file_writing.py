"""The only place that writes files and folders somebody named: whole or not at all."""

import os
import secrets
import shutil
import stat
from collections.abc import Iterable
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
        raise CannotWriteError(f"cannot write to {path}: it is there and is no regular file")
    return stat.S_IMODE(mode)


def replace_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Put these files (path below the folder, content) at `folder`; gives how many there are.

    Until all are written, what is there stays; what fails leaves nothing behind. Raises
    CannotWriteError.
    """
    number = 0
    with writing(str(folder)):
        empty = folder.is_dir() and not any(folder.iterdir())
        is_ours = not folder.is_symlink() and (empty or (folder / MARK).is_file())
        if os.path.lexists(folder) and not is_ours:
            raise CannotWriteError(f"cannot write to {folder}: it is there and is no site")
        target = folder.absolute()
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished, old = _beside(target, "unfinished"), _beside(target, "old")
        try:
            unfinished.mkdir()
            for path, content in files:
                file = unfinished / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                number += 1
            (unfinished / MARK).write_bytes(SAYS)
            if target.exists():
                target.rename(old)
            try:
                unfinished.rename(target)
            except OSError:
                old.rename(target)
                raise
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    return number


def _beside(path: Path, ending: str) -> Path:
    """A name that nothing has, in the same folder."""
    return path.with_name(f".{secrets.token_hex(8)}.{ending}")
