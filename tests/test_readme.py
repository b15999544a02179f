"""The README shows what the program prints, and its promises hold; CITATION.cff cites this version."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from tests.cli.transcripts import ROOT, readme_blocks, run, shown
from xiaomi_cli import __version__
from xiaomi_cli.cli.command_line import command_named

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = readme_blocks(README)
ASKED = re.findall(
    r"`xiaomi ([^`]+)`", README.partition("## Ask")[2].partition("\nOn any of them")[0]
)
ON_ANY = re.findall(r"`(-[-a-z]+)", README.partition("\nOn any of them")[2].partition("\n\n")[0])


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[0][2:])
def test_a_block_of_the_readme_is_what_the_command_prints(block: str) -> None:
    assert block == shown(block.splitlines()[0].removeprefix("$ "))


def test_the_readme_shows_several_pages_and_stays_short() -> None:
    assert len(BLOCKS) >= 3
    assert len(README.splitlines()) <= 160


@pytest.mark.parametrize("asked", ASKED)
def test_what_holds_on_any_question_of_the_readme_does(asked: str) -> None:
    command = command_named(shlex.split(asked)[0])
    known = {option for param in command.params for option in param.opts}
    assert len(ON_ANY) >= 6
    assert set(ON_ANY) <= known
    then = run([*shlex.split(asked), "--as-of", "2021-03"])
    assert then.returncode in {0, 1}, then.stderr  # found, or nothing of it was known


@pytest.mark.parametrize("target", re.findall(r"^    make ([a-z-]+)", README, re.M))
def test_every_make_target_in_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", Path(ROOT, "Makefile").read_text(encoding="utf-8"), re.M)


def test_the_citation_is_of_this_version_as_the_changelog_dates_it() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(cited)  # all that the format needs
    released = f"## [{cited['version']}] - {cited['date-released']}"
    assert cited["version"] == __version__
    assert released in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
