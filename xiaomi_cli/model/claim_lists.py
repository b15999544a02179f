"""The lists of statements that a record has, whatever its kind."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import msgspec

from xiaomi_cli.model.records import Claim, Record, Tension
from xiaomi_cli.model.statement_path import Group, StatementPath


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
