"""Completion: what is offered, what it costs, and that real shells show it."""

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.program import Call, environment, process
from xiaomi_cli.cli.completion import SHELLS, script
from xiaomi_cli.cli.exit_codes import Exit

OFFERED = [
    ("zsh", ["tim"], ["timeline"]),
    ("zsh", ["--vers"], ["--version"]),
    ("zsh", ["timeline", "--fu"], ["--full"]),
    ("zsh", ["principle", ""], ["open-price", "replace-first"]),
    ("zsh", ["principle", "op"], ["open-price"]),
    ("zsh", ["principle", "zz"], []),
    ("zsh", ["person", "ada"], ["ada-muster"]),
    ("zsh", ["show", "principle/r"], ["principle/replace-first"]),
    ("zsh", ["show", "lan"], ["lantern"]),
    ("zsh", ["principle", "name", "op"], ["open-price"]),
    ("zsh", ["timeline", "--theme", "pr"], ["pricing", "product"]),
    ("zsh", ["timeline", "--theme=pr"], ["--theme=pricing", "--theme=product"]),
    ("bash", ["timeline", "--theme", "=", "pr"], ["pricing", "product"]),
    ("bash", ["timeline", "--theme", "="], ["founder", "pricing", "product", "quality", "users"]),
    ("zsh", ["timeline", "--from", ""], ["2020", "2021"]),
    ("zsh", ["timeline", "--entity", "a"], ["ada-muster"]),
    ("zsh", ["search", "--kind", "pr"], ["principle", "product", "promise"]),
    ("zsh", ["promise", "--outcome", "m"], ["missed", "moved"]),
    ("zsh", ["compare", "open-price", "rep"], ["replace-first"]),
    ("zsh", ["compare", "gr"], ["growth"]),
    ("zsh", ["help", "ex"], ["exit-codes", "export"]),
    ("zsh", ["--color", "a"], ["auto", "always"]),
    ("zsh", ["--color=a"], ["--color=auto", "--color=always"]),
    ("zsh", ["--show-completion", ""], ["bash", "zsh", "fish"]),
    ("zsh", ["timeline", "--limit", ""], []),
    ("zsh", ["nonsense", "--x"], []),
    ("zsh", ["validate", "x"], [":dirs"]),
    ("zsh", ["--extra", ""], [":dirs"]),
    ("zsh", ["export", "-o", "x"], [":files"]),
    ("bash", ["principle", '"op'], ["open-price"]),
    ("bash", ["person", "'Ad"], ["ada-muster"]),
    ("zsh", ["person", "ADA"], ["ada-muster"]),
]


