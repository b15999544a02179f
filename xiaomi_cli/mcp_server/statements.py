"""From records to statements, before their citations and disputes are looked up."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.claims import claims_of, told
from xiaomi_cli.model.claims import of_point as claim_of_point
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.fields import date_of
from xiaomi_cli.model.locators import Group, place_of
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.record_parts import Claim, Contest, Point, Position
from xiaomi_cli.model.records import AnyRecord, Dispute, Figure, Record, Source, decode, point_text

_LISTS_OF_IDS = {"parts", "part_of", "about"}
_TOLD_ELSEWHERE = {
    *Record.__struct_fields__, "question", "verdict", "tagline", "date", "publisher", "published",
    "url",
} - {"zh"}  # fmt: skip


class Draft(NamedTuple):
    """A statement where it stands: its address, the title of its record, what it is in an answer.

    `facts`: further facts, such as the outcome of a promise.
    """

    at: str
    title: str
    group: str
    claim: Claim
    facts: dict[str, str]


Later: TypeAlias = Callable[[], Draft]


class Found(NamedTuple):
    """All that a tool found, in order, and what to know of it.

    What takes long to make is made only if a page shows it.
    """

    drafts: Sequence[Draft | Later]
    note: str = ""


def nothing(about: str) -> Found:
    """That the library does not answer, said as such."""
    return Found([], f"The library says nothing about {shorten(about)}.")


def statements(entry: Entry) -> list[Draft]:
    """Every statement of a record that can be seen, the summary first, with its group."""
    record = decode(entry.json)
    drafts = [summary(entry, record)]
    if isinstance(record, Figure):
        drafts += [of_point(entry, record, point) for point in record.points]
    for group, claims in claims_of(record).items():
        drafts += [of_claim(entry, claim, _label(record, group)) for claim in claims]
    return drafts


def saying(entry: Entry, text: str) -> Draft:
    """The statement of a record that says this, else its summary."""
    told, sought = statements(entry), text.split()
    return next((draft for draft in told if draft.claim.text.split() == sought), told[0])


def summary(entry: Entry, record: AnyRecord | None = None) -> Draft:
    """What a record is, in a sentence; of a dispute its question (the verdict stands beside)."""
    record = record or decode(entry.json)
    text, cite = entry.summary, record.cite
    marks = {mark.dispute: mark for some in record.contested.values() for mark in some}
    if isinstance(record, Source):
        cite = [record.id.removeprefix("source/")]
    elif not cite:
        claims = (claim for some in claims_of(record).values() for claim in some)
        cite = list(dict.fromkeys(one for claim in claims for one in claim.cite))
    if isinstance(record, Dispute):
        text, says = record.question, list(dict.fromkeys(p.says for p in record.positions))
        marks = {record.id: Contest(dispute=record.id, says=says[0], others=says[1:])}
    claim = Claim(text=text, cite=cite, date=date_of(record), contested=[*marks.values()])
    return Draft(record.id, entry.name, "summary", claim, _facts(record))


def _facts(record: AnyRecord) -> dict[str, str]:
    """Every short fact that is a field of the record, such as its maker, role, or parts."""
    facts = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in _LISTS_OF_IDS and isinstance(value, list):
            value = ", ".join(value)
        if isinstance(value, str) and value and name not in _TOLD_ELSEWHERE:
            facts[name] = value
    return facts


def of_claim(entry: Entry, claim: Claim, group: str, facts: dict[str, str] | None = None) -> Draft:
    """A statement as its home tells it, with its address there."""
    if isinstance(claim, Position):
        facts = {"says": claim.says} | ({"holder": claim.holder} if claim.holder else {})
    at = claim.home or place_of(entry.id, claim.id)
    return Draft(at, entry.name, group, claim, facts or {})


def of_point(entry: Entry, figure: Figure, point: Point) -> Draft:
    """A value of a figure as a sentence."""
    home = claim_of_point(figure, point)
    claim = replace(home, text=told(figure, point), date=point.period)
    group = display_date(point.period) if point.period else "no date given"
    facts = {"value": point_text(figure, point), "basis": point.basis}
    return Draft(place_of(figure.id, point.id or point.period), entry.name, group, claim, facts)


def _label(record: AnyRecord, group: Group) -> str:
    """What a group of statements is called: its field, its dimension, the title of its tension."""
    if group.field == "tensions":
        return "tension: " + str(record.tensions[int(group.key)].title)  # type: ignore[union-attr]
    return group.key or group.field
