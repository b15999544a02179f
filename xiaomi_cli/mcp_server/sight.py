"""How much of the library a call may see."""

from xiaomi_cli.index.lens import Lens, lens
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.model.dates import LATEST
from xiaomi_cli.search.written_dates import edtf


def lens_of(as_of: str, published_by: str) -> Lens:
    """The lens for two dates, as people write them. Raises DateError, ToolError."""
    through = lens(date_of(as_of), published=date_of(published_by))
    if LATEST in {through.day, through.published}:
        raise ToolError("as_of and published_by take a date that ends, such as 2021-03")
    return through


def date_of(text: str) -> str:
    """A date in EDTF, nothing for no text. Raises DateError."""
    return edtf(text) if text.strip() else ""


def span(start: str, end: str) -> str:
    """A span in words; nothing if it has neither end."""
    return f"from {start or 'the start'} to {end or 'the end'}" if start or end else ""
