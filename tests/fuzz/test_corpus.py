"""Every input of the corpus, and with it every failure once found, passes its target."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, whole

CORPUS = Path(__file__).parent / "corpus"
CASES = [path.relative_to(CORPUS) for path in sorted(CORPUS.glob("*/*"))]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_input_of_the_corpus_passes(case: Path) -> None:
    TARGETS[case.parts[0]]((CORPUS / case).read_bytes())


def test_every_target_has_a_corpus() -> None:
    assert {case.parts[0] for case in CASES} | {"whole"} == set(TARGETS)


def test_any_valid_library_is_shown_and_exported() -> None:
    whole()
