"""The latest value of each figure, those first that tell most."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import parse_date
from xiaomi_cli.model.records import Figure, Point, decode

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
