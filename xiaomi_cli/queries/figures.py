"""What is asked of figures: how fast one grew, its latest value, which numbers need a warning."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple, get_args

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.record_parts import Point, magnitude
from xiaomi_cli.model.records import AnyRecord, Consequence, Dispute, Figure, decode, point_text


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

    `definition`: what the values count, if not what the figure says. `left_out`: how many values
    are no reported ones of this definition, each for what reason.
    """

    figure: Figure
    steps: list[Step]
    run: list[Step]
    yearly: Decimal
    definition: str
    left_out: dict[str, int]


class NoGrowthError(Exception):
    """A figure of which no growth can be told; the message says why."""


def growth(figure: Figure, start: str = "", end: str = "") -> Growth:
    """The growth of a figure, between two EDTF dates if given. Raises NoGrowthError."""
    within = [point for point in figure.points if _is_within(point, start, end)]
    reasons = {id(point): _unfit(point) for point in within}
    fit = [point for point in within if not reasons[id(point)]]
    definition = _commonest(fit)
    left_out = Counter(reason for reason in reasons.values() if reason)
    left_out["of another definition"] = sum(point.definition != definition for point in fit)
    by_year: dict[int, Point] = {}
    for point in fit:
        if point.definition == definition:
            year = int(point.period)
            if year in by_year:
                left_out["told again"] += 1
            by_year[year] = max(by_year.get(year, point), point, key=lambda p: p.as_of)
    values = [(year, by_year[year], _size(by_year[year])) for year in sorted(by_year)]
    if len(values) < 2:
        raise NoGrowthError(f"{figure.title}: fewer than two years have a reported value")
    steps: list[Step] = []
    for year, point, value in values:
        follows = bool(steps) and steps[-1].year == year - 1
        grown = share_grown(steps[-1].value, value) if follows else None
        steps.append(Step(year, point, value, grown))
    runs = [list(run) for gain, run in groupby(steps, lambda step: step.value > 0) if gain]
    run = max(runs, key=len, default=[])
    if len(run) < 2:
        above = ", ".join(str(first.year) for first, *_ in runs) or "none"
        raise NoGrowthError(
            f"{figure.title}: growth is told between values above zero, which two in a row "
            f"must be; above zero: {above}"
        )
    first, last = run[0], run[-1]
    yearly = (last.value / first.value) ** (Decimal(1) / (last.year - first.year)) - 1
    left = {reason: count for reason, count in left_out.items() if count}
    return Growth(figure, steps, run, yearly, definition, left)


def share_grown(was: Decimal, now: Decimal) -> Decimal | None:
    """By what share a value grew; of a loss, or to one, there is none."""
    return now / was - 1 if was > 0 <= now else None


def _size(point: Point) -> Decimal:
    """The value in ones; of a range its middle."""
    upper = point.to if point.to is not None else point.value
    return magnitude((point.value + upper) / 2, point.scale)


def _unfit(point: Point) -> str:
    """Why a value does not count, or nothing."""
    if point.basis != "reported":
        return f"as {point.basis}"
    if point.status != "current":
        return point.status
    if not (len(point.period) == 4 and point.period.isdecimal()):
        return "of no single year"
    return ""


def _commonest(points: list[Point]) -> str:
    counted = Counter(point.definition for point in points)
    return max(counted, key=lambda name: (counted[name], not name), default="")


def _is_within(point: Point, start: str, end: str) -> bool:
    if not point.period:
        return not start and not end
    earliest, latest = parse_date(point.period).bounds
    return (not start or earliest >= parse_date(start).earliest) and (
        not end or latest <= parse_date(end).latest
    )


class Doubt(NamedTuple):
    """A value of a figure, and what to say beside it; `gravity` 0 is the gravest."""

    figure: Figure
    point: Point
    warnings: list[str]
    gravity: int


class Doubtful(NamedTuple):
    """The doubtful values of one dispute, or else of one figure, and what to quote instead."""

    values: list[Doubt]
    instead: str
    rank: tuple[int, Decimal]  # its place among others: the first is the gravest


def doubtful(store: Store, theme: str = "", figures: list[str] | None = None) -> list[Doubtful]:
    """Every value that needs a warning, of one theme or of some figures (by id) if given.

    By consequence: disputes in their order, then what is superseded, then others by how far a value
    is from what can be quoted instead.
    """
    names = {entry.id: entry.title for entry in store.of_kind("person") + store.of_kind("company")}
    found: dict[str, list[Doubt]] = {}
    for entry in store.of_kind("figure", theme):
        record = decode(entry.json)
        assert isinstance(record, Figure)
        if figures is not None and record.id not in figures:
            continue
        for point in record.points:
            if warnings := list(_warnings(point, names)):
                home = point.contested[0].dispute if point.contested else record.id
                said, gravity = [said for _, said in warnings], min(rank for rank, _ in warnings)
                found.setdefault(home, []).append(Doubt(record, point, said, gravity))
    homes = {id_: decode(entry.json) for id_, entry in store.by_ids(found).items()}
    return sorted((_together(found[i], homes.get(i)) for i in found), key=lambda one: one.rank)


_CONSEQUENCES = get_args(Consequence)
_BARE = re.compile(r"(?:No|Yes|Neither): ")  # what answers a question that a list does not ask


def _together(values: list[Doubt], home: AnyRecord | None) -> Doubtful:
    better = [(one.figure, point) for one in values if (point := _better(one.figure, one.point))]
    sizes = [_size(point) for point in [*(one.point for one in values), *(p for _, p in better)]]
    spread = (max(sizes) - min(sizes)) / (max(map(abs, sizes)) or 1)
    if isinstance(home, Dispute):
        gravity = _CONSEQUENCES.index(home.consequence)
        return Doubtful(values, _BARE.sub("", home.verdict), (gravity, -spread))
    told = (f"{point_text(figure, p)} ({display_date(p.period)})" for figure, p in better)
    gravity = len(_CONSEQUENCES) + min(one.gravity for one in values)
    return Doubtful(values, "; ".join(dict.fromkeys(told)), (gravity, -spread))


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
    by = names.get(point.by, point.by)
    said_by = f" by {by}" if by else ""
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


KNOWN = frozenset({"reported", "estimate"})  # what a value rests on that is no aim and no claim


class Latest(NamedTuple):
    """A figure and its latest value."""

    figure: Figure
    point: Point


def latest_values(figures: Iterable[Entry]) -> Iterator[Latest]:
    """The latest known value of each figure's own definition; series of many years go first."""
    series = [record for entry in figures if isinstance(record := decode(entry.json), Figure)]
    for figure in sorted(series, key=_years, reverse=True):
        if known := _known(figure):
            yield Latest(figure, max(known, key=lambda point: parse_date(point.period).latest))


def _known(figure: Figure) -> list[Point]:
    return [p for p in figure.points if p.period and p.basis in KNOWN and not p.definition]


def _years(figure: Figure) -> int:
    return sum(point.period.isdecimal() for point in _known(figure))
