"""The views of a figure: its finding and values, how it grew, which numbers need a warning."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

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
    apart,
    joined,
    line,
)
from xiaomi_cli.render.views.page import Page, contest

QUALIFIER = {"about": "~", "over": ">", "under": "<", "at-least": "≥", "at-most": "≤"}
QUARTERS = ("33", "34", "35", "36")  # as EDTF writes them
COARSE = Decimal("0.05")  # of a value that rounding may take before it gets another place
MOST_VALUES = 3  # of a figure or a dispute in a list of doubtful ones
MOST_DRAWN = 24  # bars of a brief page; of a longer series the last


class Series(NamedTuple):
    """Values that are drawn together: in one scale, with as many places, against the longest."""

    figure: Figure
    points: list[Point]
    scale: str
    places: int
    longest: Decimal

    def steps(self) -> Iterator[Point | str]:
        """Each value, and between two the years or quarters that have none."""
        for before, point in pairwise([None, *self.points]):
            if before and point and (gap := _gap(before.period, point.period)):
                yield gap
            if point:
                yield point

    def bar(self, point: Point | str, grown: Mapping[int, str], *, exact: bool) -> Bar:
        """A value from zero on one linear scale, in few signs or exact; a gap as one.

        A rank has no bar, for the best is the least.
        """
        if isinstance(point, str):
            return Bar(point, 0.0, (), value="–")
        several = self.longest and len(self.points) > 1 and self.figure.unit != "rank"
        share = float(_size(point) / self.longest) if several else 0.0
        unit = FACTOR[self.scale or "one"]
        first, last = (
            f"{magnitude(value, point.scale) / unit:,.{self.places}f}" if value is not None else ""
            for value in (point.value, point.to)
        )
        sign = QUALIFIER[point.qualifier] if point.qualifier else ""
        brief = f"{sign}{first}{f'–{last}' if last else ''}".replace("-", MINUS)
        value = point_text(self.figure, point) if exact else brief
        return Bar(
            display_date(point.period), share, (), value=value, growth=grown.get(id(point), "")
        )


def series(figure: Figure, points: list[Point]) -> Series:
    """The values, and what they share: the scale of the greatest, as many places as tell."""
    greatest = max(points, key=lambda p: abs(_size(p)), default=None)
    scale = greatest.scale if greatest and greatest.scale != "one" else ""
    places = _places([point.value for point in points if point.scale == scale or not scale])
    return Series(figure, points, scale, places, abs(_size(greatest)) if greatest else Decimal(0))


def _size(point: Point) -> Decimal:
    return magnitude(point.to or point.value, point.scale)


def _places(values: list[Decimal]) -> int:
    """How many places after the point tell the values apart: fewer the greater they are."""
    most = max(map(abs, values), default=Decimal(0))
    given = max((max(0, -int(value.as_tuple().exponent)) for value in values), default=0)
    places = min(given, 0 if most >= 1000 else 1 if most >= 20 else 2)
    coarse = any(abs(round(value, places) - value) > abs(value) * COARSE for value in values)
    return min(given, places + coarse)


def at_a_glance(figure: Figure, point: Point) -> str:
    """A value with as many places as can be read."""
    value = round(point.value, _places([point.value]))
    value = point.value if value == point.value else value.normalize()
    return point_text(figure, replace(point, value=value))


def _gap(before: str, after: str) -> str:
    """The years or quarters between two periods, such as `2012–2013`; else nothing."""
    (first, a_year), (last, also) = _place(before), _place(after)
    if a_year != also or last - first < 2:
        return ""
    ends = (first + 1, last - 1)
    if a_year == 1:
        return "–".join(dict.fromkeys(map(str, ends)))
    named = (display_date(f"{place // 4}-{QUARTERS[place % 4]}") for place in ends)
    return "–".join(dict.fromkeys(named))


def _place(period: str) -> tuple[int, int]:
    """The number of a year or quarter in the run of time, and how many of them a year has."""
    year, _, part = period.partition("-")
    if not year.isdecimal() or (part and part not in QUARTERS):
        return 0, 0
    return (int(year) * 4 + QUARTERS.index(part), 4) if part else (int(year), 1)


def figure(page: Page, record: Figure) -> None:
    """The values of one definition as bars; what counts something else, or has no date, apart."""
    heard = Counter(point.by for point in record.points if point.by).most_common(1)
    page.voice = heard[0][0] if heard else ""
    title = Span(headline(record.title, record.finding), "title")
    page.add(Title(line(title, apart(record.zh, "zh"))))
    definitions = Counter(point.definition for point in record.points if point.period)
    main = max(definitions, key=lambda d: (definitions[d], not d), default="")
    drawn = series(record, [p for p in record.points if p.period and p.definition == main])
    voice = page.dossier.entries.get(page.voice)
    unless = f" Unless marked: {voice.name if voice else page.voice}." if page.voice else ""
    page.add(_measure(drawn, unless), Gap(), Paragraph(line(record.summary)), Gap())
    usual = Counter(point.basis for point in drawn.points).most_common(1)
    grown = {} if record.unit == "%" else _growth(drawn.points)
    steps = list(drawn.steps())

    def bar(step: Point | str) -> Bar:
        made = drawn.bar(step, grown, exact=page.options.full)
        if isinstance(step, str):
            return made
        unusual = step.basis in {"target", "claim"} or step.basis != usual[0][0]
        made = made._replace(line=line(*_notes(page, step, unusual=unusual)))
        return made._replace(style="target") if unusual else made

    if steps:
        page.part(lambda count: [Chart(list(map(bar, steps[-count:])))], len(steps), MOST_DRAWN)
    page.add(Gap())
    others = [point for point in record.points if point not in drawn.points]
    page.section("Apart", others, partial(_apart, page, record), 6)
    page.links()


def _measure(drawn: Series, more: str = "") -> Paragraph:
    """What is counted, and in which unit."""
    figure = drawn.figure
    parts = (figure.currency, drawn.scale) if figure.currency else (drawn.scale, figure.unit)
    unit = " ".join(filter(None, parts))
    return Paragraph(line(f"{figure.measure}, {unit}.", Span(more, "voice")))


def _growth(points: list[Point]) -> dict[int, str]:
    """By how much each reported value of a year differs from that of the year before."""
    plain = [
        p
        for p in points
        if p.basis == "reported" and p.period.isdecimal() and not (p.to or p.qualifier)
    ]
    found: dict[int, str] = {}
    for before, after in pairwise(plain):
        share = share_grown(*(magnitude(p.value, p.scale) for p in (before, after)))
        if share is not None and int(after.period) == int(before.period) + 1:
            found[id(after)] = f"{share:+.0%}".replace("-", MINUS)
    return found


def _notes(page: Page, point: Point, *, unusual: bool) -> Iterator[Span]:
    """What a value is, where it is no plain result, in full also its remark; what bears it."""
    notes: list[str] = [point.basis] if unusual else []
    if point.by and point.by != page.voice:
        notes.append(page.speaker(point.by))
    if page.options.full:
        notes += [point.note] if point.note else []
        notes += [f"published {display_date(point.as_of)}"] if point.as_of else []
    if point.confidence == "low" or (page.options.full and point.confidence != "high"):
        notes.append(f"{point.confidence} confidence")
    yield apart(", ".join(notes), "voice")
    yield from contest(point.contested)
    yield page.standing(point.status, point.reason)
    yield page.cite(point.cite)


def _apart(page: Page, record: Figure, point: Point) -> Line:
    date = display_date(point.period) if point.period else "no date"
    return line(
        Span(f"{date}: ", "date"), Span(point_text(record, point), "figure"),
        f", {point.definition}" if point.definition else "",
        *_notes(page, point, unusual=point.basis != "reported"),
    )  # fmt: skip


def percent(share: Decimal) -> str:
    """A share with its sign, such as `+20.8%`."""
    return f"{share:+.1%}".replace("-", MINUS)


def growth(found: Growth, options: PageOptions = BRIEF) -> list[Block]:
    """Growth from year to year, the compound one, and over which values."""
    first, last = found.run[0], found.run[-1]
    title = f"{found.figure.title}: {percent(found.yearly)} a year from {first.year} to {last.year}"
    drawn = series(found.figure, [step.point for step in found.steps])
    grown = {id(s.point): percent(s.growth) for s in found.steps if s.growth is not None}
    bars = [drawn.bar(step, grown, exact=options.full) for step in drawn.steps()]
    told = Paragraph(line(Span(basis(found), "muted")))
    return [Title(line(Span(title, "title"))), _measure(drawn), Gap(), Chart(bars), Gap(), told]


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
    return said


def doubtful(found: Sequence[Doubtful], of: int, options: PageOptions = BRIEF) -> list[Block]:
    """The values that one warning is on, the warning, and what to quote instead; of so many."""
    title = Span("Numbers not to quote without a warning", "title")
    counted = f"{len(found)} of {of}" if len(found) < of else str(of)
    made: list[Block] = [Title(line(title, apart(counted, "muted")))]
    for values, instead, _ in found:
        shown = values if options.full else values[:MOST_VALUES]
        more = f" · {len(values) - len(shown)} more" if len(shown) < len(values) else ""
        warnings = dict.fromkeys(w for one in values for w in _warned(one, options))
        warned = "; ".join(warning.rstrip(".") for warning in warnings)
        said = joined([line(warned), line(f"quote instead: {instead}" * bool(instead))])
        made += [
            Paragraph(line(*_listed(shown, options), Span(more, "muted")), hang=4),
            Row(line(Span("  ", "muted")), said),
        ]
    return made


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
