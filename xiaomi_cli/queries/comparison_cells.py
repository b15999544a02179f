"""What is said of each side of a comparison, in cells: records of one kind, figures."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.claim_lists import claims_of
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.records import (
    AnyRecord,
    Claim,
    Company,
    Contest,
    Figure,
    Idea,
    Point,
    decode,
    point_text,
)
from xiaomi_cli.model.statement_path import Group

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
    """One thing said in a comparison: its citations, and whose view it is (a name, not an id).

    `short`: the same in a phrase. `voice`: whose view it is, in one word. `contested`: what others
    say instead.
    """

    text: str
    cite: list[str]
    date: str = ""
    type: str = ""
    by: str = ""
    short: str = ""
    voice: str = ""
    contested: str = ""


Aspect: TypeAlias = "tuple[str, list[list[Cell]]]"  # its name, and the cells of each side


class Voices:
    """How those who speak are called."""

    def __init__(self, store: Store, by: Iterable[str]) -> None:
        entries = store.by_ids(one for one in by if "/" in one)
        self._names = {one: entry.name for one, entry in entries.items()}
        self._words = {name: voice.short for name, voice in store.settings().voices.items()}

    def cell(self, claim: Claim) -> Cell:
        """A statement as a cell."""
        by, word = self.name(claim.by), self.word(claim.by)
        kind = claim.type if claim.by else ""
        text = claim.text.removeprefix(_COPY)
        others = others_of(claim.contested)
        return Cell(text, claim.cite, claim.date, kind, by, claim.short, word, others)

    def name(self, by: str) -> str:
        """The title of a record, or the name itself."""
        return self._names.get(by, by)

    def word(self, by: str) -> str:
        """The one word for a voice that the library has one for, else the name."""
        return self._words.get(by) or self.name(by)


def others_of(contested: list[Contest]) -> str:
    """What others say instead."""
    return "; ".join(dict.fromkeys(other for found in contested for other in found.others))


def of_records(store: Store, records: list[AnyRecord], theme: str = "") -> list[Aspect]:
    """The one sentence and what fields say in a phrase, then each group of statements that any has.

    Of companies dimension by dimension, those with numbers first, and the sentence last.
    """
    groups = [on_theme(store, claims_of(record), theme) for record in records]
    voices = Voices(store, (c.by for some in groups for claims in some.values() for c in claims))
    names = list(dict.fromkeys(name for some in groups for name in some))
    aspects = [
        (_heading(name), [[voices.cell(claim) for claim in some.get(name, [])] for some in groups])
        for name in _in_order(store, names)
    ]
    whole = [] if theme else [aspect("In short", [(r.summary, r.cite) for r in records])]
    if not isinstance(records[0], Company):
        return [*_phrases(store, records, theme), *whole, *aspects]
    for _, columns in aspects:
        for cells in columns:
            cells.sort(key=lambda cell: not cell.short)  # that which has a phrase opens
    return [*sorted(aspects, key=lambda one: not _opens_with_numbers(one)), *whole]


def _in_order(store: Store, groups: list[Group]) -> list[Group]:
    """Dimensions in the order of the library, then what has none; tensions are not compared."""
    known = list(store.settings().dimensions)
    return sorted(
        (group for group in groups if group.field != "tensions"),
        key=lambda g: (not g.key, known.index(g.key) if g.key in known else -1),
    )


def on_theme(
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
    return all(cells and _DIGIT.search(cells[0].short or cells[0].text) for cells in said[1])


def aspect(name: str, texts: Iterable[tuple[str, list[str]]]) -> Aspect:
    """An aspect of one text with its citations a side; none where a text is empty."""
    return name, [[Cell(text, cite)] if text else [] for text, cite in texts]


def _phrases(store: Store, records: list[AnyRecord], theme: str) -> Iterator[Aspect]:
    """What the fields of ideas say: question, phrase, date, parts."""
    if theme or not isinstance(records[0], Idea):
        return
    parts = [titles_of(store, getattr(record, "parts", [])) for record in records]
    for name, texts in (
        ("Question", [getattr(record, "question", "") for record in records]),
        ("In a line", [getattr(record, "tagline", "") for record in records]),
        ("When", [display_date(getattr(record, "date", "")) for record in records]),
        ("Parts", parts),
    ):
        if any(texts):
            yield aspect(name, ((text, []) for text in texts))


def titles_of(store: Store, ids: Iterable[str]) -> str:
    """The titles of records in a line."""
    return " · ".join(entry.name for entry in store.by_ids(ids).values())


def of_figures(entries: list[Entry]) -> list[Aspect]:
    """Period by period, each figure's values."""
    periods: dict[str, list[list[Cell]]] = {}
    for number, entry in enumerate(entries):
        record = figure_of(entry)
        for point in record.points:
            row = periods.setdefault(point.period, [[] for _ in entries])
            mark = "" if point.basis == "reported" else f" ({point.basis})"
            cell = value_of(record, point)
            row[number].append(cell._replace(text=cell.text + mark, date=""))
    ordered = sorted(filter(None, periods), key=lambda period: parse_date(period).bounds)
    dated = [(display_date(period), periods[period]) for period in ordered]
    return dated + ([("No date given", periods[""])] if "" in periods else [])


def figure_of(entry: Entry) -> Figure:
    """The figure that an entry is."""
    record = decode(entry.json)
    assert isinstance(record, Figure)
    return record


def value_of(figure: Figure, point: Point) -> Cell:
    """A value as it is written everywhere."""
    others = others_of(point.contested)
    return Cell(point_text(figure, point), point.cite, point.period, contested=others)
