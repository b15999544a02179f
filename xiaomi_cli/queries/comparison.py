"""Two or more things side by side: records of one kind, sources on a theme, years, eras."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from xiaomi_cli.index.store import Entry, NamedRecord, Store, marked
from xiaomi_cli.model.claims import numbered
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.library_facts import KIND_FACTS
from xiaomi_cli.model.locators import Citation, parse_citation
from xiaomi_cli.model.record_parts import Claim, ClaimType, Position
from xiaomi_cli.model.records import AnyRecord, Dispute, Figure, Source, decode
from xiaomi_cli.queries.comparison_cells import (
    Aspect,
    Cell,
    Side,
    Voices,
    figure_of,
    of_figures,
    of_records,
    of_statements,
    value_of,
    words_of,
)
from xiaomi_cli.queries.record_details import Shown, statement
from xiaomi_cli.queries.resolve import exactly, resolve
from xiaomi_cli.queries.timeline import era_named

_YEAR = re.compile(r"\d{4}", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:\b(?:and|vs|versus|with|to)\b\.?|[&与與和])\s*", re.IGNORECASE)


class Comparison(NamedTuple):
    """Sides, and under each aspect the cells of every side, differences before likenesses."""

    sides: list[Side]
    aspects: list[Aspect]


class NotComparableError(Exception):
    """Things of different kinds; the message says which."""


def names_in(store: Store, typed: list[str]) -> list[str]:
    """The names that are to be compared: `vs` and the like part them, unless a name has it."""
    parts = [part for part in _BETWEEN.split(" ".join(typed)) if part]
    kinds = [{"span"} if _span(store, part) else _kinds_of(store, part) for part in parts]
    if len(parts) > 1 and set.intersection(*kinds):
        return parts
    return [word for word in typed if not _BETWEEN.fullmatch(word)]


def subject_beside(store: Store, name: str) -> list[str]:
    """The subject of the library, for another of its kind. Raises what `resolve` raises."""
    for subject in store.by_ids([store.settings().subject]).values():
        other = resolve(store, name, [subject.kind]).record
        return [subject.title] if other.kind == subject.kind and other.id != subject.id else []
    return []


def compare(store: Store, names: list[str], theme: str = "") -> Comparison:
    """Set things side by side, of a theme alone if one is given.

    Raises NotComparableError and what `resolve` raises.
    """
    spans = [_span(store, name) for name in names]
    if all(spans):
        dated = [span for span in spans if span]
        aspects = of_spans(store, dated, theme)
        return Comparison([side for side, _, _ in dated], _differences_first(aspects))
    for name, span in zip(names, spans, strict=True):
        if span and not _kinds_of(store, name):
            one = f"{name!r} is a year or an era"
            raise NotComparableError(f"{one}; only years and eras can be compared with it")
    kind = _common_kind(store, names)
    named = [resolve(store, name, [kind]).record for name in names]
    found = store.by_ids(record.id for record in named)
    entries = [found[record.id] for record in named]
    if any(record.fragment for record in named):
        forms = [_form(one, entry, named) for one, entry in zip(named, entries, strict=True)]
        return _of_parts(store, forms, entries, theme)
    sides = [
        Side(e.id, e.kind, e.title, e.zh, e.origin, json.loads(e.json).get("label", ""))
        for e in entries
    ]
    if kind == "figure":  # year after year, whoever is silent
        fitting = not theme or all(theme in entry.themes for entry in entries)
        return Comparison(sides, of_figures(entries) if fitting else [])
    if kind == "source":
        aspects = _of_sources(store, entries, theme)
    else:
        aspects = of_records(store, [decode(entry.json) for entry in entries], theme)
    return Comparison(sides, _differences_first(aspects))


def _differences_first(aspects: list[Aspect]) -> list[Aspect]:
    """Aspects on which all sides differ, on which all say the same, on which some are silent."""

    def rank(found: Aspect) -> int:
        if not all(found[1]):
            return 2
        return int(len({cells[0].claim.text for cells in found[1]}) == 1 < len(found[1]))

    return sorted(aspects, key=rank)


def shortened(comparison: Comparison, limit: int) -> tuple[Comparison, int]:
    """At most `limit` cells of a side under an aspect (0: all), and how many were left out."""
    sides = [len(cells) for _, row in comparison.aspects for cells in row]
    aspects = [
        (name, [cells[: limit or None] for cells in row]) for name, row in comparison.aspects
    ]
    left_out = sum(max(0, size - limit) for size in sides) if limit else 0
    return comparison._replace(aspects=aspects), left_out


def _form(one: NamedRecord, entry: Entry, named: list[NamedRecord]) -> NamedRecord:
    """Beside one of its own forms, called by its title and a number, a record is another of them.

    `Iron Triangle` beside `Iron Triangle 2.0` is `Iron Triangle 1.0`.
    """
    taken = {other.fragment for other in named if other.id == one.id}
    if one.fragment or len(taken) == 1:
        return one
    claims = (claim for _, claim in numbered(decode(entry.json)) if claim.id not in taken)
    forms = (claim.id for claim in claims if claim.name.startswith(f"{entry.title} "))
    return one._replace(fragment=next(forms, ""))


def _of_parts(
    store: Store, named: list[NamedRecord], entries: list[Entry], theme: str
) -> Comparison:
    """Statements that have names of their own, each at its address."""
    sides: list[Side] = []
    shown: list[Shown | AnyRecord] = []
    for one, entry in zip(named, entries, strict=True):
        side = Side(entry.id, entry.kind, entry.title, entry.zh, entry.origin)
        if one.fragment:
            found = statement(store, entry, one.fragment)
            title = found.claim.name or entry.title
            side = Side(str(found.address), "statement", title, found.claim.zh, entry.origin)
            shown.append(found)
        else:
            shown.append(decode(entry.json))
        sides.append(side)
    return Comparison(sides, _differences_first(of_statements(store, shown, theme)))


def _of_sources(store: Store, entries: list[Entry], theme: str) -> list[Aspect]:
    """What they dispute, what they say of the same record, what they say on the same theme."""
    spans = [_paragraphs(entry) for entry in entries]
    columns = [_resting(store, span, theme) for span in spans]
    shared = set.intersection(*(set(column) for column in columns))
    aspects = [*_disputed(store, spans, theme)]
    aspects += [(e.title, [c[e.id] for c in columns]) for e in store.by_ids(shared).values()]
    left = [{one: cells for one, cells in c.items() if one not in shared} for c in columns]
    return aspects + list(_by_theme(store, left, theme))


def _by_theme(store: Store, columns: list[dict[str, list[Cell]]], theme: str) -> Iterator[Aspect]:
    """Themes on which every side speaks, each record under one; then what is left by record."""
    names = store.settings().themes
    entries = store.by_ids(one for column in columns for one in column)
    while True:
        common = dict.fromkeys(t for c in columns for one in c for t in entries[one].themes)
        counts = {t: min(sum(t in entries[one].themes for one in column) for column in columns)
                  for t in common if t != theme}  # fmt: skip
        best = max(counts, key=counts.__getitem__, default="")
        if not counts.get(best):
            break
        row = []
        for column in columns:
            taken = [one for one in column if best in entries[one].themes]
            row.append(_spoken([column.pop(one) for one in taken], theme))
        yield names.get(best, best.capitalize()), row
    for one in dict.fromkeys(one for column in columns for one in column):
        yield entries[one].title, [column.get(one, []) for column in columns]


def _spoken(cells: list[list[Cell]], theme: str) -> list[Cell]:
    """Each text once, those first that name the theme or that somebody said."""
    found = {cell.claim.text: cell for some in cells for cell in some}
    said = words_of(theme)
    return sorted(
        found.values(), key=lambda c: (bool(theme and not said.search(c.claim.text)), not c.by)
    )


def _disputed(store: Store, spans: list[tuple[str, int, int]], theme: str) -> Iterator[Aspect]:
    """The disputes in which two of the sources or more take sides: one point, two statements."""
    for entry in store.of_kind("dispute", theme):
        record = decode(entry.json)
        assert isinstance(record, Dispute)
        columns = [
            list({
                position.says: _side(record, position, span)
                for position in record.positions
                if any(_within(cite, span) for cite in position.cite)
            }.values())
            for span in spans
        ]  # fmt: skip
        if sum(map(bool, columns)) > 1:
            yield record.title, columns


def _side(record: Dispute, position: Position, span: tuple[str, int, int]) -> Cell:
    cites = [cite for cite in position.cite if _within(cite, span)]
    return Cell(Claim(text=position.says, cite=cites), record.id)


def _paragraphs(entry: Entry) -> tuple[str, int, int]:
    """The document of a source, and which of its paragraphs are the source's."""
    source = decode(entry.json)
    assert isinstance(source, Source)
    if source.type == "part":
        return source.part_of, source.first, source.last
    return source.id, 0, 10**9


