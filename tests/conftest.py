"""What every test starts from: a clean environment and the shipped library, compiled once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from xiaomi_cli.store.compile import compile_folder
from xiaomi_cli.store.reader import Store

# Machines differ in speed and every run should fail or pass alike; `make fuzz` looks for new cases.
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("suite")

ROOT = Path(__file__).resolve().parent.parent
SWITCHES = (
    "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "XIAOMI_DATA", "GITHUB_ACTIONS", "PY_COLORS",
    "TERMINAL_WIDTH",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test sees the terminal, the colours or the cache of the person who runs it."""
    for name in SWITCHES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XIAOMI_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """The shipped library, compiled in memory."""
    connection = compile_folder(ROOT / "data", None)
    yield Store(connection)
    connection.close()
