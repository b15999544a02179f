"""The only place that writes a file somebody named: whole or not at all, and only that file."""

import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from xiaomi_cli.cli.errors import CannotWriteError, writing


def atomic_write(path: Path, pieces: Iterable[bytes]) -> None:
    """Put a new file at `path`, or in place of the regular file there. Raises CannotWriteError.

    Nothing is written through a link, into a folder, a pipe or a device. Until the new file is
    complete and on disk, the old one stays as it is; what fails leaves nothing behind.
    """
    content = list(pieces)  # so that what fails while it is made touches no disk
    with writing(str(path)):
        mode = _mode(path)
        unfinished = path.with_name(f".{secrets.token_hex(8)}.unfinished")
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