def _within(cite: str, span: tuple[str, int, int]) -> bool:
    citation = parse_citation(cite)
    document, first, last = span
    return citation.source_id == document and citation.last >= first and citation.first <= last


def _resting(store: Store, span: tuple[str, int, int], theme: str) -> dict[str, list[Cell]]:
    """What is said on the ground of a document, by record; but what its editors note of it."""
    cited = [c for c in store.resting_on(*span) if c.kind not in {"source", "dispute"}]
    voices = Voices(store, (one.by for one in cited))
    entries = store.by_ids(one.record for one in cited)
    said = words_of(theme)
    found: dict[str, list[Cell]] = {}
    for one in cited:
        entry = entries[one.record]
        if theme and theme not in entry.themes and not said.search(one.text):
            continue
        citation = str(Citation(span[0].removeprefix("source/"), one.first, one.last))
        told = Claim(text=marked(one.text, entry.origin), cite=[citation], by=one.by,
                     type=cast(ClaimType, one.type))  # fmt: skip
        found.setdefault(one.record, []).append(voices.cell(one.record, told))
    return {record: _spoken([cells], theme) for record, cells in found.items()}


def of_spans(store: Store, sides: list[tuple[Side, str, str]], theme: str) -> list[Aspect]:
    """The figures that have values in every span, then what happened in each, by type of event."""
    figures = [
        (entry.name, [_values_in(figure_of(entry), first, last) for _, first, last in sides])
        for entry in store.of_kind("figure", theme)
    ]
    by_type: dict[str, list[list[Cell]]] = {}
    for number, (_, earliest, latest) in enumerate(sides):
        for event in store.dated(earliest, latest, theme=theme):
            row = by_type.setdefault(event.subtype, [[] for _ in sides])
            row[number].append(_happened(event))
    events = [(name.capitalize(), cells) for name, cells in by_type.items()]
    return [row for row in figures if all(row[1])] + events


