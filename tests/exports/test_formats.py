"""The table of formats: complete, told by the help, and found by the names of files."""

import pytest

from xiaomi_cli import exports
from xiaomi_cli.cli.help_pages import COMMANDS, Rows, parts
from xiaomi_cli.exports import FORMATS, format_of
from xiaomi_cli.model.records import KINDS


def test_the_help_lists_every_format_with_its_endings() -> None:
    (told,) = (part for part in parts(COMMANDS["export"].text) if isinstance(part, Rows))
    assert {name: text.rpartition("(")[2] for name, text in told.rows} == {
        name: f"{', '.join(form.endings)})" for name, form in FORMATS.items()
    }


def test_every_format_has_a_module() -> None:
    found = {path.stem for path in __import__("pathlib").Path(exports.__path__[0]).glob("*.py")}
    assert {form.writer.partition(".")[0] for form in FORMATS.values()} <= found


def test_formats_hold_kinds_that_exist() -> None:
    assert {kind for form in FORMATS.values() for kind in form.kinds} <= set(KINDS)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.csv", "csv"), ("A.CSV", "csv"), ("a.json", "json"), ("a.csl.json", "csl-json"),
        ("a.timeline.json", "timelinejs"), ("a.b.md", "md"), ("x.anki.txt", "anki"), ("x.txt", ""),
        ("csv", ""), ("a.gv", "dot"), ("a.db", "sqlite"), ("", ""),
    ],
)  # fmt: skip
def test_a_format_is_told_by_the_ending(name: str, found: str) -> None:
    assert format_of(name) == found
