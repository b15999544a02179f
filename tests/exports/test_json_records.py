"""JSON and JSON Lines: the records themselves, nothing lost."""

import json

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.index.store import Store


def test_each_line_is_the_json_of_a_record(tiny: Store) -> None:
    lines = written("jsonl", selected(tiny, "jsonl")).decode().splitlines()
    assert lines == [entry.json for entry in tiny.everything()]


def test_the_array_holds_what_the_lines_hold(tiny: Store) -> None:
    lines = written("jsonl", selected(tiny, "jsonl")).decode().splitlines()
    array = json.loads(written("json", selected(tiny, "json")))
    assert array == [json.loads(line) for line in lines]


def test_nothing_is_an_empty_array(tiny: Store) -> None:
    assert written("json", selected(tiny, "json")._replace(entries=[])) == b"[]\n"


@for_any_text
def test_every_text_comes_back_as_it_was(hostile: Hostile, text: str) -> None:
    for record in json.loads(hostile.export("json", text)):
        assert (record["title"], record["summary"], record["zh"]) == (text, text, text)
