"""The view of coverage: shares as bars, then what is thin."""

from xiaomi_cli.queries.coverage import Coverage
from xiaomi_cli.render.blocks import Bar, Block, Chart, Heading, Paragraph, Span, Title, line


def trust(found: Coverage) -> list[Block]:
    """Who stands behind the statements, how they are marked, where the library is thin."""
    shares = [
        ("rest on a primary source", found.primary),
        ("have two independent voices or more", found.two_voices),
        ("have a single voice", found.one_voice),
        ("have only the company's voice", found.company_only),
        ("cite a single source", found.one_source),
    ]
    years = [Bar(year, count / max(found.years.values()), line(str(count))) for year, count in found.years.items()]
    thin = ", ".join(found.thin_years) or "none"
    themes = ", ".join(found.thin_themes) or "none"
    return [
        Title(line(Span("Coverage", "title"), Span(f"  {found.statements:,} cited statements from {found.sources} sources, the newest of {found.newest_source}", "muted"))),
        Heading("Of all statements"),
        Chart([Bar(f"{share:4.0%}", share, line(name)) for name, share in shares]),
        Heading("How they are marked"),
        *[Paragraph(line(f"{name}: ", _counts(counts)), indent=2) for name, counts in (
            ("confidence", found.by_confidence), ("status", found.by_status), ("type", found.by_type))],
        Paragraph(line(f"{found.disputed_records} records are touched by a dispute"), indent=2),
        Heading("Events by year"),
        Chart(years),
        Heading("Thin"),
        Paragraph(line(f"years with few events: {thin}"), indent=2),
        Paragraph(line(f"themes with few statements: {themes}"), indent=2),
    ]  # fmt: skip


def _counts(counts: dict[str, int]) -> str:
    return " · ".join(f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda c: -c[1]))
