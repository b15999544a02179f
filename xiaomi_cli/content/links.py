"""The links that a record makes to others, and circles in those that should form a tree."""

from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.model.records import (
    Dispute,
    Event,
    Figure,
    Framework,
    Lesson,
    Product,
    Promise,
    Record,
    Source,
)

_LISTS: dict[type[Record], str] = {
    Event: "entities", Framework: "parts", Lesson: "about", Dispute: "touches",
}  # fmt: skip
_SINGLES: dict[type[Record], str] = {
    Framework: "version_of", Figure: "of", Product: "maker", Promise: "by", Source: "part_of",
}  # fmt: skip
_SHOWN = 6  # records of a circle that a message names
_ALWAYS_IDS = frozenset({"version_of", "part_of"})  # in the others a plain name may stand


def references(record: Record) -> Iterator[tuple[str, int | None, str]]:
    """(field, position in it, id) of every link that a record makes; a plain name is no link."""
    kind = type(record)
    lists = ["see", _LISTS[kind]] if kind in _LISTS else ["see"]
    for name in lists:
        for number, target in enumerate(getattr(record, name)):
            yield name, number, target
    if kind in _SINGLES:
        name = _SINGLES[kind]
        target = getattr(record, name)
        if "/" in target or (target and name in _ALWAYS_IDS):
            yield name, None, target


class Circle(NamedTuple):
    """A link that leads back: from `last` to `first`, from where `way` (its start) led here."""

    first: str
    last: str
    way: list[str]


def circles(targets: dict[str, list[str]]) -> Iterator[Circle]:
    """Each link that closes a circle.

    Walks with its own stack, each link once, so that neither long chains nor many roads to one
    place cost more than a look at each link.
    """
    done: set[str] = set()
    for start, firsts in targets.items():
        path = [start]
        depth = {start: 0}
        waiting = [iter(firsts)] if start not in done else []
        while waiting:
            target = next(waiting[-1], None)
            if target is None:
                waiting.pop()
                done.add(path[-1])
                del depth[path.pop()]
            elif target in depth:
                start_of_way = path[depth[target] : depth[target] + _SHOWN]
                yield Circle(target, path[-1], start_of_way)
            elif target in targets and target not in done:
                depth[target] = len(path)
                path.append(target)
                waiting.append(iter(targets[target]))
