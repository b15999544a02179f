"""A problem is one line that leads to its place, however odd the text it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.model import problem
from xiaomi_cli.model.problem import (
    BrokenLibraryError,
    Problem,
    Suggester,
    at_most,
    expected,
    shorten,
    suggest,
)


def test_a_problem_is_printed_as_editors_expect_it() -> None:
    assert str(Problem("a/b.yaml", 7, "is wrong")) == "a/b.yaml:7: is wrong"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "'short'"),
        ("it's", '"it\'s"'),
        ("x" * 60, "'" + "x" * 60 + "'"),
        ("x" * 61, "'" + "x" * 59 + "…'"),
        ("\x1b[2J", "'\\x1b[2J'"),
        ("\0" * 1000, "'" + "\\x00" * 14 + "…'"),
    ],
)
def test_a_quoted_text_is_short_and_visible(text: str, shown: str) -> None:
    assert shorten(text) == shown


@given(st.text(max_size=200), st.integers(10, 80))
def test_a_quoted_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    shown = shorten(text, limit)
    assert len(shown) <= limit + 2
    assert shown.isprintable()


def test_problems_are_sorted_by_place_and_each_is_told_once() -> None:
    first, second, third = Problem("a", 2, "x"), Problem("a", 10, "x"), Problem("b", 1, "x")
    assert at_most([third, second, first, second]) == [first, second, third]


def test_beyond_a_bound_problems_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem, "MAX_PROBLEMS", 2)
    monkeypatch.setattr(problem, "MAX_LISTED", 3)
    found = [Problem(file, line, "x") for file in "abc" for line in range(1, 5)]
    assert [str(told) for told in at_most(found)] == [
        "a:1: x", "a:2: x", "a:3: and 2 more problems in this file",
        "b:1: x", "b:2: and 3 more problems in this file",
        "c:1: x", "c:2: and 3 more problems in this file",
    ]  # fmt: skip


def test_a_broken_library_carries_its_problems() -> None:
    error = BrokenLibraryError([Problem("a", 1, "x")])
    assert error.problems == [Problem("a", 1, "x")]
    assert str(error) == "1 problems"


@pytest.mark.parametrize(
    ("word", "known", "nearest"),
    [
        ("sumary", ["title", "summary", "see"], "summary"),
        ("tpye", ["type", "title", "date"], "type"),
        ("lei-jum", ["lei-jun", "lin-bin"], "lei-jun"),
        ("colour", ["title", "summary"], ""),
        ("", ["title"], ""),
        ("title", [], ""),
        ("x" * 1_000_000, ["x" * 80, "title"], "x" * 80),
    ],
)
def test_the_nearest_word_is_found_if_there_is_one(
    word: str, known: list[str], nearest: str
) -> None:
    assert Suggester().suggest(word, known) == nearest


def test_suggestions_stop_when_their_budget_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem, "_BUDGET", 1000)
    asked = Suggester()
    known = [f"word{n}" for n in range(90)]
    found = [asked.suggest("wrod5", known) for _ in range(20)]
    assert found[0] == "word5"
    assert found[-1] == ""


def test_the_nearest_of_a_short_list_in_any_case_or_nothing() -> None:
    assert suggest("Principal", ["principle", "figure"]) == "principle"
    assert suggest("banana", ["principle", "figure"]) == ""


def test_what_is_expected_is_the_suggestion_or_any_known_word() -> None:
    assert expected("title", ["title", "see"]) == "did you mean title?"
    assert expected("", ["title", "see"]) == "expected one of: title, see"
