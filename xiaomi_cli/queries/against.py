"""What speaks against an idea, gathered from the whole library, the strongest first.

Its own counter-evidence, promises tied to it that were broken, disputes over what it says, risks,
tensions, and the counter-evidence of what it is made of or stands beside. Each once.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.model.records import Dispute, Framework, Idea, Promise, Risk, decode

_IDS = re.compile(r'"([a-z]+/[a-z0-9-]+)(?:#[^"]*)?"')
_TYPES = ("fact", "account", "forecast", "promise", "opinion")  # the most certain first
_BROKEN = {"missed": 0, "partly": 1, "moved": 2}
_WEIGHT = {"high": 0, "medium": 1, "low": 2}
GROUPS = ("Counter-evidence", "Promises broken", "In dispute", "Risks", "Tensions", "Nearby")


class Objection(NamedTuple):
    """One thing that speaks against an idea: `id` is where it stands, `title` whose it is.

    `note`: how it stands, e.g. `missed`, or the other reading of a dispute.
    """

    group: str
    id: str
    title: str
    claim: Claim
    note: str = ""


class Against(NamedTuple):
    """An idea, what speaks against it, and what must hold for it to work elsewhere."""

    entry: Entry
    objections: list[Objection]
    transfer: list[Claim]


def against(store: Store, entry: Entry) -> Against:
    """Gather what speaks against an idea."""
    record = decode(entry.json)
    assert isinstance(record, Idea)
    entries = _tied(store, entry)
    found = [
        *_own(entry, record),
        *_promises(entries),
        *_disputes(entries, entry),
        *_risks(entries),
        *_tensions(entry, [entry, *entries]),
        *_nearby(record, entries),
    ]
    return Against(entry, list(_once(found)), record.transfer)


def _tied(store: Store, entry: Entry) -> list[Entry]:
    """The records that it names or draws from, and those that do so with it."""
    named = dict.fromkeys(_IDS.findall(entry.json))
    linking = dict.fromkeys(source for _, source in store.linking_to(entry.id))
    found = store.by_ids([i for i in {**named, **linking} if i != entry.id])
    return list(found.values())


def _once(found: Iterable[Objection]) -> Iterator[Objection]:
    told: set[str] = set()
    for objection in found:
        marks = {objection.id, objection.claim.home, objection.claim.text} - {""}
        if not told & marks:
            yield objection
        told |= marks


def _own(entry: Entry, record: Idea) -> Iterator[Objection]:
    for claim in sorted(record.against, key=lambda c: _TYPES.index(c.type)):
        yield Objection(GROUPS[0], _place(entry, claim), entry.title, claim)


def _place(entry: Entry, claim: Claim) -> str:
    return claim.home or (f"{entry.id}#{claim.id}" if claim.id else "")


def _summary(entry: Entry, text: str = "") -> Claim:
    cite = json.loads(entry.json).get("cite", [])
    return Claim(text=text or entry.summary, cite=cite)


def _promises(entries: list[Entry]) -> Iterator[Objection]:
    broken = [e for e in entries if e.kind == "promise" and e.subtype in _BROKEN]
    for entry in sorted(broken, key=lambda e: _BROKEN[e.subtype]):
        record = decode(entry.json)
        assert isinstance(record, Promise)
        told = next(iter(record.result), _summary(entry))
        note = record.outcome + (f": {record.actual}" if record.actual else "")
        yield Objection(GROUPS[1], entry.id, entry.title, told, note)


def _disputes(entries: list[Entry], of: Entry) -> Iterator[Objection]:
    pairs = [(entry, decode(entry.json)) for entry in entries if entry.kind == "dispute"]
    found = [(entry, record) for entry, record in pairs if isinstance(record, Dispute)]
    for entry, record in sorted(found, key=lambda pair: _WEIGHT[pair[1].consequence]):
        if entry.id in of.json or of.id in entry.json:
            claim = _summary(entry, f"{record.question} {record.verdict}")
            yield Objection(GROUPS[2], entry.id, entry.title, claim)


def _risks(entries: list[Entry]) -> Iterator[Objection]:
    for entry in entries:
        if entry.kind == "risk" and isinstance(record := decode(entry.json), Risk):
            yield Objection(GROUPS[3], entry.id, entry.title, _summary(entry, record.summary))


def _tensions(of: Entry, entries: list[Entry]) -> Iterator[Objection]:
    for entry in entries:
        record = decode(entry.json)
        if not isinstance(record, Framework):
            continue
        for tension in record.tensions:
            homes = [side.home.partition("#")[0] for side in tension.sides]
            if entry.id == of.id or of.id in homes:
                cites = list(dict.fromkeys(c for side in tension.sides for c in side.cite))
                claim = Claim(text=tension.text, cite=cites, type="opinion", by="editors")
                yield Objection(GROUPS[4], entry.id, tension.title, claim)


def _nearby(record: Idea, entries: list[Entry]) -> Iterator[Objection]:
    """The counter-evidence of its parts, of what it is a part of, and of ideas beside it."""
    parts = getattr(record, "parts", [])
    for entry in sorted(entries, key=lambda e: (e.id not in parts, e.id not in record.see)):
        other = decode(entry.json)
        if isinstance(other, Idea) and entry.id not in record.part_of:
            for claim in other.against:
                yield Objection(GROUPS[5], _place(entry, claim), entry.title, claim)
