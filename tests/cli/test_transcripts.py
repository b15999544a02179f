"""The golden transcripts hold: exact output at 80 columns, messages, and exit codes."""

from pathlib import Path

import pytest

from tests.cli.transcripts import FOLDER, command_of, record, run


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_command_prints_what_its_transcript_shows(path: Path) -> None:
    assert record(command_of(path)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["principle", "lesson", "figure", "dispute", "person", "product"])
def test_an_entry_of_a_list_is_one_line_of_a_terminal_and_nothing_is_cut(kind: str) -> None:
    shown = run([kind, "--color=always"]).stdout.splitlines()
    assert [text for text in shown if text.startswith(" " * 20) or text.endswith("…")] == []
    assert 20 < len(shown) <= 100
