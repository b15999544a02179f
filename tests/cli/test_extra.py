"""Records of one's own over a library: found with everything else, and marked everywhere."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Call, Ended, in_process
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.help_pages import TOPICS, Example, parts

MINE = """
- id: event/2021-06-visit
  title: Our visit to the workshop
  summary: We saw lamps being repaired.
  date: 2021-06
  type: publication
  themes: [users]
  entities: [company/honest-lamps]
  cite: founding-letter¶5
  see: [principle/open-price]
- id: lesson/ask-first
  title: Ask first
  summary: We ask fifty users before we build.
  themes: [users]
  about: [principle/open-price, framework/of-ours]
- id: framework/of-ours
  title: Our frame
  summary: What we make of it.
  form: list
  parts: [principle/open-price, principle/replace-first]
  version_of: framework/honest-lamp
- id: figure/counted
  title: Lamps counted
  summary: Lamps that we counted in shops.
  measure: lamps counted
  unit: lamps
  of: company/honest-lamps
  points: [{period: 2020, value: 7, basis: claim, by: us, cite: founding-letter¶6}]
- id: promise/ours
  title: Our promise
  summary: We will come again.
  by: person/ada-muster
  made: 2021-06
  outcome: open
  claims: [{text: We will come again., cite: founding-letter¶7}]
- id: dispute/of-ours
  title: Our doubt
  question: How many?
  verdict: Nobody knows.
  consequence: low
  positions:
  - {at: "product/lantern#price", says: many}
  - {text: Few., says: few, cite: lamp-review-2021, holder: them}
"""
TITLES = ["Our visit to the workshop", "Ask first", "Our frame", "Lamps counted", "Our promise",
          "Our doubt"]  # fmt: skip


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own records, called by a short name from where one stands."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.yaml").write_text(MINE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("notes")


@pytest.fixture
def own(capsys: pytest.CaptureFixture[str], lamps: Path, notes: Path) -> Call:
    """The program on the small library, with one's own records over it."""

    def call(*arguments: str | Path) -> Ended:
        given = ["--data", str(lamps), "--extra", str(notes), *map(str, arguments)]
        return in_process(capsys, given)

    return call


VIEWS = [
    ["timeline"], ["timeline", "--full"], ["lesson"], ["framework"], ["figure"], ["promise"],
    ["dispute"], ["search", "ours"], ["search", "counted"], ["search", "visit"], ["show", "counted"],
    ["show", "event/2021-06-visit"], ["show", "ask first"], ["show", "framework/of-ours"],
    ["show", "our promise"], ["show", "our doubt"], ["company", "honest lamps"],
    ["person", "ada"], ["principle", "open price"], ["framework", "honest lamp"],
    ["product", "lantern"], ["today", "--date", "2021-06-30"], ["compare", "2020", "2021"],
    ["compare", "lamps counted", "lamps sold"], ["compare", "honest lamp", "our frame"],
    ["source", "letter"], ["timeline", "--plain"], ["lesson", "--plain"],
    ["search", "visit", "--plain"], ["lesson", "--theme", "users"],
    ["export", "--format", "md"], ["export", "--format", "html"], ["export", "--format", "ics"],
    ["export", "--format", "anki"],
]  # fmt: skip


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_what_is_ones_own_says_so_wherever_its_title_stands(own: Call, view: list[str]) -> None:
    ended = own(*view)
    assert ended.code == Exit.FOUND
    shown = ended.out.replace("\r\n ", "")  # a calendar folds its lines
    for title in TITLES:
        assert shown.count(title) == shown.count(f"{title} (yours: notes)")
    if view[0] not in {"source", "dispute"} or view == ["dispute"]:
        assert "(yours: notes)" in shown


def test_json_has_the_origin_and_the_title_as_it_is(own: Call) -> None:
    found = {record["id"]: record for record in json.loads(own("timeline", "--json").out)}
    assert found["event/2021-06-visit"]["origin"] == "notes"
    assert found["event/2021-06-visit"]["title"] == "Our visit to the workshop"
    assert "origin" not in found["event/2020-03-01-founding"]
    hits = json.loads(own("search", "visit", "--json").out)["hits"]
    assert [hit["origin"] for hit in hits if hit["id"] == "event/2021-06-visit"] == ["notes"]
    sides = json.loads(own("compare", "lamps counted", "lamps sold", "--json").out)["sides"]
    assert [side.get("origin") for side in sides] == ["notes", None]


def test_the_library_takes_note_of_what_links_to_it(own: Call) -> None:
    record = json.loads(own("principle", "open price", "--json").out)
    assert "lesson/ask-first" in record["lessons"]
    assert "framework/of-ours" in record["part_of"]
    assert json.loads(own("product", "lantern", "--json").out)["disputes"] == [
        "dispute/cost-of-the-lantern", "dispute/of-ours"
    ]  # fmt: skip


def test_a_record_lists_the_notes_on_it_that_it_cannot_name_itself(own: Call) -> None:
    related = own("principle", "open price").out.partition("See also")[2]
    assert "Our visit to the workshop (yours: notes)  event/2021-06-visit" in related
    assert "lesson/ask-first" not in related  # it stands among the lessons
    assert "lesson/ask-first" in own("framework", "our frame", "--json").out


def test_the_start_page_counts_what_is_ones_own(own: Call) -> None:
    assert "notes: 6 records" in own().out


def test_without_the_folder_nothing_of_it_is_left(own: Call, xiaomi: Call) -> None:
    assert own("lesson", "ask first").code == Exit.FOUND
    assert xiaomi("lesson", "ask first").code == Exit.USAGE
    assert "yours" not in xiaomi("timeline").out


