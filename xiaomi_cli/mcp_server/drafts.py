"""From records to statements: every statement of one, its summary, or what a search hit says."""

from collections.abc import Iterator

from xiaomi_cli.index.store import Entry
from xiaomi_cli.mcp_server.answer import Draft
from xiaomi_cli.model.claim_lists import claims_of
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.fields import date_of
from xiaomi_cli.model.homes import told
from xiaomi_cli.model.records import (
    AnyRecord,
    Claim,
    Contest,
    Dispute,
    Figure,
    Point,
    Position,
    Promise,
    Record,
    Source,
    decode,
    point_text,
)
from xiaomi_cli.model.statement_path import Group

_OF_PROMISE = ("made", "due", "pledge", "actual", "outcome")
_TOLD_ELSEWHERE = {*Record.__struct_fields__, "question", "verdict", "tagline"} - {"zh"}


def statements(entry: Entry) -> list[Draft]:
    """Every statement of a record that can be seen, the summary first, with its group."""
    record = decode(entry.json)
    drafts = [summary(entry, record, facts=_facts(record))]
    if isinstance(record, Figure):
        drafts += [of_point(entry, record, point) for point in record.points]
    for group, claims in claims_of(record).items():
        drafts += [of_claim(entry, claim, _label(record, group)) for claim in claims]
    return drafts


def summary(entry: Entry, record: AnyRecord | None = None, **told: dict[str, str]) -> Draft:
    """What a record is, in a sentence; of a dispute its question (the verdict stands beside)."""
    record = record or decode(entry.json)
    facts = told.get("facts") or _few_facts(record)
    cite, contested = record.cite, list(_own_marks(record))
    if isinstance(record, Source):
        cite = [record.id.removeprefix("source/")]
    elif not cite:
        cite = list(dict.fromkeys(c for claims in claims_of(record).values() for d in claims
                                  for c in d.cite))  # fmt: skip
    if isinstance(record, Dispute):
        says = list(dict.fromkeys(position.says for position in record.positions))
        contested = [Contest(dispute=record.id, says=says[0], others=says[1:])]
    return Draft(
        at=record.id, title=entry.name, cite=cite, group="summary", date=date_of(record),
        text=record.question if isinstance(record, Dispute) else entry.summary,
        facts=facts, contested=contested,
    )  # fmt: skip


def _own_marks(record: AnyRecord) -> Iterator[Contest]:
    """The disputes over the fields of the record itself, each once."""
    yield from {mark.dispute: mark for some in record.contested.values() for mark in some}.values()


def _few_facts(record: AnyRecord) -> dict[str, str]:
    """What a list shows of a record beside its summary."""
    if isinstance(record, Promise):
        return {name: text for name in _OF_PROMISE if (text := getattr(record, name))}
    if isinstance(record, Figure) and record.finding:
        return {"finding": record.finding}
    return {}


def _facts(record: AnyRecord) -> dict[str, str]:
    """Every short fact that is a field of the record, such as its maker, role, or parts."""
    facts = {}
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if name in {"parts", "part_of", "about"} and isinstance(value, list):
            value = ", ".join(value)
        if isinstance(value, str) and value and name not in _TOLD_ELSEWHERE:
            facts[name] = value
    return facts


def of_claim(entry: Entry, claim: Claim, group: str) -> Draft:
    """A statement as its home tells it, with its address there."""
    own = f"{entry.id}#{claim.id}" if claim.id else entry.id
    facts = {}
    if isinstance(claim, Position):
        facts = {"says": claim.says} | ({"holder": claim.holder} if claim.holder else {})
    return Draft(
        at=claim.home or own, title=entry.name, text=claim.text, cite=claim.cite, group=group,
        date=claim.date, as_of=claim.as_of, type=claim.type, by=claim.by, status=claim.status,
        reason=claim.reason, confidence=claim.confidence, facts=facts, contested=claim.contested,
    )  # fmt: skip


def of_point(entry: Entry, figure: Figure, point: Point) -> Draft:
    """A value of a figure as a sentence; its basis is told unless it is reported."""
    fragment = point.id or point.period
    facts = {"value": point_text(figure, point), "basis": point.basis}
    return Draft(
        at=f"{figure.id}#{fragment}" if fragment else figure.id, title=entry.name,
        text=told(figure, point), cite=point.cite, date=point.period, as_of=point.as_of,
        group=display_date(point.period) if point.period else "no date given",
        by=point.by, status=point.status, reason=point.reason, confidence=point.confidence,
        facts=facts, contested=point.contested,
    )  # fmt: skip


def telling(entry: Entry, snippet: str) -> Draft:
    """The statement of a record that a search hit quotes, or else its summary."""
    record = decode(entry.json)
    plain = " ".join(snippet.split())
    if isinstance(record, Figure):
        for point in record.points:
            if " ".join(told(record, point).split()) == plain:
                return of_point(entry, record, point)
    for group, claims in claims_of(record).items():
        for claim in claims:
            if " ".join(claim.text.split()) == plain:
                return of_claim(entry, claim, _label(record, group))
    return summary(entry, record)


def of_text(entry: Entry, text: str) -> Draft:
    """The statement of a record that has this text, which may be its summary or the title of it."""
    whole = statements(entry)
    return next((draft for draft in whole if draft.text == text), whole[0])


def _label(record: AnyRecord, group: Group) -> str:
    """What a group of statements is called: its field, its dimension, the title of its tension."""
    if group.field == "tensions":
        return "tension: " + str(record.tensions[int(group.key)].title)  # type: ignore[union-attr]
    return group.key or group.field
