"""The view of coverage: shares as bars, then what is thin."""

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.queries.coverage import Coverage
from xiaomi_cli.render.blocks import Bar, Block, Chart, Heading, Paragraph, Span, Title, line
from xiaomi_cli.render.page_options import BRIEF, PageOptions


def trust(found: Coverage, options: PageOptions = BRIEF) -> list[Block]:
    """Who stands behind the statements, how they are marked, where the library is thin."""
    shares = [
        ("rest on a primary source", found.primary),
        ("have two independent voices or more", found.two_voices),
        ("have a single voice", found.one_voice),
        ("have only the company's voice", found.company_only),
        ("cite a single source", found.one_source),
    ]
    most = max(found.years.values(), default=1)
    newest = f", the newest of {display_date(found.newest_source)}" if found.newest_source else ""
    about = f"  {found.statements:,} cited statements from {found.sources} sources{newest}"
    marks = {"confidence": found.by_confidence, "status": found.by_status, "type": found.by_type}
    return [
        Title(line(Span("Coverage", "title"), Span(about, "muted"))),
        Heading("Of all statements"),
        Chart([Bar(f"{share:4.0%}", share, line(name)) for name, share in shares]),
        Heading("How they are marked"),
        *(_said(f"{name}: {_counts(counts)}") for name, counts in marks.items()),
        _said(f"{found.disputed_records} records are touched by a dispute"),
        Heading("Events by year"),
        _years(found.years)
        if not options.full
        else Chart([Bar(year, n / most, line(str(n))) for year, n in found.years.items()]),
        Heading("Thin"),
        _said(f"years with few events: {', '.join(runs(found.thin_years)) or 'none'}"),
        _said(f"themes with few statements: {', '.join(found.thin_themes) or 'none'}"),
    ]


def _years(years: dict[str, int]) -> Paragraph:
    """How many events each year has, in a few lines; in full they are drawn."""
    return _said(" · ".join(f"{year}: {count}" for year, count in years.items()))


def _said(text: str) -> Paragraph:
    return Paragraph(line(text), indent=2)


def runs(years: list[str]) -> list[str]:
    """Consecutive years joined: 1970, 1971, 1972 is `1970–1972`."""
    joined: list[tuple[str, str]] = []
    for year in years:
        if joined and int(year) == int(joined[-1][1]) + 1:
            joined[-1] = (joined[-1][0], year)
        else:
            joined.append((year, year))
    return [first if first == last else f"{first}–{last}" for first, last in joined]


def _counts(counts: dict[str, int]) -> str:
    return " · ".join(
        f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda c: -c[1])
    )
