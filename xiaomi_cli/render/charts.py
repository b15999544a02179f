"""Small drawings made of text: series as bars, parts as a diagram."""

from collections.abc import Iterator
from typing import NamedTuple

from xiaomi_cli.render.blocks import Bar, Diagram, Line, Span, reach
from xiaomi_cli.render.wrap import cells, clean, width_of, wrap

MIN_DRAWN = 60  # columns below which a series is written and not drawn

# What stands between the parts of a framework when they are drawn in a line.
JOINT = {
    "list": " · ", "layers": " ▸ ", "product": " × ", "triangle": " · ", "loop": " → ",
    "sequence": " → ", "formula": " · ", "contrast": " ↔ ",
}  # fmt: skip


class Glyphs(NamedTuple):
    """The signs that not every encoding has."""

    bar: str = "█"
    half: str = "▌"
    target: str = "░"
    loss: str = "▒"
    axis: str = "│"
    slopes: str = "╱╲─"


ASCII_GLYPHS = Glyphs("#", "#", "-", "=", "|", "/\\-")


def chart(bars: list[Bar], width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    """Each bar with label and value before it, what is said of it after it.

    A pipe gets the bars as well, at a fixed length. Those below zero go left from an axis.
    """
    labels = max((cells(bar.label) for bar in bars), default=0)
    values = max((cells(bar.value) for bar in bars), default=0)
    growths = max((cells(bar.growth) for bar in bars), default=0)
    drawn = (width is None or width >= MIN_DRAWN) and any(bar.share for bar in bars)
    room = min(24, (width or 80) // 4) if drawn else 0
    below, above = reach(bars)
    left = max(1, round(room * below / (below + above))) if below else 0
    unit = min(side / size for side, size in ((left, below), (room - left, above)) if size)
    for bar in bars:
        label = Span(f"{bar.label}{' ' * (labels - cells(bar.label))}  ", "date")
        value = Span(f"{bar.value:>{values}}  " if values else "", "figure")
        strip = _bar(bar, unit, (left, room - left), glyphs) if room else Span("")
        growth = Span(f"{bar.growth:>{growths}}  " if growths else "", "muted")
        first, said = clean((label, value, strip, growth)), clean(bar.line)
        if width is None or width_of(first) + width_of(said) <= width:
            yield from wrap(said, width, first)
            continue
        marked = next((n for n, span in enumerate(said) if span.style == "dispute"), len(said))
        yield from wrap(said[:marked], width, first, width_of(first))
        for mark in said[marked:]:
            margin = cells(label.text) + cells(value.text)
            yield from wrap((mark._replace(text=mark.text.strip()),), width,
                            (Span(" " * margin),), margin + 2)  # fmt: skip


def _bar(bar: Bar, unit: float, room: tuple[int, int], glyphs: Glyphs) -> Span:
    """A bar in its strip, which has so much room left and right of the axis."""
    full, loss = abs(bar.share) * unit, bar.share < 0
    sign = glyphs.target if bar.style == "target" else glyphs.loss if loss else glyphs.bar
    half = glyphs.half if sign == glyphs.bar else ""
    text = sign * int(full) + (half if full % 1 >= 0.5 else "")
    text = text or half or sign if bar.share else ""
    before, after = (text, "") if loss else ("", text)
    axis = glyphs.axis if room[0] else ""
    strip = f"{before:>{room[0]}}{axis}{after:<{room[1]}}  "
    return Span(strip, "bad" if loss and bar.style == "bar" else bar.style)


def diagram(block: Diagram, width: int | None, glyphs: Glyphs) -> Iterator[Line]:
    """A triangle as one where there is room; other forms as a line with their joints."""
    if block.form in {"triangle", "product"} and len(block.parts) == 3 and width is not None:
        top, left, right = block.parts
        if cells(left) + cells(right) + 12 <= width:
            yield from _triangle(top, left, right, glyphs)
            return
    joint = JOINT[block.form]
    again = f"{joint}({block.parts[0]})" if block.form == "loop" else ""
    text = Span(joint.join(block.parts) + again, "strong")
    yield from wrap(clean((text,)), width, (Span("  "),), 2)


def _triangle(top: str, left: str, right: str, glyphs: Glyphs) -> Iterator[Line]:
    up, down, flat = tuple(glyphs.slopes)
    base = f"  {left} {flat * 6} {right}"
    start, end = 2 + cells(left) // 2, cells(base) - cells(right) // 2 - 1
    middle = (start + end) // 2
    yield from _line(" " * max(2, middle - cells(top) // 2) + top)
    height = 2
    for step in range(1, height + 1):
        a = middle - (middle - start) * step // (height + 1) - 1
        b = middle + (end - middle) * step // (height + 1) + 1
        yield (Span(" " * a + up + " " * (b - a - 1) + down, "muted"),)
    yield from _line(base)


def _line(text: str) -> Iterator[Line]:
    yield clean((Span(text, "strong"),))
