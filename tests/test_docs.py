"""The docs say what the program does: screens, commands, options and links are held to it."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from docs import write_reference
from docs.pictures.draw import SCREENS
from tests.cli.transcripts import ROOT, pages, readme_blocks, run, shown
from xiaomi_cli.cli.command_line import OWN, command_named
from xiaomi_cli.cli.commands import NAMES
from xiaomi_cli.cli.help_pages import SECTIONS
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.records import KINDS

DOCS = ROOT / "docs"
WRITTEN = [page for page in pages() if page.parent != write_reference.FOLDER]
BLOCKS = [
    pytest.param(block, id=f"{page.stem}: {block.splitlines()[0][2:]}")
    for page in WRITTEN
    if page.is_relative_to(DOCS)
    for block in readme_blocks(page.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_a_page_is_what_the_command_prints(block: str) -> None:
    assert "[exit 70]" not in block  # a mistake of the program is nothing to show
    assert block == shown(block.splitlines()[0].removeprefix("$ "))


def test_every_block_that_starts_with_a_command_is_held() -> None:
    prompts = sum(
        page.read_text(encoding="utf-8").count("\n$ ")
        for page in WRITTEN
        if page.is_relative_to(DOCS)
    )
    assert len(BLOCKS) == prompts


@cache
def made() -> dict[str, str]:
    return write_reference.pages()


@pytest.mark.parametrize("name", ["commands.md", "topics.md", "json.md", "fields.md"])
def test_a_reference_page_is_what_the_program_says_of_itself(name: str) -> None:
    assert (write_reference.FOLDER / name).read_text(encoding="utf-8") == made()[name]


def test_the_reference_has_no_page_that_nothing_makes() -> None:
    assert {page.name for page in write_reference.FOLDER.iterdir()} == set(made())


def _commands(text: str) -> Iterator[list[str]]:
    """The words after `xiaomi` wherever a text calls it: in code within a line, in shell blocks."""
    lines = re.findall(r"`(xiaomi [^`\n]+)`", text)
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S):
        lines += block.splitlines()
    for line in lines:
        for part in re.split(r"\||&&|;", re.sub(r"'[^']*'", "''", line)):
            called = re.match(r"\s*(?:if )?xiaomi(?: (.*))?$", re.sub(r"\s[>#].*", "", part))
            if called:
                yield shlex.split(called[1] or "")


CALLS = sorted(
    {
        (page.relative_to(ROOT).as_posix(), *words)
        for page in WRITTEN
        for words in _commands(page.read_text(encoding="utf-8"))
    }
)


@cache
def _options(command: str) -> set[str]:
    return {name for param in command_named(command).params for name in param.opts}


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_command_that_a_page_names_exists_with_its_options(call: tuple[str, ...]) -> None:
    words = list(call[1:])
    known = OWN | _options("start")
    while words and words[0].startswith("-"):  # options of the program, each with its value
        assert words.pop(0) in known
        words = words[1:]
    if not words or words[0] in {"COMMAND", "TOPIC", "…"}:
        return
    if words[0] not in NAMES:  # first words: they have to be answered
        assert run(words).returncode == 0, f"there is no command {words[0]}"
        return
    typed = {word for word in words[1:] if re.match(r"--?[a-z]", word)}
    known = _options(words[0]) | {"--help", "-h"}
    assert typed <= known or words[0] == "search", typed - known


_QUESTIONS = {name for section in list(SECTIONS.values())[:3] for name in section} - {"verify"}
_PLACEHOLDER = re.compile(r"\b[A-Z]{2,}\b|\$|…")
ASKED = [
    call
    for call in CALLS
    if _QUESTIONS & set(call[1:2])
    and call[1:] != ("search",)  # named, and not asked
    and not _PLACEHOLDER.search(" ".join(call[2:]))
]


@pytest.mark.slow
@pytest.mark.parametrize("call", ASKED, ids=" ".join)
def test_a_question_that_a_page_asks_has_an_answer(call: tuple[str, ...]) -> None:
    kept = [word for word in call[1:] if word not in {"-o", "--json"}]
    files = [word for word in kept if re.search(r"\.[a-z]{2,}$", word)]  # what -o would write
    ended = run([word for word in kept if word not in files])
    assert ended.returncode == 0, ended.stderr


@pytest.fixture(name="empty")
def _empty(store: Store) -> set[str]:
    """The commands of kinds that the library has no record of yet: there is nothing to show."""
    return KINDS.keys() - store.counts().keys()


def test_every_command_is_mentioned_in_the_pages_that_people_write(empty: set[str]) -> None:
    mentioned = {word for call in CALLS for word in call[1:2]}
    assert not set(NAMES) - mentioned - empty, "name each on a page of docs/ that people read"


def test_the_notes_that_a_page_shows_can_be_laid_over_the_library(tmp_path: Path) -> None:
    page = (DOCS / "own-library.md").read_text(encoding="utf-8")
    section = page.partition("## Notes of your own")[2].partition("\n## ")[0]
    notes = re.findall(r"^```yaml\n(.*?)^```", section, re.M | re.S)
    assert len(notes) == 2
    (tmp_path / "notes.yaml").write_text("\n".join(notes), encoding="utf-8")
    ended = run(["--extra", str(tmp_path), "validate"])
    assert " 4 of them yours, no problem" in ended.stdout, ended.stderr


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^ {4}|^)make ([a-z-]+)", text, re.M):
        assert re.search(rf"^{target}:", makefile, re.M), target


def _pictures_on(page: Path) -> set[str]:
    return set(re.findall(r"\]\((?:\.\./)*pictures/([^)]+)\)", page.read_text(encoding="utf-8")))


def test_every_picture_is_shown_and_every_screen_on_the_page_of_screens() -> None:
    drawn = {f"{name}.svg" for name in SCREENS}
    kept = {path.name for path in (DOCS / "pictures").glob("*.svg")}
    assert _pictures_on(DOCS / "screens.md") == drawn <= kept
    assert kept <= set().union(*map(_pictures_on, WRITTEN))


def test_every_command_that_answers_a_question_has_a_picture(empty: set[str]) -> None:
    pictured = {command.partition(" ")[0] for command, _ in SCREENS.values()}
    *answering, _ = SECTIONS.values()  # the last makes files, and says how things are set
    left = {name for section in answering for name in section} - {"verify"} - pictured - empty
    assert not left, "name a screen of each in docs/pictures/draw.py, and draw it"


@pytest.mark.slow
def test_the_site_builds_without_a_warning_and_asks_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(ROOT)
    build(load_config("mkdocs.yml", site_dir=str(tmp_path), strict=True))
    assert not [record for record in caplog.records if record.levelname == "WARNING"]
    for page in tmp_path.rglob("*.html"):
        loaded = r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]*'
        assert not re.findall(loaded, page.read_text(encoding="utf-8")), page.name
