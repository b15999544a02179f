"""One view for each kind of record, and the choice among them; ideas and figures stand apart."""

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import msgspec

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.record_parts import Claim, Point, Position, Quantity, quantity_text
from xiaomi_cli.model.records import (
    Company,
    Dispute,
    Event,
    Figure,
    Framework,
    Lesson,
    Person,
    Principle,
    Product,
    Promise,
    Record,
    Risk,
    Source,
    point_text,
)
from xiaomi_cli.queries.figures import Latest
from xiaomi_cli.queries.record_details import Dossier, Shown
from xiaomi_cli.render.blocks import (
    BRIEF,
    OUTCOME_STYLE,
    Block,
    Gap,
    Line,
    PageOptions,
    Paragraph,
    Row,
    Span,
    Title,
    line,
)
from xiaomi_cli.render.views.figures import figure
from xiaomi_cli.render.views.ideas import framework, principle
from xiaomi_cli.render.views.page import SCREEN, Page, contest

DIGITS_OF_WHOLE = 1000  # from which on a number needs no places after the point
NUMBERS = 6  # of a company on a brief page
RISKS = 5  # on the page of the subject
SUBJECT_SCREEN = 70  # lines of the page about the subject of the library itself


def view(dossier: Dossier, options: PageOptions = BRIEF) -> list[Block]:
    """A record in the order of its kind, brief or whole."""
    page = Page(dossier, options, SUBJECT_SCREEN if dossier.is_subject else SCREEN)
    VIEWS[type(dossier.record)](page, dossier.record)
    return page.finish()


def statement(shown: Shown, options: PageOptions = BRIEF) -> list[Block]:
    """One statement: what it says, the numbers in it, its home, and its sources."""
    page = Page(shown.dossier, options)
    claim, record = shown.claim, shown.record
    zh = Span(f"  {claim.zh}" if claim.zh else "", "zh")
    title = line(Span(claim.name or record.title, "title"), zh)
    page.add(Title(title, line(Span("statement", "muted"))), Gap())
    page.section("Says", [partial(page.claim, claim)], 1)
    page.add(Gap())
    page.facts([
        ("date", _date(claim.date)),
        *(("part", line(part)) for part in claim.parts),
        *((quantity.measure, _quantity(quantity)) for quantity in claim.quantities),
        ("from", page.link(record.id)),
    ])  # fmt: skip
    return [*page.finish(), Gap(), Paragraph(line(Span(str(shown.address), "muted")))]


def _date(date: str) -> Line:
    return line(Span(display_date(date), "date")) if date else ()


def _quantity(quantity: Quantity) -> Line:
    return line(Span(quantity_text(quantity), "figure"))


def event(page: Page, record: Event) -> None:
    """When, what, who; the numbers; what is known."""
    page.head(record, record.type)
    date = (*_date(record.date), *(contest(record.contested.get("date", []))))
    page.facts([("date", date), ("who", page.linked(record.entities))])
    _numbers(page, record.claims)
    page.claims("Known", record.claims, 9)
    page.links()


def product(page: Page, record: Product) -> None:
    """What it is, who made it and when, its numbers, and what is known."""
    page.head(record, record.category)
    maker = page.link(record.maker) if record.maker else ()
    page.facts([("maker", maker), ("released", _date(record.released))])
    _numbers(page, record.claims)
    page.claims("Known", record.claims, 9)
    page.links(*page.incoming("entities", "event"))


def _numbers(page: Page, claims: Iterable[Claim]) -> None:
    """The numbers in statements, in full; a brief page has them in the statements alone."""
    numbers = [q for claim in claims if not claim.home for q in claim.quantities]
    if page.options.full:
        said = [partial(line, f"{q.measure}: ", *_quantity(q)) for q in numbers]
        page.section("Numbers", said, len(said))


def person(page: Page, record: Person) -> None:
    """Who it is, and what is said of them."""
    page.head(record, record.role)
    page.claims("Known", record.claims, 12)
    page.links(*page.incoming("by", "promise"), *page.incoming("entities", "event"))


def lesson(page: Page, record: Lesson) -> None:
    """The lesson itself, what it is drawn from, and its evidence."""
    page.head(record)
    page.facts([("from", page.linked(record.about))])
    page.claims("Evidence", record.claims, 6)
    page.links()


def risk(page: Page, record: Risk) -> None:
    """The risk, the evidence of it, and what is done or said against it."""
    page.head(record)
    page.claims("Evidence", record.claims, 6)
    page.claims("Answers", record.answers, 5)
    page.links()


def promise(page: Page, record: Promise) -> None:
    """Who committed to what by when, and what came of it."""
    page.head(record, "promise")
    where = f", {record.where}" if record.where else ""
    judged = f"  judged {display_date(record.judged)}" if record.judged else ""
    page.facts([
        ("by", page.link(record.by)),
        ("made", (*_date(record.made), *line(where))),
        ("due", _date(record.due) or line("no date given")),
        ("promised", line(Span(record.pledge, "figure"))),
        ("outcome", line(Span(record.outcome, OUTCOME_STYLE[record.outcome]),
                         Span(judged, "muted"))),
        ("actual", line(Span(record.actual, "figure"))),
    ])  # fmt: skip
    page.claims("Said", record.claims, 4)
    page.claims("Result", record.result, 5)
    page.claims("But", record.dissent, 3)
    page.links()


