"""A series drawn as bars, in signs of a terminal."""

from collections.abc import Iterator

from xiaomi_cli.render.blocks import Bar, Line, Span, reach
from xiaomi_cli.render.wrap import cells, width_of, wrap

MIN_DRAWN = 60  # columns below which a series is written and not drawn
LONGEST = 24  # columns of a drawing
BAR, HALF, TARGET, LOSS, AXIS = "█▌░▒│"


def chart(bars: list[Bar], width: int | None) -> Iterator[Line]:
    """Each bar with label and value before it, what is said of it after it.

    A pipe gets the bars as well, at a fixed length. Those below zero go left from an axis.
    """
    told = zip(*((bar.label, bar.value, bar.growth) for bar in bars), strict=True)
    labels, values, growths = (max(map(cells, column)) for column in told)
    drawn = (width is None or width >= MIN_DRAWN) and any(bar.share for bar in bars)
    room = min(LONGEST, (width or 80) // 4) if drawn else 0
    below, above = reach(bars)
    left = max(1, round(room * below / (below + above))) if below else 0
    unit = min(side / size for side, size in ((left, below), (room - left, above)) if size)
    for bar in bars:
        first = (
            Span(f"{bar.label}{' ' * (labels - cells(bar.label))}  ", "date"),
            Span(f"{bar.value:>{values}}  " if values else "", "figure"),
            _drawn(bar, abs(bar.share) * unit, left, room - left) if room else Span(""),
            Span(f"{bar.growth:>{growths}}  " if growths else "", "muted"),
        )
        said, used = bar.line, width_of(first)
        signs = (n for n, span in enumerate(said) if span.style in {"dispute", "other"})
        fits = width is None or used + width_of(said) <= width
        below_it = len(said) if fits else next(signs, len(said))
        yield from wrap(said[:below_it], width, first, used)
        if below_it < len(said):  # what others say of it has no room beside it
            margin = width_of(first[:2])
            yield from wrap(said[below_it:], width, (Span(" " * margin),), margin + 2)


def _drawn(bar: Bar, size: float, left: int, right: int) -> Span:
    """A bar in its strip, which has so much room left and right of the axis."""
    loss = bar.share < 0
    sign = TARGET if bar.style == "target" else LOSS if loss else BAR
    half = HALF if sign == BAR else ""
    text = sign * int(size) + half * (size % 1 >= 0.5)
    text = text or half or sign if bar.share else ""
    strip = (
        f"{text:>{left}}{AXIS}{'':<{right}}  "
        if loss
        else f"{'':>{left}}{AXIS * (left > 0)}{text:<{right}}  "
    )
    return Span(strip, "bad" if loss and bar.style == "bar" else bar.style)
