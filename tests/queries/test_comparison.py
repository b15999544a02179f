"""Comparison sets like beside like, and says why it cannot where it cannot."""

from pathlib import Path

import pytest

from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.record_parts import Claim
from xiaomi_cli.queries.comparison import (
    Comparison,
    compare,
    names_in,
    shortened,
    subject_beside,
)
from xiaomi_cli.queries.comparison_cells import Cell, Side
from xiaomi_cli.queries.record_details import cited_references
from xiaomi_cli.queries.resolve import QuestionError

RIVALS = """
- id: company/bright
  title: Bright
  summary: A rival.
  cite: founding-letter¶4
  dimensions:
    services:
    - {text: Bright lets buyers wait., cite: founding-letter¶4}
    - {text: Bright repairs nothing at all., cite: founding-letter¶4, short: none}
    pricing:
    - {text: A lamp of Bright costs 99 euros., cite: founding-letter¶4, short: 99 euros}
    brand:
    - {text: Bright is loud., cite: founding-letter¶4}
- id: principle/two-forms
  title: Two forms
  summary: An idea of two forms.
  cite: founding-letter¶4
  claims:
  - {text: The first form has a lamp., id: first, name: Two forms 1.0, aliases: [form one], parts: [a shade, a lamp], cite: founding-letter¶4}
  - {text: The second has two., id: second, name: Two forms 2.0, aliases: [form two], parts: [a shade, two lamps], cite: founding-letter¶4}
- id: figure/lamps-repaired
  title: Lamps repaired
  summary: Few.
  cite: founding-letter¶6
  measure: lamps repaired in a year
  unit: lamps
  points:
  - {period: 2020, value: 12, basis: reported, cite: founding-letter¶6}
  - {period: 2019, value: 3, basis: reported, cite: founding-letter¶6}
- id: source/lamp-review-2022
  title: A second look
  summary: It looks again.
  type: page
  voice: press
  published: 2022
- id: lesson/repair
  title: Repair
  summary: Repair what you sell.
  themes: [users]
  cite: lamp-review-2022
"""