def dispute(page: Page, record: Dispute) -> None:
    """The question and its verdict first, then each side, then why."""
    settled = "settled" if record.settled else "not settled"
    note = f"{settled} · {record.consequence} consequence"
    page.head(record, note, record.verdict, record.question)
    for number, same in enumerate(_by_value(record.positions)):
        sides = [partial(_position, page, position) for position in same]
        page.section("" if number else "Sides", sides, 1)
    page.claims("Because", record.reasons, 4)
    page.links(*(p.home.partition("#")[0] for p in record.positions))


def _by_value(positions: list[Position]) -> list[list[Position]]:
    """The positions that say the same together, those that are no value of a figure first."""
    found: dict[str, list[Position]] = {}
    for position in sorted(positions, key=lambda p: p.home.startswith("figure/")):
        found.setdefault(position.says, []).append(position)
    return [found[says] for says in dict.fromkeys(p.says for p in positions)]


def _position(page: Page, position: Position) -> Line:
    name = page.speaker(position.holder) if position.holder else ""
    holder = f", {name}" if name and name not in position.says else ""
    scope = f", {position.scope}" if position.scope else ""
    by = "" if position.holder else position.by
    told = msgspec.structs.replace(position, by=by, contested=[])
    head = line(Span(position.says, "strong"), Span(f"{holder}{scope}. ", "voice"))
    return (*head, *page.claim(told))


def source(page: Page, record: Source) -> None:
    """Bibliography, judgement, outline, and the slips of its text."""
    page.head(record, record.type)
    paragraphs = f"{record.first}–{record.last} of " if record.first else ""
    page.facts([
        ("author", line(record.author)),
        ("where", line(record.publisher)),
        ("date", _date(record.published)),
        ("medium", line(record.medium)),
        ("voice", line(record.voice + (", a primary source" if record.primary else ""))),
        ("address", line(Span(record.url, "cite", record.url))),
        ("part", (*line(paragraphs), *page.link(record.part_of)) if record.part_of else ()),
        ("rests on", line(_opening(page, record.rests_on, 1))),
        ("view", line(_opening(page, record.viewpoint, 2))),
        ("trust", line(_opening(page, record.trust, 2))),
        ("bears", line("; ".join(record.bears)) if page.options.full else ()),
    ])  # fmt: skip
    parts = page.entries(page.incoming("part_of", "source"))
    page.section("Parts", [partial(page.link, part.id) for part in parts], 8)
    outline = [partial(line, Span(f"¶{p.n} ", "cite"), p.head) for p in record.outline]
    page.section("Outline", outline, 12)
    page.claims("Slips", record.slips, 4)
    page.links()


def _opening(page: Page, text: str, sentences: int) -> str:
    """All of a text, or of a brief page its first sentences."""
    parts = text.split(". ")
    brief = ". ".join(parts[:sentences])
    return text if page.options.full or len(parts) <= sentences else f"{brief}."


def company(page: Page, record: Company) -> None:
    """Its numbers, how it competes in a phrase a dimension, and for the subject the whole story."""
    page.head(record, record.role)
    numbers = page.dossier.numbers
    page.entries(latest.figure.id for latest in numbers[:NUMBERS])
    page.section("Numbers", [partial(_latest, page, latest) for latest in numbers], NUMBERS)
    stands = [partial(_dimension, page, *spoken) for spoken in record.dimensions.items()
              if spoken[1]]  # fmt: skip
    page.add(*[Gap()] * bool(stands))
    page.section("Stands", stands, 14)
    if page.dossier.is_subject:
        _story(page)
    rest = [claim for claims in record.dimensions.values() for claim in claims[1:]]
    page.claims("Said", [*record.claims, *rest], 3 if stands else 6)
    page.links(*page.incoming("maker", "product"))


def _latest(page: Page, latest: Latest) -> Line:
    figure, point = latest
    return line(
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


def _dimension(page: Page, name: str, claims: list[Claim]) -> Line:
    claim = next((claim for claim in claims if claim.short), claims[0])
    head = Span(f"{name.replace('-', ' ').capitalize()}: ", "strong")
    bare = msgspec.structs.replace(claim, date="")
    return (head, *page.claim(bare, claim.short or claim.text))


def _story(page: Page) -> None:
    """The frameworks of the library in a line each, and the turns of its story."""
    settings = page.dossier.settings
    order = page.entries(settings.frameworks)
    page.add(Gap())
    page.section("Thinks", [partial(_tagline, entry) for entry in order], len(order))
    turns = [turn.says for turn in settings.turns if turn.event in page.dossier.entries]
    page.add(
        Gap(),
        Row(line(Span("Turns   ", "strong")), line(" · ".join(turns))),
        Row(line(Span("Risks   ", "strong")), page.linked(page.dossier.risks[:RISKS])),
        Gap(),
    )


def _tagline(entry: Entry) -> Line:
    said = json.loads(entry.json).get("tagline") or entry.summary
    return line(Span(f"{entry.name}: ", "name", entry.id), said)


VIEWS: dict[type[Record], Callable[[Page, Any], None]] = {
    Event: event,
    Promise: promise,
    Dispute: dispute,
    Framework: framework,
    Principle: principle,
    Lesson: lesson,
    Risk: risk,
    Company: company,
    Person: person,
    Product: product,
    Figure: figure,
    Source: source,
}
