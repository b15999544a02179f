"""Retellings of the company's own account are one voice with it."""

import pytest

from xiaomi_cli.build.provenance import Places, voices
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.records import Source, Voice


def source(name: str, voice: Voice, **fields: object) -> Source:
    given = {"type": "page", "title": name, "summary": "x"} | fields
    return Source(id=f"source/{name}", voice=voice, **given)  # type: ignore[arg-type]


SOURCES = {
    s.id: s
    for s in (
        source("article", "independent", type="document", publisher="ChinaTalk"),
        source("interview", "company", type="part", part_of="source/article", first=7, last=39),
        source(
            "speech",
            "company",
            type="part",
            part_of="source/article",
            first=46,
            last=61,
            without=[50],
        ),
        source("review", "promotional", type="document", publisher="Read to Build"),
        source("results", "company", publisher="Xiaomi"),
        source("paper", "press", publisher="The Daily (Beijing)"),
        source("paper-again", "press", publisher="The Daily via Wire"),
        source("blog", "mixed", author="A. Writer"),
        source("note", "press"),
    )
}


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        (["results"], {"company"}),
        (["results", "review¶3", "article¶7", "article¶39"], {"company"}),
        (["article¶6"], {"outside:chinatalk"}),
        (["article¶40", "article¶46-50"], {"outside:chinatalk", "company"}),
        (["article¶62"], {"outside:chinatalk"}),
        (["paper", "paper-again"], {"outside:the-daily"}),
        (["blog", "note"], {"outside:a.-writer", "outside:source/note"}),
        ([], set()),
    ],
)
def test_voices_are_counted_by_who_speaks(cite: list[str], expected: set[str]) -> None:
    assert voices(map(parse_citation, cite), Places(SOURCES)) == expected


@pytest.mark.parametrize(
    ("cite", "place"),
    [("article¶1", "article"), ("article¶7", "interview"), ("article¶45", "article"),
     ("article¶46", "speech"), ("article¶50", "article"), ("article¶49-50", "speech"), ("article¶61", "speech"), ("article¶99", "article"),
     ("blog", "blog")],
)  # fmt: skip
def test_a_citation_rests_on_the_part_that_holds_its_paragraph(cite: str, place: str) -> None:
    assert Places(SOURCES).of(parse_citation(cite)).id == f"source/{place}"
