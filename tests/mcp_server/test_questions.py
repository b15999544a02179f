"""Twenty questions to the shipped library through the package's own client: the right record, cited."""

from typing import Any

import anyio

from tests.conftest import ROOT
from tests.mcp_server.test_pipe import client

# Tool, arguments, and the record that the first statement of the answer is of.
QUESTIONS: list[tuple[str, dict[str, Any], str]] = [
    ("search", {"query": "revenue of 2014 with tax"}, "dispute/revenue-2014"),
    ("search", {"query": "promises after the crash"}, "promise/never-shy-away"),
    ("search", {"query": "雷军"}, "person/lei-jun"),
    ("search", {"query": "5% cap on hardware margin"}, "principle/hardware-profit-cap"),
    ("search", {"query": "near collapse"}, "event/2015-near-collapse"),
    ("search", {"query": "iron triangel"}, "framework/iron-triangle"),
    ("search", {"query": "three iron laws"}, "framework/three-iron-laws"),
    ("search", {"query": "ipo hong kong", "kind": "event"}, "event/2018-07-09-ipo"),
    ("show", {"name": "Iron Triangle 2.0"}, "framework/iron-triangle"),
    ("show", {"name": "dispute/revenue-2014"}, "dispute/revenue-2014"),
    ("show", {"name": "promise/never-shy-away"}, "promise/never-shy-away"),
    ("show", {"name": "MIUI"}, "product/miui"),
    ("show", {"name": "startup-thinking"}, "source/startup-thinking"),
    ("show", {"name": "lei jun", "as_of": "2014"}, "person/lei-jun"),
    ("figures", {"name": "revenue", "start": "2024", "end": "2024"}, "figure/revenue"),
    ("figures", {"name": "smartphone shipments"}, "figure/smartphone-shipments"),
    ("figures", {"name": "car deliveries"}, "figure/ev-deliveries"),
    ("timeline", {"about": "recovery and listing", "major": True}, "event/2017-01-letter"),
    ("timeline", {"about": "India"}, "event/2014-07-22-india-entry"),
    ("compare", {"names": ["iron triangle 1.0", "iron triangle 2.0"]}, "framework/iron-triangle"),
]  # fmt: skip


def test_each_of_twenty_questions_is_answered_from_the_right_record_and_cited() -> None:
    wrong = []

    async def run() -> None:
        async with client(ROOT / "data") as opened:
            for tool, asked, record in QUESTIONS:
                done = await opened.call_tool(tool, asked)
                told = (done.structured_content or {}).get("statements", [])
                cited = told and all(one["cite"] and "dispute" in one for one in told)
                if not cited or told[0]["at"].partition("#")[0] != record:
                    wrong.append((tool, asked, [one["at"] for one in told[:3]], done.content[:1]))

    anyio.run(run)
    assert len(QUESTIONS) == 20
    assert not wrong, wrong
