"""What a person types is understood, and how to ask for it in a script is said beside the answer."""

import shlex
from pathlib import Path

import pytest

from tests.cli.program import Call, Ended, in_process
from tests.kettles import KETTLES
from xiaomi_cli.cli.exit_codes import Exit


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Call:
    """The program on the kettles."""

    def call(*arguments: str | Path) -> Ended:
        return in_process(capsys, ["--data", str(KETTLES), *map(str, arguments)])

    return call


SAME = [  # what is typed, and the command whose answer it has
    ("whistle", "principle whistle"),
    ("'let it sing'", "principle whistle"),
    ("Whistle --json", "principle whistle --json"),
    ("--json whistle", "principle whistle --json"),
    ("whistle --against", "principle whistle --against"),
    ("ann whistle", "person ann"),
    ("2012", "timeline 2012"),
    ("xiaomi timeline 2012", "timeline 2012"),
    ("2012 2016", "timeline --from 2012 --to 2016"),
    ("April 2018", "timeline --from 2018-04 --to 2018-04"),
    ("burning handles", "search burning handles"),
    ("'who was burnt?'", "search 'who was burnt?'"),
    ("serch lid", "search lid"),
    ("principal whistle", "principle whistle"),
    ("timelin 2016", "timeline 2016"),
    ("principles", "principle"),
    ("PROMISE", "promise"),
    ("--plain --limit 1 principle", "principle --limit 1 --plain"),
    ("timeline heat", "timeline --theme heat"),
    ("timeline early", "timeline --from 2010 --to 2016"),
    ("timeline 2012 2016", "timeline --from 2012 --to 2016"),
    ("timeline --since 2012 --until 2016", "timeline --from 2012 --to 2016"),
    ("timeline kettles", "timeline --entity kettles"),
    ("timeline heat since 2018", "timeline --theme heat --from 2018"),
    ("timeline 'the heats'", "timeline --theme heat"),
    ("timeline flooded workshop", "timeline --from 2016-11 --to 2016-11"),
    ("show me the principles", "principle"),
    ("what are the promises? --json", "promise --json"),
    ("list companies", "company"),
    ("show me whistle", "principle whistle"),
    ("how many handles burn", "search how many handles burn"),
    ("kettles vs pots", "compare kettles pots"),
    ("compare kettles and pots", "compare kettles pots"),
    ("compare kettles & pots", "compare kettles pots"),
    ("compare 2012 to 2016", "compare 2012 2016"),
    ("compare pots", "compare pots kettles"),
    ("principle heats --json", "principle --theme heat --json"),
    ("principle steel --plain", "principle --limit 0 --plain steel"),
    ("risk child", "risk burns"),
    ("event 'steel launch'", "show event/steel-launch"),
    ("principle 'way of heat'", "framework heat"),
    ("framework whistle", "principle whistle"),
    ("promise flood", "event flood"),
    ("promise 2013", "promise 'hundred shops'  --plain"),
    ("timeline --as-of 'March 2015'", "timeline --as-of 2015-03"),
]  # fmt: skip


def test_of_two_ids_that_read_so_the_one_with_the_title_is_meant(
    bare: Call, tmp_path: Path
) -> None:
    record = "- {{id: {}/three-laws, title: {}, summary: About it.}}\n"
    titled, other = record.format("lesson", "Three laws"), record.format("risk", "A risk")
    (tmp_path / "a.yaml").write_text(titled + other, encoding="utf-8")
    assert bare("--data", tmp_path, "three", "laws").out.startswith("Three laws")


@pytest.mark.parametrize(("typed", "meant"), SAME)
def test_what_is_typed_has_the_answer_of_what_is_meant(ask: Call, typed: str, meant: str) -> None:
    words = shlex.split(typed) + (["--plain"] if "--plain" in meant.split("  ") else [])
    found, expected = ask(*words), ask(*shlex.split(meant))
    assert (found.code, found.out) == (expected.code, expected.out) == (Exit.FOUND, expected.out)


SAID = [
    ("whistle", 0, "xiaomi: in a script: xiaomi principle whistle\n"),
    ("whistle --json", 0, "xiaomi: in a script: xiaomi principle whistle --json\n"),
    ("2012", 0, "xiaomi: in a script: xiaomi timeline 2012\n"),
    ("hot handles?", 0, "xiaomi: in a script: xiaomi search hot 'handles?'\n"),
    ("xiaomi", 1, "nothing found for 'xiaomi'"),
    ("serch lid", 0, "xiaomi: understood as: xiaomi search lid\n"),
    ("framework whistle", 0, "xiaomi: it is a principle: xiaomi principle whistle\n"),
    ("risk child", 0, "xiaomi: no risk is called 'child'; showing what tells of it\n"),
    ("principle heats", 0, "xiaomi: it is a theme: xiaomi principle --theme heat\n"),
    ("framework steel", 0, "xiaomi: it is a product: xiaomi product steel\n"),
    ("lesson first", 2, "xiaomi show principle/steel-first  Steel first\n"),
    ("inti there", 2, "did you mean: xiaomi init there\n"),
    ("zzz qqq", 1, "nothing found for 'zzz qqq'"),
    ("sho whistle", 0, "xiaomi: understood as: xiaomi show whistle\n"),
    ("compare kettles", 2, "compare needs two names or more"),
    ("timeline --from 2016 --to 2012", 2, "xiaomi: 2016 is later than 2012; try from 2012 to 2016\n"),
    ("compare pots kettles --as-of 2012", 1, "pots: nothing of it was known then"),
    ("timeline 2018 --as-of 2012", 1, "no event matches: nothing of it was known then"),
    ("figure --growth", 2, "--growth goes with a name: xiaomi figure revenue --growth\n"),
    ("principle --against", 2, "--against goes with a name: xiaomi principle NAME --against\n"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "code", "said"), SAID)
def test_what_was_guessed_is_said(ask: Call, typed: str, code: int, said: str) -> None:
    ended = ask(*typed.split())
    assert (ended.code, said in ended.err) == (code, True), ended.err


@pytest.mark.parametrize(("typed", "code", "said"), SAID)
def test_what_is_suggested_can_be_pasted(ask: Call, typed: str, code: int, said: str) -> None:
    suggested = [
        line.partition("xiaomi ")[2].rpartition("xiaomi ")[2] or line.partition("xiaomi ")[2]
        for line in ask(*typed.split()).err.splitlines() if "script: xiaomi" in line
    ]  # fmt: skip
    for line in suggested:
        again = ask(*shlex.split(line))
        assert (again.code, again.err, again.out) == (code, "", ask(*typed.split()).out)
    assert bool(suggested) == ("script" in said)


def test_the_version_is_a_word_too(ask: Call) -> None:
    assert ask("version").out == ask("--version").out


def test_a_library_may_be_named_after_the_command(bare: Call) -> None:
    assert bare("timeline", "--data", KETTLES).out == bare("--data", KETTLES, "timeline").out


def test_the_start_page_has_the_options_of_every_answer(ask: Call) -> None:
    assert ask().out != ask("--as-of", "2012").out
    assert ask("--json").out.startswith("{")
    assert "\t" in ask("--plain").out
