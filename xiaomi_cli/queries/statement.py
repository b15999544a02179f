"""One statement by its address, and what stands beside it in its home."""

import json
from typing import NamedTuple

import msgspec

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.address import RESERVED, Address
from xiaomi_cli.model.homes import field_home, fragments, homes
from xiaomi_cli.model.name_keys import squeezed
from xiaomi_cli.model.records import AnyRecord, Claim, decode, encode
from xiaomi_cli.queries.record_details import Dossier, cited_references
from xiaomi_cli.queries.resolve import UnknownStatementError


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
        raise UnknownStatementError(entry.id, fragment, fragments(record)[len(RESERVED) :])
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
    field = field_home(record, fragment)
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
