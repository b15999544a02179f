"""What people type who do not know the words of a library, and what it must not make of them."""

from collections.abc import Iterator

import pytest

from tests.library.libraries import SOURCES, write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store
from xiaomi_cli.search.query import filter_meaning
from xiaomi_cli.search.search import Answer, search

RECORDS = """\
- {id: principle/let-services-pay, title: Let services pay, summary: Services bring the profit., cite: doc¶1,
   asked: [razor and blades, who pays for the cheap lamps], themes: [pricing]}
- {id: principle/shares, title: Own shares, summary: The maker owns a part of its partners., cite: doc¶1,
   asked: [who owns the partners], themes: [pricing]}
- {id: company/lamps, title: Lamps, summary: A maker of lamps., cite: doc¶1, asked: [who owns Lamps]}
- {id: product/lidar, title: Lidar lamp, zh: 世界灯, summary: A lamp with a divided beam., cite: doc¶1}
- {id: event/2017-barra, title: Barra leaves, summary: The manager leaves the lamp maker., cite: doc¶1,
   date: 2017-01, type: people}
- {id: event/2025-crash, title: The crash, summary: A lamp crashes to the floor or the table., cite: doc¶1,
   date: 2025-03, type: crisis, claims: [{text: Cars stopped beside the lamp that lay on the floor., cite: doc¶1}]}
- {id: person/lei-jun, title: Lei Jun, summary: He started it., cite: doc¶1, role: founder}
- {id: product/dog, title: Dog, summary: A robot., cite: doc¶1}
- {id: product/clock, title: Clock, summary: It ticks., cite: doc¶1}
- {id: product/clock-2, title: Clock 2, summary: It rings and wakes people., cite: doc¶1}
- {id: principle/clock, title: A clock for early birds at dawn, summary: "It rings, and wakes people!", cite: doc¶1}
- {id: event/2021-dog, title: Dog appears, summary: The robot is shown., cite: doc¶1, date: 2021-08, type: launch}
"""


@pytest.fixture(scope="module")
def everyday(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = write(
        tmp_path_factory.mktemp("libraries") / "everyday",
        {
            "data/library.yaml": "title: L\ncommonplace: [Lamps]\nthemes: {pricing: Pricing}\n",
            "data/glossary.yaml": "leaves: [left, quit, resigned, departure]\n",
            "data/records.yaml": RECORDS,
            "seeds/doc.yaml": SOURCES,
        },
    )
    connection = compile_folder(folder / "data", None)
    yield Store(connection)
    connection.close()


def asked(store: Store, text: str) -> Answer:
    return search(store, text, [])


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("razor and blades", "principle/let-services-pay"),
        ("blades and razor", "principle/let-services-pay"),
        ("why are the lamps cheap", "principle/let-services-pay"),
        ("who owns it", "company/lamps"),  # the commonplace name need not be said
        ("who left", "event/2017-barra"),
        ("resigned", "event/2017-barra"),
        ("departures", "event/2017-barra"),
        ("crash", "event/2025-crash"),
    ],
)
def test_everyday_words_find_the_record(everyday: Store, query: str, first: str) -> None:
    assert asked(everyday, query).hits[0].entry.id == first


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lidr", "lidar"),
        ("ladar", "lidar"),
        ("crsh", "crash"),
        ("lei jn", "lei jun"),
        ("resinged", "resigned"),  # which only the glossary has
    ],
)
def test_short_names_are_corrected(everyday: Store, typed: str, meant: str) -> None:
    assert asked(everyday, typed).corrected == meant


@pytest.mark.parametrize(
    "query",
    ["dividend", "CAGR", "lime", "crust", "insurance", "ore", "世界杯"],  # no `or`, no 世界
)
def test_a_word_that_is_not_there_is_not_made_another(everyday: Store, query: str) -> None:
    assert asked(everyday, query) == Answer(query, "", [], 0, {}, (query,))


def test_words_that_only_different_texts_have_find_nothing(everyday: Store) -> None:
    assert asked(everyday, "divided stopped").hits == []


def test_unknown_words_are_named_beside_what_was_found(everyday: Store) -> None:
    answer = asked(everyday, "razor and blades insurance")
    assert answer.hits
    assert answer.unknown == ("insurance",)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lidar beams", ["beam"]),
        ("kind:product lamp", ["lamp"]),
        ("beam -crash", ["beam"]),
        ("lamp (", ["lamp"]),
    ],
)
def test_words_of_the_query_are_marked_and_no_parts_of_others(
    everyday: Store, query: str, expected: list[str]
) -> None:
    hit = next(hit for hit in asked(everyday, query).hits if hit.entry.id == "product/lidar")
    assert [hit.snippet[start:end] for start, end in hit.marks] == expected


def test_matched_words_are_marked(everyday: Store) -> None:
    hit = asked(everyday, "crashes floor").hits[0]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["crashes", "floor"]
    assert [hit.entry.title[start:end] for start, end in hit.title_marks] == ["crash"]


def test_an_event_is_folded_under_what_appeared(everyday: Store) -> None:
    folded = {hit.entry.id: hit.folded for hit in asked(everyday, "dog").hits}
    assert folded == {"product/dog": "", "event/2021-dog": "product/dog"}


def test_a_hit_that_says_the_same_is_folded_and_its_neighbours_are_not(everyday: Store) -> None:
    folded = {hit.entry.id: hit.folded for hit in asked(everyday, "clock").hits}
    assert folded == {
        "product/clock": "",
        "principle/clock": "",
        "product/clock-2": "principle/clock",
    }


@pytest.mark.parametrize(
    ("name", "value", "is_known"),
    [
        ("kind", "foo", False),
        ("kind", "events", True),
        ("theme", "foo", False),
        ("theme", "pric", True),
        ("year", "soon", False),
        ("year", "2017", True),
        ("source", "none", False),
        ("source", "doc", True),
    ],
)
def test_a_filter_that_leads_nowhere_means_nothing(
    everyday: Store, name: str, value: str, *, is_known: bool
) -> None:
    assert (filter_meaning(everyday, name, value) is not None) == is_known
