"""What is said of each side of a comparison, in cells: records of one kind, statements, figures."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.claims import claims_of, of_point
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.locators import place_of
from xiaomi_cli.model.record_parts import Claim, Point
from xiaomi_cli.model.records import AnyRecord, Company, Dispute, Figure, Idea, decode, point_text
from xiaomi_cli.queries.record_details import Shown

_COPY = "Copy it if "
_HEADS = {"claims": "Says", "cases": "Practice", "against": "Strain", "transfer": "Copy if"}


class Side(NamedTuple):
    """One of the things compared: an id (a record, `year/2015`, `era/recovery`) and its title.

    `origin`: the reader's own folder that it is from. `label`: what pages call a document.
    """

    id: str
    kind: str
    title: str
    zh: str
    origin: str = ""
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


def spoken(store: Store, by: Iterable[str]) -> Callable[[str, Claim], Cell]:
    """What makes a cell of a statement of a record (by id), if it is by one of these."""
    entries = store.by_ids(one for one in by if "/" in one)
    voices = store.settings().voices

    def cell(record: str, claim: Claim) -> Cell:
        name = entries[claim.by].name if claim.by in entries else claim.by
        voice = voices[claim.by].short if claim.by in voices else name
        told = replace(claim, text=claim.text.removeprefix(_COPY))
        return Cell(told, claim.home or place_of(record, claim.id), name, voice)

    return cell


def _plain(record: AnyRecord, text: str) -> list[Cell]:
    """What a field of a record says, if anything."""
    return [Cell(Claim(text=text), record.id)] if text else []


def of_records(store: Store, records: Sequence[AnyRecord], theme: str = "") -> list[Aspect]:
    """The one sentence and what fields say in a phrase, then each group of statements that any has.

    Of companies dimension by dimension, those with numbers first, and the sentence last.
    """
    fits = _on_theme(store, theme)
    groups = [
        {group: said for group, claims in claims_of(record).items() if group.field != "tensions"
         and (said := [claim for claim in claims if fits(claim, group.key)])}
        for record in records
    ]  # fmt: skip
    cell = spoken(store, (c.by for some in groups for claims in some.values() for c in claims))
    known = [*store.settings().dimensions]
    names = sorted(
        dict.fromkeys(group for some in groups for group in some),
        key=lambda g: (not g.key, known.index(g.key) if g.key in known else -1),
    )
    aspects: list[Aspect] = []
    for name in names:
        columns = [[cell(record.id, claim) for claim in some.get(name, [])]
                   for record, some in zip(records, groups, strict=True)]  # fmt: skip
        head = _HEADS.get(name.field) or (name.key or name.field).replace("-", " ").capitalize()
        aspects.append((head, columns))
    sentences = [
        [Cell(Claim(text=record.summary, cite=record.cite,
                    contested=record.contested.get("summary", [])), record.id)]
        for record in records
    ]  # fmt: skip
    whole = [] if theme else [("In short", sentences)]
    if not isinstance(records[0], Company):
        is_whole_idea = isinstance(records[0], Idea) and not theme
        return [*(_phrases(store, records) if is_whole_idea else []), *whole, *aspects]
    for _, columns in aspects:
        for cells in columns:
            cells.sort(key=lambda cell: not cell.claim.short)  # that which has a phrase opens

    def is_wordy(aspect: Aspect) -> bool:
        openings = (cells[0].claim if cells else Claim() for cells in aspect[1])
        return not all(re.search(r"\d", claim.short or claim.text) for claim in openings)

    return [*sorted(aspects, key=is_wordy), *whole]


def _on_theme(store: Store, theme: str) -> Callable[[Claim, str], bool]:
    """Whether a statement is on a theme: by its dimension, its home or its own words."""
    if not theme:
        return lambda *_: True
    said = words_of(theme)
    homes = {entry.id for kind in store.counts() for entry in store.of_kind(kind, theme)}

    def fits(claim: Claim, dimension: str) -> bool:
        home = claim.home.partition("#")[0]
        return dimension == theme or home in homes or bool(said.search(claim.text))

    return fits


def words_of(theme: str) -> re.Pattern[str]:
    """What a text has in it that speaks of a theme by name."""
    return re.compile(rf"\b{re.escape(theme.removesuffix('s'))}s?\b", re.IGNORECASE)


def _phrases(store: Store, records: Sequence[AnyRecord]) -> list[Aspect]:
    """What the fields of ideas say: question, phrase, date, parts."""
    parts = [store.by_ids(getattr(record, "parts", [])) for record in records]
    rows = {
        "Question": [getattr(record, "question", "") for record in records],
        "In a line": [getattr(record, "tagline", "") for record in records],
        "When": [display_date(getattr(record, "date", "")) for record in records],
        "Parts": [" · ".join(entry.name for entry in some.values()) for some in parts],
    }
    return [(name, [*map(_plain, records, texts)]) for name, texts in rows.items() if any(texts)]


def of_statements(store: Store, shown: Sequence[Shown], theme: str = "") -> list[Aspect]:
    """Named statements, such as two forms of an idea: what each says, of which parts, when."""
    records = [one.record for one in shown]
    claims = [one.claim for one in shown]
    cell, fits = spoken(store, (claim.by for claim in claims)), _on_theme(store, theme)
    says = [[cell(record.id, replace(claim, date=""))] if fits(claim, "") else []
            for record, claim in zip(records, claims, strict=True)]  # fmt: skip
    shared = set.intersection(*({*claim.parts} for claim in claims))
    apart = [_in_order(c.parts, {*c.parts} - shared) for c in claims]
    rows = (
        ("Parts apart" if shared else "Parts", apart),
        ("Parts alike", [_in_order(c.parts, shared) for c in claims]),
        ("When", [display_date(claim.date) for claim in claims]),
    )
    told = [(name, list(map(_plain, records, texts))) for name, texts in rows]
    verdicts = [_verdicts(store, claim) for claim in claims]
    return [row for row in (("Says", says), *told, ("Verdict", verdicts)) if any(row[1])]


def _in_order(parts: list[str], chosen: set[str]) -> str:
    return " · ".join(part for part in parts if part in chosen)


def _verdicts(store: Store, claim: Claim) -> list[Cell]:
    """What the disputes about a statement came to."""
    found = map(decode, (e.json for e in store.by_ids(c.dispute for c in claim.contested).values()))
    return [cell for one in found if isinstance(one, Dispute) for cell in _plain(one, one.verdict)]


def of_figures(entries: Sequence[Entry]) -> list[Aspect]:
    """Period by period, each figure's values."""
    periods: dict[str, list[list[Cell]]] = {}
    for number, entry in enumerate(entries):
        record = figure_of(entry)
        for point in record.points:
            row = periods.setdefault(point.period, [[] for _ in entries])
            mark = "" if point.basis == "reported" else f" ({point.basis})"
            row[number].append(value_of(record, point, mark))
    ordered = sorted(filter(None, periods), key=lambda period: parse_date(period).bounds)
    dated = [(display_date(period), periods[period]) for period in ordered]
    return dated + ([("No date given", periods[""])] if "" in periods else [])


def figure_of(entry: Entry) -> Figure:
    """The figure that an entry is."""
    record = decode(entry.json)
    assert isinstance(record, Figure)
    return record


def value_of(figure: Figure, point: Point, mark: str = "", date: str = "") -> Cell:
    """A value as it is written everywhere."""
    text = point_text(figure, point) + mark
    told = replace(of_point(figure, point), text=text, short="", date=date)
    return Cell(told, place_of(figure.id, point.id or point.period))
