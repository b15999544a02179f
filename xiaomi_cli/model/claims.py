"""The statements of a record: the lists that hold them, and what can be drawn in elsewhere.

Statements and values have an `id`; a value without one is found by its period if no other value of
its figure has that. Title, summary and date of a record can be pointed to as well.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import msgspec

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.fields import DATES_CLAIMS, date_of
from xiaomi_cli.model.locators import RESERVED, Group, StatementPath
from xiaomi_cli.model.record_parts import Claim, ClaimType, Contest, Point, Quantity, Tension
from xiaomi_cli.model.records import Figure, Record, point_text


def claims_of(record: Record) -> dict[Group, list[Claim]]:
    """Every list of statements of a record that is not empty, in the order of its fields."""
    return dict(_groups(record))


@cache
def _holding(struct: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that hold statements: lists of them, by dimension, in tensions."""
    fields = msgspec.structs.fields(struct)
    return tuple(field.name for field in fields if _holds(field.type))


def _holds(annotation: Any) -> bool:
    if get_origin(annotation) in {Annotated, list}:
        return _holds(get_args(annotation)[0])
    if get_origin(annotation) is dict:
        return _holds(get_args(annotation)[1])
    return isinstance(annotation, type) and issubclass(annotation, Claim | Tension)


def _groups(record: Record) -> Iterator[tuple[Group, list[Claim]]]:
    for name in _holding(type(record)):
        value = getattr(record, name)
        if isinstance(value, dict):
            yield from ((Group(name, key), claims) for key, claims in value.items() if claims)
        elif value and isinstance(value[0], Tension):
            for number, tension in enumerate(value):
                yield Group(name, str(number)), tension.sides
        elif value:
            yield Group(name), value


def numbered(record: Record) -> Iterator[tuple[StatementPath, Claim]]:
    """Every statement of a record with its path, those that are drawn in as well."""
    for group, claims in _groups(record):
        for number, claim in enumerate(claims):
            yield StatementPath(*group, number), claim


def changed(record: Record, change: Callable[[Claim], Claim | None]) -> Record:
    """The record with each of its statements changed; those changed to nothing are left out.

    A tension that has lost a side is left out.
    """
    fields: dict[str, object] = {}
    for name in _holding(type(record)):
        value = getattr(record, name)
        if isinstance(value, dict):
            fields[name] = {key: _all(claims, change) for key, claims in value.items()}
        elif value and isinstance(value[0], Tension):
            tensions = [_tension(tension, change) for tension in value]
            fields[name] = [tension for tension in tensions if len(tension.sides) > 1]
        elif value:
            fields[name] = _all(value, change)
    return msgspec.structs.replace(record, **fields) if fields else record


def _all(claims: Iterable[Claim], change: Callable[[Claim], Claim | None]) -> list[Claim]:
    return [new for claim in claims if (new := change(claim)) is not None]


def _tension(tension: Tension, change: Callable[[Claim], Claim | None]) -> Tension:
    return msgspec.structs.replace(tension, sides=_all(tension.sides, change))


SUMMARY = StatementPath("summary")
_TYPE: dict[str, ClaimType] = {
    "reported": "fact", "claim": "account", "estimate": "account", "target": "promise",
}  # fmt: skip


class Home(NamedTuple):
    """A statement where it stands, as others draw it in; the first of its fragments is its own.

    `dated`: it has its date from its record.
    """

    fragments: tuple[str, ...]
    path: StatementPath
    claim: Claim
    dated: bool = False


def addresses(record: Record) -> Iterator[tuple[tuple[str, ...], StatementPath, Claim | Point]]:
    """Every statement and value of a record that has an address, with the fragments of that."""
    for path, claim in numbered(record):
        if claim.id and not claim.home:
            yield (claim.id,), path, claim
    if isinstance(record, Figure):
        periods = Counter(point.period for point in record.points)
        for number, point in enumerate(record.points):
            found = [point.id, point.period if periods[point.period] == 1 else ""]
            if fragments := tuple(fragment for fragment in found if fragment):
                yield fragments, StatementPath("points", "", number), point


def homes(record: Record) -> Iterator[Home]:
    """Every statement and value of a record that has an address, in the order of the fields."""
    own = date_of(record, DATES_CLAIMS)
    for fragments, path, found in addresses(record):
        if isinstance(found, Point):
            assert isinstance(record, Figure)
            yield Home(fragments, path, of_point(record, found))
        elif own and path.field == "claims" and not found.date:
            yield Home(fragments, path, msgspec.structs.replace(found, date=own), dated=True)
        else:
            yield Home(fragments, path, found)


def home_at(record: Record, fragment: str) -> Home | None:
    """What a fragment leads to in a record, or nothing."""
    found = (home for home in homes(record) if fragment in home.fragments)
    return next(found, None) or field_home(record, fragment)


def fragments(record: Record) -> list[str]:
    """Everything by which something in a record can be pointed to, its own fields first."""
    stated = (fragment for found, _, _ in addresses(record) for fragment in found)
    return [*own_fields(date_of(record)), *stated]


def own_fields(date: str) -> tuple[str, ...]:
    """The fields of its own by which a record of this date can be pointed to."""
    return RESERVED if date else tuple(field for field in RESERVED if field != "date")


def field_home(record: Record, fragment: str) -> Home | None:
    """What a reserved fragment leads to, or nothing if the record has no such field."""
    date = date_of(record)
    if fragment not in own_fields(date):
        return None
    text = record.summary if fragment == "summary" else record.title
    dated = fragment == "date" or bool(date_of(record, DATES_CLAIMS))
    marks = record.contested.get(fragment, [])
    claim = Claim(text=text, cite=record.cite, date=date if dated else "", contested=marks)
    return Home((fragment,), SUMMARY, claim, dated)


def drawn_in(home: Claim, reference: Claim, contested: list[Contest]) -> Claim:
    """A reference filled in with all that its home says; what it is called there stays there.

    Of a position of a dispute its own words, holder and scope remain.
    """
    told = {name: getattr(home, name) for name in _TOLD}
    return msgspec.structs.replace(reference, **told, contested=contested)


_TOLD = ("text", "cite", "type", "by", "date", "as_of", "status", "reason", "confidence",
         "quantities", "short", "name", "zh", "parts")  # fmt: skip


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
