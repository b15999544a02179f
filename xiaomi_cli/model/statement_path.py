"""Where in a record a statement stands, and the lists of statements that a record has."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

import msgspec

from xiaomi_cli.model.records import Claim, Record, Tension

AnyClaim = TypeVar("AnyClaim", bound=Claim)


class StatementPath(NamedTuple):
    """A field, what is chosen in it (a dimension, the number of a tension), a place in its list.

    Without a position it is the field as a whole, such as the summary.
    """

    field: str
    key: str = ""
    position: int = -1

    def __str__(self) -> str:
        """As messages have it, e.g. `claims[0]`, `dimensions.cars[2]`, `tensions[0].sides[1]`."""
        place = f"[{self.position}]" if self.position >= 0 else ""
        return f"{Group(self.field, self.key)}{place}"

    @property
    def steps(self) -> tuple[str | int, ...]:
        """The keys and positions that lead to it through what was read from YAML."""
        return (*Group(self.field, self.key).steps, *([self.position] if self.position >= 0 else []))


class Group(NamedTuple):
    """A list of statements: its field, and what is chosen in it."""

    field: str
    key: str = ""

    def __str__(self) -> str:
        """As messages have it, e.g. `claims`, `dimensions.cars`, `tensions[0].sides`."""
        if self.field == "tensions":
            return f"tensions[{self.key}].sides"
        return f"{self.field}.{self.key}" if self.key else self.field

    @property
    def steps(self) -> tuple[str | int, ...]:
        """The keys and positions that lead to it through what was read from YAML."""
        if self.field == "tensions":
            return (self.field, int(self.key), "sides")
        return (self.field, self.key) if self.key else (self.field,)


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
                fields[name] = [t for tension in value if len((t := _tension(tension, change)).sides) > 1]
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
