"""The shipped library is sound."""

import pytest

from tests.conftest import ROOT
from xiaomi_cli.library.loader import Library
from xiaomi_cli.library.rules import check_library
from xiaomi_cli.library.statements import statements
from xiaomi_cli.model.claims import SUMMARY
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.records import Dispute, Source


@pytest.fixture(scope="module", name="library")
def _library() -> Library:
    return Library(ROOT / "data")


def test_it_has_no_problem(library: Library) -> None:
    assert [str(problem) for problem in check_library(library)] == []
    assert library.unread == frozenset()


def test_every_citation_leads_to_a_source_and_its_paragraphs(library: Library) -> None:
    sources = {p.record.id: p.record for p in library.placed if isinstance(p.record, Source)}
    outlines = {key: {paragraph.n for paragraph in s.outline} for key, s in sources.items()}
    cited = 0
    for placed in library.placed:
        for statement in statements(placed):
            for text in statement.cite:
                citation = parse_citation(text)
                assert set(citation.paragraphs) <= outlines[citation.source_id], statement.text
                assert bool(citation.paragraphs) == (sources[citation.source_id].type == "document")
                cited += 1
    assert cited > 3000


def test_each_record_knows_the_line_it_stands_on(library: Library) -> None:
    lines: dict[str, list[str]] = {}
    for placed in library.placed:
        beside = placed.file.startswith("seeds/")
        folder = ROOT if beside else ROOT / "data"
        text = lines.setdefault(
            placed.file, (folder / placed.file).read_text(encoding="utf-8").splitlines()
        )
        assert placed.record.id in text[placed.line("id") - 1]
        if not isinstance(placed.record, Dispute):  # whose summary is derived
            assert "summary:" in text[placed.line("summary") - 1]
        for statement in statements(placed):
            steps = statement.path.steps if statement.path != SUMMARY else ()
            for number, cite in enumerate(statement.cite):
                near = text[placed.line(*steps, "cite", number) - 1 :][:3]
                assert any(cite in line for line in near)
