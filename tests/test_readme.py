"""The README shows what the program prints, and its commands are the Makefile's."""

import re
from pathlib import Path

import pytest

from tests.cli.transcripts import ROOT, readme_blocks, record

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = readme_blocks(README)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0][2:])
def test_a_block_of_the_readme_is_what_the_command_prints(block: str) -> None:
    command = block.splitlines()[0].removeprefix("$ ")
    printed = re.sub(r"(2> .*\n)*\[exit 0\]\n$", "", record(command))
    assert block == printed


def test_the_readme_shows_several_commands() -> None:
    assert len(BLOCKS) >= 4


@pytest.mark.parametrize("target", re.findall(r"make ([a-z-]+)", README))
def test_every_make_target_in_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", Path(ROOT, "Makefile").read_text(encoding="utf-8"), re.M)
