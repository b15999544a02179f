"""Suggestions name the nearest word, and never cost more than they are worth."""

import pytest

import xiaomi_cli.model.problem as module
from xiaomi_cli.model.problem import Suggester, expected, suggest


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
    monkeypatch.setattr(module, "_BUDGET", 1000)
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
