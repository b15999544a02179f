"""The pages of a library as a whole: the start page, and how far to trust it."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.lexicon import NUMBER_WORDS
from xiaomi_cli.model.library_facts import plural
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


def start(overview: Overview) -> list[Block]:
    """The story where the library has a map; for any other library counts and what to try."""
    title = Title(line(Span(overview.title, "title"), Span(f"  {overview.subtitle}", "muted")))
    blocks: list[Block] = [title, *(_story if overview.frameworks else _counts)(overview)]
    if overview.extra:
        counted = [f"{origin}: {n} records" for origin, n in overview.extra.items()]
        blocks.append(_keyed("Yours", line(" · ".join(counted))))
    if overview.disclaimer:
        blocks += [Gap(), Paragraph(line(Span(overview.disclaimer, "muted")))]
    return blocks


def _keyed(text: str, said: Line) -> Row:
    return Row(line(Span(f"{text:<8}", "strong")), said)


def _headed(text: str, command: str) -> Iterator[Block]:
    yield Gap()
    yield Title(line(Span(text, "heading")), line(Span(command, "command")))


def _story(overview: Overview) -> Iterator[Block]:
    count = _counted(len(overview.frameworks), "framework")
    yield from _headed(f"How it thinks: {count}", "xiaomi framework")
    yield Names([
        line(Span(f"{n:<3}", "muted"), Span(name, "name", one))
        for n, (one, name) in enumerate(overview.frameworks, 1)
    ])  # fmt: skip
    if overview.turns:
        count = _counted(len(overview.turns), "turn")
        yield from _headed(f"What it did: {count}", "xiaomi timeline --major")
        yield Paragraph(line(" · ".join(overview.turns)), 2)
    if overview.outcomes:
        yield from _headed("What came of it", "xiaomi promise")
        yield from (Paragraph(line(said), 2) for said in overview.outcomes)
    yield Gap()
    ask = [run for run, _ in overview.commands if run.split()[1:2] in (["search"], ["compare"])]
    if ask:
        yield _keyed("Ask", _commands(*ask))
    if disputes := overview.counts.get("dispute", 0):
        facts = f"{disputes} {plural('question', disputes)} on which the sources disagree: "
        yield _keyed("Doubt", line(facts, _commands("xiaomi dispute")))
    yield _keyed("Sources", line(overview.sources, ": ", _commands("xiaomi source")))
    yield _keyed("Help", _commands("xiaomi --help", "xiaomi help marks"))


def _counted(count: int, word: str) -> str:
    """Such as `twelve frameworks`."""
    number = next((name for name, n in NUMBER_WORDS.items() if n == count), str(count))
    return f"{number} {plural(word, count)}"


def _commands(*commands: str) -> Line:
    return joined([line(Span(command, "command")) for command in commands], "    ")


def _counts(overview: Overview) -> Iterator[Block]:
    counted = [f"{count:,} {plural(kind, count)}" for kind, count in overview.counts.items()]
    years = f"From {overview.first} to {overview.last}; " if overview.first else ""
    yield Gap()
    yield Paragraph(line(" · ".join(counted)))
    yield Paragraph(line(years, f"{overview.statements:,} cited statements."))
    if overview.commands:
        yield Heading("Try")
        yield Grid([[_commands(run), line(Span(says, "muted"))] for run, says in overview.commands])
    if overview.documents:
        yield Heading("Sources")
        for source in overview.documents:
            yield Item(line(Span(source.name, "name"), f" – {source.summary}"), "›")


def trust(found: Coverage, options: PageOptions = BRIEF) -> list[Block]:
    """Who stands behind the statements, how they are marked, where the library is thin."""
    shares = {
        "rest on a primary source": found.primary,
        "have two independent voices or more": found.two_voices,
        "have a single voice": found.one_voice,
        "have only the company's voice": found.company_only,
        "cite a single source": found.one_source,
    }
    most = max(found.years.values(), default=1)
    newest = f", the newest of {display_date(found.newest_source)}" if found.newest_source else ""
    about = f"  {found.statements:,} cited statements from {found.sources} sources{newest}"
    told = [
        f"confidence: {_by_number(found.by_confidence)}",
        f"status: {_by_number(found.by_status)}",
        f"type: {_by_number(found.by_type)}",
        f"{found.disputed_records} records are touched by a dispute",
    ]
    thin = [
        f"years with few events: {', '.join(_runs(found.thin_years)) or 'none'}",
        f"themes with few statements: {', '.join(found.thin_themes) or 'none'}",
    ]
    return [
        Title(line(Span("Coverage", "title"), Span(about, "muted"))),
        Heading("Of all statements"),
        Chart([Bar(f"{share:4.0%}", share, line(name)) for name, share in shares.items()]),
        Heading("How they are marked"),
        *(Paragraph(line(text), 2) for text in told),
        Heading("Events by year"),
        Chart([Bar(year, n / most, line(str(n))) for year, n in found.years.items()])
        if options.full
        else Names([line(f"{year}: {count}") for year, count in found.years.items()]),
        Heading("Thin"),
        *(Paragraph(line(text), 2) for text in thin),
    ]


def _runs(years: list[str]) -> Iterator[str]:
    """Consecutive years joined: 1970, 1971, 1972 is `1970–1972`."""
    for _, run in groupby(enumerate(map(int, years)), lambda pair: pair[1] - pair[0]):
        found = [str(year) for _, year in run]
        yield "–".join(dict.fromkeys((found[0], found[-1])))


def _by_number(counts: Mapping[str, int]) -> str:
    found = sorted(counts.items(), key=lambda count: -count[1])
    return " · ".join(f"{name} {count:,}" for name, count in found)
