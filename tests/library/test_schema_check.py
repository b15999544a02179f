"""Every defect is named at its file and line: each pair in broken/ is one lesson in the schema."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.libraries import entries_of, problems_of, write
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.schema_check import Checker
from xiaomi_cli.model.fields import DERIVED, marked
from xiaomi_cli.model.problem import MAX_PROBLEMS, Problem, Suggester
from xiaomi_cli.model.records import KINDS, Figure

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.stem for path in BROKEN.glob("*.yaml"))


@pytest.mark.parametrize("case", CASES)
def test_a_broken_file_says_what_is_wrong_and_where(case: str, tmp_path: Path) -> None:
    content = (BROKEN / f"{case}.yaml").read_bytes()
    library = write(tmp_path, {f"{case}.yaml": content})
    expected = (BROKEN / f"{case}.out").read_text(encoding="utf-8")
    assert "\n".join(problems_of(library)) + "\n" == expected


def test_every_pair_is_complete_and_says_something() -> None:
    assert sorted(path.stem for path in BROKEN.glob("*.out")) == CASES
    assert len(CASES) >= 25
    for path in BROKEN.glob("*.out"):
        assert path.read_text(encoding="utf-8").startswith(f"{path.stem}.yaml:")


def test_the_defects_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """One bad file hides nothing that is wrong with another."""
    files: dict[str, str | bytes] = {
        f"{c}.yaml": (BROKEN / f"{c}.yaml").read_bytes() for c in CASES
    }
    files |= {"binary.yaml": b"\xff\0\xff", "empty.yaml": b""}
    told = problems_of(write(tmp_path, files))
    for case in CASES:
        assert any(line.startswith(f"{case}.yaml:") for line in told)
    assert told.count("binary.yaml:1: this is not UTF-8 text; save the file as UTF-8") == 1
    assert len(told) >= 100


def test_what_is_broken_is_not_called_missing_as_well(tmp_path: Path) -> None:
    linking = (
        "- {id: person/a, title: A, summary: x, cite: doc¶1, see: [person/b, person/c, person/d]}\n"
    )
    library = write(
        tmp_path,
        {
            "a.yaml": linking,
            "b.yaml": "- {id: person/b, title: B, sumary: x}\n- id: source/doc\n  type: document\n",
            "c.yaml": "- {id: person/x, title: [}\n- id: person/c\n",
        },
    )
    about_a = [line for line in problems_of(library) if line.startswith("a.yaml")]
    assert about_a == ["a.yaml:1: see: there is no record 'person/d'"]


def test_too_many_problems_of_a_file_are_counted_and_leave_room_for_others(tmp_path: Path) -> None:
    bad = [f"- {{id: person/p{n}, title: A}}\n" for n in range(5001)]
    told = problems_of(write(tmp_path, {"a.yaml": "".join(bad[1:]), "b.yaml": bad[0]}))
    assert len(told) == MAX_PROBLEMS + 2
    assert told[-2].startswith("a.yaml:1001: and ")
    assert told[-2].endswith("more problems in this file")
    assert told[-1] == "b.yaml:1: person needs the field 'summary'"


def test_a_library_of_broken_files_shows_one_problem_of_each_at_least(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xiaomi_cli.model.problem.MAX_LISTED", 500)
    monkeypatch.setattr("xiaomi_cli.library.loader.MAX_LISTED", 500)
    files: dict[str, str | bytes] = {
        f"{n:03}.yaml": "".join(f"- {{id: person/a-{n}-{m}, title: A}}\n" for m in range(100))
        for n in range(50)
    }
    told = problems_of(write(tmp_path, files))
    assert {line.partition(":")[0] for line in told} == set(files)
    assert told[0] == "000.yaml:1: person needs the field 'summary'"
    assert sum(line.startswith("000.yaml") for line in told) == 100
    assert sum(line.startswith("049.yaml") for line in told) == 2
    assert told[-1] == "049.yaml:1: and 1 more problems in this file"


@pytest.mark.parametrize("kind", KINDS)
def test_the_hint_for_a_misspelt_field_is_that_field(kind: str) -> None:
    for name in KINDS[kind].__struct_fields__:
        if name in marked(KINDS[kind], DERIVED) or len(name) < 4:
            continue
        nodes, _ = entries_of(f"- {{{name[1:] + name[0]}: x}}")
        problems: list[Problem] = []
        Checker("x.yaml", problems, Suggester()).read(nodes[0], KINDS[kind], kind)
        assert f"did you mean {name}?" in problems[0].message


def test_where_a_record_points_is_found_however_deep_it_stands() -> None:
    text = """\
