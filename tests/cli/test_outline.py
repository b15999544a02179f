"""`outline`: what a curator pastes into a source's record; a document's text is never in it."""

from pathlib import Path

import pytest

from tests.cli.program import Call
from xiaomi_cli.cli.exit_codes import Exit


def test_the_outline_of_a_document_fits_its_record(bare: Call, lamps: Path) -> None:
    ended = bare("outline", lamps / "documents" / "founding-letter.txt")
    assert ended.code == Exit.FOUND
    heading, *rows = ended.out.splitlines()
    assert heading == "  outline:"
    record = (lamps / "seeds" / "founding-letter.yaml").read_text(encoding="utf-8")
    assert len(rows) == record.count("print: ") == 8
    for number, row in enumerate(rows, 1):
        assert row.startswith(f'  - {{n: {number}, head: "", print: "')
        assert row.removesuffix("}").rpartition("print: ")[2] in record


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (None, Exit.USAGE, "letter.txt cannot be read: No such file or directory"),
        ("", Exit.NOTHING, "letter.txt has no paragraph"),
        ("\n \n", Exit.NOTHING, "letter.txt has no paragraph"),
    ],
)
def test_what_has_no_outline_is_said(
    bare: Call, tmp_path: Path, text: str | None, code: Exit, said: str
) -> None:
    if text is not None:
        (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    ended = bare("outline", tmp_path / "letter.txt")
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.rstrip("\n").endswith(said)
