"""Opens a library: the one in the installed package, or that of a folder, compiled if need be."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xiaomi_cli.index.database import Connection, DatabaseError, open_file
from xiaomi_cli.library.files import PACKAGED, SHIPPED

if TYPE_CHECKING:
    from xiaomi_cli.build.cache import Cache


def open_library(
    data: Path | None, extra: tuple[Path, ...] = (), progress: Callable[[float], None] | None = None
) -> Connection:
    """The compiled form of `data`, or of our own library, with the folders of `extra` over it.

    `progress` is told how far it is (0 to 1) if it must be compiled. Raises BrokenLibraryError.
    """
    if data is None and not extra and PACKAGED.exists():
        with suppress(DatabaseError):
            return open_file(PACKAGED, again=lambda: _open_cached(SHIPPED, (), None))
    return _open_cached(data or SHIPPED, extra, progress)


def _open_cached(
    root: Path, extra: tuple[Path, ...], progress: Callable[[float], None] | None
) -> Connection:
    """From the cache if that holds what the folder holds now, else compiled into it."""
    from xiaomi_cli.build.cache import Cache, problems_of
    from xiaomi_cli.model.problem import BrokenLibraryError

    cache = Cache(root, extra)
    if manifest := cache.current():
        if manifest.problems:
            raise BrokenLibraryError(problems_of(manifest))
        with suppress(DatabaseError):
            return open_file(cache.folder / manifest.library, lambda: _rebuild(cache))
    from xiaomi_cli.build.cache_build import publish

    return publish(cache, progress)


def _rebuild(cache: "Cache") -> Connection:
    from xiaomi_cli.build.cache_build import publish

    return publish(cache, None, damaged=True)
