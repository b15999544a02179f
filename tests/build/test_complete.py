"""Drawn-in statements and contested values: what a compiled record says of others, and they of it."""

import json
from typing import Any

import pytest

from tests.library.libraries import SOURCES, problems_of, write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store, lens
from xiaomi_cli.index.visibility import SeenStore
from xiaomi_cli.model.locators import StatementPath

RECORDS = """\
- id: event/launch
  title: The launch
  summary: The phone is shown.
  date: 2011-08-16
  type: launch
  cite: doc¶1
  claims:
  - {id: shown, text: The phone was shown in Beijing., cite: doc¶1, type: account, by: person/ann}
  - {id: price, text: "It cost 1,999 yuan.", cite: page, date: 2011, short: "1,999 yuan",
     quantities: [{measure: price of the Mi 1, value: 1999, currency: CNY, of: company/us}]}
  - {text: Nobody draws this in., cite: page}
- id: figure/sold
  title: Sold
  summary: Phones sold.
  cite: page
  measure: phones sold
  unit: phones
  points:
  - {period: 2011, value: 300, scale: thousand, basis: reported, cite: page}
  - {period: 2012, value: 7, scale: million, basis: target, by: person/ann, cite: doc¶2, id: aim}
- id: framework/way
  title: The way
  summary: How to do it.
  cite: doc¶1
  form: list
  parts: [principle/cheap]
  tensions:
  - {title: Cheap or good, text: Both at once is hard., sides: ["event/launch#price", principle/cheap#good]}
- id: principle/cheap
  title: Cheap
  summary: Sell near cost.
  cite: doc¶1
  claims:
  - {id: good, name: Good enough, zh: 够好, aliases: [decent], parts: [a, b], text: It was good., cite: page}
  cases: ["event/launch#shown", "event/launch#price", "figure/sold#2011", "figure/sold#aim"]
- id: company/us
  title: Us
  summary: We make phones.
  cite: doc¶1
  dimensions:
    pricing: ["event/launch#price"]
- {id: person/ann, title: Ann, summary: Founder., cite: doc¶1, asked: [who began it], claims: ["event/launch#date"]}
- {id: lesson/sell, title: Sell, summary: Sell cheap., cite: doc¶1, about: [principle/cheap]}
- id: dispute/day
  title: The day
  question: Which day?
  verdict: The 16th.
  consequence: high
  positions:
  - {at: "event/launch#date", says: 16 August 2011}
  - {text: It was shown on the 18th., says: 18 August 2011, cite: page, holder: The Daily}
- id: dispute/price
  title: The price
  question: How much?
  verdict: "1,999 yuan."
  consequence: low
  settled: true
  positions:
  - {at: "event/launch#price", says: "1,999"}
  - {at: "figure/sold#aim", says: "7"}
  - {at: "figure/sold#2011", says: "1,999"}
"""


@pytest.fixture(scope="module", name="store")
def _store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = write(tmp_path_factory.mktemp("drawn"), {"a.yaml": RECORDS, "s.yaml": SOURCES})
    assert problems_of(folder) == []
    return Store(compile_folder(folder, None))


