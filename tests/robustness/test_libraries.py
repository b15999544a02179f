"""A library may be any folder, with anything in it: each is answered from, or refused by name."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import sampled
from tests.library.libraries import write
from tests.robustness.survival import (
    BROKEN,
    FAILED,
    FOUND,
    NOTHING,
    USAGE,
    Ended,
    shell,
    steering,
    survive,
)
from tests.robustness.test_terminal import MARKS

NASTY = (  # as it is typed in a quoted text of YAML
    r"\e[31m\e]0;t\a\x9b31m\x7f\b\0\x85\L\P\u202e\u2066\u200b\ufeff\u00ad[bold]x[x]:smile: "
    r"<b>&lt;{0}%s`id`$(id)|\\\"\t\r\nEND"
)
ANN = "- {id: person/ann, title: Ann, summary: Works here.}\n"
BOB = ANN.replace("ann", "bob").replace("Ann", "Bob")
ODD_NAMES = [b"caf\xe9", b"\x1b[31m", b"a\nb", "\u202ex".encode(), b"\xed\xa0\x80", b"%s[red]{0}"]
ASKED = [["person"], ["validate"], ["show", "ann", "--json"], ["export"], [],
         ["export", "--format", "csv"]]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [*ODD_NAMES[:2], *(pytest.param(name, marks=pytest.mark.slow) for name in ODD_NAMES[2:])],
)
def test_files_and_folders_may_have_any_name(name: bytes, tmp_path: Path) -> None:
    odd = os.fsdecode(name)
    root = write(tmp_path / odd, {f"{odd}.yaml": ANN, f"{odd}/deeper.yaml": BOB})
    over = write(
        tmp_path / f"over {odd}", {f"{odd}.yaml": ANN.replace("ann", "eve").replace("Ann", "Eve")}
    )
    for asked in ASKED:
        assert survive("--data", root, *asked).code == FOUND, asked
        assert survive("--data", root, "--extra", over, *asked).code == FOUND, asked
    write(root, {f"{odd}.yaml": "- {id: person/ann}\n"})
    assert survive("--data", root, "person") == survive("validate", root)
    assert survive("validate", root).code == BROKEN


def test_a_folder_laid_over_a_library_may_have_its_file_names_and_be_named_twice(
    tmp_path: Path,
) -> None:
    write(tmp_path / "library", {"notes/a.yaml": ANN})
    write(tmp_path / "notes", {"a.yaml": BOB})
    asked = ["--data", "library", "--extra", "notes", "--extra", "notes", "person"]
    for summary in ("Works here.", "Sits there."):
        write(tmp_path / "notes", {"a.yaml": BOB.replace("Works here.", summary)})
        shown = survive(*asked, cwd=tmp_path).out
        assert "Ann " in shown
        assert f"{summary}\n" in shown.partition("Bob")[2]


SPARSE: dict[str, dict[str, str | bytes]] = {
    "one record": {"a.yaml": ANN},
    "no record": {"a.yaml": "# nothing yet\n"},
    "a name and no record": {"library.yaml": "title: Nothing yet\n"},
    "no event, and no document": {"a.yaml": ANN + BOB, "glossary.yaml": "Ann: [Anna]\n"},
}
EVERYTHING = [[], ["timeline"], ["person"], ["figure"], ["coverage"], ["dispute"], ["source"], ["promise"], ["search", "x"],
              ["today"], ["compare", "2014", "2016"], ["export"], ["export", "--format", "html"], ["export", "--format", "ics"],
              ["lesson"], ["validate"]]  # fmt: skip


@pytest.mark.parametrize("case", SPARSE)
def test_a_library_may_hold_next_to_nothing(case: str, tmp_path: Path) -> None:
    root = write(tmp_path / "sparse", SPARSE[case])
    for asked in EVERYTHING:
        assert survive("--data", root, *asked).code in {FOUND, NOTHING}, asked
    assert "From" not in survive("--data", root).out


def without_rights(*arguments: str | Path) -> Ended:
    """A run of somebody who may not read everything, as root may."""
    caps = "-dac_override,-dac_read_search"
    drop = f"setpriv --bounding-set={caps} --inh-caps={caps} " if os.geteuid() == 0 else ""
    if drop and not shutil.which("setpriv"):
        pytest.skip("root reads everything, and nothing here takes that away")
    return shell(f'{drop}"{sys.executable}" -m xiaomi_cli "$@"', *arguments)


@pytest.mark.parametrize(
    "closed", sampled([".", "a.yaml", "seeds", "library.yaml", "deep", "deep/b.yaml"], 2)
)
def test_what_may_not_be_read_is_told(closed: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.yaml": ANN,
        "seeds/s.yaml": "[]\n",
        "library.yaml": "title: T\n",
        "deep/b.yaml": BOB,
    }
    root = write(tmp_path / "library", files)
    (root / closed).chmod(0)
    for asked in ("--data {} person", "validate {}"):
        ended = without_rights(*asked.format(root).split())
        assert ended.code == BROKEN
        assert ": cannot be read: Permission denied\n" in ended.err
    (root / closed).chmod(0o700)


LEDGERS: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a folder": lambda path: path.mkdir(),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to a device": lambda path: path.symlink_to("/dev/full"),
}


@pytest.mark.parametrize("ledger", LEDGERS)
def test_a_ledger_is_written_to_a_plain_file_or_not_at_all(
    ledger: str, lamps: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(lamps, tmp_path / "lamps"))
    (root / "ledger.txt").unlink(missing_ok=True)
    LEDGERS[ledger](root / "ledger.txt")
    ended = survive("--data", root, "verify", "--against", root / "documents", "--accept")
    assert ended.code == FAILED
    assert not (root / "nowhere").exists()
    assert list(root.glob(".*")) == []


def test_a_copy_of_a_document_has_a_bound(lamps: Path, tmp_path: Path) -> None:
    copies = Path(shutil.copytree(lamps / "documents", tmp_path / "copies"))
    write(copies, {"long.txt": b"one 2014 \n" * 2_000_000, "longest.txt": b"\xf0" * (10 * 2**20)})
    ended = shell('xiaomi --data "$1" verify --against "$2"', lamps, copies)
    assert ended.code == NOTHING
    assert "long.txt:1: is larger than 16 MiB; divide it\n" in ended.out


@pytest.fixture(scope="session")
def nasty(lamps: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that `init` starts, with something nasty at the start of most of its texts."""
    root = Path(shutil.copytree(lamps, tmp_path_factory.mktemp("nasty") / "lamps"))
    for path in root.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(FREE.sub(_with_something_nasty, text), encoding="utf-8")
    return root


