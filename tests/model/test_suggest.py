"""Hints name the nearest word, and never cost more than they are worth."""

import pytest

from xiaomi_cli.model import suggest
from xiaomi_cli.model.suggest import Hints


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
    assert Hints().nearest(word, known) == nearest


def test_hints_stop_when_their_budget_is_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "_BUDGET", 1000)
    asked = Hints()
    known = [f"word{n}" for n in range(90)]
    found = [asked.nearest("wrod5", known) for _ in range(20)]
    assert found[0] == "word5"
    assert found[-1] == ""