def test_a_change_is_seen_at_once_and_nothing_is_compiled_twice(
    own: Call, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Ask first (yours: notes)" in own("lesson").out
    with monkeypatch.context() as patched:
        patched.setattr("xiaomi_cli.build.compile.compile_folder", None)
        assert "Ask first (yours: notes)" in own("lesson").out
    (notes / "mine.yaml").write_text(MINE.replace("Ask first", "Ask twice"), encoding="utf-8")
    assert "Ask twice (yours: notes)" in own("lesson").out


def test_a_folder_is_called_as_it_was_typed(bare: Call, lamps: Path, notes: Path) -> None:
    for typed in (notes, notes.absolute(), Path("../") / notes.absolute().parent.name / notes):
        shown = bare("--data", lamps, "--extra", typed, "lesson").out
        assert f"Ask first (yours: {typed})" in shown


BROKEN = [
    ("- {id: product/lantern, title: Mine, summary: Mine.}",
     "notes/bad.yaml:1: the id product/lantern is already taken at records/company.yaml:"),
    ("- {id: lesson/ask-first, title: Again, summary: Again.}",
     "notes/mine.yaml:11: the id lesson/ask-first is already taken at notes/bad.yaml:1"),
    ("- {id: lesson/x, title: X, summary: X., about: [principle/open-prize]}",
     "notes/bad.yaml:1: about: there is no record 'principle/open-prize'"),
    ("- {id: lesson/x, title: X, summary: X., themes: [userz]}",
     "notes/bad.yaml:1: themes: 'userz' is not in library.yaml; did you mean users?"),
    ("- {id: lesson/x, title: X, summary: X., origin: ours}",
     "notes/bad.yaml:1: lesson: 'origin' is filled in by the program"),
    ("- {id: lesson/x, title: X, summary: X., cite: founding-letter¶99}",
     "notes/bad.yaml:1: cite: founding-letter¶99: founding-letter has 8 paragraphs"),
    ("- [", "notes/bad.yaml:"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BROKEN, ids=lambda v: v[:50])
def test_what_is_wrong_is_named_by_file_and_line(
    own: Call, notes: Path, text: str, said: str
) -> None:
    (notes / "bad.yaml").write_text(text, encoding="utf-8")
    for command in ("timeline", "validate"):
        ended = own(command)
        assert (ended.code, ended.out) == (Exit.BROKEN, "")
        assert ended.err.startswith(said)


def test_a_missing_folder_is_named(bare: Call, lamps: Path) -> None:
    ended = bare("--data", lamps, "--extra", "nowhere", "timeline")
    assert ended.code == Exit.BROKEN
    assert ended.err == "nowhere:1: no such folder; --extra takes a folder of YAML files\n"


def test_several_folders_are_laid_over_each_other(
    bare: Call, lamps: Path, notes: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    text = "- {id: lesson/more, title: More, summary: S., about: [lesson/ask-first]}\n"
    (more / "a.yaml").write_text(text, encoding="utf-8")
    shown = bare("--data", lamps, "--extra", notes, "--extra", "more", "lesson", "more").out
    assert "More (yours: more)" in shown
    assert "Ask first (yours: notes)" in shown


def test_a_folder_may_add_themes_and_synonyms_but_no_title(own: Call, notes: Path) -> None:
    (notes / "library.yaml").write_text(
        "title: Mine\nthemes: {travel: Travel, users: Mine}\n", encoding="utf-8"
    )
    (notes / "glossary.yaml").write_text("visit: [excursion]\n", encoding="utf-8")
    (notes / "more.yaml").write_text(
        "- {id: lesson/travel, title: Go there, summary: Go there and look., themes: [travel]}\n",
        encoding="utf-8",
    )
    assert "Go there (yours: notes)" in own("lesson", "--theme", "travel").out
    assert own("search", "excursion", "--plain").out.startswith("event/2021-06-visit\t")
    assert own().out.startswith("Honest Lamps")
    assert "\nUsers" in own("lesson").out


def test_seeds_beside_a_folder_are_not_part_of_it(own: Call, notes: Path) -> None:
    beside = notes.absolute().parent / "seeds"
    beside.mkdir()
    (beside / "broken.yaml").write_text("- broken", encoding="utf-8")
    assert own("lesson").code == Exit.FOUND


def test_validate_counts_and_judges_what_is_ones_own(own: Call, lamps: Path) -> None:
    ended = own("validate")
    assert ended.code == Exit.FOUND
    assert ended.out.startswith("21 records, 6 of them yours, no problem, ")
    assert all(line.startswith("notes/mine.yaml:") for line in ended.err.splitlines())
    assert own("validate", "--strict").code == Exit.BROKEN
    assert own("validate", lamps, "--strict").code == Exit.FOUND


def test_the_environment_lays_folders_over_a_library_too(
    xiaomi: Call, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIAOMI_EXTRA", str(notes))
    assert "Ask first (yours: notes)" in xiaomi("lesson").out


def test_completion_knows_what_is_ones_own(own: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_XIAOMI_COMPLETE", "zsh")
    assert own("lesson", "ask").out == "ask-first\tAsk first (yours: notes)\n"


def test_the_example_in_the_help_works_as_it_stands(bare: Call, lamps: Path, notes: Path) -> None:
    shown = next(p for p in parts(TOPICS["libraries"].text) if isinstance(p, Example))
    (notes / "mine.yaml").write_text("\n".join(shown.lines) + "\n", encoding="utf-8")
    assert bare("--data", lamps, "--extra", notes, "lesson", "ask users first").code == Exit.FOUND
