"""renamed.yaml: an id that is gone leads to what is left of it, or the file says why not."""

from pathlib import Path

import pytest

from tests.build.test_compile import told
from tests.library.libraries import SOURCES, problems_of, write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.tokens import NameRank
from xiaomi_cli.queries.resolve import resolve

RECORDS = """\
- id: framework/laws
  title: The laws
  summary: x
  form: list
  claims:
  - {id: four-pillars, name: Four pillars, text: T., cite: []}
- {id: principle/focus, title: Focus, summary: x}
"""


def library(folder: Path, renamed: str) -> Path:
    return write(folder, {"a.yaml": RECORDS, "s.yaml": SOURCES, "renamed.yaml": renamed})


@pytest.mark.parametrize(
    ("renamed", "problems"),
    [
        ("principle/old: principle/focus", []),
        ("principle/old: framework/laws#four-pillars", []),
        ("principle/old: {to: principle/focus, names: [Concentration, 专注]}", []),
        ("# nothing yet", []),
        ("principle/old: framework/laws#title", []),
        (
            "principle/focus: framework/laws",
            ["1: principle/focus: there still is a record of this id; leave the line out"],
        ),
        (
            "principle/old: principle/fokus",
            [
                "1: principle/old: there is no record 'principle/fokus'; did you mean principle/focus?"
            ],
        ),
        (
            "principle/old: framework/laws#five-pillars",
            [
                "1: principle/old: framework/laws#five-pillars: framework/laws has no statement "
                "'five-pillars'; did you mean framework/laws#four-pillars?"
            ],
        ),
        (
            "principle/old: principle/newer\nprinciple/newer: principle/focus",
            ["1: principle/old: principle/newer is gone as well; write where that one leads"],
        ),
        (
            "Speed: principle/focus",
            ["1: renamed: 'Speed' is not of the form kind/slug (a-z, 0-9, dashes)"],
        ),
        (
            "principle/old: Focus",
            [
                "1: renamed.principle/old: 'Focus' is not the id of a record or the address of a "
                "statement, nor a mapping with its to"
            ],
        ),
        (
            "principle/old: {names: [Old]}",
            ["1: renamed.principle/old needs the field 'to'"],
        ),
        (
            "principle/old: {to: principle/focus, names: {a: Old}}",
            ["1: names must be a list, not a mapping"],
        ),
        ("- principle/old", ["1: renamed must be a mapping, not a text"]),
    ],
)
def test_an_old_id_leads_somewhere_or_it_is_told_why_not(
    renamed: str, problems: list[str], tmp_path: Path
) -> None:
    folder = library(tmp_path / "library", f"{renamed}\n")
    assert problems_of(folder) == [f"renamed.yaml:{problem}" for problem in problems]
    if problems:
        assert told(folder) == problems_of(folder)
    else:
        compile_folder(folder, None).close()


@pytest.mark.parametrize(
    ("typed", "record", "fragment"),
    [
        ("principle/old", "principle/focus", ""),
        ("old", "principle/focus", ""),
        ("Concentration", "principle/focus", ""),
        ("nongsuo", "principle/focus", ""),
        ("lesson/pillars", "framework/laws", "four-pillars"),
        ("focus", "principle/focus", ""),  # a name that a record bears leads to that record
    ],
)
def test_an_old_id_and_its_names_open_what_is_left(
    typed: str, record: str, fragment: str, tmp_path: Path
) -> None:
    renamed = (
        "principle/old: {to: principle/focus, names: [Concentration, 浓缩]}\n"
        "lesson/pillars: {to: framework/laws#four-pillars, names: [Focus]}\n"
    )
    store = Store(compile_folder(library(tmp_path, renamed), None))
    found = resolve(store, typed).record
    assert (found.id, found.fragment) == (record, fragment)
    assert (found.rank == NameRank.FORMER) == (typed != "focus")


def test_a_folder_laid_over_a_library_may_have_renamed_records_of_its_own(tmp_path: Path) -> None:
    root = library(tmp_path / "library", "")
    extra = write(tmp_path / "notes", {"renamed.yaml": "lesson/mine: principle/focus\n"})
    store = Store(compile_folder(root, None, (extra,)))
    assert resolve(store, "lesson/mine").record.id == "principle/focus"
