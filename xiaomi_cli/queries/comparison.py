"""Two or more things side by side: records of one kind, sources on a theme, years, eras."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias, cast

from msgspec.structs import replace

from xiaomi_cli.index.store import Entry, NamedRecord, Store, marked
from xiaomi_cli.model.address import place_of
from xiaomi_cli.model.citation import Citation, parse_citation
from xiaomi_cli.model.claim_lists import claims_of
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.homes import of_point
from xiaomi_cli.model.library_settings import Voice
from xiaomi_cli.model.name_keys import key
from xiaomi_cli.model.records import (
    AnyRecord,
    Claim,
    ClaimType,
    Dispute,
    Figure,
    Idea,
    Point,
    Source,
    decode,
    point_text,
)
from xiaomi_cli.model.statement_path import Group
from xiaomi_cli.queries.record_details import Shown
from xiaomi_cli.queries.record_details import statement as statement_at
from xiaomi_cli.queries.resolve import resolve

_COPY = "Copy it if "
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}", re.ASCII)


class Side(NamedTuple):
    """One of the things compared: an id (a record, `year/2015`, `era/recovery`) and its title.

    `label`: what pages call a document in a few words.
    """

    id: str
    kind: str
    title: str
    zh: str
    origin: str = ""  # the reader's own folder that it is from
    label: str = ""


class Cell(NamedTuple):
    """One thing said in a comparison, its address, and whose view it is: by name, in one word.

    What has no address of its own stands `at` its record.
    """

    claim: Claim
    at: str
    by: str = ""
    voice: str = ""

    @property
    def type(self) -> str:
        """What kind of a view it is, if it is somebody's."""
        return self.claim.type if self.by else ""

    @property
    def contested(self) -> str:
        """What others say instead."""
        found = self.claim.contested
        return "; ".join(dict.fromkeys(other for one in found for other in one.others))


Aspect: TypeAlias = "tuple[str, list[list[Cell]]]"  # its name, and the cells of each side


def _cells(
    record: AnyRecord, claims: Iterable[Claim], names: dict[str, str], voices: Mapping[str, Voice]
) -> list[Cell]:
    return [
        Cell(
            c, c.home or place_of(record.id, c.id), names.get(c.by, c.by),
            voices[c.by].short if c.by in voices else names.get(c.by, c.by),
        )
        for c in claims
    ]  # fmt: skip


def _plain(record: AnyRecord, text: str, cite: Sequence[str] = ()) -> Cell:
    """What a field of a record says."""
    return Cell(Claim(text=text, cite=[*cite]), record.id)


def _summary(record: AnyRecord) -> Cell:
    marks = record.contested.get("summary", [])
    return Cell(Claim(text=record.summary, cite=record.cite, contested=marks), record.id)


