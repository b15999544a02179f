"""What a text says of days, and which of it is still to come."""

import pytest

from xiaomi_cli.model.dates import is_later


@pytest.mark.parametrize(
    ("text", "later"),
    [("Raised in 2026.", True), ("Planned for 2022-2026.", True), ("Raised in November 2025.", True),
     ("Out on 2 June 2025.", True), ("Out on 1 June 2025.", False), ("The best of 2025.", False),
     ("Sold 2,026 cars.", False)],
)  # fmt: skip
def test_a_text_is_later_if_it_names_a_day_to_come(text: str, later: bool) -> None:
    assert is_later(text, "2025-06-01") is later
