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
from xiaomi_cli.model.record_parts import Claim, ClaimType
from xiaomi_cli.model.records import Dispute, Source, decode
from xiaomi_cli.queries.comparison_cells import (
    Aspect,
    Cell,
    Side,
    figure_of,
    of_figures,
    of_records,
    of_statements,
    spoken,
    value_of,
    words_of,
)
from xiaomi_cli.queries.record_details import statement
from xiaomi_cli.queries.resolve import QuestionError, exactly, resolve
from xiaomi_cli.queries.timeline import era_named

_YEAR = re.compile(r"\d{4}", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:\b(?:and|vs|versus|with|to)\b\.?|[&与與和])\s*", re.IGNORECASE)


class Comparison(NamedTuple):
    """Sides, and under each aspect the cells of every side, differences before likenesses."""

    sides: list[Side]
    aspects: list[Aspect]

    def cells(self) -> Iterator[tuple[str, Side, Cell]]:
        """Every cell, with its aspect and its side."""
        for name, row in self.aspects:
            for side, cells in zip(self.sides, row, strict=True):
                yield from ((name, side, cell) for cell in cells)


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

    Raises QuestionError and what `resolve` raises.
    """
    dated = [span for name in names if (span := _span(store, name))]
    if len(dated) == len(names):
        sides, aspects = [side for side, _, _ in dated], of_spans(store, dated, theme)
    elif dated:
        one = f"{dated[0][0].title!r} is a year or an era"
        raise QuestionError(f"{one}; only years and eras can be compared with it")
    else:
        sides, aspects = _of_records(store, _of_one_kind(store, names), theme)
    ids = [side.id for side in sides]
    if len({*ids}) < len(ids):
        twice = max(sides, key=lambda side: ids.count(side.id))
        raise QuestionError(f"{twice.title} would be compared with itself; name another")
    return Comparison(sides, aspects if sides[0].kind == "figure" else _differences_first(aspects))


def _of_records(
    store: Store, named: list[NamedRecord], theme: str
) -> tuple[list[Side], list[Aspect]]:
    found = store.by_ids(record.id for record in named)
    entries = [found[record.id] for record in named]
    if any(record.fragment for record in named):  # a record beside a statement says its summary
        named = [_form(one, found[one.id], named) for one in named]
        shown = [statement(store, found[one.id], one.fragment or "summary") for one in named]
        sides = [Side(str(one.address), "statement", one.claim.name or entry.title, one.claim.zh,
                      entry.origin) for entry, one in zip(entries, shown, strict=True)]  # fmt: skip
        return sides, of_statements(store, shown, theme)
    sides = [
        Side(e.id, e.kind, e.title, e.zh, e.origin, json.loads(e.json).get("label", ""))
        for e in entries
    ]
    match entries[0].kind:
        case "figure":  # year after year, whoever is silent
            on_theme = not theme or all(theme in entry.themes for entry in entries)
            return sides, of_figures(entries) if on_theme else []
        case "source":
            return sides, _of_sources(store, entries, theme)
    return sides, of_records(store, [decode(entry.json) for entry in entries], theme)


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


def _differences_first(aspects: list[Aspect]) -> list[Aspect]:
    """Aspects on which all sides differ, on which all say the same, on which some are silent."""

    def rank(found: Aspect) -> int:
        if not all(found[1]):
            return 2
        return int(len({cells[0].claim.text for cells in found[1]}) == 1 < len(found[1]))

    return sorted(aspects, key=rank)


def shortened(comparison: Comparison, limit: int) -> tuple[Comparison, int]:
    """At most `limit` cells of a side under an aspect (0: all), and how many were left out."""
    aspects = [
        (name, [cells[: limit or None] for cells in row]) for name, row in comparison.aspects
    ]
    longer = (len(cells) - limit for _, row in comparison.aspects for cells in row if limit)
    return comparison._replace(aspects=aspects), sum(left for left in longer if left > 0)


class _Passage(NamedTuple):
    """The document of a source, and which of its paragraphs are the source's."""

    document: str
    first: int
    last: int