FREE = re.compile(
    r"^(\s*(?:- )?)(title|summary|text|role|zh|question|reason|where|note|scope|publisher|"
    r"author|viewpoint|trust|verdict|measure|unit|category|url|subtitle|disclaimer): (?![>|&*])(.+)$",
    re.MULTILINE,
)


def _with_something_nasty(found: re.Match[str]) -> str:
    rest = found[3].strip("\"'").replace("\\", "").replace('"', "")
    start = f"https://e.example/{NASTY}" if found[2] == "url" else NASTY
    return f'{found[1]}{found[2]}: "{start} {rest}"'[: 240 + len(found[1])].rstrip('"\\') + '"'


VIEWS = [
    [], ["timeline", "--full"], ["framework"], ["framework", "honest"], ["principle", "open price"],
    ["principle", "open price", "--against"], ["company", "honest lamps"], ["person", "ada"],
    ["product", "lantern"], ["figure", "lamps sold"], ["lesson"], ["risk"], ["promise"],
    ["promise", "repairable"], ["dispute", "cost"], ["source"], ["source", "letter"], ["search", "END"],
    ["search", "lamp", "--explain"], ["compare", "open price", "replace first"], ["coverage"],
    ["compare", "2020", "2021"], ["show", "letter"], ["validate"], ["person", "end"], ["today"],
]  # fmt: skip


@pytest.mark.parametrize("view", sampled(VIEWS), ids=" ".join)
def test_nothing_in_a_library_steers_a_terminal(nasty: Path, view: list[str]) -> None:
    plain = survive("--data", nasty, *view)
    assert plain.code in {FOUND, NOTHING, USAGE}
    if view != ["validate"]:
        assert survive("--data", nasty, *view, "--json").code in {FOUND, NOTHING, USAGE}
    shown = shell('xiaomi --data "$1" --color always "${@:2}"', nasty, *view)
    assert shown.code == plain.code
    assert steering(MARKS.sub("", shown.out)) == set()
