"""Golden exports of the tiny library, each under its real name.

`python -m tests.exports.golden` writes them anew; read the diff.
"""

from pathlib import Path

from tests.exports.conftest import LIBRARY
from tests.exports.hostile import selected, written
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.exports import FORMATS
from xiaomi_cli.index.store import Store

FOLDER = Path(__file__).parent / "golden"
# A database file carries the version of SQLite that wrote it; its tables have tests instead.
TEXTS = [name for name, form in FORMATS.items() if not form.binary]


def path_of(name: str) -> Path:
    """Where the golden file of a format is."""
    return FOLDER / f"acme{FORMATS[name].endings[0]}"


def main() -> None:
    """Write every golden file anew."""
    FOLDER.mkdir(exist_ok=True)
    store = Store(compile_folder(LIBRARY, None))
    for name in TEXTS:
        path_of(name).write_bytes(written(name, selected(store, name)))


if __name__ == "__main__":
    main()
