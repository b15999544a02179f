"""The pages of a library as a whole: the start page, and how far to trust it."""

from collections.abc import Iterator

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.queries.overview import Coverage, Overview
from xiaomi_cli.render.blocks import (
    BRIEF,
    Bar,
    Block,
    Chart,
    Gap,
    Grid,
    Heading,
    Item,
    Line,
    Names,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Title,
    joined,
    line,
)
from xiaomi_cli.render.views.lists import plural

NUMBER = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip


def start(overview: Overview, options: PageOptions = BRIEF) -> list[Block]:
    """The story where the library has a map; for any other library counts and what to try."""
    del options
    title = Title(line(Span(overview.title, "title"), Span(f"  {overview.subtitle}", "muted")))
    told = _story(overview) if overview.frameworks else _counts(overview)
    blocks: list[Block] = [title, *told]
    if overview.extra:
        counted = [f"{origin}: {n} records" for origin, n in overview.extra.items()]
        blocks.append(Row(_key("Yours"), line(" · ".join(counted))))
    if overview.disclaimer:
        blocks += [Gap(), Paragraph(line(Span(overview.disclaimer, "muted")))]
    return blocks


def _key(text: str) -> Line:
    return line(Span(f"{text:<8}", "strong"))


def _headed(text: str, command: str) -> Title:
    return Title(line(Span(text, "heading")), line(Span(command, "command")))


def _story(overview: Overview) -> Iterator[Block]:
    yield Gap()
    count = _counted(len(overview.frameworks), "framework")
    yield _headed(f"How it thinks: {count}", "xiaomi framework")
    yield Names(
        [line(Span(f"{n:<3}", "muted"), Span(name, "name", one))
         for n, (one, name) in enumerate(overview.frameworks, 1)], )  # fmt: skip
    if overview.turns:
        yield Gap()
        count = _counted(len(overview.turns), "turn")
        yield _headed(f"What it did: {count}", "xiaomi timeline --major")
        yield Paragraph(line(" · ".join(overview.turns)), 2)
    if overview.outcomes:
        yield Gap()
        yield _headed("What came of it", "xiaomi promise")
        yield from (Paragraph(line(said), 2) for said in overview.outcomes)
    yield Gap()
    yield from _ways(overview)


def _counted(count: int, word: str) -> str:
    """Such as `twelve frameworks`."""
    number = NUMBER[count] if count < len(NUMBER) else str(count)
    return f"{number} {plural(word, count)}"


def _ways(overview: Overview) -> Iterator[Block]:
    ask = [run for run, _ in overview.commands if run.split()[1:2] in (["search"], ["compare"])]
    if ask:
        yield Row(_key("Ask"), _commands(*ask))
    disputes = overview.counts.get("dispute", 0)
    if disputes:
        facts = f"{disputes} {plural('question', disputes)} on which the sources disagree: "
        yield Row(_key("Doubt"), line(facts, Span("xiaomi dispute", "command")))
    yield Row(_key("Sources"), line(overview.sources, ": ", Span("xiaomi source", "command")))
    yield Row(_key("Help"), _commands("xiaomi --help", "xiaomi help marks"))


def _commands(*commands: str) -> Line:
    return joined([line(Span(command, "command")) for command in commands], "    ")


def _counts(overview: Overview) -> Iterator[Block]:
    counted = [f"{count:,} {plural(kind, count)}" for kind, count in overview.counts.items()]
    years = f"From {overview.first} to {overview.last}; " if overview.first else ""
    yield Gap()
    yield Paragraph(line(" · ".join(counted)))
    yield Paragraph(line(years, f"{overview.statements:,} cited statements."))
    yield Heading("Try")
    yield Grid([
        [line(Span(command, "command")), line(Span(says, "muted"))]
        for command, says in overview.commands
    ])  # fmt: skip
    if overview.documents:
        yield Heading("Sources")
        for source in overview.documents:
            yield Item(line(Span(source.name, "name"), f" – {source.summary}"), marker="›")


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
        *(_told(f"{name}: {_by_number(counts)}") for name, counts in marks.items()),
        _told(f"{found.disputed_records} records are touched by a dispute"),
        Heading("Events by year"),
        _events(found.years)
        if not options.full
        else Chart([Bar(year, n / most, line(str(n))) for year, n in found.years.items()]),
        Heading("Thin"),
        _told(f"years with few events: {', '.join(runs(found.thin_years)) or 'none'}"),
        _told(f"themes with few statements: {', '.join(found.thin_themes) or 'none'}"),
    ]


def _events(years: dict[str, int]) -> Names:
    """How many events each year has, in a few lines; in full they are drawn."""
    return Names([line(f"{year}: {count}") for year, count in years.items()])


def _told(text: str) -> Paragraph:
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


def _by_number(counts: dict[str, int]) -> str:
    return " · ".join(
        f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda c: -c[1])
    )
