"""A record with everything a view of it needs, one statement of it, what speaks against it."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

import msgspec

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.claims import Home, field_homes, homes
from xiaomi_cli.model.library_facts import LibrarySettings
from xiaomi_cli.model.locators import Address, Citation, parse_citation
from xiaomi_cli.model.problem import expected, suggest
from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.model.records import (
    AnyRecord,
    Company,
    Consequence,
    Dispute,
    Framework,
    Idea,
    Promise,
    Risk,
    Source,
    decode,
    encode,
)
from xiaomi_cli.model.tokens import squeezed
from xiaomi_cli.queries.figures import Latest, latest_values
from xiaomi_cli.queries.resolve import QuestionError

_SHOWN = 6  # ids of statements that a message names
_ID = re.compile(r'"([a-z]+/[a-z0-9-]+)["#]')


class Reference(NamedTuple):
    """What a citation points at, as a reader wants it."""

    citation: Citation
    title: str
    publisher: str
    published: str
    url: str
    heading: str


class Dossier(NamedTuple):
    """A record, the entries it names, who links to it, and its references by citation text.

    Of the subject of the library there are the entries of its map, turns and `risks` as well; of a
    company the latest `numbers`.
    """

    record: AnyRecord
    entries: dict[str, Entry]
    incoming: list[tuple[str, str]]
    references: dict[str, Reference]
    settings: LibrarySettings = LibrarySettings()
    is_subject: bool = False
    risks: tuple[str, ...] = ()
    numbers: tuple[Latest, ...] = ()


def dossier(store: Store, entry: Entry) -> Dossier:
    """Gather what is needed to show a record whole."""
    record, settings, incoming = decode(entry.json), store.settings(), store.linking_to(entry.id)
    is_subject = settings.subject == entry.id
    risks = tuple(risk.id for risk in store.of_kind("risk")) if is_subject else ()
    ids = [*ids_in(entry), *(one for _, one in incoming), *risks]
    ids += [voice.source for voice in settings.voices.values()]
    if is_subject:
        ids += [*settings.frameworks, *(turn.event for turn in settings.turns)]
    entries = store.by_ids(ids)
    numbers: list[Latest] = []
    if isinstance(record, Company):
        counted = [one for relation, one in incoming if relation == "of"]
        numbers = latest_values(entries[one] for one in counted if one in entries)
    cites = [cite for latest in numbers for cite in latest.point.cite]
    json.loads(entry.json, object_hook=lambda fields: cites.extend(fields.get("cite", ())))
    return Dossier(
        record, entries, incoming, cited_references(store, cites), settings, is_subject, risks,
        tuple(numbers),
    )  # fmt: skip


def ids_in(entry: Entry) -> list[str]:
    """The ids that a record names, those of the homes of what it draws in among them."""
    return _ID.findall(entry.json)


def cited_references(store: Store, cites: Iterable[str]) -> dict[str, Reference]:
    """What each citation points at: the source, and our heading of the first cited paragraph."""
    parsed = {text: parse_citation(text) for text in cites}
    entries = store.by_ids(citation.source_id for citation in parsed.values())
    sources = {one: decode(entry.json) for one, entry in entries.items()}
    heads = store.headings({(c.source_id, c.first) for c in parsed.values() if c.first})
    return {
        text: Reference(
            citation, source.title, source.publisher, source.published, source.url,
            heads.get((source.id, citation.first), ""),
        )
        for text, citation in parsed.items()
        if isinstance(source := sources.get(citation.source_id), Source)
    }  # fmt: skip


class Shown(NamedTuple):
    """A statement, its address, and its home as far as it is shown."""

    address: Address
    claim: Claim
    record: AnyRecord
    dossier: Dossier


def statement(store: Store, entry: Entry, fragment: str) -> Shown:
    """The statement, value or field of a record that a fragment leads to: an id, a name, a period.

    Raises QuestionError.
    """
    record, sought = decode(entry.json), squeezed(fragment)

    def is_meant(home: Home) -> bool:
        names = [home.claim.name, home.claim.zh, *home.claim.aliases]
        return fragment in home.fragments or sought in {*map(squeezed, filter(None, names))}

    stated = list(homes(record))
    home = next(filter(is_meant, (*stated, *field_homes(record))), None)
    if home is None:
        known = [found for other in stated for found in other.fragments]
        hint = expected(suggest(fragment, known), known[:_SHOWN])
        hint = hint if known else "none of its statements has an id"
        raise QuestionError(f"{entry.id} has no statement {fragment!r}; {hint}")
    claim = home.claim
    named = store.by_ids([record.id, claim.by, *(mark.dispute for mark in claim.contested)])
    dossier = Dossier(record, named, [], cited_references(store, claim.cite), store.settings())
    return Shown(Address(record.id, home.fragments[0]), claim, record, dossier)


def as_json(shown: Shown) -> str:
    """The statement as JSON: id, kind, title and summary first, as a record has them."""
    head = {
        "id": str(shown.address),
        "kind": "statement",
        "title": shown.claim.name or shown.record.title,
        "summary": shown.claim.text,
        "record": shown.record.id,
    }
    rest = encode(msgspec.structs.replace(shown.claim, text="", id="", home="", name="")).decode()
    told = json.dumps(head, ensure_ascii=False)
    return told if rest == "{}" else f"{told[:-1]},{rest[1:]}"


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
    """What speaks against an idea, itself or in records that it names or that name it.

    The strongest first, each once: its counter-evidence, promises that were broken, disputes,
    risks, tensions, and the counter-evidence of what it is made of or stands beside.
    """
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
