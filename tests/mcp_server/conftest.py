"""The library of bicycles, compiled once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mcp_server.bikes import bikes
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server.tools import Library


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library's files."""
    return bikes(tmp_path_factory.mktemp("bikes"))


@pytest.fixture(scope="session")
def library(folder: Path) -> Iterator[Library]:
    """The library, ready to answer."""
    connection = compile_folder(folder, None)
    yield Library(Store(connection))
    connection.close()