@pytest.fixture(scope="module")
def rivals(lamps: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The library of lamps with a rival, an idea of two forms and a second figure."""
    extra = tmp_path_factory.mktemp("rivals")
    (extra / "library.yaml").write_text("dimensions: {brand: Brand}", encoding="utf-8")
    (extra / "rivals.yaml").write_text(RIVALS, encoding="utf-8")
    return Store(compile_folder(lamps, None, (extra,)))


def texts(found: Comparison) -> dict[str, list[list[str]]]:
    """What each side says under each aspect, in a phrase where it has one."""
    return {
        name: [[cell.claim.short or cell.claim.text for cell in cells] for cells in columns]
        for name, columns in found.aspects
    }


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (["bright", "honest lamps"], ["company", "company"]),
        (["open price", "replace first"], ["principle", "principle"]),
        (["open price", "replace first", "two forms"], ["principle"] * 3),
        (["lamps sold", "lamps repaired"], ["figure", "figure"]),
        (["letter", "lamp-review-2021"], ["source", "source"]),
        (["2020", "2021"], ["year", "year"]),
        (["workshop", "growth"], ["era", "era"]),
        (["form one", "form two"], ["statement", "statement"]),
    ],
)
def test_like_stands_beside_like(rivals: Store, names: list[str], kinds: list[str]) -> None:
    found = compare(rivals, names)
    assert [side.kind for side in found.sides] == kinds
    assert found.aspects
    assert all(len(columns) == len(names) for _, columns in found.aspects)
    cites = [
        cite for _, row in found.aspects for cells in row for c in cells for cite in c.claim.cite
    ]
    assert cited_references(rivals, cites).keys() == set(cites)


def test_a_dimension_opens_with_its_phrase_and_numbers_go_first(rivals: Store) -> None:
    found = texts(compare(rivals, ["bright", "honest lamps"]))
    assert next(iter(found)) == "Pricing"
    assert found["Pricing"] == [["99 euros"], ["49 euros, 41 to make"]]
    assert found["Services"][0] == ["none", "Bright lets buyers wait."]


def test_where_both_speak_comes_before_where_one_is_silent(rivals: Store) -> None:
    found = compare(rivals, ["bright", "honest lamps"])
    full = [all(columns) for _, columns in found.aspects]
    assert full == sorted(full, reverse=True)
    assert texts(found)["Brand"] == [["Bright is loud."], []]


def test_two_forms_of_one_idea_differ_in_their_parts(rivals: Store) -> None:
    found = compare(rivals, ["form one", "form two"])
    assert [side.id for side in found.sides] == [
        "principle/two-forms#first", "principle/two-forms#second",
    ]  # fmt: skip
    assert texts(found)["Parts apart"] == [["a lamp"], ["two lamps"]]
    assert texts(found)["Parts alike"] == [["a shade"], ["a shade"]]


def test_a_record_beside_its_second_form_is_its_first(rivals: Store) -> None:
    found = compare(rivals, ["two forms", "two forms 2.0"])
    assert [side.title for side in found.sides] == ["Two forms 1.0", "Two forms 2.0"]


def test_figures_are_compared_year_by_year(rivals: Store) -> None:
    found = compare(rivals, ["lamps sold", "lamps repaired"])
    assert [name for name, _ in found.aspects] == ["2019", "2020", "2021"]
    assert texts(found)["2020"] == [["1,200 lamps"], ["12 lamps"]]
    assert texts(found)["2021"] == [["5,000 lamps (target)"], []]


def test_sources_are_compared_first_on_what_they_dispute(rivals: Store) -> None:
    found = compare(rivals, ["letter", "lamp-review-2021"])
    assert found.aspects[0][0] == "What the Lantern costs to make"
    assert texts(found)["What the Lantern costs to make"] == [["41 euros"], ["38 euros at most"]]
    assert compare(rivals, ["letter", "lamp-review-2021"], "founder").aspects[0][0] != (
        "What the Lantern costs to make"
    )


def test_sources_that_share_no_record_meet_on_a_theme(rivals: Store) -> None:
    found = compare(rivals, ["letter", "lamp-review-2022"])
    both = [name for name, columns in found.aspects if all(columns)]
    assert "Users" in both
    assert len(texts(found)) > len(both)  # what is left stands by its record


@pytest.mark.parametrize("names", [["bright", "honest lamps"], ["open price", "replace first"]])
def test_a_theme_narrows_what_is_compared(rivals: Store, names: list[str]) -> None:
    def statements(theme: str) -> set[str]:
        aspects = compare(rivals, names, theme).aspects
        return {cell.claim.text for _, columns in aspects for cells in columns for cell in cells}

    assert statements("pricing") < statements("")
    assert statements("pricing") != statements("founder")


def test_a_copy_rule_is_compared_without_its_opening(rivals: Store) -> None:
    found = texts(compare(rivals, ["open price", "replace first"]))
    assert found["Copy if"][0] == ["costs are stable enough to tell before the sale."]


def test_things_of_different_kinds_are_refused(rivals: Store) -> None:
    with pytest.raises(QuestionError, match="'bright' is a company"):
        compare(rivals, ["bright", "open price"])


def test_a_name_that_means_another_kind_is_told_to_be_one(rivals: Store) -> None:
    with pytest.raises(QuestionError, match="'brigh' is a company"):
        compare(rivals, ["lamp-review-2021", "brigh"])


def test_a_year_stands_beside_years_alone(rivals: Store) -> None:
    with pytest.raises(QuestionError, match="'2020' is a year or an era"):
        compare(rivals, ["2020", "bright"])


def test_a_shortened_comparison_says_how_much_it_leaves_out() -> None:
    sides = [Side("a", "k", "A", ""), Side("b", "k", "B", "")]
    cell = Cell(Claim(text="one"), "company/bright")
    many, one = [cell] * 3, [cell]
    whole = Comparison(sides, [("x", [many, one]), ("y", [[], many])])
    short, more = shortened(whole, 2)
    assert [[len(cells) for cells in row] for _, row in short.aspects] == [[2, 1], [0, 2]]
    assert more == 2
    assert shortened(whole, 0) == (whole, 0)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (["apple", "vs", "xiaomi"], ["apple", "xiaomi"]),
        (["小米和苹果"], ["小米", "苹果"]),
        (["iron", "triangle", "versus", "new", "retail"], ["iron triangle", "new retail"]),
        (["xiaomi", "apple", "and", "tesla"], ["xiaomi", "apple", "tesla"]),
        (["2014", "to", "2016"], ["2014", "2016"]),
        (["bydd", "&", "tesla"], ["bydd", "tesla"]),
        (["speed and apple"], ["speed and apple"]),  # of two kinds: perhaps a name
    ],
)
def test_words_that_stand_between_names_part_them(
    store: Store, typed: list[str], names: list[str]
) -> None:
    assert names_in(store, typed) == names


@pytest.mark.parametrize(("name", "beside"), [("aple", ["Xiaomi"]), ("xiaomi", []), ("speed", [])])
def test_another_of_its_kind_stands_beside_the_subject(
    store: Store, name: str, beside: list[str]
) -> None:
    assert subject_beside(store, name) == beside
