"""Dates in a call: EDTF, or as people write them."""

from xiaomi_cli.model.dates import EdtfError, parse_date
from xiaomi_cli.search.query_values import query_values


def edtf(text: str) -> str:
    """The date in EDTF, nothing for no text. Raises EdtfError.

    >>> edtf("2021-03"), edtf("March 2021"), edtf("29.3.2025"), edtf(" ")
    ('2021-03', '2021-03', '2025-03-29', '')
    """
    plain = " ".join(text.split())
    if not plain:
        return ""
    whole = [v.date for v in query_values(plain) if v.date and plain in {plain[v.start : v.end]}]
    try:
        parse_date(plain)
    except EdtfError:
        if whole:
            return whole[0]
        raise
    return plain


def is_date(text: str) -> bool:
    """Whether a text is a date and nothing else."""
    try:
        return bool(edtf(text))
    except EdtfError:
        return False


def span(start: str, end: str) -> str:
    """A span in words; nothing if it has neither end."""
    return f"from {start or 'the start'} to {end or 'the end'}" if start or end else ""
