"""The statements of a record: the lists that hold them, and what can be drawn in elsewhere.

Statements and values have an `id`; a value without one is found by its period if no other value of
its figure has that. Title, summary and date of a record can be pointed to as well.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from msgspec.structs import replace

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.fields import DATES_CLAIMS, date_of, parts_of
from xiaomi_cli.model.locators import RESERVED, Group, StatementPath
from xiaomi_cli.model.record_parts import Claim, ClaimType, Contest, Point, Quantity, Tension
from xiaomi_cli.model.records import Figure, Record, point_text

SUMMARY = StatementPath("summary")
_TYPE: dict[str, ClaimType] = {
    "reported": "fact", "claim": "account", "estimate": "account", "target": "promise",
}  # fmt: skip
_TOLD = ("text", "cite", "type", "by", "date", "as_of", "status", "reason", "confidence",
         "quantities", "short", "name", "zh", "parts")  # fmt: skip


@cache
def _holding(struct: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that hold statements: lists of them, by dimension, in tensions."""
    parts = parts_of(struct).items()
    return tuple(name for name, part in parts if issubclass(part, Claim | Tension))


def claims_of(record: Record) -> dict[Group, list[Claim]]:
    """Every list of statements of a record that is not empty, in the order of its fields."""
    groups: dict[Group, list[Claim]] = {}
    for name in _holding(type(record)):
        value = getattr(record, name)
        if isinstance(value, dict):
            groups |= {Group(name, key): claims for key, claims in value.items() if claims}
        elif value and isinstance(value[0], Tension):
            groups |= {Group(name, str(n)): tension.sides for n, tension in enumerate(value)}
        elif value:
            groups[Group(name)] = value
    return groups


def numbered(record: Record) -> Iterator[tuple[StatementPath, Claim]]:
    """Every statement of a record with its path, those that are drawn in as well."""
    for group, claims in claims_of(record).items():
        for number, claim in enumerate(claims):
            yield StatementPath(*group, number), claim


def changed(record: Record, change: Callable[[Claim], Claim]) -> Record:
    """The record with each of its statements changed."""

    def every(held: Any) -> Any:
        if isinstance(held, dict):
            return {key: every(claims) for key, claims in held.items()}
        return [
            replace(one, sides=every(one.sides)) if isinstance(one, Tension) else change(one)
            for one in held
        ]

    fields = {name: every(getattr(record, name)) for name in _holding(type(record))}
    return replace(record, **fields)


class Home(NamedTuple):
    """A statement where it stands, as others draw it in; the first of its fragments is its own.

    `dated`: it has its date from its record.
    """

    fragments: tuple[str, ...]
    path: StatementPath
    claim: Claim
    dated: bool = False


def homes(record: Record) -> Iterator[Home]:
    """Every statement and value of a record that has an address, in the order of the fields."""
    own = date_of(record, DATES_CLAIMS)
    for path, claim in numbered(record):
        if claim.id and not claim.home:
            dated = bool(own) and path.field == "claims" and not claim.date
            yield Home((claim.id,), path, replace(claim, date=own) if dated else claim, dated)
    if isinstance(record, Figure):
        periods = Counter(point.period for point in record.points)
        for number, point in enumerate(record.points):
            found = [point.id, point.period if periods[point.period] == 1 else ""]
            if fragments := tuple(filter(None, found)):
                path = StatementPath("points", "", number)
                yield Home(fragments, path, of_point(record, point))


def home_at(record: Record, fragment: str) -> Home | None:
    """What a fragment leads to in a record, or nothing."""
    found = chain(homes(record), field_homes(record))
    return next((home for home in found if fragment in home.fragments), None)


def fragments(record: Record) -> list[str]:
    """Everything by which something in a record can be pointed to, its own fields first."""
    found = chain(field_homes(record), homes(record))
    return [fragment for home in found for fragment in home.fragments]


def field_homes(record: Record) -> Iterator[Home]:
    """The fields of its own by which a record can be pointed to."""
    date = date_of(record)
    for field in RESERVED if date else RESERVED[:-1]:
        dated = field == "date" or bool(date_of(record, DATES_CLAIMS))
        claim = Claim(
            text=record.summary if field == "summary" else record.title, cite=record.cite,
            date=date if dated else "", contested=record.contested.get(field, []),
        )  # fmt: skip
        yield Home((field,), SUMMARY, claim, dated)


def drawn_in(home: Claim, reference: Claim, contested: list[Contest]) -> Claim:
    """A reference filled in with all that its home says; what it is called there stays there.

    Of a position of a dispute its own words, holder and scope remain.
    """
    return replace(reference, **{name: getattr(home, name) for name in _TOLD}, contested=contested)


def told(figure: Figure, point: Point) -> str:
    """A value as a sentence: figure, period, amount, and what is remarked on it."""
    period = f", {display_date(point.period)}" if point.period else ""
    remarks = "".join(f". {remark}" for remark in (point.definition, point.note) if remark)
    return f"{figure.title}{period}: {point_text(figure, point)}{remarks}"


def of_point(figure: Figure, point: Point) -> Claim:
    """A value as a statement; its basis is told unless it is reported."""
    basis = "" if point.basis == "reported" else f" ({point.basis})"
    amount = Quantity(
        measure=figure.measure, value=point.value, to=point.to, scale=point.scale,
        unit=figure.unit, currency=figure.currency, qualifier=point.qualifier, basis=point.basis,
        period=point.period, of=figure.of,
    )  # fmt: skip
    return Claim(
        text=told(figure, point) + basis, cite=point.cite, type=_TYPE[point.basis], by=point.by,
        as_of=point.as_of, status=point.status, reason=point.reason,
        confidence=point.confidence, quantities=[amount], short=point_text(figure, point)[:50],
        contested=point.contested,
    )  # fmt: skip
