"""What is said of each side of a comparison, in cells: records of one kind, figures."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.claims import claims_of, of_point
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.locators import Group, place_of
from xiaomi_cli.model.record_parts import Claim, Point
from xiaomi_cli.model.records import AnyRecord, Company, Dispute, Figure, Idea, decode, point_text
from xiaomi_cli.queries.record_details import Shown

_COPY = "Copy it if "
_DIGIT = re.compile(r"\d")
_HEADS = {"claims": "Says", "cases": "Practice", "against": "Strain", "transfer": "Copy if"}


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


class Voices:
    """How those who speak are called."""

    def __init__(self, store: Store, by: Iterable[str]) -> None:
        entries = store.by_ids(one for one in by if "/" in one)
        self._names = {one: entry.name for one, entry in entries.items()}
        self._words = {name: voice.short for name, voice in store.settings().voices.items()}

    def cell(self, record: str, claim: Claim) -> Cell:
        """A statement of a record as a cell."""
        name = self._names.get(claim.by, claim.by)
        at = claim.home or place_of(record, claim.id)
        told = replace(claim, text=claim.text.removeprefix(_COPY))
        return Cell(told, at, name, self._words.get(claim.by, name))


def _plain(record: AnyRecord, text: str) -> list[Cell]:
    """What a field of a record says, if anything."""
    return [Cell(Claim(text=text), record.id)] if text else []


def _summary(record: AnyRecord) -> Claim:
    """The one sentence of a record."""
    marks = record.contested.get("summary", [])
    return Claim(text=record.summary, cite=record.cite, contested=marks)


def of_records(store: Store, records: list[AnyRecord], theme: str = "") -> list[Aspect]:
    """The one sentence and what fields say in a phrase, then each group of statements that any has.

    Of companies dimension by dimension, those with numbers first, and the sentence last.
    """
    groups = [_on_theme(store, claims_of(record), theme) for record in records]
    voices = Voices(store, (c.by for some in groups for claims in some.values() for c in claims))
    names = list(dict.fromkeys(name for some in groups for name in some))
    aspects = [
        (_heading(name), [[voices.cell(record.id, claim) for claim in some.get(name, [])]
                          for record, some in zip(records, groups, strict=True)])
        for name in _in_order(store, names)
    ]  # fmt: skip
    whole = [] if theme else [("In short", [[Cell(_summary(r), r.id)] for r in records])]
    if not isinstance(records[0], Company):
        return [*_phrases(store, records, theme), *whole, *aspects]
    for _, columns in aspects:
        for cells in columns:
            cells.sort(key=lambda cell: not cell.claim.short)  # that which has a phrase opens
    return [*sorted(aspects, key=lambda one: not _opens_with_numbers(one)), *whole]


def _in_order(store: Store, groups: list[Group]) -> list[Group]:
    """Dimensions in the order of the library, then what has none; tensions are not compared."""
    known = list(store.settings().dimensions)
    return sorted(
        (group for group in groups if group.field != "tensions"),
        key=lambda g: (not g.key, known.index(g.key) if g.key in known else -1),
    )


def _on_theme(
    store: Store, groups: dict[Group, list[Claim]], theme: str
) -> dict[Group, list[Claim]]:
    """Of the statements those on a theme: by their dimension, their home or their own words."""
    if not theme:
        return groups
    said = words_of(theme)
    homes = store.by_ids(c.home.partition("#")[0] for cs in groups.values() for c in cs if c.home)
    of_theme = {home for home, entry in homes.items() if theme in entry.themes}
    kept = {
        group: [c for c in claims if group.key == theme or said.search(c.text)
                or c.home.partition("#")[0] in of_theme]
        for group, claims in groups.items()
    }  # fmt: skip
    return {group: claims for group, claims in kept.items() if claims}


def words_of(theme: str) -> re.Pattern[str]:
    """What a text has in it that speaks of a theme by name."""
    return re.compile(rf"\b{re.escape(theme.removesuffix('s'))}s?\b", re.IGNORECASE)


def _heading(group: Group) -> str:
    return _HEADS.get(group.field) or (group.key or group.field).replace("-", " ").capitalize()


def _opens_with_numbers(said: Aspect) -> bool:
    """Whether every side opens with a number."""
    return all(
        cells and _DIGIT.search(cells[0].claim.short or cells[0].claim.text) for cells in said[1]
    )


def _phrases(store: Store, records: list[AnyRecord], theme: str) -> Iterator[Aspect]:
    """What the fields of ideas say: question, phrase, date, parts."""
    if theme or not isinstance(records[0], Idea):
        return
    parts = [_titles(store, getattr(record, "parts", [])) for record in records]
    for name, texts in (
        ("Question", [getattr(record, "question", "") for record in records]),
        ("In a line", [getattr(record, "tagline", "") for record in records]),
        ("When", [display_date(getattr(record, "date", "")) for record in records]),
        ("Parts", parts),
    ):
        if any(texts):
            yield name, list(map(_plain, records, texts))


def _titles(store: Store, ids: Iterable[str]) -> str:
    """The titles of records in a line."""
    return " · ".join(entry.name for entry in store.by_ids(ids).values())


def of_statements(
    store: Store, shown: Sequence[Shown | AnyRecord], theme: str = ""
) -> list[Aspect]:
    """Named statements, such as two forms of an idea; a record among them says its sentence."""
    aspects: list[Aspect] = [("Says", []), ("When", []), ("Verdict", [])]
    parts: list[list[str]] = []
    records = [one.record if isinstance(one, Shown) else one for one in shown]
    for one, record in zip(shown, records, strict=True):
        claim, date = _summary(record), getattr(record, "date", "")
        if isinstance(one, Shown):
            claim, date = one.claim, one.claim.date
            parts.append(list(claim.parts))
        else:
            entries = store.by_ids(getattr(record, "parts", []))
            parts.append([entry.name for entry in entries.values()])
        said = Voices(store, [claim.by]).cell(record.id, replace(claim, date=""))
        kept = _on_theme(store, {Group("claims"): [claim]}, theme)
        row = [[said] if kept else [], _plain(record, display_date(date)), _verdicts(store, claim)]
        for (_, columns), column in zip(aspects, row, strict=True):
            columns.append(column)
    aspects[1:1] = _apart_and_alike(records, parts)
    return [aspect for aspect in aspects if any(aspect[1])]


def _verdicts(store: Store, claim: Claim) -> list[Cell]:
    """What the disputes about a statement came to."""
    found = map(decode, (e.json for e in store.by_ids(c.dispute for c in claim.contested).values()))
    return [cell for one in found if isinstance(one, Dispute) for cell in _plain(one, one.verdict)]


def _apart_and_alike(records: list[AnyRecord], parts: list[list[str]]) -> Iterator[Aspect]:
    """The parts that not all sides have, and those that all have; in one row if none is shared."""
    shared = set.intersection(*map(set, parts))
    own = [[part for part in some if part not in shared] for some in parts]
    alike = [[part for part in some if part in shared] for some in parts]
    for name, rows in ("Parts apart" if shared else "Parts", own), ("Parts alike", alike):
        yield name, [_plain(r, " · ".join(some)) for r, some in zip(records, rows, strict=True)]


def of_figures(entries: list[Entry]) -> list[Aspect]:
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
