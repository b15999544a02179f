"""A library may be any folder: what is odd in it is told, and neither waits nor hides anything."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.libraries import SOURCES, problems_of, write
from xiaomi_cli.library.files import library_files, read_bytes, source_folder
from xiaomi_cli.library.loader import Library
from xiaomi_cli.model.problem import Problem

GOOD = "- {id: person/a, title: A, summary: x}\n"
BAD = "- {id: person/b, title: B}\n"
BAD_LINE = "b.yaml:1: person needs the field 'summary'"


@pytest.fixture(name="library")
def _library(tmp_path: Path) -> Path:
    """A library with one good file, and one bad file that must never be hidden."""
    return write(tmp_path / "library", {"a.yaml": GOOD, "b.yaml": BAD})


def test_every_yaml_file_below_the_folder_is_read_in_a_fixed_order(tmp_path: Path) -> None:
    names = ["z.yaml", "a.yml", "deep/er/b.yaml", "with space/c.yaml", "小米/d.yaml", "-dash.yaml"]
    folder = write(tmp_path, dict.fromkeys([*names, "notes.txt", "e.yaml.txt", "f.json"], ""))
    assert [file.name for file in library_files(folder, (), [])] == sorted(names)


def test_what_editors_and_file_managers_leave_behind_is_no_part_of_it(library: Path) -> None:
    write(
        library,
        dict.fromkeys(
            [
                ".a.yaml.swp", "a.yaml~", "#a.yaml#", ".#a.yaml", "._a.yaml", ".hidden/x.yaml",
                "__MACOSX/._a.yaml", ".DS_Store", "a.yaml.bak", "a.yaml.orig", ".git/x.yaml",
            ],
            b"\0 no yaml",
        ),
    )  # fmt: skip
    (library / ".#lock.yaml").symlink_to("nobody@nowhere.1234")
    assert problems_of(library) == [BAD_LINE]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (os.mkfifo, "is not a regular file"),
        (lambda path: path.mkdir(), "is a folder; expected a file of records, or another name"),
        (lambda path: path.symlink_to("nowhere"), "cannot be read: No such file or directory"),
        (lambda path: path.symlink_to(path), "cannot be read: Too many levels of symbolic links"),
        (lambda path: path.symlink_to(".."), "is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "is not a regular file"),
        (lambda path: path.symlink_to("/dev/tty"), "cannot be read: No such device or address"),
        (lambda path: path.symlink_to("/proc/self/mem"), "cannot be read: Input/output error"),
        (lambda path: path.write_bytes(b"\xff"), "this is not UTF-8 text; save the file as UTF-8"),
    ],
    ids=["pipe", "folder", "dangling", "loop", "link to folder", "zero", "tty", "memory", "binary"],
)
def test_an_odd_file_is_one_problem(make: object, told: str, library: Path) -> None:
    assert callable(make)
    if "device" in told and _has_terminal():
        pytest.skip("this run has a terminal, which is a file like any other")
    make(library / "odd.yaml")
    assert problems_of(library) == [BAD_LINE, f"odd.yaml:1: {told}"]


def _has_terminal() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY))
    except OSError:
        return False
    return True


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_is_told(library: Path) -> None:
    (library / "a.yaml").chmod(0)
    write(library, {"closed/c.yaml": GOOD})
    (library / "closed").chmod(0)
    assert problems_of(library) == [
        "a.yaml:1: cannot be read: Permission denied",
        BAD_LINE,
        "closed/:1: cannot be read: Permission denied",
    ]
    (library / "closed").chmod(0o700)


def test_links_to_folders_are_not_followed_round_and_round(library: Path) -> None:
    (library / "loop").symlink_to(library)
    (library / "up").symlink_to("..")
    assert problems_of(library) == [BAD_LINE]


def test_a_link_to_a_file_elsewhere_is_read(library: Path, tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere.yaml": "- {id: person/c, title: C}\n"})
    (library / "c.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert "c.yaml:1: person needs the field 'summary'" in problems_of(library)


def test_a_file_name_that_is_no_text_is_told_as_it_is(library: Path) -> None:
    write(library, {os.fsdecode(b"caf\xe9\n\x1b.yaml"): BAD.replace("person/b", "person/c")})
    told = "caf\\udce9\n\x1b.yaml:1: person needs the field 'summary'"
    assert problems_of(library) == [BAD_LINE, told]


@pytest.fixture(name="deep_library")
def _deep_library(library: Path) -> Iterator[Path]:
    """Python's own removal of a tree recurses, so what a test nests deep is removed here."""
    yield library
    subprocess.run(["rm", "-rf", str(library)], check=True)


