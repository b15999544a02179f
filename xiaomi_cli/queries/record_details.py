"""A record with everything a view of it needs, or one statement of it by its address."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.claims import fragments, home_at, homes
from xiaomi_cli.model.library_facts import LibrarySettings
from xiaomi_cli.model.locators import RESERVED, Address, Citation, parse_citation
from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.model.records import AnyRecord, Company, Source, decode, encode
from xiaomi_cli.model.tokens import squeezed
from xiaomi_cli.queries.figures import Latest, latest_values
from xiaomi_cli.queries.resolve import UnknownStatementError


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
    incoming = store.linking_to(entry.id)
    record = decode(entry.json)
    settings = store.settings()
    is_subject = settings.subject == entry.id
    ids = {*_ids_in(record), *(identifier for _, identifier in incoming)}
    ids |= {voice.source for voice in settings.voices.values() if voice.source}
    risks = tuple(risk.id for risk in store.of_kind("risk")) if is_subject else ()
    if is_subject:
        ids |= {*risks}
        ids |= {*settings.frameworks, *(turn.event for turn in settings.turns)}
    entries = store.by_ids(ids)
    numbers: list[Latest] = []
    if isinstance(record, Company):
        figures = [i for name, i in incoming if name == "of" and i.startswith("figure/")]
        numbers = list(latest_values(entries[i] for i in figures if i in entries))
    cites = [*_cites_in(record), *(cite for latest in numbers for cite in latest.point.cite)]
    references = cited_references(store, cites)
    return Dossier(
        record, entries, incoming, references, settings, is_subject, risks, tuple(numbers)
    )


def cited_references(store: Store, cites: Iterable[str]) -> dict[str, Reference]:
    """What each citation points at: the source, and our heading of the first cited paragraph."""
    parsed = {text: parse_citation(text) for text in dict.fromkeys(cites)}
    sources = store.by_ids(c.source_id for c in parsed.values())
    heads = store.headings((c.source_id, c.first) for c in parsed.values() if c.first)
    by_citation = {}
    for text, citation in parsed.items():
        if citation.source_id not in sources:
            continue
        source = decode(sources[citation.source_id].json)
        if isinstance(source, Source):
            heading = heads.get((citation.source_id, citation.first), "")
            by_citation[text] = Reference(
                citation, source.title, source.publisher, source.published, source.url, heading
            )
    return by_citation


def _walk(value: Any) -> Iterator[tuple[str, Any]]:
    """(field, value) of everything inside a struct."""
    for name in value.__struct_fields__:
        inner = getattr(value, name)
        yield name, inner
        if isinstance(inner, dict):
            inner = [item for items in inner.values() for item in items]
        if isinstance(inner, list):
            for item in inner:
                if hasattr(item, "__struct_fields__"):
                    yield from _walk(item)


def _ids_in(record: AnyRecord) -> Iterator[str]:
    """The ids that a record names, those of the homes of what it draws in among them."""
    for _, value in _walk(record):
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and "/" in text and " " not in text:
                yield text.partition("#")[0]


def _cites_in(record: AnyRecord) -> Iterator[str]:
    for name, value in _walk(record):
        if name == "cite":
            yield from value


class Shown(NamedTuple):
    """A statement, its address, and its home as far as it is shown."""

    address: Address
    claim: Claim
    record: AnyRecord
    dossier: Dossier


def statement(store: Store, entry: Entry, fragment: str) -> Shown:
    """The statement, value or field of a record that a fragment leads to: an id, a name, a period.

    Raises UnknownStatementError.
    """
    record = decode(entry.json)
    own, claim = _found(record, fragment)
    if claim is None:
        known = [found for found in fragments(record) if found not in RESERVED]
        raise UnknownStatementError(entry.id, fragment, known)
    names = [record.id, claim.by, *(mark.dispute for mark in claim.contested)]
    named = store.by_ids(name for name in names if "/" in name)
    dossier = Dossier(record, named, [], cited_references(store, claim.cite), store.settings())
    return Shown(Address(record.id, own), claim, record, dossier)


def _found(record: AnyRecord, fragment: str) -> tuple[str, Claim | None]:
    sought = squeezed(fragment)
    for home in homes(record):
        names = [home.claim.name, home.claim.zh, *home.claim.aliases]
        if fragment in home.fragments or sought in {squeezed(name) for name in names if name}:
            return home.fragments[0], home.claim
    field = home_at(record, fragment)
    return fragment, field.claim if field else None


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
