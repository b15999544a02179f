"""Many runs at once, and a cache that is anywhere, anything, or pulled away meanwhile."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.robustness.survival import BROKEN, FAILED, FOUND, Ended, hold, surroundings, survive

ASKED = ["timeline", "--plain"]


def start(lamps: Path, cache: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "xiaomi_cli", "--data", lamps, *ASKED],
        env=surroundings({"XIAOMI_CACHE_DIR": str(cache)}), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ends(process: "subprocess.Popen[str]") -> Ended:
    out, err = process.communicate()
    ended = Ended(process.returncode, out, err)
    hold(ended, ASKED)
    return ended


@pytest.fixture
def plain(lamps: Path) -> Ended:
    return survive("--data", lamps, *ASKED)


def test_twenty_first_runs_at_once_answer_alike(lamps: Path, plain: Ended, tmp_path: Path) -> None:
    runs = [start(lamps, tmp_path / "cache") for _ in range(20)]
    assert [ends(run) for run in runs] == [plain] * 20
    assert sorted(path.suffix for path in (tmp_path / "cache").rglob("*") if path.is_file()) == [
        "", ".json", ".sqlite"
    ]  # fmt: skip


def test_a_cache_that_is_deleted_again_and_again_changes_no_answer(
    lamps: Path, plain: Ended, tmp_path: Path
) -> None:
    runs = [start(lamps, tmp_path / "cache") for _ in range(8)]
    while any(run.poll() is None for run in runs[:1]):
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
    assert [ends(run) for run in runs] == [plain] * 8


def test_runs_that_are_killed_harm_no_later_one(lamps: Path, plain: Ended, tmp_path: Path) -> None:
    for lines in range(6):  # each is killed while it writes, or before
        run = start(lamps, tmp_path / "cache")
        assert run.stdout is not None
        for _ in range(lines - 3):
            run.stdout.readline()
        run.kill()
        run.communicate()
    assert ends(start(lamps, tmp_path / "cache")) == plain


def link(path: Path, target: Path) -> None:
    path.symlink_to(target)


def linked_folder(path: Path) -> None:
    (path.parent / "real").mkdir()
    link(path, path.parent / "real")


PLACES: dict[str, Callable[[Path], object]] = {
    "a file": lambda path: path.write_text("mine"),
    "an empty folder": lambda path: path.mkdir(),
    "a folder that nobody may write to": lambda path: path.mkdir(mode=0o500),
    "a link to a folder": linked_folder,
    "a link to nothing": lambda path: link(path, path.parent / "nothing"),
    "a link to itself": lambda path: link(path, path),
    "a pipe": os.mkfifo,
    "nothing yet, and nothing above it": lambda path: None,
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_cache_may_stand_anywhere(lamps: Path, plain: Ended, tmp_path: Path, place: str) -> None:
    PLACES[place](tmp_path / "cache")
    for below in ("cache", "cache/deep/er"):
        changes = {"XIAOMI_CACHE_DIR": str(tmp_path / below)}
        assert survive("--data", lamps, *ASKED, changes=changes) == plain
    if place == "a file":
        assert (tmp_path / "cache").read_text() == "mine"


@pytest.mark.parametrize(
    "place", ["/dev/null", "/dev/full", "/proc/nowhere", "\x1b[31m", "x" * 300, ""]
)
def test_a_cache_that_cannot_be_changes_no_answer(
    lamps: Path, plain: Ended, tmp_path: Path, place: str
) -> None:
    changes = {"XIAOMI_CACHE_DIR": place, "HOME": str(tmp_path)}
    assert survive("--data", lamps, *ASKED, changes=changes, cwd=tmp_path) == plain


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 KB."""
    disk = tmp_path / "tiny"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    if os.getuid() or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_full_changes_no_answer(lamps: Path, plain: Ended, tiny: Path) -> None:
    assert survive("--data", lamps, *ASKED, changes={"XIAOMI_CACHE_DIR": str(tiny)}) == plain
    assert list(tiny.rglob("*.tmp")) == []
    ended = survive("--data", lamps, "export", "-o", tiny / "x.sqlite")
    assert (ended.code, list(tiny.glob("x*"))) == (FAILED, [])


def test_a_library_that_is_none_is_broken_data(lamps: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.yaml").write_text("[]")
    link(tmp_path / "loop", tmp_path / "loop")
    link(tmp_path / "dangling", tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    for name in (
        "empty",
        "file.yaml",
        "loop",
        "dangling",
        "pipe",
        "missing",
        "missing/deeper",
        "x" * 5000,
    ):
        for arguments in (["timeline"], ["search", "x", "--json"]):
            ended = survive(*arguments, changes={"XIAOMI_DATA": str(tmp_path / name)})
            assert (ended.code, ended.out) == (BROKEN, ""), name
    linked = tmp_path / "linked"
    link(linked, lamps)
    assert survive("timeline", changes={"XIAOMI_DATA": str(linked)}).code == FOUND
