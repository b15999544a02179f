"""Nothing that could steer a terminal is ever sent to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.render.json_text import document, escaped
from xiaomi_cli.render.sanitize import UNSAFE, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain [su7 ultra] [/x] :smile:", "plain [su7 ultra] [/x] :smile:"),
        ("red \x1b[31m", "red \\x1b[31m"),
        ("bell\a tab\t nul\0", "bell\\x07 tab\\x09 nul\\x00"),
        ("c1 \x9b31m del \x7f", "c1 \\x9b31m del \\x7f"),
        ("bidi \u202e evil \u2066x\u2069", "bidi \\u202e evil \\u2066x\\u2069"),
        ("zero\u200bwidth \ufeff", "zero\\u200bwidth \\ufeff"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("小米 × é 🚗", "小米 × é 🚗"),
    ],
)
def test_control_and_direction_characters_become_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_unsafe_character_is_left(text: str) -> None:
    assert not UNSAFE.search(visible(text))


@given(st.text(alphabet=st.characters(codec="utf-8")), st.booleans())
def test_json_escapes_keep_the_meaning(text: str, ascii_only: bool) -> None:
    import json  # noqa: PLC0415

    written = escaped(document({"text": text}), ascii_only=ascii_only)
    assert json.loads(written) == {"text": text}
    assert not UNSAFE.search(written)
    assert written.isascii() or not ascii_only
