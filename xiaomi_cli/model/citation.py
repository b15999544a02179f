"""Citations: a source, and the paragraphs of it that bear the statement."""

import re
from functools import lru_cache
from typing import NamedTuple

from xiaomi_cli.model.lazy_regex import pattern
from xiaomi_cli.model.problem import shorten

_CITATION = pattern(r"([a-z0-9][a-z0-9-]*)(?:¶([1-9]\d{0,5})(?:-([1-9]\d{0,5}))?)?", re.ASCII)
EXPECTED = "a citation such as report¶12, report¶12-15 or a page's key"


class CitationError(ValueError):
    """A text that is no citation; the message says what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{shorten(text)} is not {EXPECTED}")


class Citation(NamedTuple):
    """A locator: paragraphs `first` to `last` of a source, or (0, 0) for the whole of it."""

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
    """Read `source¶first-last`. Raises CitationError."""
    match = _CITATION.fullmatch(text)
    if not match:
        raise CitationError(text)
    source, first, last = match.groups()
    citation = Citation(source, int(first or 0), int(last or first or 0))
    if citation.last < citation.first:
        raise CitationError(text)
    return citation
