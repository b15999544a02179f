"""Lists: what stands out, what is cut, what matched, what is contested."""

import json

import pytest

from tests.render.screens import lines
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.library_settings import Era
from xiaomi_cli.queries.timeline import EraEvents
from xiaomi_cli.render.blocks import BRIEF, PageOptions, Paragraph, Row, Span
from xiaomi_cli.render.views.hits import hits
from xiaomi_cli.render.views.lists import promises, timeline
from xiaomi_cli.search.search import Answer, Hit

CONTESTED = {"contested": {"date": [{"dispute": "dispute/d", "says": "a", "others": ["22 May"]}]}}


def entry(record: str, **fields: object) -> Entry:
    """A record as the store hands it out."""
    text = json.dumps({"id": record, **fields})
    contested = json.dumps(fields.get("contested", {}))
    return Entry(record, record.partition("/")[0], record.partition("/")[2].capitalize(), "",
                 "What it is.", "2020", "2020-01-01", None, 0, "launch", "[]", "",
                 contested, text)  # fmt: skip


ERA = Era("all", "All years", "", "2000-01-01", "2029-12-31")


def test_a_timeline_has_a_line_an_event_and_turns_stand_out() -> None:
    events = [entry("event/one"), entry("event/two", **CONTESTED)]
    dates = {event.id: "2020" for event in events}
    blocks = timeline([EraEvents(ERA, events)], dates, BRIEF, {"event/two"})
    assert lines(blocks) == ["All years  2000–2029", "2020  ▲  One", "2020  ▲  Two  ‡ 22 May"]
    styles = [row.line[0].style for row in blocks if isinstance(row, Row)]
    assert styles == ["", "strong"]


def test_a_full_timeline_says_what_is_known_and_ids_when_asked() -> None:
    blocks = timeline([EraEvents(None, [entry("event/one")])], {"event/one": "2020"},
                      PageOptions(full=True, ids=True))  # fmt: skip
    assert lines(blocks) == ["2020  ▲  One. What it is.  event/one"]


@pytest.mark.parametrize(("count", "empty"), [(3, 1), (80, 0)], ids=["short", "long"])
def test_a_long_timeline_has_no_empty_lines(count: int, empty: int) -> None:
    events = [entry(f"event/e{n}") for n in range(count)]
    dates = {event.id: "2020" for event in events}
    shown = lines(timeline([EraEvents(ERA, events), EraEvents(ERA, events[:1])], dates))
    assert shown.count("") == empty


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2025", "2025"),
        ("2025-05", "May 2025"),
        ("2025-07/2025-12", "Jul–Dec 2025"),
        ("2039~/2044~", "~2039–2044"),
        ("2025-02-28", "28 Feb 2025"),
    ],
)
def test_the_day_that_something_is_due_is_short(due: str, said: str) -> None:
    fields = {"outcome": "missed", "due": due, "made": "2020", "pledge": "A car", "actual": "None"}
    assert f"  {said}  A car  None" in lines(promises([(entry("promise/x"), fields)]))


def test_promises_without_a_date_are_one_paragraph_or_in_full_a_line_each() -> None:
    fields = {"outcome": "open", "made": "2020", "pledge": "Best"}
    found = [(entry("promise/one"), fields), (entry("promise/two"), fields)]
    assert lines(promises(found))[-1] == "  One · Two"
    assert sum("Best" in line for line in lines(promises(found, PageOptions(full=True)))) == 2


def hit(record: str, snippet: str, **fields: object) -> Hit:
    """A hit that answers with these words."""
    return Hit(entry(record, **fields), 1.0, snippet, 0, ())


def answer(query: str, *found: Hit) -> Answer:
    """What was found for a query."""
    return Answer(query, "", list(found), len(found), {})


def marked(query: str, text: str) -> list[str]:
    """What of a text stands out for a query."""
    paragraph = hits(answer(query, hit("event/x", text)), {})[1]
    assert isinstance(paragraph, Paragraph)
    return [span.text for span in paragraph.line if span.style == "match"]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("lidar", "The Lidar and lidars, not solidarity.", ["Lidar", "lidars"]),
        ("5% cap", "A cap of 5% and 15%.", ["cap", "5%"]),
        ("雷军", "雷军说", ["雷军"]),
        ("kind:event recall", "A kind recall event.", ["recall"]),
        ("car -phone", "A phone and a car.", ["car"]),
        ("(", "Nothing (at all).", []),
    ],
)
def test_what_matched_stands_out(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_hits_that_answer_alike_are_folded() -> None:
    shown = lines(hits(answer("lidar", hit("event/one", "It has lidar."),
                              hit("product/two", "It has lidar."), hit("risk/three", "No.")), {}))  # fmt: skip
    assert shown == [
        "event      One", "           It has lidar.", "           also in Two",
        "risk       Three", "           No.",
    ]  # fmt: skip


def test_a_contested_statement_has_the_other_value_beside_it() -> None:
    claim = {"text": "It has lidar.", "contested": CONTESTED["contested"]["date"]}
    shown = lines(hits(answer("lidar", hit("event/x", "It has lidar.", claims=[claim])), {}))
    assert shown[1].strip() == "It has lidar.  ‡ 22 May"


def test_a_name_leads_to_its_record() -> None:
    row = hits(answer("one", hit("event/one", "It.")), {})[0]
    assert isinstance(row, Row)
    assert Span("One", "match", "event/one") in row.line