id: event/x
title: X
summary: X
date: 2014
type: launch
entities: [company/acme]
see: event/y
claims:
- {text: t, cite: [doc¶1, page], by: AFP/Getty}
- {text: t, cite: doc¶2, by: person/doe, quantities: [{measure: m, value: 1, of: company/acme}]}
- event/y#a
"""
    (node,), _ = entries_of(text)
    checker = Checker("x.yaml", [], Suggester())
    assert checker.read(node, KINDS["event"], "event")
    assert checker.ends == [
        ("entities", "company/acme", 6, "link"),
        ("see", "event/y", 7, "link"),
        ("cite", "doc¶1", 9, "cite"),
        ("cite", "page", 9, "cite"),
        ("cite", "doc¶2", 10, "cite"),
        ("by", "person/doe", 10, "voice"),
        ("of", "company/acme", 10, "voice"),
        ("claims", "event/y#a", 11, "address"),
    ]


SCALARS = st.sampled_from(
    ["", "x", "NO", "~", "12:30", "010", "1_000", "-1", "63.6", "1e3", "true", "2016-05", "../x", "[]",
     "{}", "event/x", "person/lei-jun", "doc¶1", "[a, b]", "{a: b}", "[{text: x, cite: doc¶1}]",
     '"\\0"', "!!int 1", "'  '", "小米"]
)  # fmt: skip
FIELDS = st.sampled_from(
    sorted({n for kind in KINDS.values() for n in kind.__struct_fields__} | {"<<"})
)
RECORDS = st.tuples(
    st.sampled_from([*KINDS, "other"]), st.dictionaries(FIELDS, SCALARS, max_size=8)
)


@given(st.lists(RECORDS, max_size=4), st.booleans())
def test_any_fields_with_any_values_are_records_or_problems(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[str, dict[str, str]]], spare: bool
) -> None:
    text = ""
    for number, (kind, fields) in enumerate(records):
        whole = {"title": "T", "summary": "S", **fields} if spare else fields
        body = "".join(f", {name}: {value}" for name, value in whole.items() if name != "id")
        text += f"- {{id: {kind}/r{number}{body}}}\n"
    folder = write(tmp_path_factory.mktemp("any"), {"x.yaml": text or "# nothing"})
    library = Library(folder)
    told_of = {problem.line for problem in library.problems}
    assert {placed.line() for placed in library.placed} | told_of == {*range(1, len(records) + 1)}
    told = problems_of(folder)
    assert all(line.startswith("x.yaml:") for line in told)


@given(st.binary(max_size=300))
def test_any_bytes_as_any_file_are_records_or_problems(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    for name in ("x.yaml", "library.yaml", "glossary.yaml", "seeds/x.yaml"):
        folder = write(tmp_path_factory.mktemp("any"), {name: data})
        assert all(line.startswith(name) for line in problems_of(folder))


EDGES = [
    ("a key", 100, "library.yaml", "themes: {%s: T}\n"),
    ("a text without a limit of its own", 10_000, "b.yaml", "- {id: person/b, title: B, summary: x, role: %s}\n"),
    ("a title", 120, "b.yaml", "- {id: person/b, title: %s, summary: x}\n"),
    ("an id", 93, "b.yaml", "- {id: person/%s, title: B, summary: x}\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("limit", "file", "text"), [e[1:] for e in EDGES], ids=[e[0] for e in EDGES]
)
def test_a_limit_is_reached_and_not_passed(
    limit: int, file: str, text: str, tmp_path: Path
) -> None:
    person = "- {id: person/a, title: A, summary: x}\n"
    library = write(tmp_path, {"a.yaml": person, file: text % ("x" * limit)})
    assert problems_of(library) == []
    write(library, {file: text % ("x" * (limit + 1))})
    assert len(problems_of(library)) == 1


@pytest.mark.parametrize(("count", "told"), [(100, 0), (101, 1)])
def test_a_list_has_as_many_entries_as_it_may(count: int, told: int, tmp_path: Path) -> None:
    aliases = ", ".join(f"a{n}" for n in range(count))
    person = f"- {{id: person/a, title: A, summary: x, aliases: [{aliases}]}}\n"
    assert len(problems_of(write(tmp_path, {"a.yaml": person}))) == told


def test_a_blank_key_is_told(tmp_path: Path) -> None:
    company = "- {id: company/a, title: A, summary: x, dimensions: {' ': [{text: T, cite: []}]}}\n"
    assert problems_of(write(tmp_path, {"a.yaml": company})) == [
        "a.yaml:1: dimensions: expected 1 to 100 characters, not ' '"
    ]


@pytest.mark.parametrize(("digits", "told"), [(28, 0), (29, 1)])
def test_a_number_has_as_many_digits_as_are_exact(digits: int, told: int, tmp_path: Path) -> None:
    figure = (
        "- {id: figure/a, title: A, summary: x, measure: m, unit: u, points: "
        f"[{{period: 2014, basis: claim, cite: [], value: {'9' * digits}}}]}}\n"
    )
    assert len(problems_of(write(tmp_path, {"a.yaml": figure}))) == told


@pytest.mark.parametrize(
    ("written", "read"), [("1e3", "1000"), (".5", "0.5"), ("5.", "5"), ("+2.50E-1", "0.250")]
)
def test_a_number_is_kept_without_its_exponent(written: str, read: str, tmp_path: Path) -> None:
    figure = (
        "- {id: figure/a, title: A, summary: x, measure: m, unit: u, points: "
        f"[{{period: 2014, basis: claim, cite: [], value: {written}}}]}}\n"
    )
    (placed,) = Library(write(tmp_path, {"a.yaml": figure})).placed
    assert isinstance(placed.record, Figure)
    assert str(placed.record.points[0].value) == read


@pytest.mark.parametrize(("digits", "told"), [(9, 0), (10, 1)])
def test_a_whole_number_is_one_that_fits(digits: int, told: int, tmp_path: Path) -> None:
    source = (
        "- {id: source/a, title: A, summary: x, type: page, voice: press, outline: "
        f"[{{n: {'1'.zfill(digits)}, head: H, print: p}}]}}\n"
    )
    assert len(problems_of(write(tmp_path, {"a.yaml": source}))) == told


@pytest.mark.parametrize(
    ("word", "major"),
    [
        (word, word.lower() == "true")
        for word in ["true", "True", "TRUE", "false", "False", "FALSE"]
    ],
)
def test_yes_and_no_are_what_they_say(word: str, major: bool, tmp_path: Path) -> None:
    event = "id: event/a\ntitle: A\nsummary: x\ndate: 2014\ntype: launch\nmajor: "
    (read,) = Library(write(tmp_path, {"a.yaml": event + word})).placed
    assert getattr(read.record, "major", None) is major
