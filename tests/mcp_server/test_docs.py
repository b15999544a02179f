"""The page on assistants: its ten questions lead where it says, and it names what there is."""

import json
import re
from pathlib import Path

import pytest

from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server.statements import Statement
from xiaomi_cli.mcp_server.tools import TOOLS, answer

PAGE = (Path(__file__).resolve().parents[2] / "docs/howto/assistant.md").read_text("utf-8")
ROWS = re.findall(r"^\| .+\? \| `(\w+) (\{.*?\})` \| (?:`([^`]+)`: )?(.+) \|$", PAGE, re.MULTILINE)


def test_the_page_has_ten_questions() -> None:
    assert len(ROWS) == 10


@pytest.mark.parametrize(("tool", "asked", "at", "text"), ROWS)
def test_a_question_of_the_page_leads_where_it_says(
    store: Store, tool: str, asked: str, at: str, text: str
) -> None:
    told = answer(store, tool, json.loads(asked))
    if at:
        assert told.statements[0].at.partition("#")[0] == at.partition("#")[0]
        assert all(statement.cite for statement in told.statements)
    else:
        assert (told.statements, told.note) == ([], text)


def test_the_page_names_every_tool_argument_and_field() -> None:
    own = {name for tool in TOOLS.values() for name in tool.__struct_fields__}
    for name in {*TOOLS, *own, *Statement.__struct_fields__}:
        assert f"`{name}`" in PAGE or f"`{name}:" in PAGE, name
