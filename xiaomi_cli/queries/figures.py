"""What is asked of figures: how fast one grew, its latest value, which numbers need a warning."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, get_args

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import EARLIEST, LATEST, display_date, parse_date
from xiaomi_cli.model.record_parts import Point, magnitude
from xiaomi_cli.model.records import Consequence, Dispute, Figure, decode, point_text

_KNOWN = frozenset({"reported", "estimate"})  # what a value rests on that is no aim and no claim


class Step(NamedTuple):
    """A year, its value in ones, and the growth since the value before it.

    That is None for the first, after a year without a value, and where either of the two is a loss.
    """

    year: int
    point: Point
    value: Decimal
    growth: Decimal | None


class Growth(NamedTuple):
    """Compound growth a year (as a share, 0.2 for 20 %) over the longest `run` of steps above zero.

    `definition`: what the values count, if not what the figure says.
    """

    figure: Figure
    steps: list[Step]
    run: list[Step]
    yearly: Decimal
    definition: str


class NoGrowthError(Exception):
    """A figure of which no growth can be told; the message says why."""


def growth(figure: Figure, start: str = "", end: str = "") -> Growth:
    """The growth of a figure, between two EDTF dates if given. Raises NoGrowthError."""
    first = parse_date(start).earliest if start else EARLIEST
    last = parse_date(end).latest if end else LATEST
    fit = [
        point for point in figure.points
        if len(point.period) == 4 and point.period.isdecimal() and point.status == "current"
        and point.basis == "reported" and first <= f"{point.period}-01-01"
        and f"{point.period}-12-31" <= last
    ]  # fmt: skip
    counted = Counter(point.definition for point in fit)
    definition = max(counted, key=lambda name: (counted[name], not name), default="")
    # Of a year that was told again the value that was told last.
    by_year = {int(point.period): point for point in sorted(fit, key=lambda point: point.as_of)
               if point.definition == definition}  # fmt: skip
    if len(by_year) < 2:
        raise NoGrowthError(f"{figure.title}: fewer than two years have a reported value")
    steps: list[Step] = []
    for year in sorted(by_year):
        value = _size(by_year[year])
        follows = bool(steps) and steps[-1].year == year - 1
        grown = share_grown(steps[-1].value, value) if follows else None
        steps.append(Step(year, by_year[year], value, grown))
    runs = [list(run) for gain, run in groupby(steps, lambda step: step.value > 0) if gain]
    run = max(runs, key=len, default=[])
    if len(run) < 2:
        above = ", ".join(str(one.year) for one, *_ in runs) or "none"
        raise NoGrowthError(
            f"{figure.title}: growth is told between values above zero, which two in a row "
            f"must be; above zero: {above}"
        )
    years = Decimal(run[-1].year - run[0].year)
    yearly = (run[-1].value / run[0].value) ** (1 / years) - 1
    return Growth(figure, steps, run, yearly, definition)


def share_grown(was: Decimal, now: Decimal) -> Decimal | None:
    """By what share a value grew; of a loss, or to one, there is none."""
    return now / was - 1 if was > 0 <= now else None


def _size(point: Point) -> Decimal:
    """The value in ones; of a range its middle."""
    upper = point.to if point.to is not None else point.value
    return magnitude((point.value + upper) / 2, point.scale)


class Doubt(NamedTuple):
    """A value of a figure, and what to say beside it; `gravity` 0 is the gravest."""

    figure: Figure
    point: Point
    warnings: list[str]
    gravity: int


class Doubtful(NamedTuple):
    """The doubtful values of one dispute, or else of one figure, and what to quote instead.

    `gravity`: 0 is the gravest.
    """

    values: list[Doubt]
    instead: str
    gravity: int


def doubtful(store: Store, figures: Iterable[Entry]) -> list[Doubtful]:
    """Every value of these figures that needs a warning: disputes by consequence, then others."""
    names = {entry.id: entry.title for entry in store.of_kind("person") + store.of_kind("company")}
    found: dict[str, list[Doubt]] = {}
    for figure in _figures(figures):
        for point in figure.points:
            if warnings := list(_warnings(point, names)):
                home = point.contested[0].dispute if point.contested else figure.id
                said, gravity = [said for _, said in warnings], min(rank for rank, _ in warnings)
                found.setdefault(home, []).append(Doubt(figure, point, said, gravity))
    homes = store.by_ids(found)
    told = [_together(values, homes[home]) for home, values in found.items()]
    return sorted(told, key=lambda one: one.gravity)


def _figures(entries: Iterable[Entry]) -> list[Figure]:
    return [record for e in entries if isinstance(record := decode(e.json), Figure)]


def _together(values: list[Doubt], home: Entry) -> Doubtful:
    record, consequences = decode(home.json), get_args(Consequence)
    if isinstance(record, Dispute):
        answer, colon, reasons = record.verdict.partition(": ")
        instead = reasons if colon and answer in {"No", "Yes", "Neither"} else record.verdict
        return Doubtful(values, instead, consequences.index(record.consequence))
    better = [(one.figure, point) for one in values if (point := _better(one.figure, one.point))]
    told = (f"{point_text(figure, p)} ({display_date(p.period)})" for figure, p in better)
    gravity = len(consequences) + min(one.gravity for one in values)
    return Doubtful(values, "; ".join(dict.fromkeys(told)), gravity)


def _better(figure: Figure, point: Point) -> Point | None:
    """The sound value of the same period, or else, if it has none, the latest that is reported."""
    if point.definition and point.period:
        return None
    bases = {"reported", point.basis if point.period else ""}
    sound = (p for p in figure.points if p.status == "current" and p.confidence == "high"
             and p.basis in bases and not p.definition and not p.contested and p != point
             and p.period and p.period == (point.period or p.period))  # fmt: skip
    return max(sound, key=lambda p: parse_date(p.period).latest, default=None)


def _warnings(point: Point, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    """How grave each is, and what to say."""
    said_by = f" by {names.get(point.by, point.by)}" if point.by else ""
    for mark in point.contested:
        yield 0, f"‡ others say {' or '.join(mark.others)}" if mark.others else "‡ in dispute"
    if point.status != "current":
        yield 1, f"{point.status}{f': {point.reason}' if point.reason else ''}"
    if point.confidence != "high":
        yield 2, f"{point.confidence} confidence: one weak page bears it"
    if not point.period and point.basis != "target":
        yield 2, "no year is named for it"
    if point.basis == "claim":
        yield 3, f"a claim{said_by}, no reported result"
    if point.basis == "estimate":
        yield 4, f"an estimate{said_by}"
    if point.definition:
        yield 4, f"counts something else: {point.definition}"


class Latest(NamedTuple):
    """A figure and its latest value."""

    figure: Figure
    point: Point


def latest_values(entries: Iterable[Entry]) -> list[Latest]:
    """The latest known value of each figure's own definition; series of many years go first."""
    found: list[tuple[int, Latest]] = []
    for figure in _figures(entries):
        known = [p for p in figure.points
                 if p.period and not p.definition and p.basis in _KNOWN]  # fmt: skip
        if known:
            latest = Latest(figure, max(known, key=lambda point: parse_date(point.period).latest))
            found.append((sum(point.period.isdecimal() for point in known), latest))
    return [latest for _, latest in sorted(found, key=lambda one: -one[0])]
