"""A small library that is no one's in particular, and the program called on it."""

from pathlib import Path

import pytest

from tests.cli.program import Call, Ended, in_process
from xiaomi_cli.content.starting import starter


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where a configuration file could be; there is none until a test writes one."""
    path = tmp_path / "configuration" / "config.toml"
    monkeypatch.setenv("XIAOMI_CONFIG", str(path))
    for name in ("PAGER", "XIAOMI_PAGER", "XIAOMI_NO_COLOR", "XIAOMI_EXTRA", "XIAOMI_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return path


@pytest.fixture(scope="session")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that `xiaomi init` starts: fifteen records about a maker of lamps."""
    folder = tmp_path_factory.mktemp("libraries") / "lamps"
    for path, text in starter("Honest Lamps", str(folder), "Honest Lamps").files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def xiaomi(capsys: pytest.CaptureFixture[str], lamps: Path) -> Call:
    """The program on the small library, in this process: `xiaomi("timeline", "--json")`."""

    def call(*arguments: str | Path) -> Ended:
        return in_process(capsys, ["--data", str(lamps), *map(str, arguments)])

    return call


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Call:
    """The program with nothing but these arguments, in this process."""

    def call(*arguments: str | Path) -> Ended:
        return in_process(capsys, list(map(str, arguments)))

    return call
