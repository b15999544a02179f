"""Standard streams that are closed, full, gone, or speak another encoding."""

import codecs
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.program import Call, environment, process
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.output import degraded

COMMANDS = [["timeline"], ["timeline", "--json"], ["timeline", "--plain"], ["-h"], ["--version"]]
ENCODINGS = ["ascii", "latin-1", "cp1252", "cp437", "gbk", "big5", "shift_jis", "utf-16", "utf-8"]


def without_stdout(lamps: Path, arguments: list[str]) -> "list[str]":
    return ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, "-m", "xiaomi_cli", "--data",
            str(lamps), *arguments]  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_full_disk_is_an_error(lamps: Path, arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ended = process("--data", lamps, *arguments, stdout=full.fileno())
    assert ended.returncode == Exit.FAILED
    said = b"xiaomi: cannot write to standard output: No space left on device\n"
    assert ended.stderr == said


def test_a_closed_standard_output_is_an_error(lamps: Path) -> None:
    ended = subprocess.run(
        without_stdout(lamps, ["timeline"]), stderr=subprocess.PIPE, env=environment(), check=False
    )
    assert ended.returncode == Exit.FAILED
    assert ended.stderr == b"xiaomi: cannot write to standard output: it is closed\n"


def test_a_closed_standard_output_harms_nothing_that_writes_nothing(lamps: Path) -> None:
    ended = subprocess.run(
        without_stdout(lamps, ["search", "zzzqqq"]), stderr=subprocess.PIPE, env=environment(),
        check=False,
    )  # fmt: skip
    assert ended.returncode == Exit.NOTHING


@pytest.mark.parametrize("arguments", COMMANDS[:3], ids=" ".join)
def test_a_reader_that_left_is_silent(lamps: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = process("--data", lamps, *arguments, stdout=writing)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (Exit.FOUND, b"")


@pytest.mark.parametrize("code", [Exit.FOUND, Exit.NOTHING, Exit.USAGE])
def test_standard_error_that_is_full_changes_nothing_else(lamps: Path, code: Exit) -> None:
    arguments = {0: ["search", "lmap"], 1: ["search", "zzzqqq"], 2: ["--lidar"]}[code]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ended = process("--data", lamps, *arguments, stderr=full.fileno())
    assert ended.returncode == code


def test_streams_that_are_all_closed_leave_the_exit_code(lamps: Path) -> None:
    command = [sys.executable, "-m", "xiaomi_cli", "--data", str(lamps), "--lidar"]
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command], env=environment(), check=False
    )
    assert ended.returncode == Exit.USAGE


def test_a_stream_that_is_closed_is_no_place_for_a_file(tmp_path: Path) -> None:
    code = (
        "import os\nfrom xiaomi_cli.cli.exit_codes import guard\nguard()\n"
        "numbers = [os.fstat(n).st_rdev == os.stat(os.devnull).st_rdev for n in range(3)]\n"
        "opened = os.open('told', os.O_CREAT | os.O_WRONLY)\n"
        "os.write(opened, f'{numbers} {opened > 2}'.encode())\n"
    )
    command = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code]
    subprocess.run(command, cwd=tmp_path, env=environment(), check=True)
    assert (tmp_path / "told").read_text() == "[True, True, True] True"


def test_bytes_that_are_no_text_are_arguments_like_others(lamps: Path) -> None:
    for arguments in ([b"search", b"\xff\xfe"], [b"show", b"z\xff"], [b"\xff"], [b"--\xff"]):
        ended = process("--data", lamps, *arguments)
        assert ended.returncode in {Exit.NOTHING, Exit.USAGE}
        assert ended.stderr.startswith(
            (b"xiaomi: there is no", b"nothing", b"xiaomi: this program has no option")
        )
        ended.stderr.decode("utf-8")


def test_a_folder_whose_name_is_no_text_can_be_read(lamps: Path, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xff"
    Path(os.fsdecode(odd)).symlink_to(lamps)
    ended = process("--data", odd, "timeline", "--plain")
    assert (ended.returncode, ended.stderr) == (Exit.FOUND, b"")


Opened = Callable[[str], io.BytesIO]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens standard output in some encoding, in which it is strict."""

    def choose(encoding: str) -> io.BytesIO:
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding, "strict"))
        return written

    return choose


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_writes_in_every_encoding(
    xiaomi: Call, opened: Opened, encoding: str
) -> None:
    for arguments in (["timeline"], ["principle", "open price"], ["dispute", "cost"],
                      ["search", "-h"], ["figure", "lamps"], ["help", "sources"]):  # fmt: skip
        written = opened(encoding)
        ended = xiaomi(*arguments)
        assert (ended.code, ended.err) == (Exit.FOUND, "")
        assert written.getvalue().decode(encoding)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_means_the_same_in_every_encoding(xiaomi: Call, opened: Opened, encoding: str) -> None:
    plain = json.loads(xiaomi("dispute", "--json").out)
    written = opened(encoding)
    assert xiaomi("dispute", "--json").code == Exit.FOUND
    assert json.loads(written.getvalue().decode(encoding)) == plain


@given(st.text(), st.sampled_from(ENCODINGS))
def test_any_text_degrades_to_one_that_the_encoding_has(text: str, encoding: str) -> None:
    written = degraded(text, encoding)
    assert written.encode(encoding).decode(encoding) == written
    if text.isascii():
        assert written == text


def test_a_sign_that_is_lacking_becomes_a_plainer_one() -> None:
    assert degraded("2010–2014 › 雷军", "ascii") == "2010-2014 > \\u96f7\\u519b"
    assert degraded("2010–2014 ›", "cp1252") == "2010–2014 ›"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "xx_YY.nonsense"])
def test_no_locale_breaks_a_command(lamps: Path, locale: str) -> None:
    env = environment(LC_ALL=locale, LANG=locale)
    del env["PYTHONUTF8"]
    ended = process("--data", lamps, "principle", "快价", env=env)
    assert ended.returncode == Exit.USAGE
    assert codecs.decode(ended.stderr, "utf-8").startswith("xiaomi: there is no principle")
