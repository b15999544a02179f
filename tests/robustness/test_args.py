"""Arguments are only text: never options by accident, paths, markup, templates or code."""

from pathlib import Path

import pytest

from tests.conftest import sampled
from tests.robustness.survival import USAGE, survive

WORDS = [
    "", " ", "\t", "a\nb", "\r", "\\0", "%00", "\u2400", "\x01", "\x1b[31mred", "\x1b]0;title\x07",
    "\x7f", "\x9b31m", "\u202eltr", "\u2066x", "\u200b", "\ufeff", "\u2028", "\x85", "\xad",
    "--", "-", "---", "-x", "-1", "-abc", "--no-such", "--limit", "--limit=", "--limit=-1",
    "--limit=99999999999999999999", "--limit=1e3", "--from=", "--from=9999-99", "--theme=", "--json",
    "--json=1", "--plain", "--help=x", "--version", "--data", "--data=", "--color=", "--extra=",
    "[bold]x[/bold]", "[/]", "[link=file:///etc/passwd]x[/link]", ":smile:", "{0}", "{x!r}", "%s%n",
    "${HOME}", "$(id)", "`id`", "; id", "| id", "> /tmp/x", "&& id", "../../etc/passwd",
    "/etc/passwd", "~", "*", "?", "..", "/", "//", "principle/", "principle/../speed", "event/2014/",
    "file:///etc/passwd", "<script>alert(1)</script>", "&amp;", "=1+1", "@SUM(A1)", "NULL", "None",
    "nan", "inf", "1e309", "2014-13", "20140-1", "\u0661\u0662", "\u2460", "\u00bd",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e8\U0001f1f3", "\u0645\u0631\u062d\u0628\u0627",
    "\u05d0 \u05d1", "e\u0301" * 50, "\u0301" * 500, "\ufb01", "\u0130", "\u1e9e", "\ue000", "\uffff",
    "\U0010ffff", "a" * 300,
]  # fmt: skip
NO_TEXT = [b"\xff", b"a\xffb", b"\xed\xa0\x80", b"\xed\xb2\x80x", b"\xc0\xaf", b"\xf5\x80\x80\x80",
           b"--\xff", b"--limit=\xff", b"--data=\xff", b"principle/\xff"]  # fmt: skip
COMMANDS = [
    [], ["search"], ["principle"], ["show", "--json"], ["compare", "lamp"], ["timeline"],
    ["timeline", "--entity"], ["timeline", "--from"], ["timeline", "--as-of"], ["search", "--kind"],
    ["lesson", "--theme"], ["export", "--kind"], ["export", "--format"], ["today", "--date"],
    ["company", "--json"], ["help"], ["validate"], ["verify", "--against"], ["outline"], ["schema"], ["config"],
    ["--color"], ["--show-completion"], ["search", "--explain"], ["framework", "--plain"],
]  # fmt: skip
ODD = [*[word.encode() for word in WORDS], *NO_TEXT]
ONCE = [(word, COMMANDS[n % len(COMMANDS)]) for n, word in enumerate(ODD)]


@pytest.mark.parametrize(("word", "command"), sampled(ONCE, 3), ids=repr)
def test_an_odd_word_survives(word: bytes, command: list[str], lamps: Path, tmp_path: Path) -> None:
    survive("--data", lamps, *command, word, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_odd_word_survives_every_command(
    command: list[str], lamps: Path, tmp_path: Path
) -> None:
    for word in ODD:
        survive("--data", lamps, *command, word, cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_stands_after_two_dashes_is_never_an_option(lamps: Path) -> None:
    for word in ("--help", "--json", "-h", "--version", "--limit=x"):
        ended = survive("--data", lamps, "search", "--", word)
        assert ended.out == "" or not ended.out.startswith(("Usage", "xiaomi ", "{"))
        named = survive("--data", lamps, "principle", "--", word)
        assert f"no principle is called '{word}'" in named.err or named.code == USAGE
        assert "Usage" not in named.out


def test_an_argument_is_repeated_as_it_can_be_read(lamps: Path) -> None:
    for word, shown in (("\x1b[2J", "\\x1b[2J"), ("[red]x", "[red]x"), ("\u202ex", "\\u202ex")):
        for command in ([], ["principle"], ["search"], ["timeline", "--entity"]):
            ended = survive("--data", lamps, *command, f"qqq{word}")
            assert shown in ended.err.replace("\\\\", "\\"), (command, ended.err)
