"""The lists of statements that a record has, whatever its kind."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from xiaomi_cli.model.records import Claim, Record, Tension
from xiaomi_cli.model.statement_path import Group, StatementPath


def claims_of(record: Record) -> dict[Group, list[Claim]]:
    """Every list of statements of a record that is not empty, in the order of its fields."""
    return dict(_groups(record))


def _groups(record: Record) -> Iterator[tuple[Group, list[Claim]]]:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, list) and value:
            if isinstance(value[0], Claim):
                yield Group(name), value
            elif isinstance(value[0], Tension):
                for number, tension in enumerate(value):
                    yield Group(name, str(number)), tension.sides
        elif isinstance(value, dict):
            for key, claims in value.items():
                if claims and isinstance(claims[0], Claim):
                    yield Group(name, key), claims


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
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, list) and value:
            if isinstance(value[0], Claim):
                fields[name] = _all(value, change)
            elif isinstance(value[0], Tension):
                fields[name] = [
                    t for tension in value if len((t := _tension(tension, change)).sides) > 1
                ]
        elif isinstance(value, dict):
            fields[name] = {
                key: _all(claims, change) if claims and isinstance(claims[0], Claim) else claims
                for key, claims in value.items()
            }
    return msgspec.structs.replace(record, **fields) if fields else record


def _all(claims: Iterable[Claim], change: Callable[[Claim], Claim | None]) -> list[Claim]:
    return [new for claim in claims if (new := change(claim)) is not None]


def _tension(tension: Tension, change: Callable[[Claim], Claim | None]) -> Tension:
    return msgspec.structs.replace(tension, sides=_all(tension.sides, change))
