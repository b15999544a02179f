"""Sites of small libraries, made once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.conftest import hostile, tiny  # noqa: F401 - fixtures
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store
from xiaomi_cli.site.pages import site


@pytest.fixture(scope="session")
def lamp_store(lamps: Path) -> Iterator[Store]:
    """The library that `init` starts, compiled in memory."""
    connection = compile_folder(lamps, None)
    yield Store(connection)
    connection.close()


@pytest.fixture(scope="session")
def lamp_site(lamp_store: Store) -> dict[str, bytes]:
    """Every file of its site, by path."""
    return dict(site(lamp_store))


@pytest.fixture(scope="session")
def tiny_site(tiny: Store) -> dict[str, bytes]:  # noqa: F811
    """Every file of the site of the tiny library, which has a record of every kind."""
    return dict(site(tiny))
