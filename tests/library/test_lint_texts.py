"""Notes on sentences: each kind of note has a text that earns it and one that does not."""

import re
from pathlib import Path

import pytest

from tests.library.libraries import SOURCES, problems_of, write
from xiaomi_cli.library.lint import lint_library
from xiaomi_cli.library.loader import Library

LONG = " ".join(["word"] * 28)


def notes(folder: Path, about: str, records: str) -> list[str]:
    """The notes on these records whose message has some words."""
    library = write(
        folder, {"a.yaml": records, "s.yaml": SOURCES, "library.yaml": "commonplace: [Xiaomi]\n"}
    )
    assert problems_of(library) == []
    found = [note for note in lint_library(Library(library)) if re.search(about, note.message)]
    return [f"{note.line}: {note.message.partition(': ')[0]}" for note in found]


def product(*claims: str) -> str:
    """A product with statements, each in a line of its own."""
    said = "".join(f"- {{text: {claim}}}\n" for claim in claims)
    return f"id: product/mi-1\ntitle: Mi 1\nsummary: x\ncite: page\nclaims:\n{said}"


@pytest.mark.parametrize(
    ("text", "noted"),
    [(LONG, []), (f"{LONG} word", ["6: claims[0] has 29 words; up to 25 read well"])],
    ids=["a few words too many", "too long"],
)
def test_a_long_text_is_noted(text: str, noted: list[str], tmp_path: Path) -> None:
    assert notes(tmp_path, "read well", product(f"{text}, cite: page")) == noted


STYLES = [
    ("This changed the phone.", "opens with a word that points back"),
    ("There were ten phones.", "opens with a word that points back"),
    ("The phone sold; the watch did not.", "has a semicolon; two thoughts are two statements"),
    ("The phone sold - the watch did not.", "has a hyphen for a dash"),
    ("The margin was 5 per cent.", "writes per cent for %"),
    ("The phone is said to sell.", "attributes in the passive; who says it is data (by)"),
    ("The phone sold, by the review.", "names its source; who says it is data (by)"),
    ("The phone cost RMB 1,999.", "writes RMB or CNY for yuan"),
]


VICES = "|".join(re.escape(vice) for _, vice in STYLES)


@pytest.mark.parametrize(("text", "vice"), STYLES, ids=[vice for _, vice in STYLES])
def test_a_vice_of_style_is_noted(text: str, vice: str, tmp_path: Path) -> None:
    assert notes(tmp_path, VICES, product(f"'{text}', cite: page")) == [f"6: claims[0] {vice}"]


@pytest.mark.parametrize(
    "text",
    ["The phone sold well, and the watch did not.", "Thistle and thereabouts are no openings.",
     "Xiaomi reviews its prices.", "The well-known phone sold.", "The margin was 5%."],
)  # fmt: skip
def test_a_plain_sentence_is_left_alone(text: str, tmp_path: Path) -> None:
    assert notes(tmp_path, VICES, product(f"'{text}', cite: page")) == []


TWIN = "MIUI was updated every week by Xiaomi"


@pytest.mark.parametrize(
    ("first", "second", "noted"),
    [
        (f"{TWIN}, cite: doc¶1", f"{TWIN} and nobody else did so, cite: doc¶1", True),
        (f"{TWIN}, cite: doc¶1", f"{TWIN}, cite: doc¶2", False),
        (f"{TWIN}, cite: doc¶1-2", f"{TWIN}, cite: [page, doc¶2]", True),
        (f"{TWIN}, cite: page", f"{TWIN}, cite: page", True),
        (f"{TWIN}, cite: doc¶1", "Xiaomi paid for the weekly update, cite: doc¶1", False),
        ("MIUI updated, cite: doc¶1", "MIUI updated, cite: doc¶1", False),
    ],
    ids=["a longer one", "another paragraph", "a common paragraph", "a common page", "others words",
         "a name"],
)  # fmt: skip
def test_two_statements_that_say_the_same_are_noted(
    first: str, second: str, *, noted: bool, tmp_path: Path
) -> None:
    expected = ["7: claims[1] says what claims[0] of product/mi-1 (a.yaml:6) says"]
    assert notes(tmp_path, " says what ", product(first, second)) == (expected if noted else [])


