"""Every format writes what its golden file shows, byte for byte, and escapes what it must."""

import pytest

from tests.exports.golden import FOLDER, TEXTS, path_of
from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.exports import FORMATS
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import UNSAFE


@pytest.mark.parametrize("name", TEXTS)
def test_a_format_writes_its_golden_file(tiny: Store, name: str) -> None:
    assert written(name, selected(tiny, name)) == path_of(name).read_bytes()


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {path_of(name).name for name in TEXTS}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_library_gives_the_same_bytes(tiny: Store, name: str) -> None:
    assert written(name, selected(tiny, name)) == written(name, selected(tiny, name))


@pytest.mark.parametrize("name", TEXTS)
def test_a_format_can_hold_nothing_at_all(tiny: Store, name: str) -> None:
    nothing = selected(tiny, name)._replace(entries=[])
    written(name, nothing).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_the_readers_own_is_marked(tiny: Store, name: str) -> None:
    chosen = selected(tiny, name)
    entry = chosen.entries[0]
    own = entry._replace(json=entry.json[:-1] + ',"origin":"my-notes"}', origin="my-notes")
    assert b"my-notes" not in written(name, chosen)
    assert b"my-notes" in written(name, chosen._replace(entries=[own]))


# CSV and calendars end their lines with CRLF; a table's columns are parted by tabs.
LAYOUT = {"csv": "\r\n", "ics": "\r\n", "anki": "\t\n"}


@pytest.mark.parametrize("name", TEXTS)
@for_any_text
def test_no_control_or_direction_changing_character_is_written(
    hostile: Hostile, name: str, text: str
) -> None:
    found = {match[0] for match in UNSAFE.finditer(hostile.export(name, text))}
    assert found <= set(LAYOUT.get(name, "\n"))
