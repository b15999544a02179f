"""Drawings of the site as SVG, made when it is built: they need no script and print well.

Colours and fonts are the style sheet's, by class. Each drawing has a name for who cannot see it;
the numbers stand in a table beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import pairwise, product
from textwrap import wrap

import markupsafe
from markupsafe import Markup

from xiaomi_cli.render.blocks import CONTESTED, Bar, reach
from xiaomi_cli.render.sanitize import one_line

COLUMN, HEIGHT, HEAD, FOOT, UNDER = 46, 190, 40, 41, 14  # pixels
LONGEST_LABEL, MOST_COLUMNS = 8, 20  # of what is drawn upright
LINE, BAR_WIDTH, LETTER, VALUES = 26, 300, 7, 120  # of what lies
TOP, ROW, NODE, BETWEEN, FITS = 34, 78, 168, 62, 16  # of the map: pixels; signs of a line
SPARK, SPARK_HEIGHT = 168, 36
_HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="hatch" width="2" height="5"/></pattern></defs>'
)


def series(bars: Sequence[Bar], name: str) -> Markup:
    """The bars of a figure; time runs from left to right where labels are short."""
    if len(bars) < 2:
        return Markup("")
    short = all(len(bar.label) <= LONGEST_LABEL for bar in bars if bar.share)
    return (_columns if short and len(bars) <= MOST_COLUMNS else _lying)(bars, name)


def _columns(bars: Sequence[Bar], name: str) -> Markup:
    width = len(bars) * COLUMN
    below, above = reach(bars)
    unit = HEIGHT / (below + above)
    base = HEAD + above * unit
    foot = HEAD + HEIGHT + (UNDER if below else 0)
    parts = [f'<line class="axis" x1="0" x2="{width}" y1="{base:.1f}" y2="{base:.1f}"/>']
    for number, bar in enumerate(bars):
        middle, end = (number + 0.5) * COLUMN, base - bar.share * unit
        parts.append(_upright(bar, middle, COLUMN - 10, base, unit))
        parts.append(_text(middle, end + (16 if bar.share < 0 else -6), _value(bar), "value"))
        parts.append(_text(middle, min(base, end) - 22, bar.growth, "growth"))
        parts.append(_text(middle, foot + 17, bar.label if bar.share else "", "label"))
    return _svg(width, foot + FOOT, name, "columns", parts)


def _upright(bar: Bar, middle: float, width: float, base: float, unit: float) -> str:
    size = max(1.5, abs(bar.share) * unit)
    return _rect(bar, middle - width / 2, base - size * (bar.share > 0), width, size)


def _lying(bars: Sequence[Bar], name: str) -> Markup:
    labels = LETTER * max(len(bar.label) for bar in bars) + 8
    below, above = reach(bars)
    unit = BAR_WIDTH / (below + above)
    zero = labels + below * unit
    parts: list[str] = []
    for number, bar in enumerate(bars):
        y, size = number * LINE, max(1.5, abs(bar.share) * unit)
        parts.append(_text(labels - 8, y + 17, bar.label, "label", "end"))
        parts.append(_rect(bar, zero - size * (bar.share < 0), y + 4, size, LINE - 8))
        end, said = zero + size * (bar.share > 0), f"{_value(bar)} {bar.growth}".strip()
        parts.append(_text(end + 6, y + 17, said, "value", "start"))
    return _svg(labels + BAR_WIDTH + VALUES, len(bars) * LINE, name, "lying", parts)


def spark(bars: Sequence[Bar]) -> Markup:
    """A series so small that it stands beside its name; it repeats a table and is not read out."""
    drawn = [bar for bar in bars if bar.share]
    if len(drawn) < 3:
        return Markup("")
    step = SPARK / len(drawn)
    below, above = reach(drawn)
    unit = SPARK_HEIGHT / (below + above)
    parts = [
        _upright(bar, (number + 0.5) * step, min(22.0, step - 2), above * unit, unit)
        for number, bar in enumerate(drawn)
    ]
    return _svg(SPARK, SPARK_HEIGHT, "", "spark", parts)


def shares(groups: Mapping[str, Sized]) -> Markup:
    """How many promises stand how, as one divided bar; each part is named in it or below."""
    counts = {name: len(found) for name, found in groups.items()}
    parts, x = [], 0.0
    for name, count in counts.items():
        width = count / sum(counts.values()) * 720
        parts.append(
            f'<rect class="share {name}" x="{x:.1f}" y="0" width="{max(1, width - 2):.1f}" '
            f'height="34" rx="2"><title>{count} {name}</title></rect>'
        )
        if width > 26:
            parts.append(_text(x + width / 2, 22, str(count), f"count {name}"))
        x += width
    said = ", ".join(f"{count} {name}" for name, count in counts.items())
    return _svg(720, 34, f"Promises: {said}", "shares", parts)


def connections(
    groups: Sequence[tuple[str, Sequence[tuple[str, str, str]]]],
    links: Iterable[tuple[str, str, int]],
    name: str,
) -> Markup:
    """How frameworks hang together: columns of groups, and a curve for each pair that is linked.

    `groups`: title, and (id, number, title) of each member. `links`: the ids of two, and by how
    many links they are joined.
    """
    tallest = max((len(members) for _, members in groups), default=1)
    spots: dict[str, tuple[float, float]] = {}
    nodes: list[str] = []
    for place, (title, members) in enumerate(groups, 1):
        x = 4 + (place - 1) * (NODE + BETWEEN)
        nodes.append(_text(x, 18, title, f"group g{place}", "start"))
        for row, (one, number, said) in enumerate(members):
            y = TOP + ROW * ((tallest - len(members)) / 2 + row + 0.5)
            spots[one] = (x, y)
            lines = wrap(said, FITS, break_long_words=False, break_on_hyphens=False)
            nodes += [
                f'<a href="{escape(one)}.html" class="spot {_slug(one)} g{place}">'
                f'<rect x="{x}" y="{y - 29:.0f}" width="{NODE}" height="58" rx="9"/>',
                _text(x + 20, y + 5, number, "number"),
                *(_text(x + 38, y + 5 + 15 * (n - (len(lines) - 1) / 2), text, "node", "start")
                  for n, text in enumerate(lines)),
                "</a>",
            ]  # fmt: skip
    drawn = [(a, b, count) for a, b, count in links if a in spots and b in spots]
    most = max((count for *_, count in drawn), default=1)
    curves = [
        f'<path class="tie {_slug(a)} {_slug(b)}" d="{_curve(spots[a], spots[b])}" '
        f'stroke-width="{0.8 + 4.5 * count / most:.1f}"/>'
        for a, b, count in drawn
    ]
    width = len(groups) * (NODE + BETWEEN) - BETWEEN + 34
    return _svg(width, TOP + tallest * ROW + 10, name, "map", [*curves, *nodes])


def _slug(record: str) -> str:
    return escape("f-" + record.rpartition("/")[2])


def _curve(a: tuple[float, float], b: tuple[float, float]) -> str:
    """From one node to another: over the gap between columns, or around within one."""
    (xa, ya), (xb, yb) = sorted((a, b))
    start, end = xa + NODE, xb
    bend = (end - start) * 0.5 + 10
    back = end - bend
    if xa == xb:
        end, bend = start, 26 + abs(yb - ya) * 0.08
        back = end + bend
    return (
        f"M{start:.0f} {ya:.0f} C{start + bend:.0f} {ya:.0f} {back:.0f} {yb:.0f} {end:.0f} {yb:.0f}"
    )


def ties(
    groups: dict[str, set[str]], links: Iterable[tuple[str, str]]
) -> list[tuple[str, str, int]]:
    """By how many links each two of some sets of records are joined: (one, other, how many)."""
    holders: dict[str, list[str]] = {}
    for name, members in groups.items():
        for member in members:
            holders.setdefault(member, []).append(name)
    pairs = [pair for shared in holders.values() for pair in pairwise(shared)]  # by a part of both
    for a, b in links:
        pairs += product(holders.get(a, ()), holders.get(b, ()))
    counts = Counter((min(pair), max(pair)) for pair in pairs if len({*pair}) > 1)
    return sorted((a, b, count) for (a, b), count in counts.items())


def _svg(width: float, height: float, name: str, kind: str, parts: Sequence[str]) -> Markup:
    role = "group" if kind == "map" else "img"
    told = f'role="{role}" aria-label="{escape(name)}"' if name else 'aria-hidden="true"'
    hatch = _HATCH if name and any("target" in part for part in parts) else ""
    return Markup(
        f'<svg class="chart {kind}" {told} viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}">{hatch}{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, said: str, kind: str, anchor: str = "middle") -> str:
    told = (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'
    )
    return told if said else ""


def escape(text: str) -> Markup:
    """A text as content or a quoted attribute, what steers a screen shown as an escape."""
    return markupsafe.escape(one_line(text))


def _rect(bar: Bar, x: float, y: float, width: float, height: float) -> str:
    """A bar; nothing for a year without a value."""
    kind = "target" if bar.style == "target" else "loss" if bar.share < 0 else "bar"
    rect = (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'rx="2"><title>{escape(bar.label)}: {escape(bar.value)}</title></rect>'
    )
    return rect if bar.share else ""


def _value(bar: Bar) -> str:
    return bar.value + (f" {CONTESTED}" if any(CONTESTED in s.text for s in bar.line) else "")
