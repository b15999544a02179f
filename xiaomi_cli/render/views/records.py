"""One view for each kind of record, and the choice among them; that of figures stands apart."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec.structs import replace

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model import records
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.record_parts import Claim, Position, Quantity, Tension, quantity_text
from xiaomi_cli.queries.figures import Latest
from xiaomi_cli.queries.record_details import Dossier
from xiaomi_cli.render import blocks
from xiaomi_cli.render.blocks import Line, PageOptions, Span, apart, joined, line
from xiaomi_cli.render.views.figures import at_a_glance, figure
from xiaomi_cli.render.views.page import SCREEN, Page, contest

NUMBERS = 6  # of a company on a brief page
RISKS = 5  # on the page of the subject
SUBJECT_SCREEN = 70  # lines of the page about the subject of the library itself
COPY = "Copy it if "


def view(dossier: Dossier, options: PageOptions = blocks.BRIEF) -> list[blocks.Block]:
    """A record in the order of its kind, brief or whole."""
    page = Page(dossier, options, SUBJECT_SCREEN if dossier.is_subject else SCREEN)
    VIEWS[type(dossier.record)](page, dossier.record)
    return page.finish()


def dated(date: str) -> Line:
    """A date as a fact."""
    return line(Span(display_date(date), "date")) if date else ()


def amount(quantity: Quantity) -> Line:
    """A quantity as a fact."""
    return line(Span(quantity_text(quantity), "figure"))


def framework(page: Page, record: records.Framework) -> None:
    """Sentence, parts, what it says beside them, practice, strain, and when to copy it."""
    order = page.dossier.settings.frameworks
    place = f"{order.index(record.id) + 1} of {len(order)} frameworks" if record.id in order else ""
    date = display_date(record.date) if record.date else ""
    page.head(" · ".join(filter(None, (place, date))))
    for number, part in enumerate(page.entries(record.parts), 1):
        name = Span(part.name, "name", part.id)
        named = line(Span(f"{number} ", "muted"), name, apart(part.zh, "zh"))
        page.add(blocks.Paragraph(named, 1, hang=2), blocks.Paragraph(line(_tagline(part)), 3))
    page.add(blocks.Gap())
    _idea(page, record, record.parts, 3)
    page.links(record.version_of, *page.incoming("version_of", "framework"), *record.lessons)


def _tagline(entry: Entry) -> str:
    return json.loads(entry.json).get("tagline") or entry.summary


def principle(page: Page, record: records.Principle) -> None:
    """The idea, how it was practised, where it strained, and when to copy it."""
    order = page.dossier.settings.frameworks
    wholes = sorted(record.part_of, key=lambda i: order.index(i) if i in order else len(order))
    place = ""
    for entry in page.entries(wholes[:1]):
        parts = json.loads(entry.json).get("parts", [])
        place = f"{entry.name} › {parts.index(record.id) + 1} of {len(parts)}"
    page.head(place)
    _idea(page, record, [], 4)
    page.links(*record.lessons)


def _idea(page: Page, record: records.Idea, parts: list[str], most: int) -> None:
    own = [claim for claim in record.claims if claim.home.partition("#")[0] not in parts]
    page.claims("Idea", own, most)
    page.claims("Practice", record.cases, 3)
    page.claims("Strain", record.against, 2)
    tensions = record.tensions if isinstance(record, records.Framework) else []
    page.section("" if record.against else "Strain", tensions, partial(_tension, page), 1)
    page.section("Copy if", record.transfer, lambda c: page.claim(c, c.text.removeprefix(COPY)), 1)


def _tension(page: Page, tension: Tension) -> Line:
    said = line(Span(f"{tension.title}: ", "strong"), tension.text)
    return joined([said, *map(page.claim, tension.sides if page.options.full else [])], " – ")


def event(page: Page, record: records.Event) -> None:
    """When, what, who; the numbers; what is known."""
    page.head(record.type)
    date = (*dated(record.date), *contest(record.contested.get("date", [])))
    page.facts([("date", date), ("who", page.linked(record.entities))])
    _known(page, record.claims)
    page.links()


def product(page: Page, record: records.Product) -> None:
    """What it is, who made it and when, its numbers, and what is known."""
    page.head(record.category)
    maker = page.link(record.maker) if record.maker else ()
    page.facts([("maker", maker), ("released", dated(record.released))])
    _known(page, record.claims)
    page.links(*page.incoming("entities", "event"))


def _known(page: Page, claims: list[Claim]) -> None:
    """Statements; a full page has their numbers before them."""
    numbers = [q for claim in claims if not claim.home for q in claim.quantities]
    if page.options.full:
        page.section("Numbers", numbers, lambda q: line(f"{q.measure}: ", amount(q)), 0)
    page.claims("Known", claims, 9)


def person(page: Page, record: records.Person) -> None:
    """Who it is, and what is said of them."""
    page.head(record.role)
    page.claims("Known", record.claims, 12)
    page.links(*page.incoming("by", "promise"), *page.incoming("entities", "event"))


def lesson(page: Page, record: records.Lesson) -> None:
    """The lesson itself, what it is drawn from, and its evidence."""
    page.head()
    page.facts([("from", page.linked(record.about))])
    page.claims("Evidence", record.claims, 6)
    page.links()


def risk(page: Page, record: records.Risk) -> None:
    """The risk, the evidence of it, and what is done or said against it."""
    page.head()
    page.claims("Evidence", record.claims, 6)
    page.claims("Answers", record.answers, 5)
    page.links()


def promise(page: Page, record: records.Promise) -> None:
    """Who committed to what by when, and what came of it."""
    page.head("promise")
    where = f", {record.where}" if record.where else ""
    judged = apart(f"judged {display_date(record.judged)}" if record.judged else "", "muted")
    page.facts([
        ("by", page.link(record.by)),
        ("made", line(dated(record.made), where)),
        ("due", dated(record.due) or line("no date given")),
        ("promised", line(Span(record.pledge, "figure"))),
        ("outcome", line(Span(record.outcome, blocks.OUTCOME_STYLE[record.outcome]), judged)),
        ("actual", line(Span(record.actual, "figure"))),
    ])  # fmt: skip
    page.claims("Said", record.claims, 4)
    page.claims("Result", record.result, 5)
    page.claims("But", record.dissent, 3)
    page.links()


def dispute(page: Page, record: records.Dispute) -> None:
    """The question and its verdict first, then each side, then why."""
    settled = "settled" if record.settled else "not settled"
    page.head(f"{settled} · {record.consequence} consequence", record.verdict, record.question)
    # Positions that say the same stand together, those that are no value of a figure first.
    same: dict[str, list[Position]] = {position.says: [] for position in record.positions}
    for position in sorted(record.positions, key=lambda p: p.home.startswith("figure/")):
        same[position.says].append(position)
    for number, positions in enumerate(same.values()):
        page.section("" if number else "Sides", positions, partial(_position, page), 1)
    page.claims("Because", record.reasons, 4)
    page.links(*(p.home.partition("#")[0] for p in record.positions))


def _position(page: Page, position: Position) -> Line:
    name = page.speaker(position.holder) if position.holder else ""
    holder = f", {name}" if name and name not in position.says else ""
    scope = f", {position.scope}" if position.scope else ""
    by = "" if position.holder else position.by
    head = line(Span(position.says, "strong"), Span(f"{holder}{scope}. ", "voice"))
    return (*head, *page.claim(replace(position, by=by, contested=[])))


def source(page: Page, record: records.Source) -> None:
    """Bibliography, judgement, outline, and the slips of its text."""
    page.head(record.type)
    paragraphs = f"{record.first}–{record.last} of " if record.first else ""
    page.facts([
        ("author", line(record.author)),
        ("where", line(record.publisher)),
        ("date", dated(record.published)),
        ("medium", line(record.medium)),
        ("voice", line(record.voice + (", a primary source" if record.primary else ""))),
        ("address", line(Span(record.url, "cite", record.url))),
        ("part", line(paragraphs, page.link(record.part_of)) if record.part_of else ()),
        ("rests on", line(_opening(page, record.rests_on, 1))),
        ("view", line(_opening(page, record.viewpoint, 2))),
        ("trust", line(_opening(page, record.trust, 2))),
        ("bears", line("; ".join(record.bears)) if page.options.full else ()),
    ])  # fmt: skip
    parts = page.entries(page.incoming("part_of", "source"))
    page.section("Parts", parts, lambda part: page.link(part.id), 8)
    page.section("Outline", record.outline, lambda p: line(Span(f"¶{p.n} ", "cite"), p.head), 12)
    page.claims("Slips", record.slips, 4)
    page.links()


def _opening(page: Page, text: str, sentences: int) -> str:
    """All of a text, or of a brief page its first sentences."""
    parts = text.split(". ")
    brief = ". ".join(parts[:sentences])
    return text if page.options.full or len(parts) <= sentences else f"{brief}."


def company(page: Page, record: records.Company) -> None:
    """Its numbers, how it competes in a phrase a dimension, and for the subject the whole story."""
    page.head(record.role)
    numbers = page.dossier.numbers
    page.entries(latest.figure.id for latest in numbers[:NUMBERS])
    page.section("Numbers", numbers, partial(_latest, page), NUMBERS)
    stands = [(name, claims) for name, claims in record.dimensions.items() if claims]
    page.add(*[blocks.Gap()] * bool(stands))
    page.section("Stands", stands, lambda spoken: _dimension(page, *spoken), 14)
    if page.dossier.is_subject:
        _story(page)
    rest = [claim for claims in record.dimensions.values() for claim in claims[1:]]
    page.claims("Said", [*record.claims, *rest], 3 if stands else 6)
    page.links(*page.incoming("maker", "product"))


def _latest(page: Page, latest: Latest) -> Line:
    figure, point = latest
    return line(
        Span(f"{figure.title}: ", "", figure.id), Span(at_a_glance(figure, point), "figure"),
        f" ({display_date(point.period)})", contest(point.contested), page.cite(point.cite[:1]),
    )  # fmt: skip


def _dimension(page: Page, name: str, claims: list[Claim]) -> Line:
    claim = next((claim for claim in claims if claim.short), claims[0])
    head = Span(f"{name.replace('-', ' ').capitalize()}: ", "strong")
    return (head, *page.claim(replace(claim, date=""), claim.short or claim.text))


def _story(page: Page) -> None:
    """The frameworks of the library in a line each, and the turns of its story."""
    settings = page.dossier.settings
    order = page.entries(settings.frameworks)
    page.add(blocks.Gap())
    page.section("Thinks", order, lambda entry: line(
        Span(f"{entry.name}: ", "name", entry.id), _tagline(entry)), len(order))  # fmt: skip
    turns = [turn.says for turn in settings.turns if turn.event in page.dossier.entries]
    page.add(blocks.Gap())
    page.section("Turns", [" · ".join(turns)], line, 1)
    page.section("Risks", [page.dossier.risks[:RISKS]], page.linked, 1)
    page.add(blocks.Gap())


VIEWS: dict[type[records.Record], Callable[[Page, Any], None]] = {
    records.KINDS[show.__name__]: show
    for show in (
        event, promise, dispute, framework, principle, lesson, risk, company, person, product,
        figure, source,
    )
}  # fmt: skip
