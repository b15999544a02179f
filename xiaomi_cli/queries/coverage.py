"""How far a library can be trusted: who stands behind its statements, and where it is thin."""

from collections import Counter
from typing import NamedTuple

from xiaomi_cli.index.store import COMPANY_VOICE, Store

THIN_YEAR, THIN_THEME = 3, 30  # fewer events in a year, or statements on a theme, than this is thin


class Coverage(NamedTuple):
    """Shares are of all cited statements, from 0 to 1."""

    statements: int
    primary: float
    two_voices: float
    one_voice: float
    company_only: float
    one_source: float
    by_confidence: dict[str, int]
    by_status: dict[str, int]
    by_type: dict[str, int]
    disputed_records: int
    years: dict[str, int]
    thin_years: list[str]
    themes: dict[str, int]
    thin_themes: list[str]
    newest_source: str
    sources: int


def coverage(store: Store) -> Coverage:
    """Count over every cited statement."""
    rows = store.statement_facts()
    total = len(rows) or 1
    voices = [row.voices.split() for row in rows]
    years = Counter(store.event_years())
    span = [str(year) for year in range(int(min(years)), int(max(years)) + 1)] if years else []
    themes = store.statements_by_theme()
    return Coverage(
        statements=len(rows),
        primary=sum(row.primary for row in rows) / total,
        two_voices=sum(len(v) > 1 for v in voices) / total,
        one_voice=sum(len(v) == 1 for v in voices) / total,
        company_only=sum(v == [COMPANY_VOICE] for v in voices) / total,
        one_source=sum(row.sources == 1 for row in rows) / total,
        by_confidence=dict(Counter(row.confidence for row in rows)),
        by_status=dict(Counter(row.status for row in rows)),
        by_type=dict(Counter(row.type for row in rows)),
        disputed_records=store.disputed_records(),
        years=dict(sorted(years.items())),
        thin_years=[year for year in span if years[year] < THIN_YEAR],
        themes=themes,
        thin_themes=[theme for theme, count in themes.items() if count < THIN_THEME],
        newest_source=store.newest_source(),
        sources=len(store.citation_counts()),
    )
