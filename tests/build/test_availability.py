"""The day from which a reader could have known a statement: no hindsight under --as-of."""

from pathlib import Path

import pytest

from tests.library.libraries import SOURCES, problems_of, write
from xiaomi_cli.build.provenance import known_from, published_by
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.records import Source

# source/doc is of March 2020, source/page of 6 May 2021.
EVENT = "id: event/e\ntitle: E\nsummary: S\ncite: {cite}\ndate: {date}\ntype: launch\nclaims:\n"
PROMISE = (
    "id: promise/p\ntitle: P\nsummary: S\ncite: doc¶1\nby: us\nmade: 2011-08\noutcome: kept\njudged: 2021-11\n"
    "claims:\n"
)
PERSON = "id: person/p\ntitle: P\nsummary: S\ncite: page\nclaims:\n"
FIGURE = (
    "id: figure/f\ntitle: F\nsummary: S\ncite: page\nmeasure: m\nunit: phones\n"
    "points:\n- {%s, value: 1}"
)


def known(folder: Path, record: str) -> dict[str, str]:
    """The day of each statement of the record, by its path."""
    write(folder, {"a.yaml": record, "seeds/s.yaml": SOURCES})
    assert problems_of(folder) == []
    library = Library(folder)
    published = {
        p.record.id: p.record.published for p in library.placed if isinstance(p.record, Source)
    }
    return {
        str(s.path): known_from(s, published_by(s, published))
        for s in statements(library.placed[0])
    }


@pytest.mark.parametrize(
    ("claim", "day"),
    [
        ("cite: doc¶1", "2020-03-31"),  # undated: when its source was out
        ("cite: [page, doc¶1]", "2021-05-06"),  # it may need both of its sources
        ("cite: page", "2021-05-06"),
        ("cite: []", "9999-12-31"),  # nobody could have known it
        ("cite: page, date: 2011-08-16", "2011-08-16"),  # a fact: when it happened
        ("cite: page, date: 2011", "2011-12-31"),  # at the latest
        ("cite: page, date: 2014/2016", "2016-12-31"),
        ("cite: page, date: 2014/..", "2014-12-31"),  # still going on: once it had begun
        ("cite: page, date: ../2014", "2021-05-06"),
        ("cite: page, date: 2011, as_of: 2012-03", "2012-03-31"),  # published later
        ("cite: page, date: 2030, type: forecast, by: us", "2021-05-06"),
        ("cite: page, date: 2011, type: opinion, by: us", "2021-05-06"),
        ("cite: page, date: 2011, type: account, by: us", "2011-12-31"),
        ("cite: page, date: 2011, type: promise, by: us", "2011-12-31"),
    ],
)
def test_a_claim_is_known_from_its_day(claim: str, day: str, tmp_path: Path) -> None:
    assert known(tmp_path, f"{PERSON}- {{text: T., {claim}}}\n")["claims[0]"] == day


def test_a_fact_of_an_event_has_the_date_of_the_event(tmp_path: Path) -> None:
    text = EVENT.format(cite="page", date="2011-08-16")
    text += "- {text: T., cite: page}\n- {text: T., cite: page, date: 2012}\n"
    text += "- {text: T., cite: page, type: opinion, by: us}\n"
    assert known(tmp_path, text) == {
        "summary": "2011-08-16",
        "claims[0]": "2011-08-16",
        "claims[1]": "2012-12-31",
        "claims[2]": "2021-05-06",
    }


def test_what_was_promised_is_known_before_what_came_of_it(tmp_path: Path) -> None:
    text = PROMISE + "- {text: T., cite: doc¶1}\nresult:\n- {text: R., cite: page}\n"
    assert known(tmp_path, text) == {
        "summary": "2021-11-30",  # a verdict
        "claims[0]": "2011-08-31",
        "result[0]": "2021-05-06",
    }


@pytest.mark.parametrize(
    ("point", "day"),
    [
        ("period: 2014, basis: reported, cite: page", "2014-12-31"),
        ("period: 2014, basis: reported, cite: page, as_of: 2015-03-29", "2015-03-29"),
        ("period: 2010/.., basis: reported, cite: page", "2021-05-06"),  # counted when published
        ("period: 2024, basis: target, cite: page", "2021-05-06"),
        ("period: 2014, basis: estimate, cite: doc¶1", "2020-03-31"),
        ("period: 2014, basis: claim, cite: page", "2021-05-06"),
    ],
)
def test_a_figure_is_known_from_its_day(point: str, day: str, tmp_path: Path) -> None:
    assert known(tmp_path, FIGURE % point)["points[0]"] == day


def test_a_source_is_known_from_when_it_was_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "s.yaml": SOURCES
            + "- {id: source/undated, title: U, summary: x, type: page, voice: press}\n"
        },
    )
    days = {
        s.placed.record.id: known_from(s, published_by(s, {}))
        for p in Library(tmp_path).placed
        for s in statements(p)
    }
    assert days == {
        "source/doc": "2020-03-31",
        "source/page": "2021-05-06",
        "source/undated": "9999-12-31",
    }
