"""`xiaomi site`: a folder whole or not at all, and never over what is not its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import in_process
from xiaomi_cli.cli.exit_codes import CannotWriteError, Exit
from xiaomi_cli.cli.file_writing import MARK, replace_folder


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_site_is_written_and_written_again(
    capsys: pytest.CaptureFixture[str], lamps: Path, tmp_path: Path
) -> None:
    ended = [
        in_process(capsys, ["--data", str(lamps), "site", str(tmp_path / "site")]) for _ in "12"
    ]
    assert [end.code for end in ended] == [Exit.FOUND, Exit.FOUND]
    assert "index.html" in ended[0].out
    assert (tmp_path / "site" / "index.html").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_is_gone_from_the_library_is_gone_from_the_site(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, [("a.html", b"1"), ("b/c.html", b"2")])
    replace_folder(folder, [("a.html", b"3")])
    assert tree(folder).keys() == {"a.html", MARK}
    assert (folder / "a.html").read_bytes() == b"3"


def test_what_fails_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, [("a.html", b"1")])

    def broken() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise ValueError

    with pytest.raises(ValueError):
        replace_folder(folder, broken())
    assert (folder / "a.html").read_bytes() == b"1"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("what", ["files", "file", "link"])
def test_what_is_no_site_is_left_alone(tmp_path: Path, what: str) -> None:
    folder, precious = tmp_path / "site", tmp_path / "elsewhere"
    precious.mkdir()
    (precious / "thesis.txt").write_text("mine", encoding="utf-8")
    match what:
        case "files":
            folder = precious
        case "file":
            folder.write_text("mine", encoding="utf-8")
        case "link":
            folder.symlink_to(precious)
    before = tree(tmp_path)
    with pytest.raises(CannotWriteError):
        replace_folder(folder, [("index.html", b"1")])
    assert tree(tmp_path) == before


def test_a_date_hides_what_came_later(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    site = tmp_path / "site"
    ended = in_process(capsys, ["site", "--as-of", "2021-03", str(site)])
    assert ended.code == Exit.FOUND
    assert not (site / "event" / "2025-03-29-su7-crash.html").exists()
    for path in site.rglob("*.html"):
        assert "SU7" not in path.read_text(encoding="utf-8"), path


def test_without_jinja_it_says_what_to_install(lamps: Path, tmp_path: Path) -> None:
    call = (
        "import sys; sys.modules['jinja2'] = None\n"
        "from xiaomi_cli.__main__ import main\n"
        "sys.exit(main())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", call, "--data", str(lamps), "site", str(tmp_path / "site")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == Exit.USAGE
    assert "pip install 'xiaomi-cli[site]'" in ended.stderr
    assert "Traceback" not in ended.stderr
