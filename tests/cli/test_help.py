"""Help is complete, true, and one with the manual page."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest

from tests.cli.program import Call, Ended, environment, in_process
from tests.conftest import ROOT
from xiaomi_cli.cli import help_pages
from xiaomi_cli.cli.command_line import command_named
from xiaomi_cli.cli.commands import NAMES, START, load
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.help_pages import TOPICS, Example, Rows, examples, manual, parts, topic_parts
from xiaomi_cli.cli.session import Session
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.render.views.lists import EVENT_SIGN

COMMANDS = list(help_pages.COMMANDS)
EXAMPLES = [example for name in (START, *COMMANDS) for example in examples(name)]


def test_every_command_is_in_the_help_and_every_line_of_it_a_command(bare: Call) -> None:
    assert set(COMMANDS) == set(NAMES)
    assert all(callable(load(name)) for name in COMMANDS)
    shown = bare("--help").out
    assert all(re.search(rf"^  (.*, )?{name}\b", shown, re.M) for name in COMMANDS)
    assert len(shown.splitlines()) <= 48


def test_help_is_in_colour_where_screens_are(bare: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = bare("timeline", "--help").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = bare("timeline", "--help").out
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize("name", COMMANDS)
def test_what_the_list_says_of_a_command_fits_a_line(name: str) -> None:
    assert len(help_pages.COMMANDS[name].says) <= 78 - len("  framework  ")


def test_an_error_without_a_command_names_none(bare: Call) -> None:
    said = bare("--jsno").err
    assert said == "xiaomi: this program has no option --jsno; did you mean --json?\n"
    assert bare("--zzz").err == "xiaomi: this program has no option --zzz; see: xiaomi --help\n"
    assert bare("--format").err == "xiaomi: --format needs a value: xiaomi --format FORMAT\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_three_examples_or_more(name: str) -> None:
    found = examples(name)
    assert len(found) >= 3
    assert len(set(found)) == len(found)
    assert all(f" {name}" in example for example in found)


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_asked_for_in_two_ways(bare: Call, name: str, option: str) -> None:
    ended = bare(name, option)
    assert (ended.code, ended.err) == (Exit.FOUND, "")
    assert ended.out.startswith(f"Usage: xiaomi {name}")
    assert "Examples:" in ended.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_says_what_it_does(name: str) -> None:
    hints = get_type_hints(load(name), include_extras=True).values()
    declared = [hint.__metadata__[0] for hint in hints if hasattr(hint, "__metadata__")]
    assert len(declared) >= len(command_named(name).params)
    assert all(parameter.help for parameter in declared)


@pytest.mark.parametrize("columns", ["20", "33", "60", "100"])
def test_help_keeps_to_the_width(bare: Call, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown, _, rest = bare("timeline", "-h").out.partition("Examples:")
    options = rest.partition("Options:")[2]  # an example is not broken
    lines = shown.splitlines()[3:] + options.splitlines()
    assert max(map(len, lines)) <= int(columns)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every example runs: what the examples name is there, and `xiaomi` is."""
    place = tmp_path_factory.mktemp("workplace")
    shim = place / "bin" / "xiaomi"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xiaomi_cli "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    for tool in ("dot", "datasette"):  # what some examples pipe into; not what is tested here
        (place / "bin" / tool).write_text("#!/bin/sh\ncat > /dev/null\n", encoding="utf-8")
        (place / "bin" / tool).chmod(0o755)
    claude = place / "bin" / "claude"  # starts what it is told to add, as it would later
    claude.write_text(
        '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift; exec "$@"\n', encoding="utf-8"
    )
    claude.chmod(0o755)
    (place / "documents").mkdir()
    subprocess.run(
        [shim, "init", "my-library", "--name", "Mine"], cwd=place, env=environment(), check=True
    )
    (place / "notes").mkdir()
    (place / "notes" / "mine.yaml").write_text(
        "\n".join(_first_example("libraries")) + "\n", encoding="utf-8"
    )
    return place


def _first_example(topic: str) -> tuple[str, ...]:
    return next(part.lines for part in parts(TOPICS[topic].text) if isinstance(part, Example))


