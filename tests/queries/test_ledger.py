"""How a promise stands on a day."""

from pathlib import Path

import pytest

from tests.library.libraries import SOURCES, write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.queries.listing import Ledger, ledger, standing
from xiaomi_cli.queries.overview import overview

KEPT = (
    "- {id: promise/%s, title: P, summary: S., by: Ann, made: 2010, outcome: kept, cite: doc¶1,\n"
    "   claims: [{text: Ann will go., cite: doc¶1}], result: [{text: She went., cite: doc¶2}]}\n"
)


@pytest.mark.parametrize(
    ("outcome", "due", "expected"),
    [
        ("kept", "2020", "kept"),
        ("missed", "2020", "missed"),
        ("open", "2020", "overdue"),
        ("open", "2025-03", "running"),
        ("open", "2025-03-01", "overdue"),
        ("open", "2025", "running"),
        ("open", "", "undated"),
    ],
)
def test_an_open_promise_is_overdue_running_or_undated(
    outcome: str, due: str, expected: str
) -> None:
    assert standing({"outcome": outcome, "due": due}, "2025-03-02") == expected


def made(*promises: tuple[str, str]) -> Ledger:
    """A ledger of promises, each an outcome and a day."""
    entry = Entry("promise/x", "promise", "X", "", "S.", "", None, None, 0, "", "[]", "", "{}")
    found = [(entry, {"outcome": how, "due": due, "made": "2000"}) for how, due in promises]
    return ledger(found, "2025-03-02")


def test_what_was_judged_comes_first_and_each_by_its_day() -> None:
    found = made(("open", "2030"), ("kept", "2021"), ("missed", "2020"), ("kept", "2019"))
    assert list(found.by_standing) == ["missed", "kept", "running"]
    assert [fields["due"] for _, fields in found.by_standing["kept"]] == ["2019", "2021"]
    assert found.judged() == ["2 kept", "1 missed"]
    assert found.count("running", "overdue") == 1


@pytest.mark.parametrize(
    ("more", "expected"),
    [("", "1 promise judged: 1 kept"), (KEPT % "q", "2 promises judged: 2 kept")],
)
def test_one_promise_is_not_counted_as_several(more: str, expected: str, tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.yaml": KEPT % "p" + more, "sources.yaml": SOURCES})
    assert overview(Store(compile_folder(folder, None)), "2026-11-30").outcomes == [expected]
