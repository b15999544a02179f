"""Graphviz: each statement is one node or one arrow, whatever the records are called."""

import re
import shutil
import subprocess

import pytest

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.exports.graphviz import SHAPES
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.render.sanitize import one_line

# In a quoted string of DOT only `\"` ends nothing; in a label `\\` and entities are then read.
STRING = r'"((?:[^"\\]|\\.)*)"'
NODE = re.compile(rf"  {STRING} \[label={STRING}, tooltip={STRING}, shape=(\w+)\];")
ARROW = re.compile(
    rf"  {STRING} -> {STRING} \[(?:label={STRING}, )?tooltip={STRING}(?:, style=dotted)?\];"
)


def shown(label: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\\"]", label)  # no escape such as \N or \n
    return label.replace('\\"', '"').replace("\\\\", "\\").replace("&amp;", "&")


def statements(text: str) -> list[str]:
    lines = text.splitlines()
    assert lines[0] == "digraph library {"
    assert lines[-1] == "}"
    return lines[4:-1]


def test_shapes_are_those_of_kinds() -> None:
    assert set(SHAPES) <= set(KINDS)


def test_links_between_the_chosen_records_are_arrows(tiny: Store) -> None:
    chosen = selected(tiny, "dot")
    ideas = [e for e in chosen.entries if e.kind in {"framework", "principle"}]
    arrows = [
        ARROW.fullmatch(s)
        for s in statements(written("dot", chosen._replace(entries=ideas)).decode())
    ]
    assert [(found[1], found[2], found[4]) for found in arrows if found] == [
        ("framework/wheel", "principle/quality", "parts"),
        ("framework/wheel", "principle/growth", "parts"),
        ("principle/growth", "principle/quality", "see"),
    ]


@for_any_text
def test_no_text_ends_its_string(hostile: Hostile, text: str) -> None:
    nodes = 0
    for statement in statements(hostile.export("dot", text)):
        if found := NODE.fullmatch(statement):
            nodes += 1
            assert (shown(found[2]), shown(found[3])) == (one_line(text), one_line(text))
        else:
            assert ARROW.fullmatch(statement)
    assert nodes == 24


@pytest.mark.skipif(not shutil.which("nop"), reason="Graphviz is not installed")
@pytest.mark.parametrize("text", ["\\", '"', '\\"', "<b>x</b>", "a\nb", "\\N", "&lt;", "小米"])
def test_graphviz_reads_it(hostile: Hostile, text: str) -> None:
    done = subprocess.run(
        ["nop"], input=hostile.export("dot", text).encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
