"""Lists of the records of a kind: one line an entry, under the heads of their groups."""

import json
from collections.abc import Iterable, Iterator

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.kind_facts import plural as several
from xiaomi_cli.render.blocks import Block, Gap, Grid, Heading, Line, Names, Row, Span, Title, line
from xiaomi_cli.render.marks import contested
from xiaomi_cli.render.page_options import BRIEF, PageOptions

# Kinds whose lists are so short a line an entry that no empty lines need part their groups.
TIGHT = frozenset({"framework", "dispute", "source"})
# Columns that titles share where what is said of them is long.
WIDEST = {"framework": 24, "principle": 24, "lesson": 24, "dispute": 44, "figure": 28, "risk": 30}
MANY_PAGES = 40  # sources that are pages; of more a brief list only says how many


def records(
    title: str,
    groups: Iterable[tuple[str, list[Entry]]],
    hint: str,
    options: PageOptions = BRIEF,
) -> list[Block]:
    """Records under the heads of their groups; numbered if they are frameworks of a map."""
    blocks: list[Block] = [Title(line(Span(title, "title")), line(Span(hint, "muted")))]
    number = 0
    for name, entries in groups:
        kind = entries[0].kind
        if name:
            blocks.append(Heading(name, "" if kind == "framework" else str(len(entries)),
                                  tight=kind in TIGHT and len(blocks) > 1))  # fmt: skip
        else:
            blocks.append(Gap())
        if name and kind == "source" and not options.full and len(entries) > MANY_PAGES:
            blocks += _by_year(entries)
            continue
        rows = [_row(entry, number + n, options) for n, entry in enumerate(entries, 1)]
        number += len(entries)
        first = Grid(rows, indent=1, key=kind, spare=2, widest=WIDEST["framework"])
        other = Grid(rows, key=kind, cut=not options.full, widest=WIDEST.get(kind, 30))
        blocks.append(first if kind == "framework" else other)
    return blocks


def _row(entry: Entry, number: int, options: PageOptions) -> list[Line]:
    """The cells of an entry, of which the last says most."""
    zh = Span(f"  {entry.zh}" if entry.zh else "", "zh")
    name = Span(entry.name, "name", entry.id)
    ids = [line(Span(entry.id, "muted"))] if options.ids else []
    fields = json.loads(entry.json)
    match entry.kind:
        case "framework":
            head = [line(Span(f"{number:>2}", "muted")), line(name), line(Span(entry.zh, "zh"))]
        case "product" | "source" | "event" | "promise":
            head = [line(Span(display_date(entry.date), "date")), line(name)]
        case _:
            head = [line(name, zh if entry.kind in {"company", "person"} else "")]
    return [*head, *ids, line(_said(entry, fields), contested(entry))]


def _said(entry: Entry, fields: dict[str, str]) -> str:
    """What a list says of an entry: its verdict, finding, role or tagline, or else its summary."""
    named = {"dispute": "verdict", "figure": "finding", "company": "role", "person": "role",
             "source": "label"}  # fmt: skip
    if entry.kind == "product":
        return fields.get("category", "")
    return fields.get(named.get(entry.kind, "tagline")) or entry.summary


def _by_year(entries: list[Entry]) -> Iterator[Block]:
    """How many there are of each year, in a line."""
    years = [(entry.earliest or "")[:4] for entry in entries]
    counted = [f"{year or 'no date'}: {years.count(year)}" for year in sorted(set(years))]
    yield Names([line(one) for one in counted], mark="")
    yield Row(line("  "), line(Span("each of them with --full", "muted")))


def plural(kind: str, count: int) -> str:
    """The word for some records of a kind."""
    return kind if count == 1 else several(kind)
