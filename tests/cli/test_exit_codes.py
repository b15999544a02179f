"""Every ending has its exit code and one plain sentence on standard error."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Call, environment, process
from xiaomi_cli.cli import exit_codes
from xiaomi_cli.cli.exit_codes import Exit, run
from xiaomi_cli.cli.help_pages import TOPICS, Rows, parts

ENDS = [
    (["timeline"], 0, ""),
    (["search", "zzzqqq"], 1, "nothing found for 'zzzqqq'"),
    (["timeline", "--from", "1900", "--to", "1901"], 1, "no event matches"),
    (["timeline", "--limit", "-1"], 2, "--limit takes a whole number from 0 on, not -1"),
    (["timeline", "--nope"], 2, "--nope"),
    (["timeline", "--theme"], 2, "--theme"),
    (["--dta", "x"], 2, "did you mean --data?"),
    (["timeline", "--exta", "x"], 2, "timeline has no option --exta; did you mean --extra?"),
    (["search", "lamp", "--limt", "3"], 2, "search has no option --limt; did you mean --limit?"),
    (["search", "--", "--zzzqqq"], 1, "nothing found for '--zzzqqq'"),
    (["search", "zzzqqq", "-lamp"], 1, "nothing found for 'zzzqqq -lamp'"),
    (["timeline", "--from", "yesterday"], 2, "--from: 'yesterday' is no date; write one such as 2014, March 2021"),
    (["timeline", "--theme", "prizing"], 2, "did you mean pricing?"),
    (["lidar"], 1, "nothing found for 'lidar'"),
    (["inti", "there"], 2, "there is no command 'inti'; did you mean: xiaomi init there"),
    (["search"], 2, "search needs QUERY, such as: xiaomi search lidar"),
    (["config", "x"], 2, "config takes no 'x'; see: xiaomi config --help"),
    (["timeline", "--theme"], 2, "--theme needs a value: xiaomi timeline --theme THEME"),
    (["timeline", "--limit", "x"], 2, "--limit takes a whole number from 0 on, not 'x'"),
    (["export", "--from", "2016"], 2, "no option --from; for a span: xiaomi timeline --from 2015"),
    (["verify"], 2, "verify needs --against DIR, such as: xiaomi verify --against documents/"),
    (["show", "zz qqq"], 2, "to search: xiaomi search 'zz qqq'"),
    (["principle", "what's up?"], 2, "to search: xiaomi search 'what'\"'\"'s up?'"),
    (["timeline", "--as-of", "since 2020"], 2, "take a date that ends, such as 2021-03"),
    (["principle", "quite unknown"], 2, "there is no principle 'quite unknown'"),
    (["principle", ""], 2, "there is no principle ''"),
    (["principle", "!!"], 2, "there is no principle '!!'"),
    (["compare"], 2, "compare needs A B [C ...], such as: xiaomi compare apple xiaomi"),
    (["--color"], 2, "--color needs a value: xiaomi --color WHEN"),
    (["search", "x", "--as-of"], 2, "--as-of needs a value: xiaomi search --as-of DAY"),
    (["search", "x", "--data"], 2, "--data needs a value: xiaomi --data DIR"),
    (["show", "#x"], 2, "there is no record '#x'"),
    (["compare", "2020"], 2, "two names or more"),
    (["compare", "2020", "2020"], 2, "2020 would be compared with itself; name another"),
    (["--color", "maybe"], 2, "there is no --color 'maybe'; expected one of: auto, always, never"),
    (["timeline", "--color=maybe"], 2, "there is no --color 'maybe'"),
    (["--show-completion", "tcsh"], 2, "there is no --show-completion 'tcsh'; expected one of: bash, zsh, fish"),
    (["help", "date"], 2, "there is no help on 'date'; did you mean dates?"),
    (["today", "--date", "02-30"], 2, "'02-30' is no day"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "code", "said"), ENDS, ids=lambda v: str(v)[:40])
def test_an_ending_has_its_code_and_one_sentence(
    xiaomi: Call, arguments: list[str], code: int, said: str
) -> None:
    ended = xiaomi(*arguments)
    assert ended.code == code
    assert said in ended.err
    assert ended.err.count("\n") == (1 if code else 0)


def test_a_missing_library_is_broken_data(bare: Call, tmp_path: Path) -> None:
    ended = bare("--data", tmp_path / "nowhere", "timeline")
    assert (ended.code, ended.out) == (Exit.BROKEN, "")
    assert "no such folder" in ended.err


def test_an_ambiguous_name_lists_what_it_could_mean(bare: Call, tmp_path: Path) -> None:
    record = "- {{id: lesson/{0}, title: On {0}, summary: About {0}., aliases: [twin]}}\n"
    (tmp_path / "a.yaml").write_text(record.format("one") + record.format("two"), encoding="utf-8")
    ended = bare("--data", tmp_path, "lesson", "twin")
    assert (ended.code, ended.out) == (Exit.USAGE, "")
    assert ended.err.splitlines() == [
        "xiaomi: 'twin' could mean:",
        "  xiaomi show lesson/one  On one",
        "  xiaomi show lesson/two  On two",
    ]  # fmt: skip


def test_words_that_are_no_name_mean_the_records_of_the_kind_that_tell_of_them(
    bare: Call, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(
        "- {id: lesson/speak-first, title: Speak first, summary: After a flood tell people at once.}\n"
        "- {id: risk/flood-one, title: Flood of one, summary: Water.}\n"
        "- {id: risk/flood-two, title: Flood of two, summary: More water.}\n",
        encoding="utf-8",
    )

    def ids(*words: str) -> list[str]:
        ended = bare("--data", tmp_path, *words, "--plain")
        assert ended.code == Exit.FOUND
        return [line.partition("\t")[0] for line in ended.out.splitlines()]

    assert ids("lesson", "flood") == ["lesson/speak-first"]
    assert ids("risk", "flood") == ["risk/flood-one", "risk/flood-two"]
    assert bare("--data", tmp_path, "show", "flood").code == Exit.USAGE  # of any kind: unclear


@pytest.mark.parametrize("text", ["a\nb", "a\0b", "\x1b[31mred", "\u202eltr", "--\x07"])
def test_an_argument_is_shown_and_never_acted_on(xiaomi: Call, text: str) -> None:
    for arguments in (["principle", text], [text], ["timeline", text]):
        ended = xiaomi(*arguments)
        assert ended.code in {Exit.USAGE, Exit.NOTHING}
        assert "mistake of this program" not in ended.err
        assert ended.err.count("\n") == 1 or "nearest:" in ended.err
        assert not set(text) & set("\x00\x07\x1b\u202e") & set(ended.err)


def test_a_mistake_of_the_program_is_one_line_to_report(capsys: pytest.CaptureFixture[str]) -> None:
    def mistaken() -> int:
        raise ZeroDivisionError("a\nb")

    assert run(mistaken) == Exit.MISTAKE
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert "XIAOMI_DEBUG=1" in said


def test_a_mistake_tells_where_it_happened_if_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XIAOMI_DEBUG", "1")
    assert run(lambda: 1 // 0) == Exit.MISTAKE
    assert "test_exit_codes.py" in capsys.readouterr().err


def test_what_cannot_be_read_is_not_said_to_be_unwritable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def unreadable() -> int:
        raise PermissionError(13, "Permission denied", "/there/it/is")

    assert run(unreadable) == Exit.FAILED
    assert capsys.readouterr().err == "xiaomi: cannot read /there/it/is: Permission denied\n"


def test_what_cannot_be_written_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    def unwritable() -> int:
        with exit_codes.writing("there"):
            raise OSError(28, "No space left on device")
        return 0

    assert run(unwritable) == Exit.FAILED
    assert capsys.readouterr().err == "xiaomi: cannot write to there: No space left on device\n"


def test_every_exit_code_is_explained() -> None:
    (told,) = (part for part in parts(TOPICS["exit-codes"].text) if isinstance(part, Rows))
    assert [int(code) for code, _ in told.rows] == list(Exit)


INTERRUPTING = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
from xiaomi_cli.__main__ import main
sys.meta_path.insert(0, Interrupting())
sys.argv = ["xiaomi", *{arguments!r}]
main()
"""


@pytest.mark.parametrize(
    "module",
    ["xiaomi_cli.cli.exit_codes", "typer", "xiaomi_cli.cli.command_line", "xiaomi_cli.cli.commands.timeline",
     "sqlite3", "xiaomi_cli.render.layout"],
)  # fmt: skip
def test_an_interrupt_ends_at_once_whatever_is_being_imported(lamps: Path, module: str) -> None:
    code = INTERRUPTING.format(module=module, arguments=["--data", str(lamps), "timeline"])
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), check=False
    )
    assert (ended.returncode, ended.stderr) == (130, b"")


def test_an_interrupt_in_a_destructor_is_not_lost() -> None:
    code = (
        "import os, signal\n"
        "from xiaomi_cli.cli.exit_codes import guard\n"
        "guard()\n"
        "class Thing:\n"
        "    def __del__(self): os.kill(os.getpid(), signal.SIGINT)\n"
        "Thing()\n"
        "print('went on')\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=environment(), check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_an_ignored_interrupt_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        exit_codes.guard()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_module_and_the_command_are_one(lamps: Path) -> None:
    ended = process("--data", lamps, "lidar")
    assert ended.returncode == Exit.NOTHING
    assert ended.stderr.startswith(b"nothing found for 'lidar'")
