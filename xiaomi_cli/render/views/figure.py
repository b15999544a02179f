"""The view of a figure: its values over time, drawn where they can be and always written out."""

from collections.abc import Iterator
from decimal import Decimal

from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.quantity import display_zh, magnitude
from xiaomi_cli.model.records import Figure, Point, point_text
from xiaomi_cli.render.blocks import Bar, Block, Chart, Heading, Line, Span, Style, line
from xiaomi_cli.render.views.page import Page, contest


def figure(page: Page, record: Figure) -> None:
    """What is counted, and each value with its basis, counter and citation."""
    unit = record.currency or record.unit
    page.head(record, f"{record.measure}, {unit}", _values(page, record))


def _values(page: Page, record: Figure) -> Iterator[Block]:
    """Made when the page comes to them, as citations are numbered in the order of their use."""
    yield Heading("Values")
    yield Chart(bars(page, record))


def bars(page: Page, record: Figure) -> list[Bar]:
    """Each point as a bar from zero on one linear scale; years without a value stay visible."""
    sizes = [abs(magnitude(point.to or point.value, point.scale)) for point in record.points]
    longest = max(sizes, default=Decimal(0))
    drawn: list[Bar] = []
    for number, (point, size) in enumerate(zip(record.points, sizes, strict=True)):
        if number and (gap := _gap(record.points[number - 1].period, point.period)):
            drawn.append(Bar(gap, 0.0, line(Span("no value in the sources", "muted"))))
        share = float(size / longest) if longest and len(sizes) > 1 else 0.0
        style: Style = "target" if point.basis in {"target", "estimate"} else "bar"
        said, about = _value(page, record, point), _note(page, point)
        label = say_date(point.period) if point.period else "no date"
        drawn.append(Bar(label, share, said, about, style))
    return drawn


def _gap(before: str, after: str) -> str:
    """The years between two yearly values, such as `2012–2013`; nothing for other periods."""
    if not (len(before) == len(after) == 4 and (before + after).isdecimal()):
        return ""
    first, last = int(before) + 1, int(after) - 1
    return "" if first > last else str(first) if first == last else f"{first}–{last}"


def _value(page: Page, record: Figure, point: Point) -> Line:
    said = point_text(record, point)
    zh = ""
    if record.currency and point.to is None and magnitude(point.value, point.scale) >= 10**4:
        zh = " = " + display_zh(point.value, point.scale, currency=record.currency)
    mark = contest(point.contested)
    return line(Span(said, "figure"), Span(zh, "muted"), mark, page.cite(point.cite))


def _note(page: Page, point: Point) -> Line:
    """On what basis, who counted, when it was out, and how it stands."""
    notes: list[str] = [] if point.basis == "reported" else [point.basis]
    if point.by:
        notes.append(page.name(point.by))
    if point.as_of:
        notes.append(f"published {say_date(point.as_of)}")
    if point.confidence != "high":
        notes.append(f"{point.confidence} confidence")
    told = ". ".join(text for text in (point.definition, point.note) if text)
    said = told + (" " if told and notes else "")
    note = f"({'; '.join(notes)})" if notes else ""
    standing = page.standing(point.status, point.reason)
    return line(said, Span(note, "muted"), standing)
