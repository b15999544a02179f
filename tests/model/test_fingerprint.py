"""A paragraph is recognised in any honest copy, and in no other text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaomi_cli.model.text_evidence import LENGTH, fingerprint, paragraphs

PARAGRAPH = "In April 2010, “Lei Jun” founded Xiaomi — with 13 people; 小米 was born."


@pytest.mark.parametrize(
    "copy",
    [
        PARAGRAPH.upper(),
        PARAGRAPH.replace("“", '"').replace("”", '"').replace("—", "--"),
        f"  {PARAGRAPH}\t".replace(" ", "\u00a0 "),
        PARAGRAPH.replace("founded", "ｆｏｕｎｄｅｄ"),
        PARAGRAPH.replace(";", "").replace(",", ""),
    ],
)
def test_typography_and_case_do_not_matter(copy: str) -> None:
    assert fingerprint(copy) == fingerprint(PARAGRAPH)


@pytest.mark.parametrize(
    ("old", "new"),
    [("2010", "2011"), ("13", "14"), ("founded", "found"),
     ("小米", "大米"), ("with ", ""), ("Lei", "Li")],
)  # fmt: skip
def test_any_other_word_or_digit_does(old: str, new: str) -> None:
    assert fingerprint(PARAGRAPH.replace(old, new)) != fingerprint(PARAGRAPH)


@given(st.text())
def test_any_text_has_a_short_fingerprint(text: str) -> None:
    print_ = fingerprint(text)
    assert len(print_) == LENGTH
    assert set(print_) <= set("0123456789abcdef")


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1)))
def test_paragraphs_are_the_lines_that_are_not_empty(lines: list[str]) -> None:
    expected = [line for line in lines if line.strip()]
    for end in ("\n", "\r\n", "\n\n  \n"):
        assert paragraphs(end.join(lines)) == expected
