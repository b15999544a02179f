"""A query is words: no index syntax, no SQL, no pattern; and nothing that is typed is an error."""

import json
from pathlib import Path

import pytest

from tests.conftest import sampled
from tests.robustness.survival import FOUND, NOTHING, USAGE, survive

SYNTAX = [
    "AND", "OR", "NOT", "NEAR", "lamp AND", "AND lamp", "lamp OR", "NOT lamp", "lamp NOT", "AND OR NOT",
    "NEAR(lamp open)", "NEAR(lamp open, 2)", "NEAR/2", "lamp NEAR", "(", ")", "(lamp", "lamp)", "()",
    "((((((((((", '"', '""', '"lamp', 'lamp"', '"lamp" "', '"""', "*", "lamp*", "*lamp", "la*mp", "^",
    "^lamp", "lamp^", "-", "-lamp", "lamp -open", "- lamp", "--lamp", '-"open price"', "+", "+lamp",
    "lamp + open", ":", "lamp:", ":lamp", "title:lamp", "names:lamp", "summary:x", "{title body}:lamp",
    "search:lamp", "rowid:1", "rank:x", "kind:", "kind:nonsense", "kind:event", "-kind:event", "theme:",
    "theme:nonsense", "source:", "source:nonsense", "year:", "year:x", "year:0", "year:99999",
    "year:-1", "year:2014..", "kind:event kind:person", "kind:event -kind:event", ",", ";", "!", "~",
    "#lamp", "@lamp", "lamp|open", "lamp&open", "lamp;open", "\\", "\\lamp", "lamp\\", "%", "_", "'",
]  # fmt: skip
INJECTED = [
    "'; DROP TABLE records;--", '" OR 1=1 --', "' UNION SELECT * FROM meta --", "x' OR 'a'='a", "\\'; --",
    "1; ATTACH DATABASE '/tmp/x' AS x", "%' AND '%'='", "*/ SELECT 1 /*", "'||(SELECT 1)||'", "?1", ":x",
]  # fmt: skip
PATTERNS = [
    "(a+)+$", "(a|a)*b", "^(([a-z])+.)+[A-Z]([a-z])+$", "[", "]", "[^", "(?P<x>", "(?#", "\\1", "{1000000}",
    "a{99999}", "(?i)(?i)", "$^", ".*.*.*.*=.*", "a" * 40 + "!", "(" * 200, "[" * 200, "1" * 400,
]  # fmt: skip
SCRIPTS = ["快", "雷军", "雷 军", "軍", "kuai", "ｌａｍｐ", "İ", "ß", "ﬁ", "\u0301", "😀", "🇨🇳", "א", "مرحبا",
           "한국", "ไทย", "\U0001d4d0", "\U00020000", "１２", "①", "½"]  # fmt: skip
ODD = [*SYNTAX, *INJECTED, *PATTERNS, *SCRIPTS]
ASKING = [
    ["principle"],
    ["show"],
    ["compare", "lamp"],
    ["timeline", "--theme"],
    ["search", "--kind", "event"],
]


@pytest.mark.parametrize("number", sampled(range(len(ODD)), 4), ids=lambda n: ODD[n][:20])
def test_an_odd_query_survives(number: int, lamps: Path) -> None:
    query = ODD[number]
    ended = survive("--data", lamps, "search", "--json", "--", query)
    refused = query.startswith(
        ("kind:n", "theme:n", "source:n", "year:")
    )  # filters that lead nowhere
    assert ended.code in ({FOUND, NOTHING, USAGE} if refused else {FOUND, NOTHING})
    if ended.code == USAGE:
        assert "there is no" in ended.err
    else:
        assert set(json.loads(ended.out)) >= {"query", "corrected", "hits"}
    if number % 3 == 0:
        asked = survive("--data", lamps, *ASKING[number % len(ASKING)], "--", query)
        assert asked.code in {FOUND, NOTHING, USAGE}


@pytest.mark.slow
@pytest.mark.parametrize("asking", [["search"], *ASKING], ids=" ".join)
def test_every_odd_query_survives_on_the_shipped_library(asking: list[str]) -> None:
    for query in ODD:
        assert survive(*asking, "--", query).code in {FOUND, NOTHING, USAGE}


AMID = ["( lidar", "lidar )", 'lidar "', "lidar *", "^lidar", "lidar AND", "lidar ''", "lidar ;--"]


def test_signs_that_mean_nothing_are_no_part_of_the_question() -> None:
    plain = json.loads(survive("search", "--json", "lidar").out)["hits"]
    assert plain
    for query in AMID:
        found = json.loads(survive("search", "--json", query).out)["hits"]
        assert plain[0]["id"] in [hit["id"] for hit in found], query


def test_the_library_is_there_after_every_attempt_to_change_it() -> None:
    before = survive("export").out
    for query in INJECTED:
        survive("search", query)
    assert survive("export").out == before
