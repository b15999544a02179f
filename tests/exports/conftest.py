"""The tiny library beside this file, and the same library with a hostile text in every field."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.hostile import Hostile
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store

LIBRARY = Path(__file__).parent / "library"


@pytest.fixture(scope="session")
def tiny() -> Iterator[Store]:
    """The tiny library, compiled in memory."""
    connection = compile_folder(LIBRARY, None)
    yield Store(connection)
    connection.close()


@pytest.fixture(scope="session")
def hostile(tiny: Store) -> Hostile:
    """The tiny library, all of whose free texts are one hostile text at a time."""
    return Hostile(tiny)
