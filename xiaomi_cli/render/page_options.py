"""What a reader asked of a page, beside the answer itself."""

from typing import NamedTuple


class PageOptions(NamedTuple):
    """How much a page shows: every view takes one.

    `full`: all there is, instead of what fits a screen. `ids`: the id of every record that is
    named. `sources`: the sources with their addresses.
    """

    full: bool = False
    ids: bool = False
    sources: bool = False


BRIEF = PageOptions()
WHOLE = PageOptions(full=True, sources=True)