def test_what_is_drawn_in_is_no_twin(tmp_path: Path) -> None:
    records = f"- {product(f'{TWIN}, cite: doc¶1, id: weekly')}".replace("\n", "\n  ").rstrip(" ")
    records += (
        "- {id: person/ann, title: Ann, summary: x, cite: page, claims: ['product/mi-1#weekly']}\n"
    )
    assert notes(tmp_path, " says what ", records) == []


@pytest.mark.parametrize(
    ("first", "second", "noted"),
    [
        ("cite: doc¶1", "cite: doc¶1, type: account, by: reviewer", "the word of reviewer, but of the "
         "same paragraph a.yaml:6 is a fact"),
        ("cite: doc¶1, type: opinion, by: Ann", "cite: doc¶1, type: account, by: reviewer",
         "the word of reviewer, but of the same paragraph a.yaml:6 is the word of Ann"),
        ("cite: doc¶1, type: opinion, by: Ann", "cite: doc¶1, type: account, by: Ann", ""),
        ("cite: doc¶1", "cite: doc¶1, type: opinion, by: editors", ""),
        ("cite: doc¶1", "cite: doc¶2, type: account, by: reviewer", ""),
        ("cite: page", "cite: page, type: account, by: reviewer", ""),
        ("cite: doc¶1", "cite: doc¶1-2, type: account, by: reviewer", ""),
    ],
    ids=["fact or word", "whose word", "one voice", "the editors", "two paragraphs", "a page", "a run"],
)  # fmt: skip
def test_one_paragraph_has_one_voice(first: str, second: str, noted: str, tmp_path: Path) -> None:
    found = notes(tmp_path, "of the same paragraph", product(f"A., {first}", f"B., {second}"))
    assert found == ([f"7: claims[1] is {noted}"] if noted else [])


@pytest.mark.parametrize(
    ("claim", "noted"),
    [
        ("'The Mi 1 cost 1,999 yuan.', cite: page", "1,999 yuan"),
        ("The Mi 1 cost $300., cite: page", "$300"),
        ("The Mi 1 took 5% of the market., cite: page", "5%"),
        ("Xiaomi sold 61.1 million phones., cite: page", "61.1 million"),
        ("Xiaomi sold the Mi 1 in 2011 to 300 friends., cite: page", ""),
        ("'The Mi 1 cost 1,999 yuan.', cite: page, "
         "quantities: [{measure: price, value: 1999, currency: CNY}]", ""),
        ("Xiaomi sold 61.1 million phones., cite: page, "
         "quantities: [{measure: phones, value: 61.1, scale: million}]", ""),
        ("Xiaomi sold 61.1 million phones at $300., cite: page, "
         "quantities: [{measure: phones, value: 61.1, scale: million}]", "$300"),
        ("The share rose to between 5% and 7%., cite: page, "
         "quantities: [{measure: share, value: 5, to: 7, unit: '%'}]", ""),
        ("The share fell by 36%., cite: page, "
         "quantities: [{measure: change of the share, value: -36, unit: '%'}]", ""),
    ],
)  # fmt: skip
def test_a_number_that_is_not_typed_is_noted(claim: str, noted: str, tmp_path: Path) -> None:
    found = notes(tmp_path, "among its quantities", product(claim))
    assert found == ([f"6: claims[0] has '{noted}', not among its quantities"] if noted else [])


def test_of_a_risk_or_a_figure_no_number_need_be_typed(tmp_path: Path) -> None:
    risk = "{id: risk/r, title: R, summary: x, cite: page, claims: [{text: Prices fell 5%., cite: page}]}\n"
    assert notes(tmp_path, "among its quantities", risk) == []
