"""Where the compiled library is: in the installed package, or in the cache of a folder."""

from pathlib import Path

from xiaomi_cli.store.database import Connection, open_file

PACKAGED = Path(__file__).resolve().parent.parent / "library.sqlite"
_BESIDE = PACKAGED.parent / "data"  # the wheel carries the YAML too, for validate and verify
CHECKOUT = _BESIDE if _BESIDE.is_dir() else PACKAGED.parent.parent / "data"


def open_library(data: Path | None) -> Connection:
    """The compiled form of `data`, or of our own library. Raises BrokenLibraryError."""
    if data is None and PACKAGED.exists():
        return open_file(PACKAGED)
    from xiaomi_cli.store.cache import Cache  # noqa: PLC0415 - an installed copy needs no cache

    return Cache(data or CHECKOUT).open()
