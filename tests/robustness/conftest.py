"""A small library that is no one's in particular, and the shipped one, compiled once for all."""

import os
from pathlib import Path

import pytest

from xiaomi_cli.content.starting import starter


@pytest.fixture(scope="session")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that `xiaomi init` starts: fifteen records about a maker of lamps."""
    folder = tmp_path_factory.mktemp("libraries") / "lamps"
    for path, text in starter("Honest Lamps", str(folder), "Honest Lamps").files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One cache for the test processes that run beside each other, so that one of them compiles."""
    base = tmp_path_factory.getbasetemp()
    together = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    monkeypatch.setenv("XIAOMI_CACHE_DIR", str(together / "robustness"))
