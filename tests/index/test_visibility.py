"""Through a lens nothing is seen that only web pages bear; with a day, see tests/cli/test_clocks."""

import json
from pathlib import Path

import pytest

from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Lens, Store, lens
from xiaomi_cli.index.visibility import through
from xiaomi_cli.model.dates import EdtfError
from xiaomi_cli.model.records import decode


@pytest.fixture(name="small")
def _small(lamps: Path) -> Store:
    """The library that `init` starts: most of it is borne by a document."""
    return Store(compile_folder(lamps, None))


def test_no_lens_changes_nothing(small: Store) -> None:
    assert through(small, Lens()) is small


def test_the_documents_alone_bear_every_statement_that_is_left(small: Store) -> None:
    seen = through(small, lens(documents=True))
    pages = {e.id for e in small.of_kind("source") if e.subtype == "page"}
    assert pages
    for entry in seen.everything():
        record = json.loads(entry.json)
        for group in ("claims", "points", "cases", "against"):
            for statement in record.get(group, []):
                cited = {f"source/{c.partition('¶')[0]}" for c in statement["cite"]}
                assert cited - pages, entry.id


def test_of_the_sources_the_documents_and_their_parts_are_left(small: Store) -> None:
    documents = {e.id for e in small.of_kind("source") if e.subtype != "page"}
    assert {e.id for e in through(small, lens(documents=True)).of_kind("source")} == documents


def test_a_name_that_only_the_hidden_has_leads_nowhere(small: Store) -> None:
    seen = through(small, lens("2019"))
    assert small.named(["lantern"])
    assert not seen.named(["lantern"])
    assert not seen.named_from("lan")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(EdtfError):
        lens("2021-14")


def test_the_last_day_of_a_date_counts() -> None:
    assert lens("2021-02").known == "2021-02-28"
    assert lens("2021", published="2020").known == "2020-12-31"


@pytest.mark.parametrize("day", ["2013", "2016", "2021-03"])
def test_what_is_left_of_a_shipped_record_is_still_one(store: Store, day: str) -> None:
    for entry in through(store, lens(day)).everything():
        assert decode(entry.json).id == entry.id


def test_what_still_goes_on_ends_the_span_of_a_library_with_its_start(store: Store) -> None:
    for seen in (store, through(store, lens(documents=True)), through(store, lens("2021-03"))):
        first, last = seen.span()
        assert first < last < "2100"


def test_names_that_are_hidden_leave_their_place_to_others(store: Store) -> None:
    seen = through(store, lens("2016"))
    shown = {found.id for found in seen.named_from("m", limit=1000)}
    assert len(seen.named_from("m", limit=len(shown))) == len(shown) > 1
