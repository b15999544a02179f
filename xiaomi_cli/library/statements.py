"""Every statement of a record in one shape, so that rules and verification read them alike."""

from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.library.loader import Placed
from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import (
    Claim,
    Confidence,
    Event,
    Figure,
    Point,
    Product,
    Promise,
    Status,
    claims_of,
    point_text,
)


class Statement(NamedTuple):
    """A cited text and its date; `path` leads to it in the record, `line` in the file."""

    placed: Placed
    path: str
    line: int
    text: str
    cite: list[str]
    date: str
    by: str
    type: str
    status: Status
    reason: str
    as_of: str
    confidence: Confidence


def statements(placed: Placed) -> Iterator[Statement]:
    """The record's own summary first, then its claims and points, in file order of the fields."""
    record = placed.record
    date = {
        Event: lambda: record.date,  # type: ignore[attr-defined]
        Promise: lambda: record.made,  # type: ignore[attr-defined]
        Product: lambda: record.released,  # type: ignore[attr-defined]
    }.get(type(record), lambda: "")()
    summary = Claim(text=record.summary, cite=record.cite, date=date)
    yield _of_claim(placed, "summary", placed.line("summary"), summary)
    for path, claims in claims_of(record).items():
        steps = path.split(".", 1)
        for number, claim in enumerate(claims):
            yield _of_claim(placed, f"{path}[{number}]", placed.line(*steps, number), claim)
    if isinstance(record, Figure):
        for number, point in enumerate(record.points):
            yield _of_point(placed, record, number, point)


def field_line(statement: Statement, *steps: str | int) -> int:
    """The line of something within a statement, such as its second citation."""
    if not statement.path.endswith("]"):  # the summary: its fields are those of the record
        return statement.placed.line(*steps)
    name, _, number = statement.path[:-1].rpartition("[")
    return statement.placed.line(*name.split(".", 1), int(number), *steps)


def _of_claim(placed: Placed, path: str, line: int, claim: Claim) -> Statement:
    return Statement(
        placed, path, line, claim.text, claim.cite, claim.date, claim.by, claim.type,
        claim.status, claim.reason, claim.as_of, claim.confidence,
    )  # fmt: skip


def _of_point(placed: Placed, figure: Figure, number: int, point: Point) -> Statement:
    text = f"{figure.title}, {say_date(point.period)}: {point_text(figure, point)}"
    if point.note:
        text += f". {point.note}"
    return Statement(
        placed, f"points[{number}]", placed.line("points", number), text, point.cite, point.period,
        point.by, point.basis, point.status, point.reason, point.as_of, point.confidence,
    )  # fmt: skip
