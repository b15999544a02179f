"""Whatever happens to the cache, the answer is the same and nothing else is touched."""

import errno
import fcntl
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from xiaomi_cli.build import open as opening
from xiaomi_cli.build import publish
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.build.open import Cache, check_of, open_library
from xiaomi_cli.index import database
from xiaomi_cli.index.database import rows
from xiaomi_cli.library.files import File
from xiaomi_cli.library.loader import Reader
from xiaomi_cli.library.statements import Placed
from xiaomi_cli.model.problem import BrokenLibraryError

ANSWER = [("company/acme", "Acme"), ("company/bolt", "Bolt"), ("person/ann", "Ann")]
ACME = "- id: company/acme\n  title: Acme\n  summary: Makes anvils.\n"
BOLT = "- id: company/bolt\n  title: Bolt\n  summary: Makes bolts.\n"
ANN = "- id: person/ann\n  title: Ann\n  summary: Works at Acme.\n  see: [company/acme]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small library whose files have rested, so that the cache trusts their times."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "companies.yaml").write_text(ACME + BOLT)
    (folder / "people.yaml").write_text(ANN)
    return folder


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own; file times count as settled at once."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XIAOMI_CACHE_DIR", str(folder))
    monkeypatch.setattr(publish, "RACY_NS", 0)
    monkeypatch.setattr(publish, "PATIENCE_S", 0.2)
    return folder


def answer(root: Path) -> list[database.Row]:
    connection = open_library(root)
    found = rows(connection, "SELECT id, title FROM records ORDER BY id")
    connection.close()
    return found


def library_of(root: Path) -> Path:
    return Cache(root).library