def test_folders_nested_beyond_any_recursion_are_walked(deep_library: Path) -> None:
    """As deep as a path may be, twice what Python's own walk can bear before 3.12."""
    here = os.open(deep_library, os.O_RDONLY)
    for _ in range(1200):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    deep = os.open("deep.yaml", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(deep, BAD.encode())
    os.close(deep)
    os.close(here)
    told = problems_of(deep_library)
    assert told[0] == BAD_LINE
    assert told[1].endswith("/d/deep.yaml:1: person needs the field 'summary'")


def test_a_path_too_long_for_the_system_is_told(deep_library: Path) -> None:
    here = os.open(deep_library, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert problems_of(deep_library)[-1].endswith(":1: cannot be read: File name too long")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("missing", "no such folder; a library is a folder of YAML files"),
        ("a-file", "this is no folder; a library is a folder of YAML files"),
        ("empty", "holds no records; expected YAML files in it"),
        ("nul\0", "no such folder; a library is a folder of YAML files"),
        ("x" * 5000, "no such folder; a library is a folder of YAML files"),
    ],
)
def test_what_is_no_library_is_told(name: str, told: str, tmp_path: Path) -> None:
    write(tmp_path, {"a-file": "", "empty/notes.txt": ""})
    assert problems_of(tmp_path / name) == [f"{tmp_path / name}:1: {told}"]


def test_a_file_beyond_the_bound_is_not_read(library: Path) -> None:
    with (library / "sparse.yaml").open("wb") as file:
        file.truncate(100 * 2**30)
    assert problems_of(library) == [BAD_LINE, "sparse.yaml:1: is larger than 64 MiB; divide it"]


def test_a_file_that_grows_while_it_is_read_is_cut_at_the_bound(library: Path) -> None:
    problems: list[Problem] = []
    (library / "small.yaml").write_bytes(b"x" * 10)
    assert read_bytes(library / "small.yaml", "small.yaml", problems, 10) == b"x" * 10
    (library / "small.yaml").write_bytes(b"x" * 11)
    assert read_bytes(library / "small.yaml", "small.yaml", problems, 10) is None
    assert len(problems) == 1


def test_sources_stand_in_the_library_or_else_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write(
        tmp_path / "data", {"a.yaml": "- {id: person/a, title: A, summary: x, cite: doc¶1}"}
    )
    write(tmp_path / "seeds", {"s.yaml": SOURCES})
    assert problems_of(data) == []
    for spelled, start in (("data", tmp_path), (".", data), ("../data", data), ("..", data / "x")):
        start.mkdir(exist_ok=True)
        monkeypatch.chdir(start)
        assert problems_of(Path(spelled)) == []
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/link").symlink_to(data)
    assert problems_of(tmp_path / "elsewhere/link") == []
    inside = write(data / "seeds", {"t.yaml": "# no sources here\n"})
    assert source_folder(data) == inside
    assert problems_of(data) == ["a.yaml:1: cite: doc¶1: there is no record 'source/doc'"]


def test_the_same_library_reads_the_same_from_anywhere(library: Path, tmp_path: Path) -> None:
    (tmp_path / "copy with ünusual näme").mkdir()
    other = tmp_path / "copy with ünusual näme/lib[1]*"
    other.symlink_to(library)
    assert problems_of(other) == problems_of(library)
    assert len(Library(other).placed) == 1
