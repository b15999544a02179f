"""The values of a figure, each as a row of a table: numbers as numbers, all else beside them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.quantity import magnitude
from xiaomi_cli.model.records import Figure, Point


class Value(NamedTuple):
    """A value of a figure. `value` has the scale that the source gives it, `number` is in ones.

    Of a range, `value_to` and `number_to` are the upper end. `period` is EDTF, and `earliest` and
    `latest` are the first and the last day that it can mean; an open end is empty, and all three
    are of a value without a date. `definition`: what it counts, if not what its figure does.
    """

    period: str
    earliest: str
    latest: str
    value: Decimal
    value_to: Decimal | None
    scale: str
    number: Decimal
    number_to: Decimal | None
    unit: str
    currency: str
    qualifier: str
    basis: str
    definition: str
    said_by: str
    note: str
    as_of: str
    status: str
    reason: str
    confidence: str


def values(figure: Figure) -> Iterator[Value]:
    """Each value of a figure, in its order."""
    return (_value(figure, point) for point in figure.points)


def _value(figure: Figure, point: Point) -> Value:
    first, last = parse_date(point.period).bounds if point.period else (EARLIEST, LATEST)
    return Value(
        period=point.period,
        earliest=first if first != EARLIEST else "",
        latest=last if last != LATEST else "",
        value=point.value,
        value_to=point.to,
        scale=point.scale,
        number=_in_ones(point, point.value),
        number_to=None if point.to is None else _in_ones(point, point.to),
        unit=figure.unit,
        currency=figure.currency,
        qualifier=point.qualifier or "",
        basis=point.basis,
        definition=point.definition,
        said_by=point.by,
        note=point.note,
        as_of=point.as_of,
        status=point.status,
        reason=point.reason,
        confidence=point.confidence,
    )


def _in_ones(point: Point, value: Decimal) -> Decimal:
    number = magnitude(value, point.scale)
    whole = number.to_integral_value()
    return whole if whole == number else number
