"""Where the compiled library is: in the installed package, or in the cache of a folder."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from xiaomi_cli.index.database import Connection, DatabaseError, open_file

PACKAGED = Path(__file__).resolve().parent.parent / "library.sqlite"
_BESIDE = PACKAGED.parent / "data"  # the wheel carries the YAML too, for validate and verify
CHECKOUT = _BESIDE if _BESIDE.is_dir() else PACKAGED.parent.parent / "data"


def open_library(
    data: Path | None, extra: tuple[Path, ...] = (), progress: Callable[[float], None] | None = None
) -> Connection:
    """The compiled form of `data`, or of our own library, with the folders of `extra` over it.

    `progress` is told how far it is (0 to 1) if it must be compiled. Raises BrokenLibraryError.
    """
    if data is None and not extra and PACKAGED.exists():
        with suppress(DatabaseError):
            return open_file(PACKAGED, again=lambda: _cached(None, (), None))
    return _cached(data, extra, progress)


def _cached(
    data: Path | None, extra: tuple[Path, ...], progress: Callable[[float], None] | None
) -> Connection:
    from xiaomi_cli.build.cache import Cache

    return Cache(data or CHECKOUT, extra).open(progress)
