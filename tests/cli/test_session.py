"""A flag wins over the environment, the environment over the file."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Call
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.session import CONFIG_KEYS, DEFAULT_PAGER, config_file, preferences


@pytest.fixture
def file(no_configuration: Path) -> Path:
    """A configuration file that sets everything."""
    text = '# mine\ncolor = "never"\npager = "most"\nwidth = 60\nextra = ["notes", "/other"]\n'
    no_configuration.write_text(text, encoding="utf-8")
    return no_configuration


def test_without_anything_set_the_program_decides() -> None:
    wishes = preferences()
    assert (wishes.color, wishes.pager, wishes.width, wishes.columns, wishes.extra) == (
        "auto", DEFAULT_PAGER, 0, 0, ()
    )  # fmt: skip
    assert not wishes.set_by


def test_the_file_is_followed(file: Path) -> None:
    wishes = preferences()
    assert (wishes.color, wishes.pager, wishes.width) == ("never", "most", 60)
    assert wishes.extra == (file.parent / "notes", Path("/other"))
    assert wishes.set_by == {
        "color": str(file), "pager": str(file), "width": str(file), "extra": str(file)
    }  # fmt: skip


ENVIRONMENT = [
    ("color", {"NO_COLOR": "1"}, "NO_COLOR"),
    ("color", {"XIAOMI_NO_COLOR": "1", "NO_COLOR": "1"}, "XIAOMI_NO_COLOR"),
    ("color", {"FORCE_COLOR": "1"}, "FORCE_COLOR"),
    ("pager", {"PAGER": "more"}, "PAGER"),
    ("pager", {"PAGER": "more", "XIAOMI_PAGER": ""}, "XIAOMI_PAGER"),
    ("width", {"COLUMNS": "44"}, "COLUMNS"),
    ("extra", {"XIAOMI_EXTRA": "/a:/b"}, "XIAOMI_EXTRA"),
]


@pytest.mark.parametrize(("key", "changes", "winner"), ENVIRONMENT, ids=str)
def test_the_environment_wins_over_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, key: str, changes: dict[str, str], winner: str
) -> None:
    assert file.exists()
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    assert preferences().set_by[key] == winner


def test_a_flag_wins_over_both(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert file.exists()
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("XIAOMI_PAGER", "more")
    monkeypatch.setenv("XIAOMI_EXTRA", "/a")
    wishes = preferences(color="always", no_pager=True, extra=(Path("x"),))
    assert (wishes.color, wishes.pager, wishes.extra) == ("always", "", (Path("x"),))
    assert {wishes.set_by[key] for key in ("color", "pager", "extra")} == {
        "--color", "--no-pager", "--extra"
    }  # fmt: skip


def test_the_file_lays_nothing_over_another_library(file: Path) -> None:
    assert file.exists()
    assert preferences(data="elsewhere").extra == ()
    assert preferences(data="elsewhere", extra=(Path("x"),)).extra == (Path("x"),)


BROKEN = [
    ("color = red\n", ": this is not TOML in UTF-8"),
    ('\ncolour = "never"\n', ": there is no key 'colour'; did you mean color?"),
    (
        'speed = "never"\n',
        f": there is no key 'speed'; expected one of: {', '.join(CONFIG_KEYS)}",
    ),
    ('pager = ""\ncolor = "red"\n', ': color must be one of "auto"'),
    ("color = 1\n", ": color must be"),
    ("pager = false\n", ": pager must be a command"),
    ('extra = "notes"\n', ": extra must be a list of folders"),
    ("extra = [1]\n", ": extra must be"),
    ('extra = ["a\\u0000b"]\n', ": extra must be"),
    ("[color]\na = 1\n", ": color must be"),
    ('color = "auto"\ncolor = "auto"\n', ": this is not TOML in UTF-8"),
    ("a = " + "[" * 5000, "this is not TOML in UTF-8"),
    ("width = 19\n", ": width must be a number of columns (20 or more), not 19"),
    ("width = true\n", ": width must be"),
    ("width = " + "9" * 5000, "this is not TOML in UTF-8"),
    (b"\xff\n", ": this is not TOML in UTF-8: 'utf-8' codec"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN, ids=str)
def test_a_broken_file_is_one_line(
    bare: Call, no_configuration: Path, text: str | bytes, said: str
) -> None:
    no_configuration.write_bytes(text if isinstance(text, bytes) else text.encode())
    for command in ("config", "timeline"):
        ended = bare(command)
        assert (ended.code, ended.out) == (Exit.USAGE, "")
        assert ended.err.startswith(f"xiaomi: {no_configuration}")
        assert said in ended.err
        assert ended.err.count("\n") == 1


def test_a_folder_of_a_user_who_is_not_there_is_only_a_name(no_configuration: Path) -> None:
    no_configuration.write_text('extra = ["~nobody-of-that-name/x"]', encoding="utf-8")
    assert preferences().extra == (no_configuration.parent / "~nobody-of-that-name/x",)


def test_a_broken_file_keeps_nobody_from_help(bare: Call, no_configuration: Path) -> None:
    no_configuration.write_text("color = red", encoding="utf-8")
    for arguments in (["--version"], ["--help"], ["timeline", "--help"], ["--color", "x", "-h"]):
        assert bare(*arguments).code == Exit.FOUND
    assert bare("timeline").code == Exit.USAGE


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeffcolor = 'never'\r\n"])
def test_a_file_may_be_empty_and_come_from_anywhere(no_configuration: Path, text: str) -> None:
    no_configuration.write_bytes(text.encode())
    assert preferences().color == ("never" if "color" in text else "auto")


@pytest.mark.parametrize("path", ["/nowhere/at/all", "/etc", "/dev/null/below"])
def test_a_file_that_is_named_and_is_none_is_one_line(
    bare: Call, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("XIAOMI_CONFIG", path)
    for command in ("config", "timeline"):
        said = f"xiaomi: XIAOMI_CONFIG names no file: {path}\n"
        assert bare(command) == (Exit.USAGE, "", said)


def test_no_file_need_be_where_one_could_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("XIAOMI_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    assert not preferences().set_by
    monkeypatch.setenv("XIAOMI_CONFIG", "/dev/null")
    assert not preferences().set_by


def test_the_file_is_looked_for_where_the_platform_keeps_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("XIAOMI_CONFIG")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/settings")
    assert config_file() == Path("/settings/xiaomi-cli/config.toml")
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/me")
    assert config_file() == Path("/home/me/.config/xiaomi-cli/config.toml")


def test_config_shows_each_value_and_what_set_it(
    bare: Call, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIAOMI_PAGER", "more")
    shown = json.loads(bare("--color=never", "config", "--json").out)
    assert shown["file"] == str(file)
    assert shown["exists"] is True
    set_by = {key: entry["set_by"] for key, entry in shown["settings"].items()}
    assert set_by.keys() >= CONFIG_KEYS.keys()
    assert set_by.items() >= {
        "color": "--color", "pager": "XIAOMI_PAGER", "width": str(file), "extra": str(file)
    }.items()  # fmt: skip
    screen, told = bare("config").out, bare("help", "configuration").out
    assert all(key in screen and f"  {key}  " in told for key in CONFIG_KEYS)
    assert str(file) in screen
