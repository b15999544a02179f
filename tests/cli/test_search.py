"""`xiaomi search` on the command line: what is typed is words, and the answer says what it did."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Call, terminal


@pytest.mark.parametrize("word", ["-human", "-h2", "-json", "-lamp", "-x"])
def test_a_word_can_be_excluded_although_its_letters_are_options(xiaomi: Call, word: str) -> None:
    ended = xiaomi("search", "lamp", word, "--json")
    assert ended.code in {0, 1}
    assert json.loads(ended.out)["query"] == f"lamp {word}"
    assert "Usage" not in ended.out


def test_the_help_is_still_there(xiaomi: Call) -> None:
    for flag in ("-h", "--help"):
        ended = xiaomi("search", flag)
        assert (ended.code, ended.err) == (0, "")
        assert "--explain" in ended.out


def test_an_excluded_word_removes_what_has_it(xiaomi: Call) -> None:
    every = json.loads(xiaomi("search", "lamp", "--limit", "0", "--json").out)["hits"]
    left = json.loads(xiaomi("search", "lamp", "-price", "--limit", "0", "--json").out)["hits"]
    assert 0 < len(left) < len(every)


def test_nothing_found_says_so_and_ends_with_1(xiaomi: Call) -> None:
    ended = xiaomi("search", "recipe", "for", "a", "banana", "smoothie")
    assert (ended.code, ended.out) == (1, "")
    said = "nothing found for 'recipe for a banana smoothie'"
    missing = "the library does not have 'recipe', 'banana', 'smoothie'"
    assert ended.err == f"{said}; {missing}; try fewer words, or see: xiaomi help search\n"


def test_a_filter_that_leads_nowhere_is_told(xiaomi: Call) -> None:
    ended = xiaomi("search", "kind:produkt lamp")
    assert (ended.code, ended.out) == (2, "")
    assert "there is no kind 'produkt'; did you mean product?" in ended.err


def test_nothing_of_a_kind_says_what_there_is_of_others(xiaomi: Call) -> None:
    for call in (["lamp", "--kind", "dispute"], ["kind:dispute", "lamp"]):
        ended = xiaomi("search", *call)
        assert (ended.code, ended.out) == (1, "")
        assert " of this kind; of others: " in ended.err
        assert "product" in ended.err


def test_nothing_found_is_an_empty_list_in_json(xiaomi: Call) -> None:
    ended = xiaomi("search", "zxqvwkjh", "--json")
    assert ended.code == 1
    assert json.loads(ended.out) == {"query": "zxqvwkjh", "corrected": "", "hits": []}


def test_a_correction_is_said_on_standard_error_and_in_json(xiaomi: Call) -> None:
    ended = xiaomi("search", "lmap", "--limit", "1")
    assert ended.code == 0
    assert "nothing for 'lmap' as typed; showing 'lamp'" in ended.err
    assert json.loads(xiaomi("search", "lmap", "--json").out)["corrected"] == "lamp"


def test_explain_says_for_each_hit_what_brought_it_there(xiaomi: Call) -> None:
    ended = xiaomi("search", "lmap", "--explain", "--limit", "1")
    assert "· 'lamp' (typed 'lmap')" in ended.out
    assert " in " in ended.out
    [hit] = json.loads(xiaomi("search", "lmap", "--explain", "--limit", "1", "--json").out)["hits"]
    assert {"words", "typed", "by", "said", "fields"} == hit["why"][0].keys()
    assert "lmap" in {why["typed"] for why in hit["why"]}


def test_without_explain_a_hit_has_no_reasons(xiaomi: Call) -> None:
    hits = json.loads(xiaomi("search", "lamp", "--json").out)["hits"]
    assert all(hit.keys() == {"id", "kind", "title", "score", "snippet"} for hit in hits)


def test_an_unknown_kind_is_refused_and_the_nearest_named(xiaomi: Call) -> None:
    ended = xiaomi("search", "lamp", "--kind", "evnt")
    assert ended.code == 2
    assert "did you mean event?" in ended.err


@pytest.mark.parametrize(
    "query", ['lamp" OR (', "NEAR(", "a*b:c^", "; DROP TABLE x; --", "\u202elamp", "%s{0}", "—"]
)
def test_no_text_is_an_error(xiaomi: Call, query: str) -> None:
    assert xiaomi("search", "--", query).code in {0, 1}


def test_where_no_word_is_known_a_misspelt_name_is_meant(bare: Call, tmp_path: Path) -> None:
    rival = "- {id: company/byd, title: BYD, summary: A rival.}\n"
    (tmp_path / "a.yaml").write_text(rival, encoding="utf-8")
    ended = bare("--data", tmp_path, "search", "bydd", "--json")
    told = json.loads(ended.out)
    assert (told["query"], told["corrected"]) == ("bydd", "BYD")
    assert [hit["id"] for hit in told["hits"]] == ["company/byd"]
    assert ended.err == "nothing for 'bydd' as typed; showing 'BYD'\n"


def test_a_terminal_says_how_to_open_a_hit_and_a_pipe_how_to_ask_in_a_script(
    lamps: Path, xiaomi: Call
) -> None:
    shown = terminal("--data", lamps, "price", "of", "a", "lamp").out
    assert "open one: xiaomi show" in shown.splitlines()[-1]
    assert "in a script" not in shown
    assert xiaomi("price", "of", "a", "lamp").err.endswith(
        "xiaomi: in a script: xiaomi search price of a lamp\n"
    )
