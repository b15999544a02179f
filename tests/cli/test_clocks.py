"""As of a day, and by a day, nothing later is shown: in no command, format, record or list.

The kettles say of themselves from when on they may be seen: `k18` from 2018 on, `p22` once what was
out in 2022 may be seen. A plan may name a year that is still to come: 2013, 2030.
"""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.cli.program import Call, Ended, in_process
from tests.conftest import sampled
from tests.kettles import KETTLES
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.index.store import Store, lens
from xiaomi_cli.index.visibility import through
from xiaomi_cli.model.records import KINDS, decode

DAYS = ["2011", "2012", "2015-06", "2017", "2018-12", "2022-12"]
CLOCKS = ["--as-of", "--published-by"]
PLANNED = {"2030", "2013"}  # what plans name
FORMS = ["", "--json", "--plain", "--format=md", "--format=csv", "--format=jsonl", "--format=html"]
QUESTIONS = [
    [], ["timeline"], ["timeline", "--major"], ["timeline", "heat"], ["timeline", "kettles"],
    ["event"], ["today", "--date", "04-01"], ["framework"], ["principle"], ["company"], ["product"],
    ["person"], ["figure"], ["figure", "--doubtful"], ["figure", "sold", "--growth"], ["lesson"],
    ["lesson"], ["risk"], ["promise"], ["promise", "--overdue"], ["dispute"],
    ["promise", "--outcome", "kept"], ["source"], ["search", "kettle"], ["search", "whistle steel"],
    ["search", "k22"], ["search", "kind:event year:2018"], ["compare", "kettles", "pots"],
    ["compare", "2012", "2013"], ["compare", "early", "steel"], ["coverage"], ["export"],
    ["principle", "whistle", "--against"], ["framework", "heat", "--against"], ["whistle"],
    ["steel"], ["steal kettle"], ["principle", "pots"], ["promise", "2016"], ["iron"],
]  # fmt: skip


@pytest.fixture(scope="module")
def kettles() -> Store:
    """The library, compiled in memory."""
    return Store(compile_folder(KETTLES, None))


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Call:
    """The program on the kettles."""

    def call(*arguments: str | Path) -> Ended:
        return in_process(capsys, ["--data", str(KETTLES), *map(str, arguments)])

    return call


def later(text: str, day: str, clock: str, typed: str = "") -> set[str]:
    """What in a text belongs to a later day, but for what was typed."""
    year = int(day[:4])
    known = {m[0] for m in re.finditer(r"\bk(\d\d)\b", text) if 2000 + int(m[1]) > year}
    if clock == "--published-by":
        known |= {m[0] for m in re.finditer(r"\bp(\d\d)\b", text) if 2000 + int(m[1]) > year}
    years = {y for y in re.findall(r"\b(20\d\d)\b", text) if int(y) > year}
    return {found for found in (known | years) - PLANNED if found not in typed}


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("day", sampled(["2015-06", "2012", "2017"]))
@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_no_answer_shows_anything_later(
    ask: Call, question: list[str], day: str, clock: str
) -> None:
    for form in FORMS:
        ended = ask(*question, clock, day, *filter(None, [form]))
        assert ended.code in {Exit.FOUND, Exit.NOTHING, Exit.USAGE}, ended.err
        typed = " ".join([*question, day, clock])
        assert later(ended.out + ended.err, day, clock, typed) == set(), (form, ended)


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("day", sampled(DAYS))
def test_no_record_shows_anything_later_or_leads_to_what_is_hidden(
    ask: Call, kettles: Store, day: str, clock: str
) -> None:
    everything = {entry.id for entry in kettles.everything()}
    shown = {i for i in everything if ask("show", i, clock, day).code == Exit.FOUND}
    assert day == "2011" or shown
    for record in sorted(everything):
        for form in ("", "--json", "--full", "--sources", "--format=md"):
            ended = ask("show", record, clock, day, *filter(None, [form]))
            assert ended.code in {Exit.FOUND, Exit.NOTHING}, ended.err
            if record not in shown:
                assert (ended.code, ended.out) == (Exit.NOTHING, "")
                continue
            assert later(ended.out + ended.err, day, clock, day) == set(), ended.out
            if form == "--json":
                ids = set(re.findall(r'"([a-z]+/[a-z0-9-]+)(?:#[^"]*)?"', ended.out))
                assert {i for i in ids if i.partition("/")[0] in KINDS} <= shown
                cited = {
                    f"source/{c}" for c in re.findall(r'"((?:gazette|history)-\d+)"', ended.out)
                }
                assert cited <= shown


