"""How far the library can be trusted is counted, and held to thresholds."""

from xiaomi_cli.index.store import Store
from xiaomi_cli.queries.overview import coverage


def test_the_shares_are_shares(store: Store) -> None:
    found = coverage(store)
    for share in (
        found.primary,
        found.two_voices,
        found.one_voice,
        found.company_only,
        found.one_source,
    ):
        assert 0 <= share <= 1
    assert abs(found.two_voices + found.one_voice - 1) < 1e-9
    assert found.company_only <= found.one_voice


def test_the_library_holds_its_thresholds(store: Store) -> None:
    found = coverage(store)
    assert found.statements >= 2000
    assert found.two_voices >= 0.25
    assert found.company_only <= 0.65
    assert found.primary >= 0.07
    assert found.by_confidence["low"] / found.statements < 0.01
    assert not found.thin_themes


def test_the_floor_of_the_library_is_kept(store: Store) -> None:
    counts = store.counts()
    floors = {"framework": 12, "principle": 40, "event": 100, "figure": 40, "lesson": 20,
              "product": 20, "dispute": 40, "promise": 18, "company": 8, "person": 20}  # fmt: skip
    assert {kind: counts[kind] >= floor for kind, floor in floors.items()} == dict.fromkeys(
        floors, True
    )
    documents = [entry for entry in store.of_kind("source") if entry.subtype == "document"]
    assert len(documents) == 4
