"""The views of a figure: its finding and values, how it grew, which numbers need a warning."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.lexicon import headline
from xiaomi_cli.model.record_parts import FACTOR, MINUS, Point, magnitude
from xiaomi_cli.model.records import Figure, point_text
from xiaomi_cli.queries.figures import Doubt, Doubtful, Growth, share_grown
from xiaomi_cli.render.blocks import (
    BRIEF,
    CONTESTED,
    Bar,
    Block,
    Chart,
    Gap,
    Line,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Title,
    joined,
    line,
)
from xiaomi_cli.render.views.page import Page, contest

QUALIFIER = {"about": "~", "over": ">", "under": "<", "at-least": "≥", "at-most": "≤"}
_QUARTERS = ("33", "34", "35", "36")  # as EDTF writes them
COARSE = Decimal("0.05")  # of a value that rounding may take before it gets another place
MOST_VALUES = 3  # of a figure or a dispute in a list of doubtful ones
MOST_DRAWN = 24  # bars of a brief page; of a longer series the last


def figure(page: Page, record: Figure) -> None:
    """The values of one definition as bars; what counts something else, or has no date, apart."""
    page.voice = _counter(record)
    title = Span(headline(record.title, record.finding), "title")
    page.add(Title(line(title, Span(f"  {record.zh}" if record.zh else "", "zh"))))
    drawn, apart = _split(record)
    scale = _scale(drawn)
    unless = f" Unless marked: {page.name(page.voice)}." if page.voice else ""
    page.add(_measure(record, scale, unless))
    page.add(Gap(), Paragraph(line(record.summary)), Gap())
    bars = list(_bars(page, record, _series(drawn, scale)))
    page.drawing(lambda count: [Chart([bar() for bar in bars[-count:]])], len(bars), MOST_DRAWN)
    page.add(Gap())
    page.section("Apart", [_apart(page, record, point) for point in apart], 6)
    page.links()


def _measure(record: Figure, scale: str, more: str = "") -> Paragraph:
    """What is counted, and in which unit."""
    parts = (record.currency, scale) if record.currency else (scale, record.unit)
    unit = " ".join(filter(None, parts))
    return Paragraph(line(f"{record.measure}, {unit}.", Span(more, "voice")))


def _counter(record: Figure) -> str:
    """Who counted most of the values."""
    found = Counter(point.by for point in record.points if point.by).most_common(1)
    return found[0][0] if found else ""


def _split(record: Figure) -> tuple[list[Point], list[Point]]:
    """The dated values of the commonest definition, and the others."""
    definitions = Counter(point.definition for point in record.points if point.period)
    main = max(definitions, key=lambda d: (definitions[d], not d), default="")
    drawn = [p for p in record.points if p.period and p.definition == main]
    return drawn, [p for p in record.points if not (p.period and p.definition == main)]


def _scale(points: list[Point]) -> str:
    """The scale of the greatest value, in which all are written."""
    greatest = max(points, key=lambda p: abs(_size(p)), default=None)
    return greatest.scale if greatest and greatest.scale != "one" else ""


class Series(NamedTuple):
    """What the bars of a figure share: scale, places, the longest value, the usual basis."""

    points: list[Point]
    scale: str
    places: int
    longest: Decimal
    basis: str


def _series(points: list[Point], scale: str) -> Series:
    sizes = [_size(point) for point in points]
    bases = Counter(point.basis for point in points).most_common(1)
    places = _places([point.value for point in points if point.scale == scale or not scale])
    longest = max(map(abs, sizes), default=Decimal(0))
    return Series(points, scale, places, longest, bases[0][0] if bases else "")


def _size(point: Point) -> Decimal:
    return magnitude(point.to or point.value, point.scale)


def _bars(page: Page, record: Figure, series: Series) -> Iterator[Callable[[], Bar]]:
    """Each value from zero on one linear scale; years without a value stay visible."""
    before: Point | None = None
    for point in series.points:
        if before and (gap := _gap(before, point)):
            yield partial(Bar, gap, 0.0, (), value="–")
        yield partial(_bar, page, record, series, point)
        before = point


def _bar(page: Page, record: Figure, series: Series, point: Point) -> Bar:
    several = series.longest and len(series.points) > 1
    share = float(_size(point) / series.longest) if several else 0.0
    unusual = point.basis in {"target", "claim"} or point.basis != series.basis
    said = line(
        *_notes(page, point, unusual), contest(point.contested),
        page.standing(point.status, point.reason), page.cite(point.cite),
    )  # fmt: skip
    brief = _value(point, series.scale, series.places)
    value = point_text(record, point) if page.options.full else brief
    growth = "" if record.unit == "%" else _growth(series.points, point)
    return Bar(
        display_date(point.period), share, said, "target" if unusual else "bar", value, growth
    )


def _places(values: list[Decimal]) -> int:
    """How many places after the point tell the values apart: fewer the greater they are."""
    most = max(map(abs, values), default=Decimal(0))
    given = max((max(0, -int(value.as_tuple().exponent)) for value in values), default=0)
    places = min(given, 0 if most >= 1000 else 1 if most >= 20 else 2)
    coarse = any(abs(round(value, places) - value) > abs(value) * COARSE for value in values)
    return min(given, places + coarse)


def _value(point: Point, scale: str, places: int) -> str:
    unit = FACTOR[scale or "one"]
    first, last = (
        f"{magnitude(value, point.scale) / unit:,.{places}f}" if value is not None else ""
        for value in (point.value, point.to)
    )
    sign = QUALIFIER[point.qualifier] if point.qualifier else ""
    return f"{sign}{first}{f'–{last}' if last else ''}".replace("-", MINUS)


def _gap(before: Point, after: Point) -> str:
    """The years or quarters between two values, such as `2012–2013`; else nothing."""
    for a_year in (1, 4):
        first, last = (_place(point.period, a_year) for point in (before, after))
        if first is not None and last is not None and last - first > 1:
            ends = [_named(place, a_year) for place in (first + 1, last - 1)]
            return "–".join(dict.fromkeys(ends))
    return ""


def _place(period: str, a_year: int) -> int | None:
    """The number of a year (one a year) or of a quarter (four a year) in the run of time."""
    year, _, part = period.partition("-")
    if not year.isdecimal() or (part in _QUARTERS) != (a_year > 1) or (part and a_year == 1):
        return None
    return int(year) * a_year + (_QUARTERS.index(part) if part else 0)


def _named(place: int, a_year: int) -> str:
    year, part = divmod(place, a_year)
    return display_date(f"{year}-{_QUARTERS[part]}" if a_year > 1 else str(year))


def _growth(points: list[Point], point: Point) -> str:
    """By how much a reported value of a year differs from that of the year before."""
    plain = [
        p
        for p in points
        if p.basis == "reported" and p.period.isdecimal() and not (p.to or p.qualifier)
    ]
    for before, after in pairwise(plain):
        if after is point and int(after.period) == int(before.period) + 1:
            was, now = (magnitude(p.value, p.scale) for p in (before, after))
            share = share_grown(was, now)
            return "" if share is None else f"{share:+.0%}".replace("-", MINUS)
    return ""


def _notes(page: Page, point: Point, unusual: bool) -> Iterator[Span]:
    """What a value is, where it is no plain result; in full also its remark."""
    notes: list[str] = [point.basis] if unusual else []
    if point.by and point.by != page.voice:
        notes.append(page.speaker(point.by))
    if page.options.full:
        notes += [point.note] if point.note else []
        notes += [f"published {display_date(point.as_of)}"] if point.as_of else []
    if point.confidence == "low" or (page.options.full and point.confidence != "high"):
        notes.append(f"{point.confidence} confidence")
    if notes:
        yield Span(f"  {', '.join(notes)}", "voice")


def _apart(page: Page, record: Figure, point: Point) -> Callable[[], Line]:
    def said() -> Line:
        date = display_date(point.period) if point.period else "no date"
        return line(
            Span(f"{date}: ", "date"), Span(point_text(record, point), "figure"),
            f", {point.definition}" if point.definition else "",
            *_notes(page, point, point.basis != "reported"), contest(point.contested),
            page.standing(point.status, point.reason), page.cite(point.cite),
        )  # fmt: skip

    return said


def percent(share: Decimal) -> str:
    """A share with its sign, such as `+20.8%`."""
    return f"{share:+.1%}".replace("-", MINUS)


def growth(found: Growth, options: PageOptions = BRIEF) -> list[Block]:
    """Growth from year to year, the compound one, and over which values."""
    first, last = found.run[0], found.run[-1]
    title = f"{found.figure.title}: {percent(found.yearly)} a year from {first.year} to {last.year}"
    series = _series(points := [step.point for step in found.steps], _scale(points))
    bars: list[Bar] = []
    for before, step in zip([None, *found.steps], found.steps, strict=False):
        if before and (gap := _gap(before.point, step.point)):
            bars.append(Bar(gap, 0.0, (), value="–"))
        brief = _value(step.point, series.scale, series.places)
        value = point_text(found.figure, step.point) if options.full else brief
        grown = "" if step.growth is None else percent(step.growth)
        share = float(step.value / series.longest)
        bars.append(Bar(str(step.year), share, (), value=value, growth=grown))
    return [
        Title(line(Span(title, "title"))), _measure(found.figure, series.scale), Gap(),
        Chart(bars), Gap(),
        Paragraph(line(Span(basis(found), "muted"))),
    ]  # fmt: skip


def basis(found: Growth) -> str:
    """Over which values growth was reckoned, and which were left out."""
    years = found.run[-1].year - found.run[0].year
    counted = f" ({found.definition})" if found.definition else ""
    missing = years + 1 - len(found.run)
    gaps = f", {missing} without a value" if missing else ""
    said = (
        f"Compound growth over {years} years{gaps}: {len(found.run)} reported values "
        f"of one definition{counted}."
    )
    if losses := ", ".join(str(step.year) for step in found.steps if step.value <= 0):
        said += f" None can be told from or to a loss: {losses}."
    if found.left_out:
        left = "; ".join(f"{count} {reason}" for reason, count in found.left_out.items())
        said += f" Left out: {left}."
    return said


def doubtful(found: Sequence[Doubtful], of: int, options: PageOptions = BRIEF) -> list[Block]:
    """The values that one warning is on, the warning, and what to quote instead; of so many."""
    title = Span("Numbers not to quote without a warning", "title")
    counted = f"{len(found)} of {of}" if len(found) < of else str(of)
    blocks: list[Block] = [Title(line(title, Span(f"  {counted}", "muted")))]
    for values, instead, _ in found:
        shown = values if options.full else values[:MOST_VALUES]
        more = f" · {len(values) - len(shown)} more" if len(shown) < len(values) else ""
        warnings = dict.fromkeys(w for one in values for w in _warned(one, options))
        warned = "; ".join(warning.rstrip(".") for warning in warnings)
        said = joined([line(warned), line(f"quote instead: {instead}" * bool(instead))])
        blocks += [
            Paragraph(line(*_listed(shown, options), Span(more, "muted")), hang=4),
            Row(line(Span("  ", "muted")), said),
        ]
    return blocks


def _listed(values: Sequence[Doubt], options: PageOptions) -> Iterator[Span]:
    """Values one after the other, each figure named once."""
    before = ""
    for figure, point, *_ in values:
        yield Span(" · " * bool(before), "muted")
        if figure.id != before:
            yield Span(figure.title, "name")
            yield Span(f" {figure.id}" if options.ids else "", "muted")
            yield Span(", ", "date")
        before = figure.id
        yield Span(f"{display_date(point.period) if point.period else 'no year'}: ", "date")
        yield Span(point_text(figure, point), "figure")
        yield Span(f", {point.definition}" * bool(point.definition))


def _warned(doubt: Doubt, options: PageOptions) -> Iterator[str]:
    """What is to be said of a value whose dispute is told beside it; in full every reason."""
    if doubt.gravity or options.full:
        yield from (w if options.full or w.startswith("superseded") else w.partition(": ")[0]
                    for w in doubt.warnings if not w.startswith(CONTESTED))  # fmt: skip
