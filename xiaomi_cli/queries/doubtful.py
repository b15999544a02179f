"""Numbers not to quote without a warning, each with its warnings, the gravest first."""

from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.model.records import Figure, Point, decode, point_text


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
