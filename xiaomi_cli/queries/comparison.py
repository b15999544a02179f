"""Two or more things side by side: records of one kind, sources on a theme, years, eras."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from xiaomi_cli.index.store import Cited, Entry, Store, marked
from xiaomi_cli.model.citation import Citation
from xiaomi_cli.model.claim_lists import claims_of
from xiaomi_cli.model.edtf import bounds, display
from xiaomi_cli.model.name_keys import key
from xiaomi_cli.model.records import (
    Claim,
    Company,
    Figure,
    Idea,
    Source,
    decode,
    point_text,
)
from xiaomi_cli.model.statement_path import Group
from xiaomi_cli.queries.resolve import resolve

_YEAR = re.compile(r"\d{4}", re.ASCII)


class Side(NamedTuple):
    """One of the things compared: an id (a record, `year/2015`, `era/recovery`) and its title."""

    id: str
    kind: str
    title: str
    zh: str
    origin: str = ""  # the reader's own folder that it is from


class Cell(NamedTuple):
    """One thing said in a comparison: its citations, and whose view it is (a name, not an id)."""

    text: str
    cite: list[str]
    date: str = ""
    type: str = ""
    by: str = ""


Aspect: TypeAlias = "tuple[str, list[list[Cell]]]"  # its name, and the cells of each side


def _cells(claims: Iterable[Claim], names: dict[str, str]) -> list[Cell]:
    return [
        Cell(c.text, c.cite, c.date, c.type if c.by else "", names.get(c.by, c.by)) for c in claims
    ]


def _names(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """The titles of those who hold a view, by id; plain names are left out."""
    entries = store.by_ids(i for i in ids if "/" in i)
    return {identifier: entry.name for identifier, entry in entries.items()}


def of_records(store: Store, entries: list[Entry]) -> list[Aspect]:
    """The summary, then each group of claims that any of the records has."""
    records = [decode(entry.json) for entry in entries]
    aspects = [("In short", [[Cell(record.summary, record.cite)] for record in records])]
    groups = [claims_of(record) for record in records]
    if isinstance(records[0], Idea):
        parts = [getattr(record, "parts", []) for record in records]
        if any(parts):
            titles = store.by_ids([part for some in parts for part in some])
            cells = [[Cell(titles[p].name, []) for p in some if p in titles] for some in parts]
            aspects.append(("Parts", cells))
    names = _names(store, (c.by for group in groups for claims in group.values() for c in claims))
    order = list(dict.fromkeys(name for group in groups for name in group))
    if isinstance(records[0], Company):
        order.sort(key=lambda g: (-sum(g in group for group in groups), g.field == "claims"))
    claim_aspects = [
        (_aspect(name), [_cells(g.get(name, []), names) for g in groups]) for name in order
    ]
    return aspects + claim_aspects


def _aspect(group: Group) -> str:
    headings = {
        "claims": "What is said", "cases": "Practised", "against": "Strained",
        "transfer": "To work elsewhere", "answers": "Answers",
    }  # fmt: skip
    return headings.get(group.field) or (group.key or group.field).replace("-", " ").capitalize()


def of_figures(entries: list[Entry]) -> list[Aspect]:
    """Period by period, each figure's values."""
    periods: dict[str, list[list[Cell]]] = {}
    for number, entry in enumerate(entries):
        record = decode(entry.json)
        assert isinstance(record, Figure)
        for point in record.points:
            row = periods.setdefault(point.period, [[] for _ in entries])
            text = point_text(record, point)
            mark = "" if point.basis == "reported" else f" ({point.basis})"
            row[number].append(Cell(text + mark, point.cite))
    ordered = sorted(filter(None, periods), key=bounds)
    dated = [(display(period), periods[period]) for period in ordered]
    return dated + ([("No date given", periods[""])] if "" in periods else [])


def of_sources(store: Store, entries: list[Entry], theme: str) -> list[Aspect]:
    """What each source is cited for, by theme of the citing records."""
    columns = [_resting(store, entry, theme) for entry in entries]
    aspects = []
    for name in dict.fromkeys(name for column in columns for name in column):
        cells = [column.get(name, []) for column in columns]
        aspects.append((name.replace("-", " ").capitalize(), cells))
    return sorted(aspects, key=lambda aspect: -sum(bool(cells) for cells in aspect[1]))


def _resting(store: Store, entry: Entry, theme: str) -> dict[str, list[Cell]]:
    source = decode(entry.json)
    assert isinstance(source, Source)
    document, first, last = source.id, 0, 10**9
    if source.type == "part":
        document, first, last = source.part_of, source.first, source.last
    cited = store.resting_on(document, first, last, theme)
    citing = store.by_ids(c.record for c in cited)
    themes = {r: json.loads(e.json).get("themes", []) for r, e in citing.items()}
    names = _names(store, (statement.by for statement in cited))
    cells_by_theme: dict[str, list[Cell]] = {}
    fullest: dict[int, Cited] = {}  # records retell a paragraph; its fullest retelling will do
    for statement in cited:
        fullest[statement.first] = max(
            fullest.get(statement.first, statement), statement, key=lambda s: len(s.text)
        )
    for statement in fullest.values():
        name = theme or next(iter(themes.get(statement.record, [])), "other")
        citation = str(Citation(document.removeprefix("source/"), statement.first, statement.last))
        by = names.get(statement.by, statement.by)
        text = marked(statement.text, citing[statement.record].origin)
        cell = Cell(text, [citation], "", statement.type if by else "", by)
        cells_by_theme.setdefault(name, []).append(cell)
    return cells_by_theme


