"""The library of bicycles, compiled once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mcp_server.bikes import bikes
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library's files."""
    return bikes(tmp_path_factory.mktemp("bikes"))


@pytest.fixture(scope="session")
def bike_store(folder: Path) -> Iterator[Store]:
    """The library, compiled in memory."""
    connection = compile_folder(folder, None)
    yield Store(connection)
    connection.close()