@pytest.mark.parametrize("day", ["2012", "2016-12", "2018-12"])
def test_what_is_left_of_every_record_can_be_read(kettles: Store, day: str) -> None:
    for entry in through(kettles, lens(day)).everything():
        assert decode(entry.json).id == entry.id


def test_what_is_told_later_of_an_earlier_day_stays_without_who_told_it(ask: Call) -> None:
    early = ask("show", "event/founding", "--as-of", "2013").out
    assert "The founding was a party" in early
    assert "Historian" not in early
    assert "was too early" not in early
    stricter = ask("show", "event/founding", "--published-by", "2013").out
    assert "The founding was a party" not in stricter


def test_a_plan_names_the_future_that_it_planned_for(ask: Call) -> None:
    shown = ask("promise", "cool handle", "--as-of", "2015", "--json").out
    record = json.loads(shown)
    assert (record["due"], record["outcome"]) == ("2030", "open")
    assert record["summary"].startswith("By 2030 every handle")
    assert not {"result", "actual", "judged"} & set(record)


def test_an_outcome_is_shown_from_the_day_on_that_brought_it(ask: Call) -> None:
    outcomes = {
        day: json.loads(ask("promise", "shops", "--as-of", day, "--json").out)["outcome"]
        for day in ("2013", "2017", "2018-12")
    }
    assert outcomes == {"2013": "open", "2017": "open", "2018-12": "missed"}


@pytest.mark.parametrize(
    ("day", "summary"),
    [("2013", "Kettles cost little k12."), ("2018", "Kettles cost little k12."),
     ("2022-12", "The maker of the steel kettle k22.")],
)  # fmt: skip
def test_the_first_statement_left_stands_for_a_summary_that_is_too_new(
    ask: Call, day: str, summary: str
) -> None:
    assert json.loads(ask("company", "kettles", "--as-of", day, "--json").out)["summary"] == summary


def test_a_dispute_marks_a_value_only_once_it_is_known(ask: Call) -> None:
    def contested(day: str) -> bool:
        return "contested" in ask("show", "figure/kettles-sold", "--as-of", day, "--json").out

    assert not contested("2017")
    assert contested("2018-12")


def test_counts_are_of_what_can_be_seen(ask: Call) -> None:
    counts = json.loads(ask("--as-of", "2013", "--json").out)["counts"]
    assert counts == {"event": 1, "company": 1, "person": 1, "promise": 1, "source": 1}
    assert ask("coverage", "--as-of", "2013", "--json").out != ask("coverage", "--json").out


def test_what_is_overdue_is_told_as_of_the_day(ask: Call) -> None:
    for day, due in (("2015", "1 overdue"), ("2013", "running")):
        page = ask("--as-of", day, "--json").out
        assert due in page
        ledger = ask("promise", "--overdue", "--as-of", day, "--json").out
        assert len(json.loads(ledger)) == ("overdue" in page)


def test_nothing_is_suggested_that_leads_nowhere_yet(ask: Call) -> None:
    def suggested(*options: str) -> list[str]:
        return [run for run, _ in json.loads(ask("--json", *options).out)["commands"]]

    assert "xiaomi search steel" in suggested()
    assert suggested("--as-of", "2013") == []


def test_more_is_seen_later_and_all_of_it_without_a_lens(kettles: Store) -> None:
    seen = [{e.id for e in through(kettles, lens(day)).everything()} for day in DAYS]
    assert all(before <= after for before, after in pairwise(seen))
    assert seen[-1] == {e.id for e in kettles.everything()}
    assert through(kettles, lens()) is kettles


@pytest.mark.parametrize("day", ["2021-14", "yesterday", "since 2020"])
def test_a_day_that_is_none_is_refused(ask: Call, day: str) -> None:
    ended = ask("timeline", "--as-of", day)
    assert (ended.code, ended.out, ended.err.count("\n")) == (Exit.USAGE, "", 1)