def _names(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """The titles of those who hold a view, by id; plain names are left out."""
    entries = store.by_ids(i for i in ids if "/" in i)
    return {identifier: entry.name for identifier, entry in entries.items()}


def of_companies(store: Store, records: list[AnyRecord]) -> list[Aspect]:
    """Dimension by dimension, those with numbers first; then what else is said."""
    groups = [claims_of(record) for record in records]
    names = _names(store, (c.by for group in groups for claims in group.values() for c in claims))
    settings = store.settings()
    order = list(dict.fromkeys(name for group in groups for name in group))
    known = list(settings.dimensions)
    order.sort(key=lambda g: (g.field == "claims", known.index(g.key) if g.key in known else 0))
    aspects = [
        (_aspect(name), [_phrased(_cells(record, g.get(name, []), names, settings.voices))
                         for record, g in zip(records, groups, strict=True)])
        for name in order
    ]  # fmt: skip
    said = [record.summary for record in records]
    whole = ("In short", [[_summary(record)] for record in records])
    aspects.sort(key=lambda aspect: not _numbers(aspect))
    return [*aspects, whole] if any(said) else aspects


def _phrased(cells: list[Cell]) -> list[Cell]:
    """The statements of a dimension, the one that has a phrase first."""
    return sorted(cells, key=lambda cell: not cell.claim.short)


def _numbers(aspect: Aspect) -> bool:
    """Whether every side opens with a number."""
    firsts = [cells[0].claim.short or cells[0].claim.text for cells in aspect[1] if cells]
    return len(firsts) == len(aspect[1]) and all(map(_DIGIT.search, firsts))


def of_records(store: Store, records: list[AnyRecord]) -> list[Aspect]:
    """The one sentence, then each group of statements that any of the records has."""
    groups = [claims_of(record) for record in records]
    names = _names(store, (c.by for group in groups for claims in group.values() for c in claims))
    voices = store.settings().voices
    aspects = [("In short", [[_summary(record)] for record in records])]
    if isinstance(records[0], Idea):
        aspects = _of_ideas(store, records)
    order = list(
        dict.fromkeys(name for group in groups for name in group if name.field != "tensions")
    )
    return aspects + [
        (_aspect(name), [_unprefixed(_cells(record, g.get(name, []), names, voices))
                         for record, g in zip(records, groups, strict=True)])
        for name in order
    ]  # fmt: skip


def _unprefixed(cells: list[Cell]) -> list[Cell]:
    return [
        cell._replace(claim=replace(cell.claim, text=cell.claim.text.removeprefix(_COPY)))
        for cell in cells
    ]


def _of_ideas(store: Store, records: list[AnyRecord]) -> list[Aspect]:
    """What the fields of ideas say: question, phrase, sentence, date, parts."""
    parts = [getattr(record, "parts", []) for record in records]
    titles = store.by_ids([part for some in parts for part in some])
    rows = [
        ("Question", [getattr(record, "question", "") for record in records]),
        ("In a line", [getattr(record, "tagline", "") for record in records]),
        ("When", [display_date(getattr(record, "date", "")) for record in records]),
        ("Parts", [" · ".join(titles[p].name for p in some if p in titles) for some in parts]),
    ]
    told = [
        (name, [[_plain(record, text)] if text else []
                for record, text in zip(records, texts, strict=True)])
        for name, texts in rows
    ]  # fmt: skip
    whole = ("In short", [[_summary(record)] for record in records])
    return [*(aspect for aspect in told if any(aspect[1])), whole]


def of_statements(store: Store, shown: list[Shown | AnyRecord]) -> list[Aspect]:
    """Named statements, such as two forms of an idea; a record among them says its sentence."""
    claims = [one.claim if isinstance(one, Shown) else None for one in shown]
    names = _names(store, (claim.by for claim in claims if claim))
    voices = store.settings().voices
    says, parts, when = [], [], []
    for one, claim in zip(shown, claims, strict=True):
        record = one.record if isinstance(one, Shown) else one
        if claim is not None:
            said, day = _cells(record, [claim], names, voices), claim.date
            inside = [*claim.parts]
        else:
            said, day = [_summary(record)], getattr(record, "date", "")
            inside = [e.name for e in store.by_ids(getattr(record, "parts", [])).values()]
        says.append(said)
        parts.append([_plain(record, " · ".join(inside))] if inside else [])
        when.append([_plain(record, display_date(day))] if day else [])
    rows = [("Says", says), ("Parts", parts), ("When", when)]
    return [row for row in rows if any(row[1])]


def _aspect(group: Group) -> str:
    headings = {
        "claims": "Says", "cases": "Practice", "against": "Strain", "transfer": "Copy if",
        "answers": "Answers",
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
            mark = "" if point.basis == "reported" else f" ({point.basis})"
            row[number].append(_value(record, point, mark))
    ordered = sorted(filter(None, periods), key=lambda period: parse_date(period).bounds)
    dated = [(display_date(period), periods[period]) for period in ordered]
    return dated + ([("No date given", periods[""])] if "" in periods else [])


def _value(figure: Figure, point: Point, mark: str = "", date: str = "") -> Cell:
    """A value as it is written everywhere."""
    text = point_text(figure, point) + mark
    told = replace(of_point(figure, point), text=text, short="", date=date)
    return Cell(told, place_of(figure.id, point.id or point.period))


def of_sources(store: Store, entries: list[Entry], theme: str) -> list[Aspect]:
    """What each source bears of the same record, that of which both speak first."""
    columns = [_resting(store, entry, theme) for entry in entries]
    aspects = [
        (name, [column.get(name, []) for column in columns])
        for name in dict.fromkeys(name for column in columns for name in column)
    ]
    aspects.sort(key=lambda aspect: -sum(bool(cells) for cells in aspect[1]))
    return [*_disputed(store, entries, theme), *aspects]


def _disputed(store: Store, entries: list[Entry], theme: str) -> Iterator[Aspect]:
    """The disputes in which two of the sources or more take sides: one point, two statements."""
    spans = [_paragraphs(entry) for entry in entries]
    for dispute in store.of_kind("dispute", theme):
        record = decode(dispute.json)
        assert isinstance(record, Dispute)
        columns = [
            [
                _plain(record, position.says, [c for c in position.cite if _within(c, span)])
                for position in record.positions
                if any(_within(cite, span) for cite in position.cite)
            ]
            for span in spans
        ]
        if sum(map(bool, columns)) > 1:
            yield record.title, columns


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


def _resting(store: Store, entry: Entry, theme: str) -> dict[str, list[Cell]]:
    document, first, last = _paragraphs(entry)
    cited = store.resting_on(document, first, last, theme)
    citing = store.by_ids(c.record for c in cited)
    names = _names(store, (statement.by for statement in cited))
    voices = store.settings().voices
    cells_by_record: dict[str, list[Cell]] = {}
    for statement in cited:
        citation = str(Citation(document.removeprefix("source/"), statement.first, statement.last))
        by = names.get(statement.by, statement.by)
        word = voices[statement.by].short if statement.by in voices else by
        record = citing[statement.record]
        if record.kind in {"source", "dispute"}:  # editors' notes; sides, which stand by themselves
            continue
        text = marked(statement.text, record.origin)
        told = Claim(text=text, cite=[citation], type=cast(ClaimType, statement.type))
        cell = Cell(told, record.id, by, word)
        cells_by_record.setdefault(record.title, []).append(cell)
    return cells_by_record


def of_spans(store: Store, sides: list[tuple[Side, str, str]], theme: str) -> list[Aspect]:
    """What happened in each span, by type of event, then the figures that have values there."""
    by_type: dict[str, list[list[Cell]]] = {}
    for number, (_, earliest, latest) in enumerate(sides):
        for event in store.dated(earliest, latest, theme=theme):
            row = by_type.setdefault(event.subtype, [[] for _ in sides])
            row[number].append(_happened(decode(event.json), event))
    figures: list[Aspect] = []
    for entry in store.of_kind("figure", theme):
        row = [_values_in(entry, earliest, latest) for _, earliest, latest in sides]
        if sum(map(bool, row)) == len(sides):
            figures.append((entry.name, row))
    events = [(name.capitalize(), cells) for name, cells in by_type.items()]
    return figures + events


def _happened(record: AnyRecord, event: Entry) -> Cell:
    marks = [*record.contested.get("title", []), *record.contested.get("date", [])]
    told = Claim(text=event.name, cite=record.cite, date=event.date, contested=marks)
    return Cell(told, event.id)


def _values_in(entry: Entry, earliest: str, latest: str) -> list[Cell]:
    record = decode(entry.json)
    assert isinstance(record, Figure)
    cells = []
    for point in record.points:
        if not point.period:
            continue
        first, last = parse_date(point.period).bounds
        if earliest <= first and last <= latest:
            cells.append(_value(record, point, date=point.period))
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
    named = [resolve(store, name, [kind]).record for name in names]
    found = store.by_ids(record.id for record in named)
    entries = [found[record.id] for record in named]
    if any(record.fragment for record in named):
        return _of_parts(store, named, entries)
    sides_ = [
        Side(e.id, e.kind, e.title, e.zh, e.origin, json.loads(e.json).get("label", ""))
        for e in entries
    ]
    if kind == "source":
        return Comparison(sides_, of_sources(store, entries, theme))
    if kind == "figure":
        return Comparison(sides_, of_figures(entries))
    records = [decode(entry.json) for entry in entries]
    if kind == "company":
        return Comparison(sides_, of_companies(store, records))
    return Comparison(sides_, of_records(store, records))


def _of_parts(store: Store, named: list[NamedRecord], entries: list[Entry]) -> Comparison:
    """Statements that have names of their own, each at its address."""
    shown: list[Shown | AnyRecord] = []
    sides = []
    for record, entry in zip(named, entries, strict=True):
        if record.fragment:
            one = statement_at(store, entry, record.fragment)
            shown.append(one)
            title = one.claim.name or entry.title
            sides.append(Side(str(one.address), "statement", title, one.claim.zh, entry.origin))
        else:
            shown.append(decode(entry.json))
            sides.append(Side(entry.id, entry.kind, entry.title, entry.zh, entry.origin))
    return Comparison(sides, of_statements(store, shown))


def _span(store: Store, name: str) -> tuple[Side, str, str] | None:
    """A year or an era, with its first and last day."""
    if _YEAR.fullmatch(name):
        earliest, latest = parse_date(name).bounds
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
    if shared:
        facts = store.kinds()
        return min(shared, key=lambda kind: (facts[kind].compared or len(facts) + 1, kind))
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