PING = '{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n'  # what an assistant asks a server
# An example that rightly does not end with 0, because the documents are not at hand.
NOT_FOUND = re.compile(r"verify --against documents")
SHELL = re.compile(r"[|>&$]|\bmcp\b")
# What a program says beside an answer: how much there is, what was written, what a script types.
NOTES = re.compile(
    r"^\d+ of \d+.*\n|^nothing for .*\n|^(\d+ records? )?written.*\n|^\d+ files in .*\n"
    r"|^xiaomi: in a script: .*\n",
    re.M,
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_runs(
    example: str,
    workplace: Path,
    store: Store,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(workplace)
    if re.search(r"validate|verify|\bsite\b", example):  # with ours they take seconds
        monkeypatch.setenv("XIAOMI_DATA", "my-library")
    ended = (_in_shell if SHELL.search(example) else _called)(example, workplace, capsys)
    said = NOTES.sub("", ended.err)
    empty = KINDS.keys() - store.counts().keys()  # kinds that the library has no record of yet
    if NOT_FOUND.search(example) or set(example.split()[1:2]) & empty:
        assert ended.code == Exit.NOTHING
    else:
        assert (ended.code, said) == (Exit.FOUND, "")
        assert ended.out or ended.err or ">" in example


def _called(example: str, workplace: Path, capsys: pytest.CaptureFixture[str]) -> Ended:
    import shlex  # noqa: PLC0415 - splits as a shell does

    for folder in ("lamps",):  # an example may start it anew
        shutil.rmtree(workplace / folder, ignore_errors=True)
    return in_process(capsys, shlex.split(example)[1:])


def _in_shell(example: str, workplace: Path, capsys: pytest.CaptureFixture[str]) -> Ended:
    del capsys
    shutil.rmtree(workplace / "lamps", ignore_errors=True)
    path = f"{workplace / 'bin'}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        ["sh", "-c", f"set -e; {example}"], cwd=workplace, capture_output=True, text=True,
        encoding="utf-8", env=environment(PATH=path), check=False, input=PING,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def test_a_topic_is_shown_with_all_it_says(bare: Call) -> None:
    for name, topic in TOPICS.items():
        shown = bare("help", name).out
        words = set(re.findall(r"(?<![{\w-])[\w-]{4,}", topic.text))
        assert words <= set(re.findall(r"[\w-]{4,}", shown)), name
        assert "{" not in shown


def test_the_marks_are_those_of_the_library_and_of_the_pages(bare: Call, tmp_path: Path) -> None:
    shown = bare("help", "marks").out
    assert "an unnamed reviewer of Lei Jun's book" in shown
    assert all(f"{sign}  {name}" in shown for name, sign in EVENT_SIGN.items())
    (tmp_path / "library.yaml").write_text(
        "voices: [{name: gazetteer, short: gazette, says: who writes the gazette}]\n", "utf-8"
    )
    (tmp_path / "a.yaml").write_text("- {id: person/ann, title: Ann, summary: S.}\n", "utf-8")
    other = bare("--data", tmp_path, "help", "marks").out
    assert re.search("gazette +who writes the gazette", other)
    assert "reviewer" not in other


def test_the_list_of_topics_is_complete(bare: Call) -> None:
    shown = bare("help").out
    assert all(f"{name} " in shown and topic.says in shown for name, topic in TOPICS.items())
    assert all(name in bare("--help").out for name in TOPICS)


def test_help_on_a_command_is_its_help(bare: Call) -> None:
    assert bare("help", "timeline").out == bare("timeline", "--help").out


def test_tables_and_examples_are_told_apart() -> None:
    kinds = {
        name: {type(part).__name__ for part in parts(t.text)} for name, t in TOPICS.items()
    }  # fmt: skip
    assert all("str" in found for found in kinds.values())
    assert kinds["dates"] == {"str", "Rows"}
    assert kinds["configuration"] == {"str", "Rows", "Example"}
    for topic in TOPICS.values():
        for part in parts(topic.text):
            if isinstance(part, Rows):
                assert all(term and says for term, says in part.rows)


def test_every_variable_that_is_read_is_explained() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "xiaomi_cli").rglob("*.py")
    )
    read = set(re.findall(r"""(?:env|environ)(?:\.get\(|\[)\s*["']([A-Z_]+)["']""", code))
    read |= set(re.findall(r"""envvar=["']([A-Z_]+)["']|["']([A-Z_]+)["'] in env\b""", code)[0])
    (told,) = (part for part in parts(TOPICS["environment"].text) if isinstance(part, Rows))
    explained = {name for name, _ in told.rows}
    assert {name for name in read if name and not name.startswith("XDG_")} <= explained
    assert set(re.findall(r"\bXIAOMI_[A-Z_]+\b", code)) <= explained


ROFF = {
    "-": r"\-",
    "'": r"\(aq",
    "`": r"\(ga",
    '"': r"\(dq",
    "^": r"\(ha",
    "~": r"\(ti",
    "\\": r"\e",
}


def test_the_manual_page_is_made_from_the_help(bare: Call) -> None:
    page = bare("help", "--man").out
    session = Session()
    assert page.splitlines() == list(manual(session))
    assert "xiaomi timeline \\-\\-major" in page  # a dash that can be copied
    assert page.isascii()  # not every roff reads UTF-8
    plain = page
    for sign, code in ROFF.items():
        plain = plain.replace(code, sign)
    plain = re.sub(r"\\\[u([0-9A-F]{4,5})\]", lambda code: chr(int(code[1], 16)), plain)
    for name in COMMANDS:
        assert f'.SS "xiaomi {name} ' in plain
        assert all(example in plain for example in examples(name))
        for param in command_named(name).params:
            assert f"\\fB{param.opts[0] if param.opts[0][0] == '-' else ''}" in plain
    tables = [p.rows for t in TOPICS for p in topic_parts(t, session) if isinstance(p, Rows)]
    assert all(says in plain for rows in tables for _, says in rows)


def test_no_line_of_the_manual_page_is_a_request_by_mistake(bare: Call) -> None:
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".RS", ".RE", ".nf", ".fi", ".B"}
    for line in bare("help", "--man").out.splitlines():
        assert not line.startswith("'")
        assert not line.startswith(".") or line.split()[0] in known


@pytest.mark.skipif(not shutil.which("mandoc"), reason="mandoc is not installed")
def test_mandoc_finds_nothing_wrong_with_the_manual_page(bare: Call) -> None:
    page = bare("help", "--man").out
    checked = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning"], input=page, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    wrong = [line for line in checked.stdout.splitlines() if "missing date" not in line]
    assert wrong == []


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_man_shows_the_manual_page(bare: Call, tmp_path: Path) -> None:
    page = tmp_path / "xiaomi.1"
    page.write_text(bare("help", "--man").out, encoding="utf-8")
    shown = subprocess.run(
        ["man", "-l", str(page)], capture_output=True, text=True, check=False,
        env={**environment(), "LC_ALL": "C.UTF-8", "MANWIDTH": "100", "MANPAGER": "cat"},
    )  # fmt: skip
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "xiaomi timeline --as-of 2021-03 --from 2020" in shown.stdout
    assert "EXIT CODES" in shown.stdout