def _of_sources(store: Store, entries: list[Entry], theme: str) -> list[Aspect]:
    """What they dispute, what they say of the same record, what they say on the same theme.

    A record stands under that of its themes on which all have most to say.
    """
    passages = [_passage(entry) for entry in entries]
    columns = [_resting(store, passage, theme) for passage in passages]
    records = store.by_ids(one for column in columns for one in column)
    shared = {one for one in records if all(one in column for column in columns)}
    apart = [[records[one].themes for one in column if one not in shared] for column in columns]
    titles, said = store.settings().themes, words_of(theme)

    def weight(name: str) -> int:
        return name != theme and min(sum(name in themes for themes in some) for some in apart)

    rows: dict[str, list[list[Cell]]] = {}
    for one in sorted(records, key=lambda one: one not in shared):
        best = max(records[one].themes, key=weight, default="")
        by_theme = one not in shared and best and weight(best)
        head = titles.get(best, best.capitalize()) if by_theme else records[one].title
        row = rows.setdefault(head, [[] for _ in columns])
        for cells, column in zip(row, columns, strict=True):
            cells.extend(column.get(one, ()))
            cells.sort(key=lambda cell: bool(theme and not said.search(cell.claim.text)))
    return [*_disputed(store, passages, theme), *rows.items()]


def _passage(entry: Entry) -> _Passage:
    source = decode(entry.json)
    assert isinstance(source, Source)
    whole = _Passage(source.id, 0, 10**9)
    return _Passage(source.part_of, source.first, source.last) if source.part_of else whole


def _bears(passage: _Passage, cite: str) -> bool:
    at = parse_citation(cite)
    within = at.last >= passage.first and at.first <= passage.last
    return at.source_id == passage.document and within


def _disputed(store: Store, passages: list[_Passage], theme: str) -> Iterator[Aspect]:
    """The disputes in which two of the sources or more take sides: one point, two statements."""
    for entry in store.of_kind("dispute", theme):
        record = decode(entry.json)
        assert isinstance(record, Dispute)
        columns = [
            [Cell(Claim(text=position.says, cite=cites), record.id)
             for position in record.positions
             if (cites := [cite for cite in position.cite if _bears(passage, cite)])]
            for passage in passages
        ]  # fmt: skip
        if sum(map(bool, columns)) > 1:
            yield record.title, columns


def _resting(store: Store, passage: _Passage, theme: str) -> dict[str, list[Cell]]:
    """What is said on the ground of a document, by record; but what its editors note of it."""
    found = {(c.record, c.text): c for c in store.resting_on(*passage)}
    cited = [c for c in found.values() if c.kind not in {"source", "dispute"}]
    cell = spoken(store, (one.by for one in cited))
    entries = store.by_ids(one.record for one in cited)
    said = words_of(theme)
    cells: dict[str, list[Cell]] = {}
    for one in cited:
        entry = entries[one.record]
        if theme and theme not in entry.themes and not said.search(one.text):
            continue
        citation = Citation(passage.document.removeprefix("source/"), one.first, one.last)
        told = Claim(text=marked(one.text, entry.origin), cite=[str(citation)], by=one.by,
                     type=cast(ClaimType, one.type))  # fmt: skip
        cells.setdefault(one.record, []).append(cell(one.record, told))
    return cells


def of_spans(store: Store, sides: list[tuple[Side, str, str]], theme: str) -> list[Aspect]:
    """The figures that have values in every span, then what happened in each, by type of event."""
    figures: list[Aspect] = []
    for entry in store.of_kind("figure", theme):
        figure = figure_of(entry)
        dated = [(p, *parse_date(p.period).bounds) for p in figure.points if p.period]
        row = [[value_of(figure, point, date=point.period) for point, earliest, latest in dated
                if first <= earliest and latest <= last] for _, first, last in sides]  # fmt: skip
        figures += [(entry.name, row)] if all(row) else []
    by_type: dict[str, list[list[Cell]]] = {}
    for number, (_, earliest, latest) in enumerate(sides):
        for event in store.dated(earliest, latest, theme=theme):
            record = decode(event.json)
            marks = [*record.contested.get("title", []), *record.contested.get("date", [])]
            told = Claim(text=event.name, cite=record.cite, date=event.date, contested=marks)
            row = by_type.setdefault(event.subtype.capitalize(), [[] for _ in sides])
            row[number].append(Cell(told, event.id))
    return [*figures, *by_type.items()]


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


def _of_one_kind(store: Store, names: list[str]) -> list[NamedRecord]:
    """What the names mean in the kind in which all are known, companies first; else as the first.

    Raises QuestionError.
    """
    known = [kinds for name in names if (kinds := _kinds_of(store, name))]
    shared = set.intersection(*known) if known else set()
    places = {kind: facts.compared or len(KIND_FACTS) for kind, facts in KIND_FACTS.items()}
    kind = min(shared, key=lambda one: (places[one], one), default="")
    if len(known) < 2:
        kind = kind or resolve(store, names[0]).record.kind
    named = [resolve(store, name, [kind] if kind else ()).record for name in names]
    if len({record.kind for record in named}) > 1:
        told = (f"{name!r} is a {one.kind}" for name, one in zip(names, named, strict=True))
        raise QuestionError(f"only things of one kind can be compared: {'; '.join(told)}")
    return named
