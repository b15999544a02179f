"""iCalendar: read back by a calendar's parser, and no sharper than the events are known."""

from datetime import date
from typing import Any

import icalendar
import pytest

from tests.exports.hostile import Hostile, for_any_text, renamed, selected, written
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import lines


def events(text: str | bytes) -> dict[str, Any]:
    """The events of a calendar by the id of their record; what cannot be read is an error."""
    calendar = icalendar.Calendar.from_ical(text)
    found = calendar.walk("VEVENT")
    assert not any(event.errors for event in found)
    return {str(event["UID"]).partition("@")[0]: event for event in found}


@pytest.mark.parametrize(
    ("identifier", "start", "end", "said"),
    [
        ("event/founding", date(2001, 2, 3), None, ""),
        ("event/month", date(2004, 2, 1), date(2004, 3, 1), " (February 2004)"),
        ("event/decade", date(2000, 1, 1), None, " (2000s)"),
        ("event/quarter", date(2012, 4, 1), date(2012, 7, 1), " (Q2 2012)"),
        ("event/about", date(2015, 1, 1), None, " (about 2015)"),
        ("event/doubtful-day", date(2016, 5, 6), None, " (possibly 6 May 2016)"),
        ("event/span", date(2017, 11, 1), None, " (November 2017 to February 2018)"),
        ("event/open", date(2020, 1, 1), None, " (since 2020)"),
    ],
)
def test_an_event_covers_the_days_it_can_mean_up_to_a_quarter_and_says_so_unless_it_is_a_day(
    tiny: Store, identifier: str, start: date, end: date | None, said: str
) -> None:
    event = events(written("ics", selected(tiny, "ics")))[identifier]
    title = tiny.by_ids([identifier])[identifier].title
    assert (event["DTSTART"].dt, ending(event)) == (start, end)
    assert str(event["SUMMARY"]) == title + said


def test_the_description_has_the_date_its_sources_and_what_is_disputed(tiny: Store) -> None:
    described = str(events(written("ics", selected(tiny, "ics")))["event/founding"]["DESCRIPTION"])
    assert "EDTF 2001-02-03" in described
    assert "report¶1" in described
    assert "dispute/dog" in described


def test_commas_and_semicolons_are_escaped_which_some_readers_insist_on(tiny: Store) -> None:
    text = written("ics", selected(tiny, "ics")).decode()
    assert "DESCRIPTION:Acme is founded\\, in a garage\\; with two people." in text


def ending(event: Any) -> date | None:
    """The day after the last; a single day has none."""
    found: date | None = event["DTEND"].dt if "DTEND" in event else None
    return found


def test_uids_and_stamps_depend_on_the_library_alone(tiny: Store) -> None:
    for event in events(written("ics", selected(tiny, "ics"))).values():
        assert str(event["UID"]).endswith("@company/acme")
        assert event["DTSTAMP"].dt.date() == date(2025, 1, 1)  # the newest source
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt


def test_a_revised_event_has_another_stamp_and_the_others_keep_theirs(tiny: Store) -> None:
    chosen = selected(tiny, "ics")
    first, *others = chosen.entries
    revised = first._replace(json=first.json.replace('"summary":"', '"summary":"Now: '))
    before = events(written("ics", chosen))
    after = events(written("ics", chosen._replace(entries=[revised, *others])))
    changed = {i for i in before if before[i]["DTSTAMP"].dt != after[i]["DTSTAMP"].dt}
    assert changed == {first.id}


def test_events_of_two_libraries_stay_apart(tiny: Store) -> None:
    nameless = renamed(tiny, subject="", title="Notes on Acme")
    uids = {str(e["UID"]) for e in events(written("ics", selected(nameless, "ics"))).values()}
    assert all(uid.endswith("@notes-on-acme") for uid in uids)


@pytest.mark.parametrize("edtf", ["0000", "9999", "9999-12-31", "9999-12-31/..", "../0000",
                                  "2010/", "/2010", "2013-24", "[2010-12,2011-07]"])  # fmt: skip
def test_any_date_is_days_of_the_calendar(tiny: Store, edtf: str) -> None:
    chosen = selected(tiny, "ics")
    entry = next(e for e in chosen.entries if e.id == "event/month")
    moved = entry._replace(json=entry.json.replace('"2004-02"', f'"{edtf}"'))
    event = events(written("ics", chosen._replace(entries=[moved])))["event/month"]
    assert event["DTSTART"].dt < (ending(event) or date.max) or edtf.startswith("9999-12-31")
    assert edtf in str(event["DESCRIPTION"])


@for_any_text
def test_every_text_comes_back_and_no_line_is_too_long(hostile: Hostile, text: str) -> None:
    calendar = hostile.export("ics", text)
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert "\n" not in calendar.replace("\r\n", "")
    found = events(calendar)
    assert len(found) == len(hostile.selection(text, ["event"]).entries)
    for event in found.values():
        assert str(event["SUMMARY"]).startswith(lines(text))
        assert str(event["DESCRIPTION"]).startswith(lines(text) + "\n")
        assert {str(theme) for theme in event["CATEGORIES"].cats} == {lines(text)}
