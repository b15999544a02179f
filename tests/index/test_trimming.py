"""What is left of the shipped records at a day."""

import pytest

from xiaomi_cli.index.lens import lens
from xiaomi_cli.index.store import Store
from xiaomi_cli.index.visibility import through
from xiaomi_cli.model.records import decode


@pytest.mark.parametrize("day", ["2013", "2016", "2021-03"])
def test_what_is_left_of_a_record_is_still_one(store: Store, day: str) -> None:
    for entry in through(store, lens(day)).everything():
        assert decode(entry.json).id == entry.id
