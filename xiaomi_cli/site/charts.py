"""Drawings of the site as SVG, made when it is built: they need no script and print well.

Colours and fonts are the style sheet's, by class. Each drawing has a name for who cannot see it;
the numbers stand in a table beside it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import markupsafe
from markupsafe import Markup

from xiaomi_cli.model.lexicon import MONTHS
from xiaomi_cli.render.blocks import CONTESTED, Bar, reach
from xiaomi_cli.render.sanitize import one_line

COLUMN, GAP, HEIGHT, HEAD, FOOT, UNDER = 46, 18, 190, 40, 24, 14  # pixels
LONGEST_LABEL, MOST_COLUMNS = 8, 20  # of what is drawn upright
LINE, BAR_WIDTH, LABELS, VALUES = 26, 300, 150, 120  # of what lies
TOP, ROW, NODE, BETWEEN, FITS = 34, 78, 168, 62, 15  # of the map: pixels; signs of a line
SPARK = 168  # pixels
FIT_PHONE, PHONE = 7, (76, 160)  # columns that a phone has room for; labels and bars that lie there
_HATCH = (
    '<defs><pattern id="hatch-{}" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="hatch" width="2" height="5"/></pattern></defs>'
)


def series(bars: Sequence[Bar], name: str) -> Markup:
    """The bars of a figure; time runs from left to right where labels are short."""
    if len(bars) < 2:
        return Markup("")
    short = all(len(bar.label) <= LONGEST_LABEL or not bar.share for bar in bars)
    if not (short and len(bars) <= MOST_COLUMNS):
        return _lying(bars, name, *(PHONE if short else (LABELS, BAR_WIDTH)))
    if len(bars) <= FIT_PHONE:
        return _columns(bars, name)
    lying = _lying(bars, name, *PHONE)
    return Markup('<div class="upright">{}</div><div class="narrow">{}</div>').format(
        _columns(bars, name), lying
    )


def _columns(bars: Sequence[Bar], name: str) -> Markup:
    width = sum(COLUMN if bar.share else GAP for bar in bars) + 8
    below, above = reach(bars)
    unit = HEIGHT / (below + above)
    base = HEAD + above * unit
    foot = HEAD + HEIGHT + (UNDER if below else 0)
    parts: list[str] = []
    x = 4
    for bar in bars:
        if not bar.share:
            parts.append(_text(x + GAP / 2, base - 6, "–", "missing"))
            x += GAP
            continue
        middle, size = x + COLUMN / 2, max(1.5, abs(bar.share) * unit)
        top = base - size if bar.share > 0 else base
        parts.append(_rect(bar, x + 5, top, COLUMN - 10, size))
        beside = top - 6 if bar.share > 0 else top + size + UNDER
        parts.append(_text(middle, beside, _value(bar), "value"))
        if bar.growth:
            parts.append(_text(middle, top - 22, bar.growth, "growth"))
        parts.append(_text(middle, foot + 17, bar.label, "label"))
        x += COLUMN
    axis = f'<line class="axis" x1="0" x2="{width}" y1="{base:.1f}" y2="{base:.1f}"/>'
    return _svg(width, foot + FOOT, name, "columns", [*parts, axis])


def _lying(bars: Sequence[Bar], name: str, labels: int, longest: int) -> Markup:
    width = labels + longest + VALUES
    below, above = reach(bars)
    unit = longest / (below + above)
    zero = labels + below * unit
    parts: list[str] = []
    for number, bar in enumerate(bars):
        y = number * LINE
        parts.append(_text(labels - 8, y + 17, _short_label(bar.label, labels), "label", "end"))
        size = max(1.5, abs(bar.share) * unit) if bar.share else 0
        if size:
            parts.append(_rect(bar, zero - size * (bar.share < 0), y + 4, size, LINE - 8))
        said = f"{_value(bar)} {bar.growth}".strip()
        end = zero + size * (bar.share > 0)
        parts.append(_text(end + 6, y + 17, said, "value", "start"))
    return _svg(width, len(bars) * LINE, name, "lying", parts)


def _short_label(label: str, room: int) -> str:
    """A label with short months, cut to what fits so many pixels."""
    for month in MONTHS:
        label = label.replace(month, month[:3])
    fits = room // 6
    return label if len(label) <= fits else label[: fits - 1].rstrip() + "…"


def spark(bars: Sequence[Bar]) -> Markup:
    """A series so small that it stands beside its name; it repeats a table and is not read out."""
    drawn = [bar for bar in bars if bar.share]
    if len(drawn) < 3:
        return Markup("")
    step = SPARK / len(drawn)
    size = min(22.0, step - 2)
    below, above = reach(drawn)
    unit = 36 / (below + above)
    heights = [max(1.5, abs(bar.share) * unit) for bar in drawn]
    parts = [
        _rect(bar, n * step + (step - size) / 2, above * unit - height * (bar.share > 0), size,
              height)
        for n, (bar, height) in enumerate(zip(drawn, heights, strict=True))
    ]  # fmt: skip
    return Markup(
        f'<svg class="spark" aria-hidden="true" viewBox="0 0 {SPARK} 36" width="{SPARK}" '
        f'height="36">{"".join(parts)}</svg>'
    )


def shares(counts: Sequence[tuple[str, int]], name: str) -> Markup:
    """How many are of each kind, as one divided bar; each part is named in it or below."""
    total = sum(count for _, count in counts) or 1
    parts, x = [], 0.0
    for kind, count in counts:
        width = count / total * 720
        parts.append(
            f'<rect class="share {escape(kind)}" x="{x:.1f}" y="0" width="{max(1, width - 2):.1f}" '
            f'height="34" rx="2"><title>{count} {escape(kind)}</title></rect>'
        )
        if width > 26:
            parts.append(_text(x + width / 2, 22, str(count), f"count {kind}"))
        x += width
    return _svg(720, 34, name, "shares", parts)


def connections(
    groups: Sequence[tuple[str, Sequence[tuple[str, str, str, str]]]],
    links: Sequence[tuple[str, str, int]],
    name: str,
) -> Markup:
    """How frameworks hang together: columns of groups, and a curve for each pair that is linked.

    `groups`: title, and (id, number, title, way to its page) of each member. `links`: the ids of
    two, and by how many links they are joined.
    """
    tallest = max((len(members) for _, members in groups), default=1)
    height = TOP + tallest * ROW + 10
    spots: dict[str, tuple[float, float]] = {}
    nodes: list[str] = []
    for place, (title, members) in enumerate(groups):
        x = 4 + place * (NODE + BETWEEN)
        nodes.append(_text(x, 18, title, f"group g{place + 1}", "start"))
        for row, (one, number, said, way) in enumerate(members):
            y = TOP + (tallest - len(members)) * ROW / 2 + ROW * (row + 0.5)
            spots[one] = (x, y)
            nodes.append(_node((x, y), place + 1, number, said, way))
    most = max((count for *_, count in links), default=1)
    curves = [
        f'<path class="tie {_short(a)} {_short(b)}" d="{_curve(spots[a], spots[b])}" '
        f'stroke-width="{0.8 + 4.5 * count / most:.1f}"/>'
        for a, b, count in links
        if a in spots and b in spots
    ]
    width = len(groups) * (NODE + BETWEEN) - BETWEEN + 34
    return _svg(width, height, name, "map", [*curves, *nodes])


def _node(at: tuple[float, float], group: int, number: str, title: str, way: str) -> str:
    x, y = at
    slug = _short(way)
    lines = list(_lines(title))
    first = y + 5 - 7.5 * (len(lines) - 1)
    said = "".join(
        _text(x + 38, first + 15 * n, one, "node", "start") for n, one in enumerate(lines)
    )
    return (
        f'<a href="{escape(way)}" class="spot {slug} g{group}"><rect x="{x}" y="{y - 29:.0f}" '
        f'width="{NODE}" height="58" rx="9"/>{_text(x + 20, y + 5, number, "number")}{said}</a>'
    )


def _lines(title: str) -> Iterator[str]:
    """A title in lines that fit a node."""
    said = ""
    for word in title.split():
        if said and len(said) + len(word) > FITS:
            yield said
            said = word
        else:
            said = f"{said} {word}".strip()
    yield said


def _short(address: str) -> str:
    return "f-" + address.rpartition("/")[2].removesuffix(".html")


def _curve(a: tuple[float, float], b: tuple[float, float]) -> str:
    """From one node to another: over the gap between columns, or around within one."""
    (xa, ya), (xb, yb) = sorted((a, b))
    start, end = xa + NODE, xb
    reach = (end - start) * 0.5 + 10
    if xa == xb:
        end, reach = start, 26 + abs(yb - ya) * 0.08
    back = end + reach if xa == xb else end - reach
    spots = ((start, ya), (start + reach, ya), (back, yb), (end, yb))
    first, *others = (f"{x:.0f} {y:.0f}" for x, y in spots)
    return f"M{first} C{' '.join(others)}"


def ties(
    groups: dict[str, set[str]], links: Sequence[tuple[str, str]]
) -> list[tuple[str, str, int]]:
    """By how many links each two of some sets of records are joined: (one, other, how many)."""
    holders: dict[str, list[str]] = {}
    for name, members in groups.items():
        for member in members:
            holders.setdefault(member, []).append(name)
    counts: dict[tuple[str, str], int] = {}
    for a, b in links:
        for one in holders.get(a, ()):
            for other in holders.get(b, ()):
                if one != other:
                    pair = (min(one, other), max(one, other))
                    counts[pair] = counts.get(pair, 0) + 1
    for shared in holders.values():  # a part of two frameworks joins them
        for one, other in pairwise(sorted(shared)):
            counts[one, other] = counts.get((one, other), 0) + 1
    return sorted((a, b, count) for (a, b), count in counts.items())


def _svg(width: float, height: float, name: str, kind: str, parts: Sequence[str]) -> Markup:
    hatch = _HATCH.format(kind) if any("target" in part for part in parts) else ""
    return Markup(
        f'<svg class="chart {kind}" role="{"group" if kind == "map" else "img"}" '
        f'aria-label="{escape(name)}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}">{hatch}{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, said: str, kind: str, anchor: str = "middle") -> str:
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'
    )


def escape(text: str) -> Markup:
    """A text as content or a quoted attribute, what steers a screen shown as an escape."""
    return markupsafe.escape(one_line(text))


def _rect(bar: Bar, x: float, y: float, width: float, height: float) -> str:
    kind = "target" if bar.style == "target" else "loss" if bar.share < 0 else "bar"
    return (
        f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'rx="2"><title>{escape(bar.label)}: {escape(bar.value)}</title></rect>'
    )


def _value(bar: Bar) -> str:
    return bar.value + (f" {CONTESTED}" if any(CONTESTED in s.text for s in bar.line) else "")
