"""A library may be any folder, with anything in it: each is answered from, or refused by name."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.content.libraries import write
from tests.robustness.survival import BROKEN, FAILED, FOUND, NOTHING, Ended, shell, survive

ANN = "- {id: person/ann, title: Ann, summary: Works here.}\n"
BOB = ANN.replace("ann", "bob").replace("Ann", "Bob")
ODD_NAMES = [b"caf\xe9", b"\x1b[31m", b"a\nb", "\u202ex".encode(), b"\xed\xa0\x80", b"%s[red]{0}"]
ASKED = [["person"], ["validate"], ["show", "ann", "--json"], ["export"], [],
         ["export", "--format", "csv"]]  # fmt: skip


@pytest.mark.parametrize("name", ODD_NAMES)
def test_files_and_folders_may_have_any_name(name: bytes, tmp_path: Path) -> None:
    odd = os.fsdecode(name)
    root = write(tmp_path / odd, {f"{odd}.yaml": ANN, f"{odd}/deeper.yaml": BOB})
    over = write(tmp_path / f"over {odd}", {f"{odd}.yaml": ANN.replace("ann", "eve")})
    for asked in ASKED:
        assert survive("--data", root, *asked).code == FOUND, asked
        assert survive("--data", root, "--extra", over, *asked).code == FOUND, asked
    write(root, {f"{odd}.yaml": "- {id: person/ann}\n"})
    assert survive("--data", root, "person") == survive("validate", root)
    assert survive("validate", root).code == BROKEN


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


@pytest.mark.parametrize("closed", [".", "a.yaml", "seeds", "library.yaml", "deep", "deep/b.yaml"])
def test_what_may_not_be_read_is_told(closed: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.yaml": ANN,
        "seeds/s.yaml": "[]\n",
        "library.yaml": "title: T\n",
        "deep/b.yaml": BOB,
    }
    root = write(tmp_path / "library", files)
    (root / closed).chmod(0)
    for asked in ("--data {} person", "validate {}", "--extra {} person"):
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
