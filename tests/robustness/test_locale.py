"""What is answered depends on no locale, encoding, hash seed, time zone, home or current folder."""

import os
from pathlib import Path

import pytest

from tests.conftest import sampled
from tests.robustness.survival import FOUND, USAGE, shell, survive, undisturbed

VIEWS = [["search", "lamp", "--json"], ["timeline"], ["compare", "2020", "2021"], ["principle", "open price"],
         ["export"], ["coverage"], ["dispute", "cost", "--json"], ["export", "--format", "csv"]]  # fmt: skip
SAME: list[dict[str, str | None]] = [
    {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": None, "LANG": "C"}, {"LC_ALL": None, "LANG": None},
    {"LC_ALL": "tr_TR"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "xx_YY.nonsense"}, {"LC_ALL": "\x1b[31m"},
    {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de:fr"}, {"PYTHONUTF8": "1"}, {"PYTHONIOENCODING": "utf-8:strict"},
    {"PYTHONIOENCODING": ":strict"}, {"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "4294967295"}, {"TZ": "Asia/Shanghai"}, {"TZ": "Pacific/Kiritimati"}, {"TZ": "nonsense"},
    {"TZ": "XXX-99"}, {"TZ": ""}, {"PYTHONOPTIMIZE": "2"}, {"PYTHONDEVMODE": "1"}, {"PYTHONWARNINGS": "error"},
    {"PYTHONUNBUFFERED": "1"}, {"TMPDIR": "/nowhere"}, {"SQLITE_TMPDIR": "/nowhere"}, {"SOURCE_DATE_EPOCH": "x"},
    {"HOME": ""}, {"HOME": "/dev/null"}, {"HOME": "/proc"}, {"HOME": "relative"}, {"HOME": "\x1b[31m"},
    {"HOME": None}, {"XDG_CONFIG_HOME": "/dev/null"}, {"XDG_CONFIG_HOME": "relative"},
    {"XIAOMI_CONFIG": "/dev/null"},
    {"XIAOMI_EXTRA": ""}, {"XIAOMI_DATA": ""}, {"XIAOMI_DEBUG": "1"},
]  # fmt: skip


@pytest.mark.parametrize("number", sampled(range(len(SAME)), 4), ids=lambda n: str(SAME[n]))
def test_the_answer_is_the_same_in_every_surrounding(number: int, lamps: Path) -> None:
    view = VIEWS[number % len(VIEWS)]
    assert survive("--data", lamps, *view, changes=SAME[number]) == undisturbed(
        "--data", lamps, *view
    )


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_every_answer_is_the_same_in_every_surrounding(lamps: Path, view: list[str]) -> None:
    plain = undisturbed("--data", lamps, *view)
    for changes in SAME:
        assert survive("--data", lamps, *view, changes=changes) == plain, changes


LACKING = ["ascii", "gbk", *(pytest.param(name, marks=pytest.mark.slow)
                             for name in ("latin-1", "cp1252", "shift_jis", "utf-16"))]  # fmt: skip


@pytest.mark.parametrize("encoding", LACKING)
def test_an_encoding_that_lacks_signs_gets_plainer_ones(lamps: Path, encoding: str) -> None:
    def plain(view: list[str]) -> str:
        return undisturbed("--data", lamps, *view).out

    for view in (*VIEWS[:2], ["principle", "价格 é ‡"]):
        for errors in ("", ":strict"):
            changes = {"PYTHONIOENCODING": encoding + errors}
            ended = survive("--data", lamps, *view, changes=changes, encoding=encoding)
            assert ended.code in {FOUND, USAGE}
            assert ended.out.count("?") == plain(view).count("?")


def test_a_word_in_utf_8_is_read_where_the_locale_knows_ascii_alone(lamps: Path) -> None:
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    word = "灯具".encode()
    ended = survive("--data", lamps, "search", word, changes=ascii_alone)
    assert r"'\u706f\u5177'" in ended.err
    assert r"'\ufffd'" in survive("--data", lamps, "search", b"\xff", changes=ascii_alone).err


HOMES = ["", "/dev/null", "/proc", "/proc/self/fd", "missing/deeper", "\x1b[31m", "file", "locked"]


@pytest.mark.parametrize("home", sampled(HOMES))
def test_without_a_place_for_a_cache_the_answer_is_the_same(
    lamps: Path, tmp_path: Path, home: str
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "locked").mkdir(mode=0o500)
    plain = survive("--data", lamps, "timeline", cwd=tmp_path)
    place = home if home.startswith("/") or not home else str(tmp_path / home)
    for name in ("HOME", "XDG_CACHE_HOME"):
        changes = {"XIAOMI_CACHE_DIR": None, "XDG_CACHE_HOME": None, name: place}
        changes.setdefault("HOME", str(tmp_path / "file"))
        assert survive("--data", lamps, "timeline", cwd=tmp_path, changes=changes) == plain


def test_a_current_folder_that_is_gone_only_matters_to_what_is_in_it(lamps: Path) -> None:
    gone = 'cd "$(mktemp -d)"; rmdir "$PWD"; xiaomi'
    plain = survive("--data", lamps, "timeline")
    assert shell(f'{gone} --data "$1" timeline', lamps) == plain
    for inside in (
        "--data . timeline",
        "export -o x.csv",
        "validate .",
        "init lamps",
        "--extra x risk",
    ):
        ended = shell(f"{gone} {inside}")
        assert ended.code in {USAGE, 65, 74}, (inside, ended)
        assert ended.err.count("\n") == 1, (inside, ended)


@pytest.mark.skipif(os.getuid() == 0, reason="no folder is unreadable to root")
def test_a_current_folder_that_cannot_be_read_does_not_matter(lamps: Path, tmp_path: Path) -> None:
    plain = survive("--data", lamps, "timeline")
    tmp_path.chmod(0o100)
    assert survive("--data", lamps, "timeline", cwd=tmp_path) == plain
    tmp_path.chmod(0o700)
