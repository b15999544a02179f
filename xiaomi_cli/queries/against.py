"""What speaks against an idea, gathered from the whole library, the strongest first.

Its own counter-evidence, promises tied to it that were broken, disputes over what it says, risks,
tensions, and the counter-evidence of what it is made of or stands beside. Each once.
"""

from collections.abc import Iterator
from typing import NamedTuple, get_args

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.model.records import (
    AnyRecord,
    Consequence,
    Dispute,
    Framework,
    Idea,
    Promise,
    Risk,
    decode,
)
from xiaomi_cli.queries.record_details import ids_in

GROUPS = OWN, BROKEN, DISPUTED, RISKS, TENSIONS, NEARBY = (
    "Counter-evidence", "Promises broken", "In dispute", "Risks", "Tensions", "Nearby",
)  # fmt: skip
# What is told first within a group.
_TYPES = ("fact", "account", "forecast", "promise", "opinion")  # the most certain
_OUTCOMES = ("missed", "partly", "moved")


class Objection(NamedTuple):
    """One thing that speaks against an idea: `id` is where it stands, `title` whose it is.

    `note`: how it stands, e.g. `missed`, or the other reading of a dispute. `rank`: its place in
    its group.
    """

    group: str
    id: str
    title: str
    claim: Claim
    note: str = ""
    rank: int = 0


class Against(NamedTuple):
    """An idea, what speaks against it, and what must hold for it to work elsewhere."""

    entry: Entry
    objections: list[Objection]
    transfer: list[Claim]


def against(store: Store, entry: Entry) -> Against:
    """Gather what speaks against an idea: of the records that it names or that name it."""
    idea = decode(entry.json)
    assert isinstance(idea, Idea)
    ids = dict.fromkeys([*ids_in(entry), *(one for _, one in store.linking_to(entry.id))])
    tied = [decode(one.json) for one in store.by_ids(ids).values() if one.id != entry.id]
    found = [Objection(OWN, _place(idea, claim), idea.title, claim, rank=_TYPES.index(claim.type))
             for claim in idea.against]  # fmt: skip
    found += _tensions(idea, idea)
    found += [objection for record in tied for objection in _objections(idea, record)]
    found.sort(key=lambda one: (GROUPS.index(one.group), one.rank))
    told: set[str] = set()
    kept: list[Objection] = []
    for objection in found:
        marks = {objection.id, objection.claim.home, objection.claim.text} - {""}
        kept += [] if told & marks else [objection]
        told |= marks
    return Against(entry, kept, idea.transfer)


def _objections(idea: Idea, record: AnyRecord) -> Iterator[Objection]:
    """What a record that is tied to an idea says against it."""
    summary = Claim(text=record.summary, cite=record.cite)
    match record:
        case Promise() if record.outcome in _OUTCOMES:
            told, rank = next(iter(record.result), summary), _OUTCOMES.index(record.outcome)
            note = record.outcome + (f": {record.actual}" if record.actual else "")
            yield Objection(BROKEN, record.id, record.title, told, note, rank)
        case Dispute():
            told = Claim(text=f"{record.question} {record.verdict}", cite=record.cite)
            rank = get_args(Consequence).index(record.consequence)
            yield Objection(DISPUTED, record.id, record.title, told, rank=rank)
        case Risk():
            yield Objection(RISKS, record.id, record.title, summary)
        case Idea():
            yield from _tensions(idea, record)
            if record.id not in idea.part_of:
                rank = 2 * (record.id not in getattr(idea, "parts", ())) + (
                    record.id not in idea.see
                )
                for claim in record.against:
                    yield Objection(NEARBY, _place(record, claim), record.title, claim, rank=rank)


def _place(record: Idea, claim: Claim) -> str:
    return claim.home or (f"{record.id}#{claim.id}" if claim.id else "")


def _tensions(idea: Idea, record: Idea) -> Iterator[Objection]:
    """Tensions of an idea itself, or those of a framework that are about it."""
    for tension in record.tensions if isinstance(record, Framework) else ():
        homes = {side.home.partition("#")[0] for side in tension.sides}
        if record.id == idea.id or idea.id in homes:
            cites = list(dict.fromkeys(cite for side in tension.sides for cite in side.cite))
            claim = Claim(text=tension.text, cite=cites, type="opinion", by="editors")
            yield Objection(TENSIONS, record.id, tension.title, claim)
