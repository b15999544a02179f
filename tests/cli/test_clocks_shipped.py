"""Of the shipped library, too, nothing later is shown: no day, no year but of plans, no new name.

Nor does a head look back that is shown from the day of its record on.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import in_process
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.model.dates import is_later, mentions

pytestmark = pytest.mark.slow
CLOCKS = ["--as-of", "--published-by"]
DAYS = ["2012-06-01", "2015-12-31", "2018-07-10", "2021-03-31", "2023-12-18", "2025-06-01"]
# From when on each name may be shown: the first that anybody could have read it.
NEW = {
    "Redmi": "2013-07", "Mi MIX": "2016-10", "Surge S1": "2017-02", "POCO": "2018-08",
    "Three Iron Laws": "2020-08", "CyberDog": "2021-08", "CyberOne": "2022-08",
    "HyperOS": "2023-10", "澎湃OS": "2023-10", "SU7": "2023-12", "YU7": "2024-12",
    "MiMo": "2025-04", "XRING": "2025-05", "玄戒": "2025-05", "recall": "2025-09",
}  # fmt: skip
QUESTIONS = [
    [], ["timeline"], ["timeline", "--major"], ["timeline", "cars"], ["event"], ["framework"],
    ["framework", "--all"], ["principle"], ["company"], ["product"], ["person"], ["figure"],
    ["lesson"], ["risk"], ["promise"], ["promise", "--overdue"], ["dispute"], ["source"],
    ["figure", "--doubtful"], ["figure", "revenue"], ["figure", "revenue", "--growth"],
    ["figure", "deliveries"], ["figure", "rd-pledges"], ["figure", "monthly-users"],
    ["company", "xiaomi", "--full"], ["company", "apple"], ["person", "lei-jun", "--full"],
    ["framework", "iron-triangle"], ["principle", "speed", "--against"], ["product", "mi-1"],
    ["promise", "price-from-cost"], ["risk", "driver-assistance-rules"],
    ["source", "hard-tech"], ["search", "revenue"], ["search", "lidar"], ["search", "SU7"],
    ["search", "chip"], ["compare", "apple", "xiaomi", "--full"], ["compare", "2014", "2016"],
    ["coverage"], ["today", "--date", "03-28"], ["2016"], ["why did xiaomi nearly collapse"],
]  # fmt: skip
# Of a kind whose record dates them, what editors write; and the words of who knows what came of it.
HEADS = {
    "event": ["title", "summary"], "product": ["title", "summary"],
    "promise": ["title", "where", "pledge", "actual"],
}  # fmt: skip
HINDSIGHT = (
    r"\b(would|later|in the end|turned out|still|since then|ever since|eventually|went on to|"
    r"not yet|our sources|this library|no page|the review|the profile)\b"
)
A_YEAR = ("01-01", "12-31")
DUE = r'"due":"[^"]*"|^- due: .*'
PLANS = {"promise", "forecast", "target"}
TOLD_LATER = {"actual", "judged", "result", "dissent", "aliases", "see"}  # of a promise
ISO_DAY = r"\b20\d\d-(?:0\d|1[0-2])(?:-\d\d)?\b"
QUARTER = r"\b20\d\d-3[3-6]\b"  # in EDTF; looks like a span of years


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("day", DAYS)
def test_no_answer_shows_anything_later(
    capsys: pytest.CaptureFixture[str], day: str, clock: str
) -> None:
    for question in QUESTIONS:
        for form in ("--plain", "--json"):
            ended = in_process(capsys, [*question, clock, day, form])
            assert ended.code in {Exit.FOUND, Exit.NOTHING, Exit.USAGE}, (question, ended.err)
            shown = (ended.out + ended.err).splitlines()
            if form == "--json" and ended.out:
                shown = [
                    text
                    for text in texts(json.loads(ended.out))
                    if text.removeprefix("year/") not in question
                ]
                assert [t for t in shown if is_later(re.sub(QUARTER, "", t), day)] == [], question
            assert [line for line in shown if newer(line, day, question)] == [], question


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("form", ["jsonl", "csv", "md", "ics"])
def test_no_export_shows_anything_later(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, day: str, clock: str
) -> None:
    written = tmp_path / f"all.{form}"
    ended = in_process(capsys, ["export", "-o", str(written), clock, day])
    assert ended.code == Exit.FOUND, ended.err
    lines = written.read_text("utf-8").splitlines()
    assert [line[:300] for line in lines if newer(line, day, [])] == []


@pytest.mark.parametrize("kind", HEADS)
def test_no_head_looks_back(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    records = json.loads(in_process(capsys, [kind, "--limit", "0", "--json"]).out)
    assert records
    heads = [(r["id"], r[name]) for r in records for name in HEADS[kind] if name in r]
    assert [head for head in heads if re.search(HINDSIGHT, head[1], re.IGNORECASE)] == []


def texts(value: Any) -> Iterator[str]:
    """What an answer says, but for plans: they may name a year to come. Pages name plans, too."""
    if isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, dict):
        if not is_plan(value) and value.get("kind") != "source":
            skipped = set(value) - TOLD_LATER if value.get("kind") == "promise" else set()
            plans = [said.get("text") for said in value.get("claims", []) if is_plan(said)]
            if value.get("summary") in plans or any(map(is_plan, value.get("points", []))):
                skipped |= {"summary"}
            for name in value.keys() - skipped:
                yield from texts(value[name])
    elif isinstance(value, str):
        yield value


def is_plan(said: dict[str, Any]) -> bool:
    """Whether a statement or a value may name the future."""
    return bool(PLANS & {said.get("type"), said.get("basis")})


def newer(text: str, day: str, typed: list[str]) -> set[str]:
    """Names of what was not yet there, and months and days that were still to come."""
    text = re.sub(DUE, "", text)
    names = {name for name, since in NEW.items() if day < since and re.search(rf"\b{name}", text)}
    exact = {m.earliest for m in mentions(text) if (m.earliest[5:], m.latest[5:]) != A_YEAR}
    days = {found for found in exact | set(re.findall(ISO_DAY, text)) if found > day}
    return {found for found in names | days if found not in typed}
