"""Drawings of the site as SVG, made when it is built: they need no script and print well.

Colours and fonts are the style sheet's, by class. Each drawing has a name for who cannot see it;
the numbers stand in a table beside it.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, product
from textwrap import wrap

import markupsafe
from markupsafe import Markup

from xiaomi_cli.render.blocks import CONTESTED, Bar, reach
from xiaomi_cli.render.sanitize import one_line
from xiaomi_cli.site.library import Library, way_to

COLUMN, HEIGHT, HEAD, FOOT, UNDER = 44, 190, 40, 41, 14  # pixels
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


def connections(library: Library) -> Markup:
    """How frameworks hang together: the groups of the map as columns, a curve for linked pairs."""
    tallest = max((len(group.frameworks) for group in library.settings.map), default=1)
    numbers = {one: str(n) for n, one in enumerate(library.settings.frameworks, 1)}
    spots: dict[str, tuple[float, float]] = {}
    nodes: list[str] = []
    for place, group in enumerate(library.settings.map, 1):
        x = 4 + (place - 1) * (NODE + BETWEEN)
        nodes.append(_text(x, 18, group.title, f"group g{place}", "start"))
        members = [one for one in group.frameworks if one in library.titles]
        for row, one in enumerate(members):
            y = TOP + ROW * ((tallest - len(members)) / 2 + row + 0.5)
            spots[one] = (x, y)
            lines = wrap(library.titles[one], FITS, break_long_words=False, break_on_hyphens=False)
            nodes += [
                f'<a href="{escape(way_to(one))}" class="spot {_slug(one)} g{place}">'
                f'<rect x="{x}" y="{y - 29:.0f}" width="{NODE}" height="58" rx="9"/>',
                _text(x + 20, y + 5, numbers[one], "number"),
                *(_text(x + 38, y + 5 + 15 * (n - (len(lines) - 1) / 2), text, "node", "start")
                  for n, text in enumerate(lines)),
                "</a>",
            ]  # fmt: skip
    ties = _ties(library)
    most = max(ties.values(), default=1)
    curves = [
        f'<path class="tie {_slug(a)} {_slug(b)}" d="{_curve(spots[a], spots[b])}" '
        f'stroke-width="{0.8 + 4.5 * count / most:.1f}"/>'
        for (a, b), count in sorted(ties.items())
    ]
    width = len(library.settings.map) * (NODE + BETWEEN) - BETWEEN + 34
    name = "How the frameworks hang together"
    return _svg(width, TOP + tallest * ROW + 10, name, "map", [*curves, *nodes])


def _ties(library: Library) -> Counter[tuple[str, str]]:
    """By how many links each two frameworks of the map, or parts of theirs, are joined."""
    frameworks = [one for one in library.settings.frameworks if one in library.titles]
    holders: dict[str, list[str]] = {one: [one] for one in frameworks}
    for framework in frameworks:
        for part in library.fields[framework].get("parts", []):
            if part not in frameworks:
                holders.setdefault(part, []).append(framework)
    pairs = [pair for shared in holders.values() for pair in pairwise(shared)]  # by a part of both
    for a, _, b in library.store.links():
        pairs += product(holders.get(a, ()), holders.get(b, ()))
    return Counter((min(pair), max(pair)) for pair in pairs if len({*pair}) > 1)


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
