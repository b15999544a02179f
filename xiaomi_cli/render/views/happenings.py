"""The views of what happened, what was promised, and what is disputed."""

from collections.abc import Callable

import msgspec

from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.records import Dispute, Event, Position, Promise, quantity_text
from xiaomi_cli.render.blocks import Line, Span, line
from xiaomi_cli.render.marks import OUTCOME_STYLE, contest
from xiaomi_cli.render.views.page import Page


def event(page: Page, record: Event) -> None:
    """When, what, who; the numbers; what is known."""
    page.head(record, record.type)
    date = line(Span(display_date(record.date), "date"), contest(record.contested.get("date", [])))
    numbers = [
        line(f"{quantity.measure}: ", Span(quantity_text(quantity), "figure"))
        for claim in record.claims
        for quantity in claim.quantities
        if not claim.home
    ]
    page.facts([("date", date), ("who", page.linked(record.entities))])
    if page.options.full:  # a brief page has them in the statements
        page.section("Numbers", [_same(number) for number in numbers], len(numbers))
    page.claims("Known", record.claims, 9)
    page.links()


def _same(said: Line) -> Callable[[], Line]:
    return lambda: said


def promise(page: Page, record: Promise) -> None:
    """Who committed to what by when, and what came of it."""
    page.head(record, "promise")
    outcome = Span(record.outcome, OUTCOME_STYLE[record.outcome])
    judged = Span(f"  judged {display_date(record.judged)}" if record.judged else "", "muted")
    page.facts([
        ("by", page.link(record.by)),
        ("made", line(Span(display_date(record.made), "date"),
                      f", {record.where}" if record.where else "")),
        ("due", line(Span(display_date(record.due), "date") if record.due else "no date given")),
        ("promised", line(Span(record.pledge, "figure"))),
        ("outcome", line(outcome, judged)),
        ("actual", line(Span(record.actual, "figure"))),
    ])  # fmt: skip
    page.claims("Said", record.claims, 4)
    page.claims("Result", record.result, 5)
    page.claims("But", record.dissent, 3)
    page.links()


def dispute(page: Page, record: Dispute) -> None:
    """The question and its verdict first, then each side, then why."""
    settled = "settled" if record.settled else "not settled"
    page.head(record, f"{settled} · {record.consequence} consequence", record.verdict,
              record.question)  # fmt: skip
    for number, same in enumerate(_by_value(record.positions)):
        sides = [_position(page, position) for position in same]
        page.section("" if number else "Sides", sides, 1)
    page.claims("Because", record.reasons, 4)
    page.links(*(p.home.partition("#")[0] for p in record.positions))


def _by_value(positions: list[Position]) -> list[list[Position]]:
    """The positions that say the same together, those that are no value of a figure first."""
    found: dict[str, list[Position]] = {}
    for position in positions:
        found.setdefault(position.says, []).append(position)
    return [sorted(same, key=lambda p: p.home.startswith("figure/")) for same in found.values()]


def _position(page: Page, position: Position) -> Callable[[], Line]:
    def said() -> Line:
        name = page.speaker(position.holder) if position.holder else ""
        holder = f", {name}" if name and name not in position.says else ""
        scope = f", {position.scope}" if position.scope else ""
        by = "" if position.holder else position.by
        told = msgspec.structs.replace(position, by=by, contested=[])
        return (
            *line(Span(position.says, "strong"), Span(f"{holder}{scope}. ", "voice")),
            *page.claim(told),
        )

    return said
