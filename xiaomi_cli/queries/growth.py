"""How fast a figure grew: over its reported values of one definition, a year each."""

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.quantity import magnitude
from xiaomi_cli.model.records import Figure, Point


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
