"""How something is pointed to: citations of sources, addresses of statements, paths in a record.

As addresses `principle/speed#weekly-release` is a statement by its id, `figure/revenue#2024` a
value by its period, `event/2010-04-06-founding#date` the date of the record itself.
"""

from functools import lru_cache
from typing import NamedTuple

from xiaomi_cli.model.patterns import pattern
from xiaomi_cli.model.problem import shorten

# `true` and `false` are no keys: what reads YAML takes them for no texts.
CITATION = "(?!(?:true|false)$)([a-z0-9][a-z0-9-]*)(?:¶([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?)?"
_CITATION = pattern(CITATION)
RESERVED = ("title", "summary", "date")  # fragments that name a field of the record itself
ADDRESS = "([a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*)#([A-Za-z0-9][A-Za-z0-9./~?%-]*)"
LONGEST_ADDRESS = 200
_ADDRESS = pattern(ADDRESS)


class LocatorError(ValueError):
    """A text that points to nothing; the message says what was expected."""

    def __init__(self, text: str, expected: str) -> None:
        super().__init__(f"{shorten(text)} is not {expected}")


class Citation(NamedTuple):
    """Paragraphs `first` to `last` of a source, or (0, 0) for the whole of it."""

    source: str
    first: int
    last: int

    def __str__(self) -> str:
        """The form it has in YAML."""
        if not self.first:
            return self.source
        run = f"-{self.last}" if self.last != self.first else ""
        return f"{self.source}¶{self.first}{run}"

    @property
    def source_id(self) -> str:
        """The id of the source record."""
        return f"source/{self.source}"

    @property
    def paragraphs(self) -> range:
        """The cited paragraph numbers, empty for a whole source."""
        return range(self.first, self.last + 1) if self.first else range(0)


@lru_cache(maxsize=4096)  # a library cites the same few places over and over
def parse_citation(text: str) -> Citation:
    """Read `source¶first-last`. Raises LocatorError."""
    if match := _CITATION.fullmatch(text):
        source, first, last = match.groups()
        citation = Citation(source, int(first or 0), int(last or first or 0))
        if citation.first <= citation.last:
            return citation
    raise LocatorError(text, "a citation such as report¶12, report¶12-15 or a page's key")


class Address(NamedTuple):
    """A record, and which part of it: the id of a statement or value, a period, a field."""

    record: str
    fragment: str

    def __str__(self) -> str:
        """The form it has in YAML."""
        return f"{self.record}#{self.fragment}"


@lru_cache(maxsize=4096)
def parse_address(text: str) -> Address:
    """Read `kind/slug#fragment`. Raises LocatorError."""
    match = _ADDRESS.fullmatch(text)
    if not match or len(text) > LONGEST_ADDRESS:
        raise LocatorError(
            text, "the address of a statement, such as principle/speed#weekly-release"
        )
    return Address(match[1], match[2])


def place_of(record: str, fragment: str) -> str:
    """The address of what has a fragment, else the id of its record."""
    return f"{record}#{fragment}" if fragment else record


class Group(NamedTuple):
    """A list of statements: its field, and what is chosen in it: a dimension, a tension's number.

    As messages have it: `claims`, `dimensions.cars`, `tensions[0].sides`.
    """

    field: str
    key: str = ""

    def __str__(self) -> str:
        """As messages have it."""
        if self.field == "tensions":
            return f"tensions[{self.key}].sides"
        return f"{self.field}.{self.key}" if self.key else self.field


class StatementPath(NamedTuple):
    """A statement by its group and its place there; without one, the field as a whole."""

    field: str
    key: str = ""
    position: int = -1

    @property
    def group(self) -> Group:
        """The list that it stands in."""
        return Group(self.field, self.key)

    def __str__(self) -> str:
        """As messages have it, e.g. `claims[0]`, `dimensions.cars[2]`, `tensions[0].sides[1]`."""
        return f"{self.group}[{self.position}]" if self.position >= 0 else str(self.group)

    @property
    def steps(self) -> tuple[str | int, ...]:
        """The keys and positions that lead to it through what was read from YAML."""
        place = (self.position,) if self.position >= 0 else ()
        if self.field == "tensions":
            return (self.field, int(self.key), "sides", *place)
        return (self.field, *filter(None, [self.key]), *place)
