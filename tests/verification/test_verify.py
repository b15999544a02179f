"""A library is held against the reader's copies: every planted error is found where it stands."""

import os
from pathlib import Path

import pytest

from tests.library.libraries import problems_of, write
from tests.verification.orchard import CRITIC, RECORDS, STATEMENTS, STORY, orchard
from xiaomi_cli.library.loader import Library
from xiaomi_cli.verification.verify import Report, verify


def report_on(folder: Path, records: str = RECORDS) -> Report:
    library, copies = orchard(folder, records)
    assert problems_of(library) == []
    return verify(Library(library), copies)


def test_an_honest_library_holds(tmp_path: Path) -> None:
    report = report_on(tmp_path)
    assert report.problems == []
    assert (report.checked, report.documents, report.missing) == (STATEMENTS, 2, [])


# What is changed, into what, and what verification says of the line on which it stands.
PLANTED = [
    ("a digit", "40,000 units were", "41,000 units were", "the number 41,000"),
    ("a digit more", "employs 350", "employs 3500", "the number 3500"),
    ("a decimal point", "EUR 2.5 million", "EUR 25 million", "the number 25"),
    ("a number in words", "nine colleagues", "eight colleagues", "the number 'eight'"),
    ("one end of a range", "80 and 90%", "80 and 95%", "the number 95"),
    ("a year in a text", "Lisbon in 2012", "Lisbon in 2013", "the number 2013"),
    ("a year", "date: 2017-12", "date: 2018-12", "the date 2018-12"),
    ("a month", "date: 2012-03", "date: 2012-04", "the date 2012-04"),
    ("a month of an event", "date: 2017-12", "date: 2017-11", "the date 2017-11"),
    ("a day", "date: 2013-05-14", "date: 2013-05-15", "the date 2013-05-15"),
    ("the year of a page", "date: 2019-06-03", "date: 2020-06-03", "the date 2020-06-03"),
    ("a period", "period: 2016", "period: 2015", "the number 2015"),
    ("a value", "value: 1.2,", "value: 1.3,", "the number 1.3"),
    ("a scale in a text", "2.5 million", "2.5 billion", "the number 2.5"),
    ("a scale", "scale: billion", "scale: million", "the number 1.2"),
    ("a currency in a text", "EUR 2.5", "USD 2.5", "the currency USD"),
    ("a currency", "currency: EUR\n", "currency: CNY\n", "the currency CNY"),
    ("a currency, dollars", "currency: USD", "currency: EUR", "the currency EUR"),
    ("a name", "by Ana Torres.", "by Ana Lopes.", "the name 'Lopes'"),
    ("a place", "factory in Porto", "factory in Braga", "the name 'Braga'"),
    ("a name of a page", "Golden Spoke in Oslo", "Golden Wheel in Oslo", "the name 'Wheel'"),
    ("a citation, one back", "350 people.\", cite: story¶6", "350 people.\", cite: story¶5", "350"),
    ("a citation, one on", "sold.\", cite: story¶3", "sold.\", cite: story¶4", "40,000"),
    ("a citation of words only", "Core.\n  cite: story¶5", "Core.\n  cite: story¶6", "¶6"),
    ("a run one too long", "350 people.\", cite: story¶6", "350 people.\", cite: story¶5-6", "¶5"),
    ("a citation to another document", "cite: critic¶4}", "cite: story¶4}", "the number 300"),
    ("a number in a verdict", "31,000 is Prado", "32,000 is Prado", "number 32,000"),
    ("what a side says", 'says: "31,000"', 'says: "13,000"', "says 13,000"),
    ("what a side says of another", 'says: "40,000"', 'says: "31,000"', "says 31,000, which is not in story"),
    ("a typed number", "value: 2.5,", "value: 3.5,", "quantity 'first loan': 3.5"),
    ("a typed currency", "currency: EUR, period", "currency: USD, period", "quantity 'first loan': USD"),
    ("a typed period", "period: 2012-03", "period: 2012-05", "quantity 'first loan': 2012-05"),
    ("a position", "Only 31,000 bicycles", "Only 13,000 bicycles", "the number 13,000"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"), [row[1:] for row in PLANTED], ids=[r[0] for r in PLANTED]
)
def test_a_planted_error_is_found_at_its_line(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    start = RECORDS.index(old)
    found = report_on(tmp_path, RECORDS[:start] + new + RECORDS[start + len(old) :]).problems
    assert found
    assert any(said in problem.message for problem in found)
    assert {problem.file for problem in found} == {"a.yaml"}
    lines = {_statement_line(start), *_points_after(start), *_pointing()}
    assert {problem.line for problem in found} <= lines


def _statement_line(position: int) -> int:
    """The line of the statement that holds a position: its own, or the summary of its record."""
    lines = RECORDS[: position + 1].splitlines()
    whole = RECORDS.splitlines()
    here = whole[len(lines) - 1]
    if here.startswith(("- {", "  - ", "  summary", "  verdict")):
        return len(lines)
    if here.startswith("    "):  # of a statement of several lines
        return max(n for n, line in enumerate(lines) if line.startswith("  - ")) + 1
    record = max(n for n, line in enumerate(lines) if line.startswith("- id"))
    return next(n for n in range(record, len(whole)) if whole[n].startswith("  summary")) + 1


def _pointing() -> list[int]:
    """The lines that point to statements elsewhere, and say what these say."""
    return [n for n, line in enumerate(RECORDS.splitlines(), 1) if "{at:" in line]


def _points_after(position: int) -> list[int]:
    """The lines of a figure's points, to all of which its currency belongs."""
    lines = RECORDS.splitlines()
    first = len(RECORDS[: position + 1].splitlines())
    if not lines[first - 1].startswith("  currency"):
        return []
    return [n + 1 for n in range(first, first + 2) if lines[n].startswith("  - {period")]


def test_a_reason_given_as_an_address_stands_behind_a_verdict(tmp_path: Path) -> None:
    told = RECORDS.replace("31,000 is Prado's.", "31,000 is Prado's, of 350 people.")
    told = told.replace('350 people.", cite: story¶6', '350 people.", cite: story¶6, id: porto')
    alone = report_on(tmp_path / "alone", told).problems
    assert ["number 350" in problem.message for problem in alone] == [True]
    reason = "  consequence: medium\n  reasons: [company/orchard#porto]"
    told = told.replace("  consequence: medium", reason)
    assert report_on(tmp_path / "with", told).problems == []


def test_a_changed_copy_is_told_at_the_outline_and_its_citations_are_not_judged(
    tmp_path: Path,
) -> None:
    library, copies = orchard(tmp_path)
    write(copies, {"first.txt": STORY.replace("350 people", "a few people")})
    report = verify(Library(library), copies)
    assert len(report.problems) == 1
    outline = (library / "seeds/sources.yaml").read_text(encoding="utf-8").splitlines()
    assert outline[report.problems[0].line - 1].startswith("  - {n: 6")
    assert "is not in your copy, or was changed" in report.problems[0].message


def test_copies_may_differ_in_name_case_and_typography(tmp_path: Path) -> None:
    library, copies = orchard(tmp_path)
    for path in copies.iterdir():
        path.unlink()
    typed = "\ufeff" + STORY.replace("–", "-").replace(", ", " , ").replace("\n", "\r\n\r\n")
    write(
        copies, {"Ωmega.txt": typed, "b.txt": CRITIC.upper(), "notes.pdf": b"\0", "c.txt": "Else."}
    )
    report = verify(Library(library), copies)
    assert (report.problems, report.documents) == ([], 2)


def test_a_document_that_is_not_at_hand_is_named(tmp_path: Path) -> None:
    library, copies = orchard(tmp_path)
    (copies / "second.md").unlink()
    report = verify(Library(library), copies)
    assert (report.problems, report.missing, report.documents) == ([], ["source/critic"], 1)


def test_odd_files_beside_the_copies_do_no_harm(tmp_path: Path) -> None:
    library, copies = orchard(tmp_path)
    (copies / "folder.txt").mkdir()
    os.mkfifo(copies / "pipe.txt")
    (copies / "gone.md").symlink_to("nowhere")
    write(copies, {"binary.txt": b"\xff\0\xfe" * 1000, "empty.txt": b""})
    report = verify(Library(library), copies)
    assert report.documents == 2
    assert [str(p).removeprefix(f"{copies}/") for p in report.problems] == [
        "folder.txt:1: is not a regular file",
        "gone.md:1: cannot be read: No such file or directory",
        "pipe.txt:1: is not a regular file",
    ]
