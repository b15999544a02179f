"""What was read against its source is sealed; what changed since is told until it is read again."""

import os
from pathlib import Path

import pytest

from tests.library.libraries import write
from tests.verification.orchard import RECORDS, STATEMENTS, orchard
from tests.verification.test_verify import PLANTED
from xiaomi_cli.library.loader import Library
from xiaomi_cli.verification.verify import LEDGER, UNREAD, ledger, read_ledger, verify


def write_ledger(library: Library, without: list[tuple[str, int]]) -> int:
    text, sealed = ledger(library, without)
    write(library.root, {LEDGER: text})
    return sealed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: The Peel", "title: The Core"),
        ("launched.", "shown."),
        ("aluminium is recycled", "aluminium is wasted"),
        ("type: opinion, by: Rui Prado", "type: fact"),
        ("holder: Rui Prado}", "holder: somebody else}"),
        ('says: "40,000"', "says: forty thousand"),
        ("scale: million, currency", "scale: billion, currency"),
        ("  type: people", "  type: crisis"),
        ("measure: debt", "measure: equity"),
        ("type: launch", "type: launch\n  entities: [person/ana-torres]"),
        ("question: How many were sold?", "question: How many were returned?"),
        ("value: 300,", "value: 300, qualifier: over,"),
        ("cite: story¶6}\n- {id: person", "cite: story¶6, as_of: 2020}\n- {id: person"),
        *[row[1:3] for row in PLANTED],
    ],
)
def test_with_a_ledger_every_change_is_found_until_it_is_read(
    old: str, new: str, tmp_path: Path
) -> None:
    library, copies = orchard(tmp_path)
    sealed = write_ledger(Library(library), without=[])
    assert sealed == STATEMENTS
    assert verify(Library(library), copies).problems == []
    orchard(tmp_path, RECORDS.replace(old, new, 1))
    found = verify(Library(library), copies).problems
    assert any(UNREAD in problem.message for problem in found)
    write_ledger(Library(library), without=[])
    assert not any(UNREAD in p.message for p in verify(Library(library), copies).problems)


def test_the_order_of_records_and_files_does_not_break_a_seal(tmp_path: Path) -> None:
    library, copies = orchard(tmp_path)
    write_ledger(Library(library), without=[])
    ledger = (library / LEDGER).read_text(encoding="utf-8")
    records = RECORDS.split("- id: ")
    moved = "- id: ".join([records[0], *records[:0:-1]]).replace("    ", " ")
    write(library, {"a.yaml": "# nothing here any more\n", "b/c.yaml": moved})
    assert verify(Library(library), copies).problems == []
    write_ledger(Library(library), without=[])
    assert (library / LEDGER).read_text(encoding="utf-8") == ledger


def test_what_is_left_out_of_the_ledger_stays_unread(tmp_path: Path) -> None:
    library, copies = orchard(tmp_path)
    write_ledger(Library(library), without=[("a.yaml", 8)])
    problems = verify(Library(library), copies).problems
    assert [str(p) for p in problems] == [f"a.yaml:8: claims[1] {UNREAD}"]


@pytest.mark.parametrize("ledger", [b"", b"\xff\xfe\0", b"# only a comment\n", b"x" * 1_000_000])
def test_a_damaged_ledger_seals_nothing(ledger: bytes, tmp_path: Path) -> None:
    library, copies = orchard(tmp_path)
    write(library, {LEDGER: ledger})
    report = verify(Library(library), copies)
    assert len(report.problems) == STATEMENTS
    assert all(UNREAD in problem.message for problem in report.problems)


def test_a_ledger_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    library, copies = orchard(tmp_path)
    os.mkfifo(library / LEDGER)
    report = verify(Library(library), copies)
    assert [str(p) for p in report.problems] == [f"{LEDGER}:1: is not a regular file"]
    assert report.held == report.checked
    assert read_ledger(copies, []) is None
