"""Addresses: where in the library a statement stands, a value of a figure, or a record's own field.

`principle/speed#weekly-release` is a statement by its id, `figure/revenue#2024` a value by its
period, `event/2010-04-06-founding#date` the date of the record itself.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.problem import shorten

RESERVED = ("title", "summary", "date")  # fragments that name a field of the record itself
_ADDRESS = pattern(r"([a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*)#([A-Za-z0-9][A-Za-z0-9./~?%-]*)", re.ASCII)
EXPECTED = "the address of a statement, such as principle/speed#weekly-release"


class AddressError(ValueError):
    """A text that is no address; the message says what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{shorten(text)} is not {EXPECTED}")


class Address(NamedTuple):
    """A record, and which part of it: the id of a statement or value, a period, a field."""

    record: str
    fragment: str

    def __str__(self) -> str:
        """The form it has in YAML."""
        return f"{self.record}#{self.fragment}"


def place_of(record: str, fragment: str) -> str:
    """The address of what has a fragment, else the id of its record."""
    return f"{record}#{fragment}" if fragment else record


@lru_cache(maxsize=4096)
def parse_address(text: str) -> Address:
    """Read `kind/slug#fragment`. Raises AddressError."""
    match = _ADDRESS.fullmatch(text)
    if not match or len(text) > 200:
        raise AddressError(text)
    return Address(match[1], match[2])
