"""Whole pages and lists of a small library look as they did when somebody last read them."""

import pytest

from tests.render.screens import FOLDER, SCREENS, lines
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.wrap import cells


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_as_it_was_read(told: Store, name: str) -> None:
    expected = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n".join(lines(SCREENS[name](told))) + "\n" == expected


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("width", [20, 40, 100, 160])
def test_no_line_is_wider_than_the_screen(told: Store, name: str, width: int) -> None:
    for text in lines(SCREENS[name](told), width):
        assert cells(text) <= width or "https://" in text


@pytest.mark.parametrize("name", SCREENS)
def test_a_pipe_gets_no_more_lines_than_a_terminal(told: Store, name: str) -> None:
    assert len(lines(SCREENS[name](told), None)) <= len(lines(SCREENS[name](told), 80))