@pytest.fixture
def compiles(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """Where libraries were compiled to, one entry for each time."""
    made: list[Path | None] = []

    def counted(root: Path, path: Path | None, *terms: Any, **more: Any) -> database.Connection:
        made.append(path)
        return compile_folder(root, path, *terms, **more)

    monkeypatch.setattr("xiaomi_cli.build.compile.compile_folder", counted)
    return made


def test_a_library_is_compiled_once(root: Path, compiles: list[Path | None]) -> None:
    assert [answer(root) for _ in range(3)] == [ANSWER] * 3
    assert len(compiles) == 1


def test_a_changed_file_is_noticed_even_with_its_old_size_and_time(root: Path) -> None:
    file = root / "companies.yaml"
    before = file.stat()
    assert answer(root) == ANSWER
    file.write_text(file.read_text().replace("title: Bolt", "title: Colt"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ("company/bolt", "Colt") in answer(root)


def test_a_note_taken_right_after_a_change_is_not_trusted(
    root: Path, monkeypatch: pytest.MonkeyPatch, compiles: list[Path | None]
) -> None:
    monkeypatch.setattr(publish, "RACY_NS", 10**12)
    assert answer(root) == ANSWER
    kept = Cache(root).manifest()
    assert kept is not None
    assert kept.racy
    assert answer(root) == ANSWER
    assert len(compiles) == 1  # the content was looked at, and it was the same


def test_files_that_were_only_touched_are_not_compiled_again(
    root: Path, compiles: list[Path | None]
) -> None:
    answer(root)
    os.utime(root / "people.yaml", ns=(10**18, 10**18))
    assert answer(root) == ANSWER
    assert len(compiles) == 1


def test_a_library_that_went_back_to_an_older_state_answers_as_it_did(root: Path) -> None:
    answer(root)
    (root / "more.yaml").write_text("- {id: person/bob, title: Bob, summary: New.}\n")
    assert len(answer(root)) == 4
    (root / "more.yaml").unlink()
    assert answer(root) == ANSWER


def test_what_is_wrong_with_a_library_is_remembered(
    root: Path, compiles: list[Path | None]
) -> None:
    (root / "people.yaml").write_text(ANN.replace("company/acme", "company/gone"))
    told = []
    for _ in range(2):
        with pytest.raises(BrokenLibraryError) as found:
            answer(root)
        told.append(found.value.problems)
    assert told[0] == told[1] != []
    assert len(compiles) == 1
    (root / "people.yaml").write_text(ANN)
    assert answer(root) == ANSWER


# --- damage ---------------------------------------------------------------------------------------


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def overwritten(path: Path) -> None:
    path.write_bytes(os.urandom(50_000))


def one_bit_flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def flipped_and_backdated(path: Path) -> None:
    before = path.stat()
    one_bit_flipped(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def another_database(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE records (id, title)")
    other.execute("INSERT INTO records VALUES ('company/evil', 'Evil')")
    other.commit()
    other.close()


def another_format(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 999")
    other.execute("UPDATE records SET title = 'Evil'")
    other.commit()
    other.close()


def removed(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_link(path: Path) -> None:
    victim = path.parent.parent.parent / "victim"
    victim.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(victim)


def a_link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent.parent.parent / "nowhere")


DAMAGE = [truncated, emptied, overwritten, one_bit_flipped, flipped_and_backdated, another_database,
          another_format, removed, a_folder, a_pipe, a_link, a_link_to_nowhere]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("part", ["library", "manifest", "lock"])
def test_a_damaged_cache_gives_the_same_answer(
    root: Path, tmp_path: Path, part: str, damage: Callable[[Path], None]
) -> None:
    answer(root)
    cache = Cache(root)
    path = {
        "library": library_of(root),
        "manifest": cache.manifest_path,
        "lock": cache.folder / "lock",
    }[part]
    if part != "library" and damage in {another_database, another_format, one_bit_flipped,
                                        flipped_and_backdated}:  # fmt: skip
        damage = overwritten
    damage(path)
    victim = tmp_path / "victim"
    before = victim.read_bytes() if victim.exists() else None
    assert answer(root) == ANSWER
    assert answer(root) == ANSWER
    assert before is None or victim.read_bytes() == before
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{}", b"[]", b"null", b"{" * 100_000, b"[" * 100_000, b'{"root": 1}', os.urandom(999)],
)
def test_a_note_of_any_content_gives_the_same_answer(root: Path, manifest: bytes) -> None:
    answer(root)
    Cache(root).manifest_path.write_bytes(manifest)
    assert answer(root) == ANSWER


BODIES: list[bytes] = [
    b"", b"{}", b"[]", b"null", b"\xff", b"{" * 100_000, b"[" * 100_000, b'{"root": 1}',
]  # fmt: skip
SAID: dict[str, object] = {
    "key": 1, "files": None, "digest": None, "looks": ["x"], "checksum": [], "problems": [[1]], "racy": 0,
}  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body[:9]))
def test_a_whole_note_of_any_shape_gives_the_same_answer(root: Path, body: bytes) -> None:
    answer(root)
    Cache(root).manifest_path.write_bytes(check_of(body) + b"\n" + body)
    assert answer(root) == ANSWER


@pytest.mark.parametrize(("name", "value"), [*SAID.items(), ("looks", 5), ("checksum", "a")])
def test_a_whole_note_that_says_something_odd_gives_the_same_answer(
    root: Path, name: str, value: object
) -> None:
    answer(root)
    manifest = Cache(root).manifest()
    assert manifest is not None
    body = json.dumps([*(manifest._asdict() | {name: value}).values()]).encode()
    Cache(root).manifest_path.write_bytes(check_of(body) + b"\n" + body)
    assert answer(root) == ANSWER


def test_a_note_in_which_a_letter_changed_gives_the_same_answer(root: Path) -> None:
    answer(root)
    path = Cache(root).manifest_path
    path.write_bytes(path.read_bytes().replace(b", []]", b', [["", 1, ""]]]'))
    assert answer(root) == ANSWER


@pytest.mark.parametrize("damage", [truncated, emptied, overwritten, removed])
def test_damage_in_the_middle_of_a_run_goes_unnoticed(
    root: Path, damage: Callable[[Path], None]
) -> None:
    answer(root)
    connection = open_library(root)
    damage(library_of(root))
    found = [rows(connection, "SELECT id, title FROM records ORDER BY id") for _ in range(2)]
    assert found == [ANSWER, ANSWER]
    assert answer(root) == ANSWER


def test_a_wrong_query_is_an_error_and_no_damage(root: Path, compiles: list[Path | None]) -> None:
    connection = open_library(root)
    with pytest.raises(database.DatabaseError):
        rows(connection, "SELECT * FROM search WHERE search MATCH ?", ['"'])
    assert len(compiles) == 1


# --- nowhere to write -----------------------------------------------------------------------------


def test_a_file_in_place_of_the_cache_is_left_alone(root: Path, base: Path) -> None:
    base.write_text("mine")
    assert answer(root) == ANSWER
    assert base.read_text() == "mine"


@pytest.mark.parametrize("level", ["base", "folder"])
def test_nothing_is_written_through_a_planted_folder(
    root: Path, base: Path, tmp_path: Path, level: str
) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    link = base if level == "base" else Cache(root).folder
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(victim)
    assert answer(root) == ANSWER
    assert list(victim.iterdir()) == []


CALLS = [
    "open",
    "replace",
    "lstat",
    "mkdir",
    "fsync",
    "utime",
    "chmod",
    "unlink",
    "scandir",
    "rename",
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_no_failing_system_call_of_the_cache_changes_the_answer(
    root: Path, base: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """The first call fails, then the second, and so on until none is left to fail."""
    real = getattr(os, call)
    for number in range(60):
        shutil.rmtree(base, ignore_errors=True)
        failing = _Failing(real, number, code, root)
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing)
            assert answer(root) == ANSWER
        assert list(base.rglob("*.tmp")) == [] or call == "unlink"
        if not failing.failed:
            break
    else:
        pytest.fail(f"os.{call} is called without end")


class _Failing:
    """A system call that fails once, unless it is about the library itself."""

    def __init__(self, real: Callable[..., object], number: int, code: int, root: Path) -> None:
        self.real, self.number, self.code, self.root = real, number, code, str(root)
        self.failed = False

    def __call__(self, *arguments: object, **named: object) -> object:
        about = str(arguments[0])
        if "cache" in about or isinstance(arguments[0], int):
            self.number -= 1
            if self.number == -1:
                self.failed = True
                raise OSError(self.code, os.strerror(self.code))
        return self.real(*arguments, **named)


def run(script: str, root: Path) -> subprocess.CompletedProcess[str]:
    code = textwrap.dedent(script) + f"\nprint(answer(Path({str(root)!r})))"
    head = "import os, signal, resource\nfrom tests.build.test_cache import *\n"
    return subprocess.run(
        [sys.executable, "-c", head + code], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("size", [0, 1, 20_000, 70_000])
def test_a_full_disk_changes_nothing(root: Path, base: Path, size: int) -> None:
    limit = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    done = run(limit, root)
    assert (done.stdout.strip(), done.returncode) == (str(ANSWER), 0), done.stderr
    assert list(base.rglob("*.tmp")) == []
    assert answer(root) == ANSWER


# --- other processes ------------------------------------------------------------------------------


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_killed_compiler_leaves_nothing_behind_for_long(
    root: Path, base: Path, call: str
) -> None:
    done = run(f"os.{call} = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)", root)
    assert done.returncode == -signal.SIGKILL
    assert answer(root) == ANSWER
    assert list(base.rglob("*.tmp")) == []


def test_twenty_first_runs_at_once_compile_once(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def marked(*terms: Any, **more: Any) -> database.Connection:
        (tmp_path / f"compiled-by-{os.getpid()}").touch()
        return compile_folder(*terms, **more)

    monkeypatch.setattr("xiaomi_cli.build.compile.compile_folder", marked)
    monkeypatch.setattr(publish, "PATIENCE_S", 60.0)
    context = multiprocessing.get_context("fork")
    with context.Pool(20) as pool:
        assert pool.map(answer, [root] * 20, chunksize=1) == [ANSWER] * 20
    assert len(list(tmp_path.glob("compiled-by-*"))) == 1


@pytest.fixture
def held(root: Path) -> Iterator[Path]:
    """The lock of the folder, held by somebody who has stopped."""
    folder = Cache(root).folder
    folder.mkdir(parents=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield folder


def test_nobody_waits_for_a_process_that_has_stopped(root: Path, held: Path) -> None:
    assert answer(root) == ANSWER
    assert [path.name for path in held.iterdir()] == ["lock"]  # the lock was not ours


def test_two_versions_of_the_program_do_not_disturb_each_other(
    root: Path, monkeypatch: pytest.MonkeyPatch, compiles: list[Path | None]
) -> None:
    for _ in range(3):
        for version in ("1.0", "2.0"):
            monkeypatch.setattr(opening, "__version__", version)
            assert answer(root) == ANSWER
    assert len(compiles) == 2


# --- manners --------------------------------------------------------------------------------------


def test_what_is_cached_is_private_whatever_the_umask(root: Path, base: Path) -> None:
    before = os.umask(0)
    try:
        answer(root)
    finally:
        os.umask(before)
    for path in [base, *base.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_folder_of_ours_that_others_could_write_is_made_private(root: Path) -> None:
    folder = Cache(root).folder
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    assert answer(root) == ANSWER
    assert folder.stat().st_mode & 0o777 == 0o700


def test_old_libraries_and_unfinished_files_go(root: Path, base: Path) -> None:
    answer(root)
    folder = Cache(root).folder
    (folder / "abandoned.tmp").write_text("half")
    (root / "people.yaml").write_text(ANN.replace("Works", "Worked"))
    answer(root)
    assert sorted(path.suffix for path in folder.iterdir()) == ["", ".json", ".sqlite"]


def test_files_of_others_in_the_cache_stay(root: Path, base: Path) -> None:
    base.mkdir()
    kept = [base / "notes.txt", base / "0123abcd" / "mine.sqlite", base / "thesis"]
    kept[1].parent.mkdir()
    for path in kept:
        path.write_text("mine")
    answer(root)
    assert [path.read_text() for path in kept] == ["mine"] * 3


def test_what_nobody_used_for_a_month_goes(root: Path, tmp_path: Path) -> None:
    answer(root)
    first = Cache(root).folder
    moved = root.rename(tmp_path / "moved")
    answer(moved)
    assert first.exists()
    for path in first.iterdir():
        os.utime(path, (0, 0))
    (moved / "people.yaml").write_text(ANN.replace("Works", "Worked"))
    answer(moved)
    assert not first.exists()


def test_a_library_in_use_is_read_to_its_end_though_it_was_replaced(root: Path) -> None:
    connection = open_library(root)
    (root / "people.yaml").write_text(ANN.replace("Ann", "Anne"))
    answer(root)
    assert rows(connection, "SELECT id, title FROM records ORDER BY id") == ANSWER


def test_a_cache_folder_of_any_name_works(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("with space?#%41", "小米", os.fsdecode(b"\xff\xfe"), "a\nb"):
        monkeypatch.setenv("XIAOMI_CACHE_DIR", str(tmp_path / name))
        assert answer(root) == ANSWER
        assert library_of(root).exists()


def test_a_file_that_is_mended_while_it_is_read_is_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = root / "people.yaml"
    people.write_text(ANN.replace("summary", "sumary"))
    read = Reader.parse

    def mended_meanwhile(self: Reader, file: File, data: bytes) -> Iterator[Placed]:
        if file.path == str(people):
            people.write_text(ANN)
        return read(self, file, data)

    monkeypatch.setattr(Reader, "parse", mended_meanwhile)
    with pytest.raises(BrokenLibraryError):
        answer(root)
    monkeypatch.setattr(Reader, "parse", read)
    assert answer(root) == ANSWER


def test_a_folder_with_the_name_of_a_file_is_told_of_whatever_is_cached(root: Path) -> None:
    assert answer(root) == ANSWER
    (root / "zz.YAML").mkdir()
    with pytest.raises(BrokenLibraryError, match="1 problems"):
        answer(root)
    (root / "zz.YAML").rmdir()
    assert answer(root) == ANSWER


def test_the_cache_may_be_named_from_home(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(root.parent))
    monkeypatch.setenv("XIAOMI_CACHE_DIR", "~/kept")
    assert answer(root) == ANSWER
    assert any((root.parent / "kept").iterdir())


def test_without_a_home_nothing_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XIAOMI_CACHE_DIR")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: Path("~/.cache/xiaomi-cli"))
    assert answer(root) == ANSWER
