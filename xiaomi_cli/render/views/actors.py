"""The views of companies, people and products."""

import json
from collections.abc import Callable

import msgspec

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.records import (
    Claim,
    Company,
    Figure,
    Person,
    Point,
    Product,
    point_text,
    quantity_text,
)
from xiaomi_cli.queries.latest_values import Latest
from xiaomi_cli.render.blocks import Gap, Line, Row, Span, line
from xiaomi_cli.render.marks import contest
from xiaomi_cli.render.views.page import Page

DIGITS_OF_WHOLE = 1000  # from which on a number needs no places after the point
NUMBERS = 6  # of a company on a brief page
RISKS = 5  # on the page of the subject


def company(page: Page, record: Company) -> None:
    """Its numbers, how it competes in a phrase a dimension, and for the subject the whole story."""
    page.head(record, record.role)
    numbers = page.dossier.numbers
    page.entries(latest.figure.id for latest in numbers[:NUMBERS])
    page.section("Numbers", [_number(page, latest) for latest in numbers], NUMBERS)
    if record.dimensions:
        page.add(Gap())
        seen = {name: claims for name, claims in record.dimensions.items() if claims}
        page.section("Stands", [_dimension(page, *spoken) for spoken in seen.items()], 14)
    if page.dossier.is_subject:
        _story(page)
    rest = [claim for claims in record.dimensions.values() for claim in claims[1:]]
    more = [*record.claims, *rest]
    page.claims("Said", more, 3 if record.dimensions else 6)
    page.links(*page.incoming("maker", "product"))


def _same(said: Line) -> Callable[[], Line]:
    return lambda: said


def _number(page: Page, latest: Latest) -> Callable[[], Line]:
    figure, point = latest
    return lambda: line(
        Span(f"{figure.title}: ", "", figure.id), Span(_rounded(figure, point), "figure"),
        f" ({display_date(point.period)})", contest(point.contested), page.cite(point.cite[:1]),
    )  # fmt: skip


def _rounded(figure: Figure, point: Point) -> str:
    """A value to read at a glance: of four digits, or whole."""
    value = point.value
    if abs(value) < DIGITS_OF_WHOLE and value != value.to_integral():
        places = 2 if abs(value) < 100 else 1
        value = min((round(value, n) for n in (places - 1, places)), key=lambda v: abs(v - value))
    return point_text(figure, msgspec.structs.replace(point, value=value))


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
        ("released", line(Span(display_date(record.released), "date")) if record.released else ()),
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
