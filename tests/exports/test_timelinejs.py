"""TimelineJS: its JSON, dates as precise as known, texts that are no HTML."""

import json
from typing import Any

import html5lib
import pytest

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import one_line


def slides(text: str | bytes) -> dict[str, dict[str, Any]]:
    return {slide["unique_id"]: slide for slide in json.loads(text)["events"]}


def read(html: str) -> Any:
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


@pytest.mark.parametrize(
    ("identifier", "dates"),
    [
        ("founding", {"start_date": {"year": 2001, "month": 2, "day": 3}}),
        ("month", {"start_date": {"year": 2004, "month": 2}, "display_date": "February 2004"}),
        (
            "decade",
            {"start_date": {"year": 2000}, "end_date": {"year": 2009}, "display_date": "2000s"},
        ),
        ("about", {"start_date": {"year": 2015}, "display_date": "about 2015"}),
        ("open", {"start_date": {"year": 2020}, "display_date": "since 2020"}),
        (
            "quarter",
            {
                "start_date": {"year": 2012, "month": 4},
                "end_date": {"year": 2012, "month": 6},
                "display_date": "Q2 2012",
            },
        ),
    ],
)
def test_a_date_keeps_its_precision(tiny: Store, identifier: str, dates: dict[str, Any]) -> None:
    slide = slides(written("timelinejs", selected(tiny, "timelinejs")))[f"event-{identifier}"]
    assert {name: value for name, value in slide.items() if name.endswith("_date")} == dates


def test_the_eras_of_the_library_are_named(tiny: Store) -> None:
    eras = json.loads(written("timelinejs", selected(tiny, "timelinejs")))["eras"]
    assert [era["text"]["headline"] for era in eras] == ["Early: the #1 years", "Late years"]


@for_any_text
def test_no_text_is_html(hostile: Hostile, text: str) -> None:
    for slide in slides(hostile.export("timelinejs", text)).values():
        headline = read(slide["text"]["headline"])
        assert len(headline) == 0
        assert (headline.text or "") == one_line(text)
        body = read(slide["text"]["text"])
        assert {node.tag for node in body.iter()} <= {"DOCUMENT_FRAGMENT", "p", "small", "br"}
        assert one_line(text) in "".join(body.itertext())