def of_spans(store: Store, sides: list[tuple[Side, str, str]], theme: str) -> list[Aspect]:
    """What happened in each span, by type of event, then the figures that have values there."""
    by_type: dict[str, list[list[Cell]]] = {}
    for number, (_, earliest, latest) in enumerate(sides):
        for event in store.dated(earliest, latest, theme=theme):
            row = by_type.setdefault(event.type, [[] for _ in sides])
            record = json.loads(event.json)
            row[number].append(Cell(event.name, record.get("cite", []), record["date"]))
    figures: list[Aspect] = []
    for entry in store.of_kind("figure", theme):
        row = [_values_in(entry, earliest, latest) for _, earliest, latest in sides]
        if sum(map(bool, row)) == len(sides):
            figures.append((entry.name, row))
    events = [(name.capitalize(), cells) for name, cells in by_type.items()]
    return events + figures


def _values_in(entry: Entry, earliest: str, latest: str) -> list[Cell]:
    record = decode(entry.json)
    assert isinstance(record, Figure)
    cells = []
    for point in record.points:
        if not point.period:
            continue
        first, last = bounds(point.period)
        if earliest <= first and last <= latest:
            text = point_text(record, point)
            cells.append(Cell(text, point.cite, point.period))
    return cells


class Comparison(NamedTuple):
    """Sides, and under each aspect the cells of every side, aspects that differ most first."""

    sides: list[Side]
    aspects: list[Aspect]


class NotComparableError(Exception):
    """Things of different kinds; the message says which."""


def compare(store: Store, names: list[str], theme: str = "") -> Comparison:
    """Set things side by side. Raises NotComparableError and what `resolve` raises."""
    spans = [_span(store, name) for name in names]
    if all(spans):
        sides = [span for span in spans if span]
        return Comparison([side for side, _, _ in sides], of_spans(store, sides, theme))
    kind = _common_kind(store, names)
    entries = [
        store.by_ids([(record := resolve(store, name, [kind]).record).id])[record.id]
        for name in names
    ]
    sides_ = [Side(e.id, e.kind, e.title, e.zh, e.origin) for e in entries]
    if kind == "source":
        return Comparison(sides_, of_sources(store, entries, theme))
    if kind == "figure":
        return Comparison(sides_, of_figures(entries))
    return Comparison(sides_, of_records(store, entries))


def _span(store: Store, name: str) -> tuple[Side, str, str] | None:
    """A year or an era, with its first and last day."""
    if _YEAR.fullmatch(name):
        earliest, latest = bounds(name)
        return Side(f"year/{name}", "year", name, ""), earliest, latest
    for era in store.settings().eras:
        if key(name) in {key(era.slug), key(era.title), key(era.zh)}:
            return Side(f"era/{era.slug}", "era", era.title, era.zh), era.earliest, era.latest
    return None


def _common_kind(store: Store, names: list[str]) -> str:
    """The kind in which every name is known exactly, companies first; else that of the first."""
    kinds: list[set[str]] = []
    for name in names:
        forms = [name.lower(), key(name), key(name).replace(" ", "")]
        kinds.append({record.kind for record in store.named(list(dict.fromkeys(forms)))})
    known = [some for some in kinds if some]
    shared = set.intersection(*known) if known else set()
    for kind in ("company", "framework", "principle", "figure", "source", "product", "person"):
        if kind in shared:
            return kind
    if shared:
        return sorted(shared)[0]
    if len(known) > 1:
        record_kinds = "; ".join(
            f"{n!r} is a {'/'.join(sorted(k))}" for n, k in zip(names, kinds, strict=True) if k
        )
        raise NotComparableError(f"only things of one kind can be compared: {record_kinds}")
    return resolve(store, names[0]).record.kind


def differences_first(comparison: Comparison) -> Comparison:
    """Aspects on which every side has something to say come first, in their order."""
    full = [a for a in comparison.aspects if all(a[1])]
    rest = [a for a in comparison.aspects if not all(a[1])]
    return comparison._replace(aspects=full + rest)


def shortened(comparison: Comparison, limit: int) -> tuple[Comparison, int]:
    """At most `limit` cells of a side under an aspect (0: all), and how many were left out."""
    aspects = [
        (name, [cells[: limit or None] for cells in row]) for name, row in comparison.aspects
    ]
    before, after = (
        sum(len(cells) for _, row in rows for cells in row)
        for rows in (comparison.aspects, aspects)
    )
    return comparison._replace(aspects=aspects), before - after