@pytest.mark.parametrize(("shell", "words", "offers"), OFFERED, ids=str)
def test_what_fits_is_offered(
    xiaomi: Call, monkeypatch: pytest.MonkeyPatch, lamps: Path, shell: str, words: list[str],
    offers: list[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("_XIAOMI_COMPLETE", shell)
    ended = xiaomi(*words)
    assert (ended.code, ended.err) == (Exit.FOUND, "")
    found = [line.partition("\t")[0] for line in ended.out.splitlines()]
    assert sorted(found) == sorted(offers)


def test_kinds_come_before_ids(xiaomi: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_XIAOMI_COMPLETE", "zsh")
    offers = [line.partition("\t")[0] for line in xiaomi("show", "").out.splitlines()]
    assert "principle/" in offers
    assert all(offer.endswith("/") for offer in offers)


def test_a_chinese_name_is_completed(
    bare: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "- {id: person/lei, title: Lei, zh: 雷军, summary: A person.}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("_XIAOMI_COMPLETE", "fish")
    assert bare("--data", tmp_path, "person", "雷").out == "雷军\tLei\n"


@pytest.mark.parametrize(
    ("shell", "typed"),
    [("bash", "~/my\\ lamps"), ("bash", "'{home}/my lamps'"), ("fish", "~/my lamps"),
     ("zsh", "~/my lamps"), ("bash", '"{home}/my lamps"')],
)  # fmt: skip
def test_a_library_is_found_as_the_shell_would_find_it(
    bare: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shell: str, typed: str
) -> None:
    (tmp_path / "my lamps").mkdir()
    text = "- {id: person/lei, title: Lei, summary: A person.}\n"
    (tmp_path / "my lamps" / "a.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("_XIAOMI_COMPLETE", shell)
    ended = bare("--data", typed.replace("{home}", str(tmp_path)), "person", "L")
    assert ended.out == "lei\tLei\n"


def test_a_broken_library_offers_nothing_and_says_nothing(
    bare: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text("- nonsense\n", encoding="utf-8")
    monkeypatch.setenv("_XIAOMI_COMPLETE", "bash")
    assert bare("--data", tmp_path, "person", "") == (Exit.FOUND, "", "")


@pytest.mark.parametrize("words", [["principle", "sp"], ["tim"], ["show", "risk/"]], ids=str)
def test_a_tab_loads_nothing_that_is_heavy(words: list[str]) -> None:
    code = (
        "import sys\nfrom xiaomi_cli.cli.command_line import command_line\n"
        f"command_line({words!r})\n"
        "heavy = {'rich', 'yaml', 'msgspec', 'rapidfuzz', 'pypinyin', 'opencc'}\n"
        "sys.stderr.write(' '.join(sorted(heavy & set(sys.modules))))\n"
    )
    assert process("person").returncode == Exit.FOUND  # now the library is compiled
    asked = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=environment(_XIAOMI_COMPLETE="zsh"),
    )  # fmt: skip
    assert asked.stdout
    assert asked.stderr == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_can_be_had_and_is_stable(bare: Call, shell: str) -> None:
    ended = bare("--show-completion", shell)
    assert (ended.code, ended.err) == (Exit.FOUND, "")
    assert ended.out == script(shell)


@pytest.fixture
def shim(tmp_path: Path, lamps: Path, bare: Call) -> dict[str, str]:
    """An environment in which `xiaomi` is the program, and scripts of completion are at hand."""
    program = tmp_path / "bin" / "xiaomi"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m xiaomi_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    for shell in SHELLS:
        (tmp_path / shell).write_text(bare("--show-completion", shell).out, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return environment(PATH=path, XIAOMI_DATA=str(lamps), TERM="dumb", LC_ALL="C.UTF-8")


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes(shim: dict[str, str], tmp_path: Path) -> None:
    lines = {
        "xiaomi principle op": "open-price",
        "xiaomi timeline --theme=pri": "pricing",
        "xiaomi validate f": "",  # left to the shell itself: see below
        "xiaomi ti": "timeline",
        "xiaomi principle zz": "",
    }
    asking = "".join(f"ask {shlex.quote(line)}\n" for line in lines)
    script = f"""
    source ./bash
    ask() {{
        COMP_LINE=$1 COMP_POINT=${{#1}}
        COMP_WORDS=(${{1/=/ = }}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
        COMPREPLY=(); compopt() {{ true; }}; _xiaomi xiaomi "${{COMP_WORDS[COMP_CWORD]}}"
        printf '%s\\n' "$(printf '%s\\n' "${{COMPREPLY[@]}}" | sort | xargs)"
    }}
    {asking}"""
    shown = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, cwd=tmp_path, env=shim,
        check=True,
    )  # fmt: skip
    assert dict(zip(lines, shown.stdout.splitlines(), strict=True)) == lines


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes_paths_as_everywhere(shim: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "my lamps").mkdir()
    (tmp_path / "my lamps" / "a.yaml").write_text(
        "- {id: person/lei, title: Lei, summary: A person.}\n", encoding="utf-8"
    )
    (tmp_path / "a*b.csv").touch()
    program = tmp_path / "bin" / "xiaomi"
    asked = program.rename(tmp_path / "asked")
    noting = (
        f'#!/bin/sh\n[ "$_XIAOMI_COMPLETE" ] && exec {asked} "$@"\nprintf "%s|" "$@" >> called\n'
    )
    program.write_text(noting, encoding="utf-8")
    program.chmod(0o755)
    lines = [
        "source ./bash\n", "xiaomi validate fol\t\n", "xiaomi export -o 'a*\t\n",
        "xiaomi --data 'my lamps' person l\t\n", "xiaomi --data ~/my\\ lamps person L\t\n",
    ]  # fmt: skip
    type_into(["bash", "--norc", "-i"], lines, tmp_path, {**shim, "HOME": str(tmp_path)})
    called = (tmp_path / "called").read_text(encoding="utf-8")
    assert called == (
        f"validate|folder/|export|-o|a*b.csv|--data|my lamps|person|lei|"
        f"--data|{tmp_path}/my lamps|person|lei|"
    )


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_completes(shim: dict[str, str], tmp_path: Path) -> None:
    lines = {
        "xiaomi principle op": "open-price\tOpen price",
        "xiaomi timeline --theme=pri": "--theme=pricing\ttheme",
        "xiaomi ti": "timeline\tWhat happened when.",
        "xiaomi principle zz": "",
        "xiaomi export -o my\\ f": "my file.csv\nmy folder/",
        "xiaomi validate my\\ fo": "my folder/\tDirectory",
    }
    (tmp_path / "my file.csv").touch()
    (tmp_path / "my folder").mkdir()
    for line, offers in lines.items():
        shown = subprocess.run(
            ["fish", "--no-config", "-c", f"source fish; complete -C {shlex.quote(line)}"],
            capture_output=True, text=True, cwd=tmp_path, env={**shim, "HOME": str(tmp_path)},
            check=True,
        )  # fmt: skip
        assert shown.stdout.strip() == offers


PROMPT = b"ready> "


def type_into_zsh(lines: Sequence[str], place: Path, env: dict[str, str]) -> None:
    """Type lines into a zsh, each when it is ready for it."""
    type_into(["zsh", "-f", "-i"], lines, place, env)


def type_into(shell: Sequence[str], lines: Sequence[str], place: Path, env: dict[str, str]) -> None:
    """Type lines into a shell, each when it is ready for it."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(place)
        os.execvpe(shell[0], list(shell), {**env, "PS1": PROMPT.decode()})
    for line in [*lines, "exit\n"]:
        shown = b""
        while PROMPT not in shown:
            assert select.select([terminal], [], [], 60)[0], shown
            shown += os.read(terminal, 65536)
        os.write(terminal, line.encode())
    while select.select([terminal], [], [], 60)[0]:  # or zsh would wait to be read
        try:
            os.read(terminal, 65536)
        except OSError:
            break
    os.waitpid(child, 0)
    os.close(terminal)


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
@pytest.mark.parametrize("autoloaded", [False, True])
def test_zsh_completes(shim: dict[str, str], tmp_path: Path, autoloaded: bool) -> None:
    (tmp_path / "zfunc").mkdir()
    shutil.copy(tmp_path / "zsh", tmp_path / "zfunc" / "_xiaomi")
    program = tmp_path / "bin" / "xiaomi"
    asked = program.rename(tmp_path / "asked")  # a command that is not asked for words notes them
    noting = f'#!/bin/sh\n[ "$_XIAOMI_COMPLETE" ] && exec {asked} "$@"\necho "$@" >> called\n'
    program.write_text(noting, encoding="utf-8")
    program.chmod(0o755)
    load = "autoload -U compinit; compinit -u -D"
    start = f"fpath=($PWD/zfunc $fpath); {load}\n" if autoloaded else f"{load}; source ./zsh\n"
    lines = [start, "xiaomi principle op\t --plain\n", "xiaomi timeline --theme=pri\t --plain\n"]
    type_into_zsh(lines, tmp_path, shim)
    assert (tmp_path / "called").read_text(encoding="utf-8").splitlines() == [
        "principle open-price --plain", "timeline --theme=pricing --plain"
    ]  # fmt: skip
