"""The golden transcripts hold: exact output at 80 columns, messages, and exit codes."""

from pathlib import Path

import pytest

from tests.cli.transcripts import FOLDER, command_of, record


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_command_prints_what_its_transcript_shows(path: Path) -> None:
    assert record(command_of(path)) == path.read_text(encoding="utf-8")
