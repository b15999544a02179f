"""Comparison sets like beside like, and says why it cannot where it cannot."""

import pytest

from xiaomi_cli.index.store import Store
from xiaomi_cli.queries.comparison import NotComparableError, compare, differences_first, shortened
from xiaomi_cli.queries.record_details import cited_references


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["apple", "xiaomi"], "company"),
        (["apple", "samsung", "byd", "tesla", "xiaomi"], "company"),
        (["iron triangle", "iron triangle 2.0"], "framework"),
        (["speed", "focus"], "principle"),
        (["revenue", "adjusted profit"], "figure"),
        (["2023 interview", "2025 speech"], "source"),
        (["xiaomi-2018-04-25", "business-today-2018-04-26"], "source"),
        (["2014", "2016"], "year"),
        (["early flight", "near collapse"], "era"),
    ],
)
def test_things_of_one_kind_stand_side_by_side(store: Store, names: list[str], kind: str) -> None:
    found = compare(store, names)
    assert [side.kind for side in found.sides] == [kind] * len(names)
    assert found.aspects
    assert all(len(columns) == len(names) for _, columns in found.aspects)
    cites = [cite for _, row in found.aspects for cells in row for c in cells for cite in c.cite]
    assert cited_references(store, cites).keys() == set(cites)


def test_the_two_iron_triangles_differ_in_their_parts(store: Store) -> None:
    aspects = dict(compare(store, ["iron triangle", "iron triangle 2.0"]).aspects)
    first, second = ([cell.text for cell in cells] for cells in aspects["Parts"])
    assert first != second
    assert "Internet Services" in " ".join(second)


def test_sources_can_be_compared_on_one_theme(store: Store) -> None:
    found = compare(store, ["2023 interview", "2025 speech"], theme="chips")
    assert [name for name, _ in found.aspects] == ["Chips"]
    for cells in found.aspects[0][1]:
        assert all(cell.cite[0].startswith("hard-tech¶") for cell in cells)


def test_every_fact_compared_has_its_citation(store: Store) -> None:
    for name, columns in compare(store, ["apple", "xiaomi"]).aspects:
        assert all(cell.cite for cells in columns for cell in cells), name


def test_aspects_on_which_all_have_something_to_say_come_first(store: Store) -> None:
    aspects = differences_first(compare(store, ["byd", "xiaomi"])).aspects
    full = [all(columns) for _, columns in aspects]
    assert full == sorted(full, reverse=True)


def test_things_of_different_kinds_are_refused(store: Store) -> None:
    with pytest.raises(NotComparableError, match="'apple' is a company"):
        compare(store, ["apple", "speed"])


def test_a_shortened_comparison_says_how_much_it_leaves_out(store: Store) -> None:
    whole = compare(store, ["apple", "xiaomi"])
    short, more = shortened(whole, 2)
    counts = [[len(cells) for _, row in found.aspects for cells in row] for found in (whole, short)]
    assert counts[1] == [min(count, 2) for count in counts[0]]
    assert more == sum(counts[0]) - sum(counts[1]) > 0
    assert shortened(whole, 0) == (whole, 0)
