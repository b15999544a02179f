"""What is asked of figures: how fast one grew, its latest value, which numbers need a warning."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.quantity import magnitude
from xiaomi_cli.model.record_parts import Point
from xiaomi_cli.model.records import Figure, decode, point_text


class Step(NamedTuple):
    """A year, its value in ones, and the growth since the value before it (None: the first)."""

    year: int
    point: Point
    value: Decimal
    growth: Decimal | None


class Growth(NamedTuple):
    """Compound growth a year (as a share, 0.2 for 20 %) between the first and the last step.

    `definition`: what the values count, if not what the figure says. `left_out`: how many values
    are no reported ones of this definition, each for what reason.
    """

    figure: Figure
    steps: list[Step]
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
    if any(value <= 0 for _, _, value in values):
        raise NoGrowthError(f"{figure.title}: not every value is above zero")
    steps: list[Step] = []
    before: Decimal | None = None
    for year, point, value in values:
        step = None if before is None else value / before - 1
        steps.append(Step(year, point, value, step))
        before = value
    first, last = steps[0], steps[-1]
    yearly = (last.value / first.value) ** (Decimal(1) / (last.year - first.year)) - 1
    return Growth(figure, steps, yearly, definition, {k: n for k, n in left_out.items() if n})


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


class Doubtful(NamedTuple):
    """A value of a figure, and what to say beside it; `gravity` 0 is the gravest."""

    figure: Figure
    point: Point
    warnings: list[str]
    disputes: list[str]
    gravity: int

    @property
    def value(self) -> str:
        """The value as it is written everywhere."""
        return point_text(self.figure, self.point)


def doubtful(store: Store, theme: str = "", figures: list[str] | None = None) -> list[Doubtful]:
    """Every value that needs a warning, of one theme or of some figures (by id) if given."""
    entries = store.of_kind("figure", theme)
    names = {entry.id: entry.title for entry in store.of_kind("person") + store.of_kind("company")}
    found = []
    for entry in entries:
        record = decode(entry.json)
        assert isinstance(record, Figure)
        if figures is not None and record.id not in figures:
            continue
        for point in record.points:
            warnings = list(_warnings(point, names))
            if warnings:
                disputes = [mark.dispute for mark in point.contested]
                gravity = min(rank for rank, _ in warnings)
                found.append(
                    Doubtful(record, point, [said for _, said in warnings], disputes, gravity)
                )
    return sorted(found, key=lambda doubt: doubt.gravity)


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
