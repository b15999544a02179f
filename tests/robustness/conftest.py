"""One cache for all runs of the program, so that the shipped library is compiled once."""

import os

import pytest


@pytest.fixture(autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """One cache for the test processes that run beside each other, so that one of them compiles."""
    base = tmp_path_factory.getbasetemp()
    together = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    monkeypatch.setenv("XIAOMI_CACHE_DIR", str(together / "robustness"))
