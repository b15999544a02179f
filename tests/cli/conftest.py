"""A small library that is no one's in particular, and the program called on it."""

from pathlib import Path

import pytest

from tests.cli.program import Call, Ended, in_process


@pytest.fixture(autouse=True)
def no_configuration(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A configuration file, in which nothing is set until a test writes into it."""
    path = tmp_path_factory.getbasetemp() / "config.toml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setenv("XIAOMI_CONFIG", str(path))
    for name in ("PAGER", "XIAOMI_PAGER", "XIAOMI_NO_COLOR", "XIAOMI_EXTRA", "XIAOMI_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return path


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
