"""When a screen goes through a pager, through which, and how that ends."""

import shlex
from pathlib import Path

import pytest

from tests.cli.program import environment, process, terminal
from xiaomi_cli.cli.exit_codes import Exit

LONG = ["source", "letter"]  # overflows ten rows


def catching(path: Path) -> str:
    """A pager that keeps what it was handed."""
    return f"cat > {shlex.quote(str(path))}"


def test_a_screen_that_overflows_is_paged_and_one_that_fits_is_not(
    lamps: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "paged"
    ended = terminal("--data", lamps, *LONG, rows=10, changes={"XIAOMI_PAGER": catching(kept)})
    assert (ended.code, ended.out) == (Exit.FOUND, "")
    paged = kept.read_text(encoding="utf-8")
    assert "The room above the bakery" in paged
    assert "\x1b[" in paged
    kept.unlink()
    ended = terminal("--data", lamps, *LONG, rows=200, changes={"XIAOMI_PAGER": catching(kept)})
    assert "The room above the bakery" in ended.out
    assert not kept.exists()


def test_a_pipe_is_never_paged(lamps: Path, tmp_path: Path) -> None:
    kept = tmp_path / "paged"
    env = environment(XIAOMI_PAGER=catching(kept), PAGER=catching(kept))
    assert b"bakery" in process("--data", lamps, *LONG, env=env).stdout
    assert not kept.exists()


@pytest.mark.parametrize(
    ("flags", "changes"),
    [
        (["--no-pager"], {}),
        ([], {"XIAOMI_PAGER": ""}),
        ([], {"XIAOMI_PAGER": "cat"}),
        ([], {"TERM": "dumb"}),
        ([], {"XIAOMI_PAGER": "there-is-no-such-pager"}),
        ([], {"XIAOMI_PAGER": "false"}),  # a less that lacks our options ends so
    ],
    ids=str,
)
def test_without_a_pager_all_of_it_is_shown(
    lamps: Path, tmp_path: Path, flags: list[str], changes: dict[str, str]
) -> None:
    kept = tmp_path / "paged"
    changes = {"PAGER": catching(kept), **changes}
    ended = terminal("--data", lamps, *LONG, *flags, rows=10, changes=changes)
    assert ended.code == Exit.FOUND
    assert "The room above the bakery" in ended.out
    assert not kept.exists()


def test_the_pager_of_the_program_comes_before_the_one_of_all_programs(
    lamps: Path, tmp_path: Path, no_configuration: Path
) -> None:
    one, two, three = tmp_path / "one", tmp_path / "two", tmp_path / "three"
    no_configuration.write_text(f'pager = "{catching(three)}"\n', encoding="utf-8")
    chosen = {"XIAOMI_PAGER": catching(one), "PAGER": catching(two)}
    for path in (one, two, three):
        terminal("--data", lamps, *LONG, rows=10, changes=chosen)
        assert path.exists()
        chosen.pop(next(iter(chosen), ""), None)


def test_quitting_the_pager_early_is_silent(lamps: Path) -> None:
    ended = terminal("--data", lamps, *LONG, rows=10, changes={"XIAOMI_PAGER": "true"})
    assert (ended.code, ended.out) == (Exit.FOUND, "")


def test_an_interrupt_in_the_pager_waits_for_it_and_ends_with_130(lamps: Path) -> None:
    pager = "kill -INT $PPID; cat > /dev/null; echo the pager went on"
    ended = terminal("--data", lamps, *LONG, rows=10, changes={"XIAOMI_PAGER": pager})
    assert (ended.code, ended.out) == (Exit.INTERRUPTED, "the pager went on\n")


def test_less_is_told_to_show_colours_whatever_else_it_is_told(lamps: Path, tmp_path: Path) -> None:
    kept = tmp_path / "less"
    for wanted, told in {"-j10": "-R -j10", "": "-R "}.items():
        changes = {"PAGER": f'cat > /dev/null; echo "$LESS" > {kept}', "LESS": wanted}
        terminal("--data", lamps, *LONG, rows=10, changes=changes)
        assert kept.read_text(encoding="utf-8") == f"{told}\n"
