"""What the tests of pages start from: the starter library, told as a story."""

from pathlib import Path

import pytest

from tests.render.story import story
from xiaomi_cli.index.store import Store


@pytest.fixture(scope="session")
def told(lamps: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The library of lamps with a map, turns and voices."""
    return story(lamps, tmp_path_factory.mktemp("story") / "lamps")
