"""The views of companies, people and products."""

import json
from collections.abc import Callable, Iterator

import msgspec

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.edtf import bounds
from xiaomi_cli.model.edtf import display as say_date
from xiaomi_cli.model.records import (
    Claim,
    Company,
    Figure,
    Person,
    Point,
    Product,
    decode,
    point_text,
    quantity_text,
)
from xiaomi_cli.render.blocks import Gap, Line, Row, Span, line
from xiaomi_cli.render.views.page import Page

DIGITS_OF_WHOLE = 1000  # from which on a number needs no places after the point
RISKS = 5  # on the page of the subject


def company(page: Page, record: Company) -> None:
    """Its numbers, how it competes in a phrase a dimension, and for the subject the whole story."""
    page.head(record, record.role)
    figures = page.entries(page.incoming("of", "figure"))
    page.section("Numbers", [_same(said) for said in _latest(figures)], 6)
    if record.dimensions:
        page.add(Gap())
        page.section("Stands", [_dimension(page, name, claims)
                                for name, claims in record.dimensions.items()], 14)  # fmt: skip
    if page.dossier.is_subject:
        _story(page)
    rest = [claim for claims in record.dimensions.values() for claim in claims[1:]]
    more = [*record.claims, *rest]
    page.claims("Said", more, 3 if record.dimensions else 6)
    page.links(*page.incoming("maker", "product"))


def _same(said: Line) -> Callable[[], Line]:
    return lambda: said


def _latest(figures: list[Entry]) -> Iterator[Line]:
    """The latest reported value of each figure, those with most values first."""
    series = [record for entry in figures if isinstance(record := decode(entry.json), Figure)]
    for figure in sorted(series, key=_telling, reverse=True):
        if plain := _plain(figure):
            last = max(plain, key=lambda p: bounds(p.period).latest)
            yield line(f"{figure.title}: ", Span(_rounded(figure, last), "figure"),
                       f" ({say_date(last.period)})")  # fmt: skip


def _rounded(figure: Figure, point: Point) -> str:
    """A value to read at a glance: of four digits, or whole."""
    value = point.value
    if abs(value) < DIGITS_OF_WHOLE and value != value.to_integral():
        places = 2 if abs(value) < 100 else 1
        value = round(value, places)
    return point_text(figure, msgspec.structs.replace(point, value=value))


def _plain(figure: Figure) -> list[Point]:
    known = {"reported", "estimate"}
    return [p for p in figure.points if p.period and p.basis in known and not p.definition]


def _telling(figure: Figure) -> int:
    """How much a series tells of a company: one of years most, and the longer the more."""
    return sum(point.period.isdecimal() for point in _plain(figure))


def _dimension(page: Page, name: str, claims: list[Claim]) -> Callable[[], Line]:
    def said() -> Line:
        claim = next((claim for claim in claims if claim.short), claims[0])
        head = Span(f"{name.replace('-', ' ').capitalize()}: ", "strong")
        bare = msgspec.structs.replace(claim, date="")
        return (*line(head), *page.claim(bare, claim.short or claim.text))

    return said


def _story(page: Page) -> None:
    """The frameworks of the library in a line each, and the turns of its story."""
    order = page.entries(page.dossier.settings.frameworks)
    page.add(Gap())
    page.section("Thinks", [_same(_idea(entry)) for entry in order], len(order))
    page.add(Gap())
    turns = [turn for turn in page.dossier.settings.turns if turn.event in page.dossier.entries]
    page.add(Row(line(Span("Turns   ", "strong")), line(" · ".join(turn.says for turn in turns))))
    page.add(Row(line(Span("Risks   ", "strong")), page.linked(page.dossier.risks[:RISKS])))
    page.add(Gap())


def _idea(entry: Entry) -> Line:
    said = json.loads(entry.json).get("tagline") or entry.summary
    return line(Span(f"{entry.name}: ", "name", entry.id), said)


def person(page: Page, record: Person) -> None:
    """Who it is, and what is said of them."""
    page.head(record, record.role)
    page.claims("Known", record.claims, 12)
    page.links(*page.incoming("by", "promise"), *page.incoming("entities", "event"))


def product(page: Page, record: Product) -> None:
    """What it is, who made it and when, its numbers, and what is known."""
    page.head(record, record.category)
    page.facts([
        ("maker", page.link(record.maker) if record.maker else ()),
        ("released", line(Span(say_date(record.released), "date")) if record.released else ()),
    ])  # fmt: skip
    numbers = [
        line(f"{quantity.measure}: ", Span(quantity_text(quantity), "figure"))
        for claim in record.claims
        for quantity in claim.quantities
        if not claim.home
    ]
    if page.options.full:  # a brief page has them in the statements
        page.section("Numbers", [_same(number) for number in numbers], len(numbers))
    page.claims("Known", record.claims, 9)
    page.links(*page.incoming("entities", "event"))
