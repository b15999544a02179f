"""Views of many records: lists by group, the timeline, search hits, the start page."""

import json
from collections import Counter
from collections.abc import Iterable

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.edtf import display
from xiaomi_cli.queries.overview import Overview
from xiaomi_cli.queries.timeline import EraEvents
from xiaomi_cli.render.blocks import (
    Block,
    Gap,
    Heading,
    Item,
    Line,
    Paragraph,
    Row,
    Span,
    Strip,
    Style,
    Title,
    line,
)
from xiaomi_cli.render.page_options import BRIEF, PageOptions
from xiaomi_cli.render.views.contents import with_contents

# A sign for each type of event, so that the kind is told without colour; the word follows it.
SIGN = {
    "founding": "◆", "launch": "▲", "product": "△", "finance": "¤", "people": "☺", "policy": "§",
    "crisis": "✖", "speech": "“", "strategy": "◇", "research": "∴", "market": "%", "retail": "⌂",
    "target": "○", "publication": "¶",
}  # fmt: skip


def records(
    title: str,
    groups: Iterable[tuple[str, list[Entry]]],
    hint: str,
    options: PageOptions = BRIEF,
) -> list[Block]:
    """Records under the heads of their groups, each with its summary."""
    del options
    blocks: list[Block] = [Title(line(Span(title, "title"), Span(f"  {hint}", "muted")))]
    for name, entries in groups:
        if name:
            blocks.append(Heading(name, str(len(entries))))
        blocks += [_item(entry) for entry in entries]
    return with_contents(blocks)


def _item(entry: Entry) -> Block:
    zh = Span(f"  {entry.zh}" if entry.zh else "", "zh")
    slug = Span(f"  {entry.id}", "muted")
    return Item(
        (*line(Span(entry.name, "name"), zh), *line(f" – {entry.summary}", slug)), marker="›"
    )


def timeline(
    chapters: list[Chapter], dates: dict[str, str], options: PageOptions = BRIEF
) -> list[Block]:
    """Events by era; `dates` gives each event's date at its real precision."""
    blocks: list[Block] = [*_density([event for _, events in chapters for event in events])]
    widest = max(map(len, dates.values()), default=0)
    for era, events in chapters:
        if era is not None:
            years = f"{era.earliest[:4]}–{era.latest[:4]}"
            blocks.append(Heading(era.title + (f"  {era.zh}" if era.zh else ""), years))
        for event in events:
            date = Span(f"{dates[event.id]:<{widest}}  ", "date")
            blocks.append(Row(line(date, _sign(event)), _event(event, full=options.full)))
    return blocks


def _sign(event: Entry) -> Span:
    styles: dict[str, Style] = {"crisis": "dispute", "target": "target"}
    return Span(SIGN.get(event.type, "·"), styles.get(event.type, "muted"))


def _event(event: Entry, *, full: bool) -> Line:
    title = Span(event.name, "strong" if event.major else "")
    said = f". {event.summary}" if full else ""
    return line(title, said, Span(f"  {event.type}", "muted"), _contested(event))


def _contested(event: Entry) -> Span:
    """The mark of a contested date, with the other date beside it."""
    marks = json.loads(event.json).get("contested", {}) if '"contested":{' in event.json else {}
    others = [other for mark in marks.get("date", []) for other in mark["others"]]
    return Span(f"  ‡ {'; '.join(dict.fromkeys(others))}" if others else "", "dispute")


def _density(events: list[Entry]) -> list[Block]:
    """How the events are spread over the years, if there are years enough to be worth a strip."""
    years = Counter(int((event.earliest or "0")[:4]) for event in events)
    busy = [year for year in years if year >= max(years) - 30]
    first, last = min(busy, default=0), max(busy, default=0)
    if last - first < 5:
        return []
    return [Strip(first, [years[year] for year in range(first, last + 1)])]


def start(overview: Overview, options: PageOptions = BRIEF) -> list[Block]:
    """What is in the library, and what to try."""
    del options
    counted = [f"{count:,} {plural(kind, count)}" for kind, count in overview.counts.items()]
    years = f"From {overview.first} to {overview.last}; " if overview.first else ""
    blocks: list[Block] = [
        Title(line(Span(overview.title, "title"), Span(f"  {overview.subtitle}", "muted"))),
        Gap(),
        Paragraph(line(Span(" · ".join(counted), ""))),
        Paragraph(line(years, f"{overview.statements:,} cited statements.")),
        Heading("Try"),
    ]
    blocks += [
        Row(line(Span(f"  {command}", "figure")), line(Span(says, "muted")))
        for command, says in overview.commands
    ]
    blocks.append(Heading("Sources"))
    blocks += [
        Item(line(Span(s.name, "name"), f" – {s.summary}"), marker="›") for s in overview.sources
    ]
    if overview.extra:
        blocks.append(Heading("Yours"))
        blocks += [Item(line(f"{origin}: {n} records")) for origin, n in overview.extra.items()]
    if overview.disclaimer:
        blocks += [Gap(), Paragraph(line(Span(overview.disclaimer, "muted")))]
    return blocks


def plural(kind: str, count: int) -> str:
    """The word for some records of a kind."""
    if count == 1:
        return kind
    return {"company": "companies", "person": "people"}.get(kind, f"{kind}s")


def promises(
    found: list[tuple[Entry, dict[str, str]]], options: PageOptions = BRIEF
) -> list[Block]:
    """Promises under their outcome: when made, what, by when, and what came of it."""
    del options
    title = Span(f"{len(found)} {plural('promise', len(found))}", "title")
    hint = Span("  xiaomi promise NAME shows one; --theme THEME narrows the list", "muted")
    blocks: list[Block] = [Title(line(title, hint))]
    outcome = ""
    for entry, record in found:
        if entry.type != outcome:
            outcome = entry.type
            count = sum(other.type == outcome for other, _ in found)
            blocks.append(Heading(outcome.capitalize(), str(count)))
        due = f"  due {display(record['due'])}" if "due" in record else "  no deadline"
        amount = f"  {record['pledge']}" if "pledge" in record else ""
        said = line(
            Span(entry.name, "strong"), Span(amount, "figure"), Span(due, "date"),
            f" – {entry.summary}", Span(f"  {entry.id}", "muted"),
        )  # fmt: skip
        blocks.append(Row(line(Span(display(record["made"]), "date")), said))
    return with_contents(blocks)
