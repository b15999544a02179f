"""The timeline filters by span, theme and entity, and groups by era."""

import pytest

from xiaomi_cli.index.store import Store
from xiaomi_cli.queries.timeline import by_era, timeline


def test_events_come_in_the_order_of_their_dates(store: Store) -> None:
    days = [event.earliest or "" for event in timeline(store)]
    assert days == sorted(days)
    assert len(days) >= 100


@pytest.mark.parametrize(
    ("start", "end"), [("2014", "2014"), ("2015", "2016-05"), ("2025-03-29", "2025-03-29")]
)
def test_only_events_that_touch_the_span_are_found(store: Store, start: str, end: str) -> None:
    found = timeline(store, start=start, end=end)
    assert found
    for event in found:
        assert (event.latest or "") >= start
        assert (event.earliest or "")[: len(end)] <= end


def test_every_filter_narrows(store: Store) -> None:
    everything = {event.id for event in timeline(store)}
    for found in (
        timeline(store, theme="cars"),
        timeline(store, major=True),
    ):
        ids = {event.id for event in found}
        assert ids
        assert ids < everything


def test_each_event_stands_under_the_era_in_which_it_begins(store: Store) -> None:
    events = timeline(store)
    grouped = by_era(events, store.settings().eras)
    assert [event for chapter in grouped for event in chapter.events] == events
    for era, found in grouped:
        assert era is not None
        assert all(era.earliest <= (event.earliest or "") <= era.latest for event in found)


def test_a_library_without_eras_is_one_group(store: Store) -> None:
    events = timeline(store, start="2014", end="2016")
    assert [era for era, _ in by_era(events, [])] == [None]
