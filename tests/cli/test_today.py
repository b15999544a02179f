"""A day of the year, and a lesson by chance."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.program import Call, Ended
from xiaomi_cli.cli.exit_codes import Exit

EVENTS = """
- {id: event/a, title: A, summary: On the day., date: 2012-03-28, type: launch}
- {id: event/b, title: B, summary: On the day later., date: 2014-03-28, type: launch}
- {id: event/c, title: C, summary: In the month., date: 2013-03, type: launch}
- {id: event/d, title: D, summary: About the month., date: 2013-03~, type: launch}
- {id: event/e, title: E, summary: Another day., date: 2013-03-02, type: launch}
- {id: event/f, title: F, summary: A span that holds it., date: 2013-02/2013-04, type: launch}
- {id: event/g, title: G, summary: A year., date: 2013, type: launch}
- {id: event/h, title: H, summary: A leap day., date: 2016-02-29, type: launch}
- {id: event/i, title: I, summary: A quarter., date: 2013-33, type: launch}
"""


@pytest.fixture
def days(tmp_path: Path, bare: Call) -> Call:
    """The program on a library of dates of every precision."""
    (tmp_path / "events.yaml").write_text(EVENTS, encoding="utf-8")

    def call(*arguments: str) -> Ended:
        return bare("--data", tmp_path, *arguments)

    return call


FOUND = [
    ("03-28", "ab"),
    ("2014-03-28", "ab"),
    ("2013-03-28", "a"),
    ("03-05", "acdeb"),
    ("2012-03-05", "a"),
    ("02-29", "h"),
    ("02-28", "h"),
]


@pytest.mark.parametrize(("day", "ids"), FOUND)
def test_events_of_the_day_or_else_of_the_month(days: Call, day: str, ids: str) -> None:
    found = json.loads(days("today", "--date", day, "--json").out)
    assert sorted(record["id"][-1] for record in found) == sorted(ids)


def test_how_long_ago_is_said_if_a_year_is_asked(days: Call) -> None:
    shown = days("today", "--date", "2015-03-28").out
    assert "A, 3 years ago" in shown
    assert "B, a year ago" in shown
    assert "ago" not in days("today", "--date", "03-28").out


def test_without_an_event_nothing_is_found(days: Call) -> None:
    ended = days("today", "--date", "2011-03-28", "--json")
    assert (ended.code, ended.out) == (Exit.NOTHING, "[]\n")
    assert ended.err == "nothing is known to have happened in March\n"


@pytest.mark.parametrize(
    "day", ["03-32", "13-01", "00-10", "02-30", "2023-02-29", "3-28", "28 March", "٠٣-٢٨", "-"]
)
def test_what_is_no_day_is_refused(days: Call, day: str) -> None:
    ended = days("today", "--date", day, "--plain")
    assert ended.code == Exit.USAGE
    assert "is no day; expected one such as 03-28 or 2024-03-28" in ended.err


def test_today_is_the_day_it_is(days: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fixed(date):
        @classmethod
        def today(cls) -> "Fixed":
            return cls(2014, 3, 28)

    monkeypatch.setattr("xiaomi_cli.cli.options.date", Fixed)
    shown = days("today").out
    assert "A, 2 years ago" in shown
    assert "B, this year" in shown


def test_as_of_a_day_it_is_that_day(days: Call) -> None:
    shown = days("today", "--as-of", "2013-03-28").out
    assert "A, a year ago" in shown
    assert "B" not in shown


def test_a_lesson_by_chance_is_one_of_the_theme(bare: Call, tmp_path: Path) -> None:
    lessons = "".join(
        f"- {{id: lesson/l{n}, title: L{n}, summary: S., themes: [{'ab'[n % 2]}]}}\n"
        for n in range(20)
    )
    (tmp_path / "lessons.yaml").write_text(lessons, encoding="utf-8")

    def pick(*arguments: str) -> str:
        ended = bare("--data", tmp_path, "lesson", "--random", "--plain", *arguments)
        assert (ended.code, ended.out.count("\n")) == (Exit.FOUND, 1)
        return ended.out.split("\t")[0]

    assert len({pick() for _ in range(12)}) > 1
    assert {pick("--theme", "a") for _ in range(12)} <= {f"lesson/l{n}" for n in range(0, 20, 2)}
    assert bare("--data", tmp_path, "lesson", "l1", "--random").code == Exit.USAGE
