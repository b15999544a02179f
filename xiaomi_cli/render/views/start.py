"""The pages of a library as a whole: the start page, and how far to trust it."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.lexicon import NUMBER_WORDS
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.queries.overview import Coverage, Overview
from xiaomi_cli.render import blocks
from xiaomi_cli.render.blocks import Line, Span, apart, joined, line


def start(overview: Overview) -> list[blocks.Block]:
    """The story where the library has a map; for any other library counts and what to try."""
    title = blocks.Title(line(Span(overview.title, "title"), apart(overview.subtitle, "muted")))
    page: list[blocks.Block] = [title, *(_story if overview.frameworks else _counts)(overview)]
    if overview.extra:
        counted = [f"{origin}: {n} records" for origin, n in overview.extra.items()]
        page.append(_keyed("Yours", line(" · ".join(counted))))
    if overview.disclaimer:
        page += [blocks.Gap(), blocks.Paragraph(line(Span(overview.disclaimer, "muted")))]
    return page


def _keyed(text: str, said: Line) -> blocks.Row:
    return blocks.Row(line(Span(f"{text:<8}", "strong")), said)


def _headed(text: str, command: str) -> Iterator[blocks.Block]:
    yield blocks.Gap()
    yield blocks.Title(line(Span(text, "heading")), line(Span(command, "command")))


def _story(overview: Overview) -> Iterator[blocks.Block]:
    count = _counted(len(overview.frameworks), "framework")
    yield from _headed(f"How it thinks: {count}", "xiaomi framework")
    yield blocks.Names([
        line(Span(f"{n:<3}", "muted"), Span(name, "name", one))
        for n, (one, name) in enumerate(overview.frameworks, 1)
    ])  # fmt: skip
    if overview.turns:
        count = _counted(len(overview.turns), "turn")
        yield from _headed(f"What it did: {count}", "xiaomi timeline --major")
        yield blocks.Paragraph(line(" · ".join(overview.turns)), 2)
    if overview.outcomes:
        yield from _headed("What came of it", "xiaomi promise")
        yield from (blocks.Paragraph(line(said), 2) for said in overview.outcomes)
    yield blocks.Gap()
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


def _counts(overview: Overview) -> Iterator[blocks.Block]:
    counted = [f"{count:,} {plural(kind, count)}" for kind, count in overview.counts.items()]
    years = f"From {overview.first} to {overview.last}; " if overview.first else ""
    yield blocks.Gap()
    yield blocks.Paragraph(line(" · ".join(counted)))
    yield blocks.Paragraph(line(years, f"{overview.statements:,} cited statements."))
    if overview.commands:
        yield blocks.Heading("Try")
        yield blocks.Grid(
            [[_commands(run), line(Span(says, "muted"))] for run, says in overview.commands]
        )
    if overview.documents:
        yield blocks.Heading("Sources")
        for source in overview.documents:
            yield blocks.Item(line(Span(source.name, "name"), f" – {source.summary}"), "›")


def trust(found: Coverage) -> list[blocks.Block]:
    """Who stands behind the statements, how they are marked, where the library is thin."""
    shares = {
        "rest on a primary source": found.primary,
        "have two independent voices or more": found.two_voices,
        "have a single voice": found.one_voice,
        "have only the company's voice": found.company_only,
        "cite a single source": found.one_source,
    }
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
        blocks.Title(line(Span("Coverage", "title"), Span(about, "muted"))),
        blocks.Heading("Of all statements"),
        blocks.Chart(
            [blocks.Bar(f"{share:4.0%}", share, line(name)) for name, share in shares.items()]
        ),
        blocks.Heading("How they are marked"),
        *(blocks.Paragraph(line(text), 2) for text in told),
        blocks.Heading("Events by year"),
        blocks.Names([line(f"{year}: {count}") for year, count in found.years.items()]),
        blocks.Heading("Thin"),
        *(blocks.Paragraph(line(text), 2) for text in thin),
    ]


def _runs(years: list[str]) -> Iterator[str]:
    """Consecutive years joined: 1970, 1971, 1972 is `1970–1972`."""
    for _, run in groupby(enumerate(map(int, years)), lambda pair: pair[1] - pair[0]):
        found = [str(year) for _, year in run]
        yield "–".join(dict.fromkeys((found[0], found[-1])))


def _by_number(counts: Mapping[str, int]) -> str:
    found = sorted(counts.items(), key=lambda count: -count[1])
    return " · ".join(f"{name} {count:,}" for name, count in found)
