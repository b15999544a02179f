"""A name leads to the one record it means, however it is typed, or to those it could mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.index.store import Store
from xiaomi_cli.queries.resolve import (
    AmbiguousNameError,
    QuestionError,
    UnclearNameError,
    UnknownNameError,
    called_about_so,
    resolve,
    theme_named,
)


@pytest.mark.parametrize(
    "name",
    ["speed", "Speed", " SPEED ", "principle/speed", "Principle/Speed", "principle speed", "快",
     "kuai", "sped", "speeed", "principle/sped"],
)  # fmt: skip
def test_every_way_of_typing_a_name_leads_to_the_same_record(store: Store, name: str) -> None:
    assert resolve(store, name, ["principle"]).record.id == "principle/speed"
    assert resolve(store, name).record.id == "principle/speed"


@pytest.mark.parametrize(
    ("name", "kinds", "expected"),
    [
        ("SU 7", [], "product/su7"),
        ("su7-ultra", [], "product/su7-ultra"),
        ("雷軍", [], "person/lei-jun"),
        ("leijun", [], "person/lei-jun"),
        ("feng kou", [], "framework/tail-wind"),
        ("生態鏈", [], "framework/ecological-chain"),
        ("5", ["framework"], "framework/iron-triangle"),  # by its number in the list
        ("12", ["framework"], "framework/nail-then-amaze"),
        ("wordofmouth", [], "principle/word-of-mouth"),
        ("hyper os", [], "product/hyperos-system"),
        ("HyperOS", ["product"], "product/hyperos-system"),
        ("the four internet principles", [], "framework/four-internet-principles"),
        ("explosive", ["framework"], "framework/explosive-products"),
        ("kernel", ["dispute"], "dispute/hyperos-kernel"),
        ("5% cap", ["promise"], "promise/five-percent-cap"),
    ],
)
def test_a_name_is_forgiven_its_form(
    store: Store, name: str, kinds: list[str], expected: str
) -> None:
    resolved = resolve(store, name, kinds)
    assert (resolved.record.id, resolved.corrected) == (expected, False)


@pytest.mark.parametrize(
    ("name", "kinds", "expected"),
    [
        ("iorn triangle", ["framework"], "framework/iron-triangle"),
        ("reveune", ["figure"], "figure/revenue"),
        ("aple", [], "company/apple"),
        ("qualty veto", [], "principle/quality-veto"),
    ],
)
def test_a_misspelt_name_is_found_and_said_to_be_corrected(
    store: Store, name: str, kinds: list[str], expected: str
) -> None:
    resolved = resolve(store, name, kinds)
    assert (resolved.record.id, resolved.corrected) == (expected, True)


@pytest.mark.parametrize("number", ["0", "13", "9" * 5000])
def test_a_number_that_no_framework_has_is_told(store: Store, number: str) -> None:
    with pytest.raises(QuestionError, match="the list has 12 frameworks"):
        resolve(store, number, ["framework"])


@pytest.mark.parametrize(("name", "kinds"), [("iron", []), ("iron", ["framework"])])
def test_a_name_of_several_records_lists_them(store: Store, name: str, kinds: list[str]) -> None:
    with pytest.raises(AmbiguousNameError) as unclear:
        resolve(store, name, kinds)
    assert len(unclear.value.candidates) > 1
    assert {found.kind for found in unclear.value.candidates} <= set(kinds or store.counts())


@pytest.mark.parametrize("name", ["banana", "triangel shape", "xyzzy frobnicate"])
def test_an_unknown_name_lists_the_nearest_three_at_most(store: Store, name: str) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        resolve(store, name)
    assert len(unknown.value.candidates) <= 3


@pytest.mark.parametrize("name", ["", "   ", "!!!", "\0", "🚗"])
def test_what_has_no_word_is_unknown(store: Store, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(store, name)


@given(name=st.text(max_size=200), kind=st.sampled_from(["", "principle", "event", "source"]))
def test_any_text_names_one_record_of_the_kind_or_is_unclear(
    store: Store, name: str, kind: str
) -> None:
    try:
        resolved = resolve(store, name, [kind] if kind else [])
    except UnclearNameError as unclear:
        assert unclear.name == name
    else:
        assert kind in {"", resolved.record.kind}


@pytest.mark.parametrize(
    ("typed", "theme"),
    [
        ("cars", "cars"), ("Car", "cars"), ("the car", "cars"), ("ev", "cars"), ("汽车", "cars"),
        ("electric car", "cars"), ("artificial intelligence", "ai"), ("Supply Chain", "supply-chain"),
        ("qqqq", ""), ("leaders", ""), ("crash", ""), ("新零售", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_theme_is_named_in_either_number_or_by_what_the_glossary_says(
    store: Store, typed: str, theme: str
) -> None:
    assert theme_named(store, typed) == theme


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("5% cap", "dispute", {"hardware-cap-law", "hardware-margin-wording"}),
        ("speed", "framework", set()),  # one word, which is the name of a principle
    ],
)
def test_the_asked_kind_wins_over_the_whole_name_of_another(
    store: Store, name: str, kind: str, expected: set[str]
) -> None:
    found = called_about_so(store, name, [kind])
    assert {one.id.partition("/")[2] for one in found} == expected


def test_a_record_counts_by_the_closest_of_its_names(store: Store) -> None:
    """What was called `crash …` has become a part of the event whose title has the word as well."""
    found = called_about_so(store, "crash", ["event"])
    assert "event/2025-03-29-su7-crash" in {one.id for one in found}
