"""Queries and command lines as long as the system lets them be, in bounded time and memory."""

import json
from pathlib import Path

import pytest

from tests.conftest import sampled
from tests.robustness.survival import FAILED, FOUND, NOTHING, USAGE, shell, survive

LONG = 100_000
TOO_LITTLE = "xiaomi: cannot go on: there is not enough memory\n"
LETTERS = {
    "one word": "a" * LONG, "many words": "lidar " * (LONG // 6), "unlike words": "",
    "characters": "快" * (LONG // 3), "spaced characters": "快 " * (LONG // 4), "quotes": '"' * LONG,
    "brackets": "(" * LONG, "stars": "*" * LONG, "minuses": "-x " * (LONG // 3), "marks": "\u0301" * (LONG // 2),
    "kinds": "kind:event " * (LONG // 11), "phrases": '"a b" ' * (LONG // 6), "spaces": " " * LONG,
    "digits": "1" * LONG, "slashes": "/" * LONG, "emoji": "\U0001f600" * (LONG // 4),
    "a slow pattern": "(a+)+" * (LONG // 5) + "!", "zero widths": "\u200b" * (LONG // 3),
}  # fmt: skip
LETTERS["unlike words"] = " ".join(f"lida{n:x}" for n in range(LONG // 9))
ASKING = [["principle"], ["show", "--json"], ["compare", "speed"], ["timeline", "--entity"], [], ["help"],
          ["timeline", "--from"], ["search", "--kind"], ["export", "--theme"]]  # fmt: skip


@pytest.mark.parametrize("number", sampled(range(len(LETTERS))), ids=lambda n: list(LETTERS)[n])
def test_a_query_of_any_length_is_answered(number: int) -> None:
    query = list(LETTERS.values())[number]
    ended = survive("search", "--json", "--", query)
    assert ended.code in {FOUND, NOTHING}
    assert "hits" in json.loads(ended.out)
    asking = ASKING[number % len(ASKING)]
    ended = (
        survive(*asking, query)
        if asking and asking[-1].startswith("--")
        else survive(*asking, "--", query)
    )
    assert ended.code in {FOUND, NOTHING, USAGE}
    assert len(ended.err) < 3000


@pytest.mark.slow
@pytest.mark.parametrize("asking", [["search"], *ASKING], ids=" ".join)
def test_a_name_of_any_length_is_looked_up(asking: list[str]) -> None:
    for query in LETTERS.values():
        assert survive(*asking, query).code in {FOUND, NOTHING, USAGE}


MANY = [
    ["search"],
    ["principle"],
    ["show", "--json"],
    ["compare"],
    ["timeline"],
    ["nosuch"],
    ["help"],
    ["export"],
]


@pytest.mark.parametrize("command", sampled(MANY), ids=" ".join)
def test_ten_thousand_arguments_are_taken(command: list[str]) -> None:
    ended = survive(*command, *(f"w{n}" for n in range(10_000)))
    assert ended.code in {FOUND, NOTHING, USAGE}
    assert len(ended.err) < 3000


def test_ten_thousand_options_are_taken(lamps: Path, tmp_path: Path) -> None:
    for option in (["--kind", "figure"], ["--limit", "1"], ["--json"]):
        assert survive("--data", lamps, "search", "lamp", *(option * 10_000)).code == FOUND
    (tmp_path / "a.yaml").write_text("- {id: person/ann, title: Ann, summary: S.}\n", "utf-8")
    assert survive("--data", lamps, *(["--extra", str(tmp_path)] * 100), "nosuch").code == NOTHING


def test_a_variable_of_any_length_is_survived(lamps: Path) -> None:
    for name in (
        "COLUMNS",
        "TERM",
        "LANG",
        "HOME",
        "XIAOMI_CONFIG",
        "XIAOMI_CACHE_DIR",
        "PAGER",
        "TZ",
    ):
        assert survive("--data", lamps, "timeline", changes={name: "9" * LONG}).code in {
            FOUND,
            USAGE,
        }


@pytest.mark.parametrize("megabytes", [40, 60, 80, 120])
def test_little_memory_is_enough_or_said_to_be_too_little(lamps: Path, megabytes: int) -> None:
    for command in ("timeline", "validate", "export --format html"):
        ended = shell(f'ulimit -v {megabytes * 1024}; xiaomi --data "$1" {command}', lamps)
        assert ended.code in {FOUND, FAILED}
        assert ended.err == TOO_LITTLE or ended.code == FOUND