def record(store: Store, identifier: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(store.by_ids([identifier])[identifier].json)
    return found


def test_a_drawn_in_statement_says_what_it_says_at_home_and_where_that_is(store: Store) -> None:
    shown, price, reported, aim = record(store, "principle/cheap")["cases"]
    home = record(store, "event/launch")["claims"]
    assert shown == {
        "text": "The phone was shown in Beijing.", "cite": ["doc¶1"], "type": "account",
        "by": "person/ann", "date": "2011-08-16", "home": "event/launch#shown",
        "contested": [{"dispute": "dispute/day", "says": "16 August 2011", "others": ["18 August 2011"]}],
    }  # fmt: skip
    kept = {name: value for name, value in home[1].items() if name != "id"}
    assert price == kept | {"home": "event/launch#price"}
    assert reported["text"] == "Sold, 2011: 300 thousand phones"
    assert (aim["type"], aim["text"]) == ("promise", "Sold, 2012: 7 million phones (target)")
    assert aim["quantities"][0]["basis"] == "target"
    assert json.loads(store.by_ids(["event/launch"])["event/launch"].json)["claims"][0].keys() == {
        "text", "cite", "type", "by", "id",
    }  # fmt: skip


def test_they_stand_in_every_list_of_statements(store: Store) -> None:
    assert record(store, "company/us")["dimensions"]["pricing"][0]["short"] == "1,999 yuan"
    sides = record(store, "framework/way")["tensions"][0]["sides"]
    assert [side["home"] for side in sides] == ["event/launch#price", "principle/cheap#good"]
    assert (sides[1]["name"], sides[1]["parts"]) == ("Good enough", ["a", "b"])
    assert record(store, "person/ann")["claims"][0]["date"] == "2011-08-16"
    positions = record(store, "dispute/price")["positions"]
    assert positions[0]["at"] == "event/launch#price"
    assert positions[0]["text"] == "It cost 1,999 yuan."
    assert positions[2]["says"] == "1,999"


def test_a_value_is_marked_with_what_the_others_say_and_nothing_else_is(store: Store) -> None:
    event = record(store, "event/launch")
    assert event["contested"] == {
        "date": [{"dispute": "dispute/day", "says": "16 August 2011", "others": ["18 August 2011"]}]
    }
    price = {"dispute": "dispute/price", "says": "1,999", "others": ["7"]}
    assert event["claims"][1]["contested"] == [price]
    assert "contested" not in event["claims"][0]  # the date above it is marked
    points = record(store, "figure/sold")["points"]
    assert [point["contested"][0]["others"] for point in points] == [["7"], ["1,999"]]
    assert "contested" not in record(store, "dispute/price")["positions"][0]
    marked = [e.id for e in store.everything() if '"contested"' in e.json]
    assert marked == [
        "framework/way", "principle/cheap", "event/launch", "company/us", "person/ann", "figure/sold",
    ]  # fmt: skip


def test_a_record_knows_the_disputes_that_point_into_it_and_no_others(store: Store) -> None:
    assert record(store, "event/launch")["disputes"] == ["dispute/day", "dispute/price"]
    assert record(store, "figure/sold")["disputes"] == ["dispute/price"]
    assert "disputes" not in record(store, "principle/cheap")
    assert record(store, "principle/cheap")["part_of"] == ["framework/way"]
    assert record(store, "principle/cheap")["lessons"] == ["lesson/sell"]
    assert store.disputed_records() == 2


def test_question_and_verdict_are_the_summary_of_a_dispute(store: Store) -> None:
    assert record(store, "dispute/day")["summary"] == "Which day? The 16th."


def test_a_statement_is_counted_once(store: Store) -> None:
    assert store.statement_count() == 14


def test_what_is_drawn_in_is_a_link(store: Store) -> None:
    assert ("draws", "principle/cheap") in store.linking_to("event/launch")
    assert ("at", "dispute/price") in store.linking_to("event/launch")


def test_numbers_about_a_record_are_found_wherever_they_stand(store: Store) -> None:
    assert store.counting("company/us") == ["event/launch"]
    assert store.counting("event/launch") == []


def test_a_dispute_is_known_when_all_of_its_sides_are(store: Store) -> None:
    assert "dispute/price" not in SeenStore(store, lens("2012")).by_ids(["dispute/price"])
    assert "dispute/price" in SeenStore(store, lens("2021-05-06")).by_ids(["dispute/price"])


def test_what_is_drawn_in_is_hidden_until_it_is_known_at_home(store: Store) -> None:
    seen = SeenStore(store, lens("2012"))
    hidden = seen.hidden("principle/cheap")
    assert [str(path) for path in hidden] == ["cases[3]", "claims[0]", "summary"]
    assert StatementPath("tensions", "0", 1) in seen.hidden("framework/way")
