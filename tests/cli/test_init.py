"""A new library passes every check, and the whole program works on it."""

import re
from pathlib import Path

import pytest

from tests.cli.program import Call
from tests.conftest import ROOT
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.model.records import KINDS

NAMES = ["Honest Lamps", "Müller & Söhne: “Licht”", "雷军的灯", 'A "quoted" # name', "it's: {a}",
         "@NAME@ and @SLUG@", "100% \\n", "小灯", "O", "Xiaomi", "x" * 80, "小" * 80, "Яндекс", "삼성", "टाटा", "شركة", "🚗"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_new_library_passes_validate_strict(bare: Call, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "new"
    assert bare("init", folder, "--name", name).code == Exit.FOUND
    ended = bare("validate", folder, "--strict")
    assert (ended.code, ended.err) == (Exit.FOUND, "")
    assert ended.out == "15 records, no problem, 0 notes\n"
    assert name in bare("--data", folder).out


def test_a_new_library_has_every_kind_of_record(xiaomi: Call) -> None:
    for kind in KINDS.keys() - {"event"}:
        assert xiaomi(kind).code == Exit.FOUND, f"add a {kind} to library/template"
    assert xiaomi("timeline").code == Exit.FOUND


def test_a_new_library_holds_against_its_document(lamps: Path, xiaomi: Call) -> None:
    ended = xiaomi("verify", "--against", lamps / "documents")
    assert (ended.code, ended.err) == (Exit.FOUND, "")
    assert re.match(r"(\d+) of \1 cited statements hold; 1 document at hand", ended.out)


def test_without_copies_nothing_is_said_to_hold(lamps: Path, xiaomi: Call) -> None:
    ended = xiaomi("verify", "--against", lamps / "records")
    assert ended.code == Exit.NOTHING
    assert ended.out.startswith("no statement was held against a document: no copy of one is in ")


def test_notes_that_strict_refuses_are_not_called_no_problem(bare: Call, tmp_path: Path) -> None:
    assert bare("init", tmp_path / "new", "--name", "A").code == Exit.FOUND
    double = "- {id: person/twin, title: Ada Muster, summary: x, cite: founding-letter¶1}\n"
    (tmp_path / "new" / "records" / "twin.yaml").write_text(double, encoding="utf-8")
    ended = bare("validate", tmp_path / "new", "--strict")
    assert (ended.code, ended.out[:11]) == (Exit.BROKEN, "16 records,")
    assert ", refused by --strict, " in ended.out


def test_every_file_explains_itself(lamps: Path) -> None:
    for path in lamps.rglob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# ")
    left = [p for p in lamps.rglob("*.*") if re.search("@[A-Z]+@", p.read_text(encoding="utf-8"))]
    assert left == []


QUESTIONS = [
    [], ["timeline", "--full"], ["framework", "honest"], ["principle", "open price"], ["company"],
    ["company", "honest lamps"], ["person", "ada"], ["product", "lantern"],
    ["figure", "lamps sold"], ["lesson", "say what it costs"], ["risk"], ["promise"],
    ["promise", "repairable"], ["dispute", "cost"], ["source", "letter"], ["search", "repiar"], ["coverage"],
    ["compare", "open price", "replace first"], ["compare", "2020", "2021"], ["show", "letter"],
    ["compare", "workshop", "growth"], ["today", "--date", "03-01"], ["export", "--format", "md"],
    ["export", "--format", "bibtex"], ["export", "--format", "html"], ["company", "--json"],
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_no_answer_from_another_library_speaks_of_ours(xiaomi: Call, question: list[str]) -> None:
    ended = xiaomi(*question)
    assert ended.code == Exit.FOUND
    shown = re.sub(r"\bxiaomi(?:-cli)?\b", "", ended.out)  # the program's own name
    assert not re.search("xiaomi|lei jun|小米|雷军", shown, re.IGNORECASE)


def test_the_name_is_the_folders_unless_one_is_given(bare: Call, tmp_path: Path) -> None:
    assert bare("init", tmp_path / "quiet-lamps_co").code == Exit.FOUND
    assert bare("--data", tmp_path / "quiet-lamps_co").out.startswith("Quiet Lamps Co  ")


def test_a_chinese_name_gives_an_id_in_pinyin(bare: Call, tmp_path: Path) -> None:
    bare("init", tmp_path / "a", "--name", "小灯")
    shown = bare("--data", tmp_path / "a", "show", "company/xiao-deng", "--plain").out
    assert shown.startswith("company/xiao-deng\tcompany\t\t小灯\t")


def test_nothing_that_is_there_is_touched(bare: Call, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    for target in (tmp_path, kept):
        ended = bare("init", target)
        assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("name", ["!!!", "a\tb\x01", "—", "x" * 81])
def test_a_name_that_gives_no_id_or_title_is_refused(bare: Call, tmp_path: Path, name: str) -> None:
    ended = bare("init", tmp_path / "new", "--name", name)
    assert ended.code == Exit.USAGE
    assert "--name" in ended.err
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_told(bare: Call) -> None:
    ended = bare("init", "/dev/null/new")
    assert ended.code in {Exit.USAGE, Exit.FAILED}
    assert ended.err.count("\n") == 1
    assert "/dev/null/new" in ended.err


def test_the_code_names_the_company_only_as_the_program() -> None:
    company = re.compile("Xiaomi|[Ll]ei [Jj]un|小米|雷军")
    named = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted((ROOT / "xiaomi_cli").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if company.search(line) and not line.strip().startswith("xiaomi ")  # an example in the help
    ]
    assert named == []


def test_a_fresh_folder_of_git_is_as_good_as_an_empty_one(bare: Call, tmp_path: Path) -> None:
    (tmp_path / "new" / ".git").mkdir(parents=True)
    assert bare("init", tmp_path / "new").code == Exit.FOUND


def test_a_name_with_a_sign_that_cannot_be_printed_is_told_so(bare: Call, tmp_path: Path) -> None:
    ended = bare("init", tmp_path / "new", "--name", "a\x1b[3m")
    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert r"the name 'a\x1b[3m' holds signs that cannot be printed" in ended.err