def _happened(event: Entry) -> Cell:
    record = decode(event.json)
    marks = [*record.contested.get("title", []), *record.contested.get("date", [])]
    told = Claim(text=event.name, cite=record.cite, date=event.date, contested=marks)
    return Cell(told, event.id)


def _values_in(figure: Figure, earliest: str, latest: str) -> list[Cell]:
    bounds = ((point, parse_date(point.period).bounds) for point in figure.points if point.period)
    within = (point for point, (first, last) in bounds if earliest <= first and last <= latest)
    return [value_of(figure, point, date=point.period) for point in within]


def _span(store: Store, name: str) -> tuple[Side, str, str] | None:
    """A year or an era, with its first and last day."""
    if _YEAR.fullmatch(name):
        return Side(f"year/{name}", "year", name, ""), *parse_date(name).bounds
    if era := era_named(store, name):
        return Side(f"era/{era.slug}", "era", era.title, era.zh), era.earliest, era.latest
    return None


def _kinds_of(store: Store, name: str) -> set[str]:
    """The kinds of the records that have exactly this name."""
    return {record.kind for record in exactly(store, name)}


def _common_kind(store: Store, names: list[str]) -> str:
    """The kind in which every name is known exactly, companies first; else that of the first."""
    kinds = [_kinds_of(store, name) for name in names]
    known = [some for some in kinds if some]
    shared = set.intersection(*known) if known else set()
    if shared:
        return min(shared, key=lambda kind: (KIND_FACTS[kind].compared or len(KIND_FACTS), kind))
    if len(known) > 1:
        record_kinds = "; ".join(
            f"{n!r} is a {'/'.join(sorted(k))}" for n, k in zip(names, kinds, strict=True) if k
        )
        raise NotComparableError(f"only things of one kind can be compared: {record_kinds}")
    return resolve(store, names[0]).record.kind
