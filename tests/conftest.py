"""What every test starts from: a clean environment and the shipped library, compiled once."""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from xiaomi_cli.build.open import open_library
from xiaomi_cli.index.store import Store
from xiaomi_cli.library.scaffold import scaffold

# Machines differ in speed and every run should fail or pass alike; `make fuzz` looks for new cases.
QUIETLY = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile(
    "suite", max_examples=10, deadline=None, derandomize=True, suppress_health_check=QUIETLY
)
settings.register_profile(
    "thorough", max_examples=400, deadline=None, suppress_health_check=QUIETLY
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

ROOT = Path(__file__).resolve().parent.parent
# Whoever starts the tests in the background has them ignore interrupts, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
SWITCHES = (
    "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "XIAOMI_DATA", "GITHUB_ACTIONS", "PY_COLORS",
    "TERMINAL_WIDTH",
)  # fmt: skip


# Many runs of the whole program, or of other programs: left to `make thorough`.
SLOW = frozenset({"test_extra", "test_init", "test_completion", "test_pager"})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of slow modules, so that they can be left out by that mark."""
    for item in items:
        if item.path.stem in SLOW:
            item.add_marker(pytest.mark.slow)


def sampled(cases: Sequence[Any], every: int = 3) -> list[Any]:
    """Cases of a large table: the first and each third (or `every`) now, all by `make thorough`."""
    return [
        case
        if number % every == 0
        else pytest.param(*(case if isinstance(case, tuple) else [case]), marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test sees the terminal, the colours or the cache of the person who runs it."""
    for name in SWITCHES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XIAOMI_CACHE_DIR", str(_shared(tmp_path_factory) / "cache"))


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run of the tests, which test processes beside each other have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The shipped library, compiled once for all test processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XIAOMI_CACHE_DIR", str(_shared(tmp_path_factory) / "cache"))
        connection = open_library(ROOT / "data")
    yield Store(connection)
    connection.close()


@pytest.fixture(scope="session")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that `xiaomi init` starts: fifteen records about a maker of lamps."""
    folder = tmp_path_factory.mktemp("libraries") / "lamps"
    for path, text in scaffold("Honest Lamps", str(folder), "Honest Lamps").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder
