"""With a lens, what was not known at a day or is not in the documents is not shown."""

import json

import pytest

from xiaomi_cli.index.store import Store
from xiaomi_cli.index.visibility import Lens, lens, seen
from xiaomi_cli.model.dates import EdtfError, parse_date
from xiaomi_cli.model.records import KINDS, decode


def test_no_lens_changes_nothing(store: Store) -> None:
    entries = store.everything()
    assert seen(store, entries, Lens()) is entries


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("as_of", ["2012", "2016-05", "2021-03", "2025-06"])
def test_what_is_left_can_be_read_and_has_no_later_date(
    store: Store, kind: str, as_of: str
) -> None:
    day = parse_date(as_of).latest
    for entry in seen(store, store.of_kind(kind), lens(as_of, documents=False)):
        decode(entry.json)
        record = json.loads(entry.json)
        if kind == "event":
            assert parse_date(record["date"]).earliest <= day
        for point in record.get("points", []):
            if point["basis"] == "reported" and not point["period"].endswith(".."):
                assert parse_date(point["period"]).latest <= day


def test_more_is_known_later(store: Store) -> None:
    early = {e.id for e in seen(store, store.everything(), lens("2014", documents=False))}
    late = {e.id for e in seen(store, store.everything(), lens("2024", documents=False))}
    assert early < late


def test_the_documents_alone_bear_every_statement_that_is_left(store: Store) -> None:
    pages = {e.id for e in store.of_kind("source") if e.subtype == "page"}
    for kind in ("event", "figure", "principle"):
        for entry in seen(store, store.of_kind(kind), lens("", documents=True)):
            record = json.loads(entry.json)
            for group in ("claims", "points", "cases", "against"):
                for statement in record.get(group, []):
                    cited = {f"source/{c.partition('¶')[0]}" for c in statement["cite"]}
                    assert cited - pages, entry.id


def test_of_the_sources_the_documents_and_their_parts_are_left(store: Store) -> None:
    documents = {e.id for e in store.of_kind("source") if e.subtype != "page"}
    left = seen(store, store.of_kind("source"), lens("", documents=True))
    assert {e.id for e in left} == documents


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(EdtfError):
        lens("2021-14", documents=False)
