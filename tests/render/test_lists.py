"""Lists: what stands out, what is cut, what matched, what is contested."""

import json

import pytest

from tests.render.screens import lines
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.library_facts import Era
from xiaomi_cli.queries.overview import Overview
from xiaomi_cli.queries.timeline import EraEvents
from xiaomi_cli.render.blocks import BRIEF, PageOptions, Paragraph, Row, Span
from xiaomi_cli.render.views.hits import hits
from xiaomi_cli.render.views.lists import promises, records, timeline
from xiaomi_cli.render.views.start import start
from xiaomi_cli.search.search import Answer, Hit

CONTESTED = {"contested": {"date": [{"dispute": "dispute/d", "says": "a", "others": ["22 May"]}]}}


def entry(record: str, **fields: object) -> Entry:
    """A record as the store hands it out."""
    text = json.dumps({"id": record, **fields}, separators=(",", ":"))
    kind, _, slug = record.partition("/")
    date = "2020" if kind in {"event", "patent", "promise"} else ""
    return Entry(record, kind, slug.capitalize(), "", "What it is.", date, "2020-01-01", None, 0,
                 "launch", "[]", "", text)  # fmt: skip


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
        ("2025-07/2025-12", "H2 2025"),
        ("2025-08/2025-11", "Aug–Nov 2025"),
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


def disputed(verdict: str, options: PageOptions = BRIEF) -> str:
    """What the list says of a dispute with this verdict."""
    shown = lines(records("One", [("", [entry("dispute/x", verdict=verdict)])], "", options))
    return " ".join(" ".join(shown[2:]).split()).removeprefix("X ")


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("Net margin after tax: gross margin is another measure.", "Net margin after tax"),
        ("No: nobody could enforce it, as far as is known.", "No: nobody could enforce it"),
        ("Not for long.", "Not for long."),
    ],
    ids=["the answer before its reasons", "a bare no with the first", "all of it"],
)
def test_a_list_of_disputes_shows_their_answers(verdict: str, said: str) -> None:
    assert disputed(verdict) == said
    assert disputed(verdict, PageOptions(full=True)) == verdict


def test_the_outcome_of_a_promise_is_never_cut() -> None:
    fields = {"outcome": "missed", "due": "2025", "made": "2020", "pledge": "Twenty thousand shops",
              "actual": "About two thousand more by the middle of the year before"}  # fmt: skip
    shown = lines(promises([(entry("promise/x"), fields)]), 60)
    assert " ".join(" ".join(shown).split()).endswith(fields["actual"])
    assert len({len(line) - len(line.lstrip()) for line in shown[4:]}) == 1  # in its column


@pytest.mark.parametrize(("count", "empty"), [(40, 2), (70, 1)], ids=["short", "long"])
def test_a_long_list_has_no_empty_lines_between_its_groups(count: int, empty: int) -> None:
    found = [entry(f"lesson/l{n}", tagline="Say what is fixed.") for n in range(count)]
    assert lines(records("Many", [("One", found), ("Two", found[:30])], "")).count("") == empty


def test_a_list_of_any_kind_has_the_dates_that_there_are() -> None:
    dated = entry("patent/cooling")
    undated = dated._replace(title="Hinge", date="")
    assert [line.split() for line in lines(records("Two", [("", [dated, undated])], ""))[2:]] == [
        ["2020", "Cooling", "What", "it", "is."], ["Hinge", "What", "it", "is."],
    ]  # fmt: skip
    assert lines(records("One", [("", [undated])], ""))[-1] == "  Hinge  What it is."


def test_a_list_has_a_finding_in_few_signs_and_its_title_once() -> None:
    figure = entry("figure/x", finding="From 66.8 billion yuan to 365.9 billion. By far")
    assert lines(records("One", [("", [figure])], ""))[-1] == "  X  From 66.8bn yuan to 365.9bn"
    later = figure._replace(json="{}", summary="X, 2020: CNY 245.9 billion. Up 19%.")
    assert lines(records("One", [("", [later])], ""))[-1] == "  X  2020: CNY 245.9bn"


def hit(record: str, snippet: str, **fields: object) -> Hit:
    """A hit that answers with these words."""
    return Hit(entry(record, **fields), 1.0, snippet, 0, ())


def answer(query: str, *found: Hit) -> Answer:
    """What was found for a query."""
    return Answer(query, "", list(found), len(found), {})


def test_what_matched_stands_out() -> None:
    found = hit("event/x", "The Lidar and lidars.")._replace(marks=((4, 9), (14, 20)))
    paragraph = hits(answer("lidar", found), {}, BRIEF)[1]
    assert isinstance(paragraph, Paragraph)
    matched = [span.text for span in paragraph.line if span.style == "match"]
    assert matched == ["Lidar", "lidars"]


def test_hits_that_answer_alike_are_folded() -> None:
    repeated = hit("product/two", "It has lidar.")._replace(folded="event/one")
    found = (hit("event/one", "It has lidar."), repeated, hit("risk/three", "No."))
    assert lines(hits(answer("lidar", *found), {}, BRIEF)) == [
        "event      One", "           It has lidar.", "           also in Two",
        "risk       Three", "           No.",
    ]  # fmt: skip


def test_a_contested_statement_has_the_other_value_beside_it() -> None:
    claim = {"text": "It has lidar.", "contested": CONTESTED["contested"]["date"]}
    shown = lines(hits(answer("lidar", hit("event/x", "It has lidar.", claims=[claim])), {}, BRIEF))
    assert shown[1].strip() == "It has lidar.  ‡ 22 May"


def test_a_name_leads_to_its_record() -> None:
    row = hits(answer("one", hit("event/one", "It.")._replace(title_marks=((0, 3),))), {}, BRIEF)[0]
    assert isinstance(row, Row)
    assert Span("One", "match", "event/one") in row.line


def test_a_library_that_suggests_nothing_has_a_start_page() -> None:
    empty = Overview("Trees", "", "", {"event": 1}, "", "", 2, [], (), {}, [], [], [], "")
    assert lines(start(empty)) == ["Trees", "", "1 event", "2 cited statements."]
