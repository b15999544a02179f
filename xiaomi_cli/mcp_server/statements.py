"""What every tool answers: statements, with what bears them and who disputes them, in pages."""

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.claims import claims_of, of_point, told
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.fields import date_of
from xiaomi_cli.model.locators import place_of
from xiaomi_cli.model.record_parts import Claim, Contest
from xiaomi_cli.model.records import Dispute, Figure, Record, Source, decode, point_text
from xiaomi_cli.queries.record_details import cited_references

MOST_BYTES = 5000  # of the statements of a page; with what is around it it stays under 2,000 tokens
MOST_STATEMENTS = 25
MOST_CITES = 3  # of one statement in a list; one asked for by its address has MOST_CITES_ALONE
MOST_CITES_ALONE = 20
_LISTS_OF_IDS = {"parts", "part_of", "about"}
_TOLD_ELSEWHERE = {
    *Record.__struct_fields__, "kind", "question", "verdict", "tagline", "date", "publisher",
    "published", "url",
} - {"zh"}  # fmt: skip


class Cite(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A source: a `paragraph` or a run of them, when it was published (EDTF), where on the web."""

    source: str
    paragraph: str = ""
    publisher: str
    date: str
    address: str


class Disputed(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A dispute over a statement: its own value, the others, and what careful editors conclude."""

    id: str
    says: str
    others: list[str]
    verdict: str


class Statement(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One statement. `at`: its address, which `show` takes; `title`: of the record it is from.

    `group`: what it is within the answer. `date`: when it happened, `as_of`: when it held (EDTF).
    `more_cites`: how many citations are left out.
    """

    at: str
    title: str
    group: str = ""
    text: str
    date: str = ""
    as_of: str = ""
    type: str = "fact"
    by: str = ""
    status: str = "current"
    reason: str = ""
    confidence: str = "high"
    facts: dict[str, str] = field(default_factory=dict)
    cite: list[Cite]
    more_cites: int = 0
    dispute: list[Disputed]


class Answer(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A page of statements, of `found`. `next`: the cursor of the next page, if there is one.

    `note`: what to know of the answer, such as a corrected name or that nothing is said.
    """

    found: int
    statements: list[Statement]
    next: int = 0
    note: str = ""


class Draft(NamedTuple):
    """A statement before its citations and disputes are looked up."""

    at: str
    title: str
    group: str
    claim: Claim
    facts: dict[str, str]


class Found(NamedTuple):
    """How much a tool found, all of it in order, made as it is read, and what to know of it."""

    number: int
    drafts: Iterable[Draft]
    note: str = ""


def page(seen: Store, whole: Store, found: Found, start: int) -> Answer:
    """The statements from a place on that fit. `seen`: as far as the call may see the library."""
    most = MOST_CITES_ALONE if found.number == 1 else MOST_CITES
    shown = list(islice(found.drafts, start, start + MOST_STATEMENTS))
    cited = [draft.claim.cite or _cited_at_home(whole, draft) for draft in shown]
    references = cited_references(whole, (cite for some in cited for cite in some[:most]))
    claims = [draft.claim for draft in shown]
    marks = [mark.dispute for claim in claims for mark in claim.contested]
    named = seen.by_ids([*marks, *(claim.by for claim in claims)])
    said: list[Statement] = []
    left = MOST_BYTES
    for (at, title, group, claim, facts), cites in zip(shown, cited, strict=True):
        statement = Statement(
            at=at, title=title, group=group, text=claim.text, date=claim.date, as_of=claim.as_of,
            type=claim.type, by=named[claim.by].name if claim.by in named else claim.by,
            status=claim.status, reason=claim.reason, confidence=claim.confidence, facts=facts,
            cite=[
                Cite(
                    source=one.citation.source, paragraph=str(one.citation).partition("¶")[2],
                    publisher=one.publisher, date=one.published, address=one.url,
                )
                for one in map(references.get, cites[:most]) if one
            ],
            more_cites=max(0, len(cites) - most),
            dispute=[
                Disputed(
                    id=entry.id, says=mark.says, others=mark.others,
                    verdict=str(getattr(decode(entry.json), "verdict", "")),
                )
                for mark in claim.contested if (entry := named.get(mark.dispute))
            ],
        )  # fmt: skip
        left -= len(msgspec.json.encode(statement))
        if left < 0 and said:
            break
        said.append(statement)
    end = start + len(said)
    following = end if end < found.number else 0
    return Answer(found=found.number, statements=said, next=following, note=found.note)


def _cited_at_home(whole: Store, draft: Draft) -> list[str]:
    """What bears a statement that was known by a day, where its sources came out later."""
    homes = whole.by_ids([draft.at.partition("#")[0]]).values()
    return [cite for home in homes for cite in saying(home, draft.claim.text).claim.cite]


def statements(entry: Entry) -> list[Draft]:
    """Every statement of a record that can be seen, the summary first, with its group."""
    record, drafts = decode(entry.json), [summary(entry)]
    if isinstance(record, Figure):
        for point in record.points:
            at = place_of(record.id, point.id or point.period)
            group = display_date(point.period) if point.period else "no date given"
            facts = {"value": point_text(record, point), "basis": point.basis}
            claim = replace(of_point(record, point), text=told(record, point), date=point.period)
            drafts.append(Draft(at, entry.name, group, claim, facts))
    for (name, key), claims in claims_of(record).items():
        tension = f"tension: {getattr(record, name)[int(key)].title}" if key.isdigit() else ""
        for claim in claims:
            own = ((field, getattr(claim, field, "")) for field in ("says", "holder"))
            facts = {field: value for field, value in own if value}  # of a position
            at = claim.home or place_of(entry.id, claim.id)
            drafts.append(Draft(at, entry.name, tension or key or name, claim, facts))
    return drafts


def saying(entry: Entry, text: str) -> Draft:
    """The statement of a record that says this, else its summary."""
    drafts, sought = statements(entry), text.split()
    return next((draft for draft in drafts if draft.claim.text.split() == sought), drafts[0])


def summary(entry: Entry) -> Draft:
    """What a record is, in a sentence; of a dispute its question (the verdict stands beside)."""
    record = decode(entry.json)
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
    facts = {
        name: ", ".join(value) if name in _LISTS_OF_IDS and isinstance(value, list) else value
        for name, value in msgspec.to_builtins(record).items()
        if name not in _TOLD_ELSEWHERE and (name in _LISTS_OF_IDS or isinstance(value, str))
    }
    return Draft(record.id, entry.name, "summary", claim, facts)
