"""Retellings of the company's own account are one voice with it."""

from pathlib import Path

import pytest

from tests.library.libraries import write
from xiaomi_cli.build.compile import compile_folder
from xiaomi_cli.index.database import rows

OUTLINE = "[" + ", ".join(f'{{n: {n}, head: H, print: "{n}"}}' for n in range(1, 100)) + "]"
SOURCES = f"""\
- {{id: source/article, type: document, voice: independent, publisher: ChinaTalk, outline: {OUTLINE}}}
- {{id: source/interview, type: part, voice: company, part_of: source/article, first: 7, last: 39, primary: true}}
- {{id: source/speech, type: part, voice: company, part_of: source/article, first: 46, last: 61, without: [50]}}
- {{id: source/review, type: document, voice: promotional, publisher: Read to Build, outline: {OUTLINE}}}
- {{id: source/results, type: page, voice: company, publisher: Xiaomi}}
- {{id: source/paper, type: page, voice: press, publisher: The Daily (Beijing)}}
- {{id: source/paper-again, type: page, voice: press, publisher: The Daily via Wire}}
- {{id: source/blog, type: page, voice: mixed, author: A. Writer}}
- {{id: source/note, type: page, voice: press}}
""".replace(", type", ", title: T, summary: S, type")


@pytest.mark.parametrize(
    ("cite", "voices", "primary"),
    [
        ("results", "company", 0),
        ("results, review¶3, article¶7, article¶39", "company", 1),
        ("article¶6", "outside:chinatalk", 0),
        ("article¶45", "outside:chinatalk", 0),
        ("article¶40, article¶46-50", "company outside:chinatalk", 0),
        ("article¶49-50", "company", 0),
        ("article¶50", "outside:chinatalk", 0),
        ("article¶62, article¶99", "outside:chinatalk", 0),
        ("paper, paper-again", "outside:the-daily", 0),
        ("blog, note", "outside:a.-writer outside:source/note", 0),
        ("", "", 0),
    ],
)
def test_voices_are_counted_by_who_speaks(
    cite: str, voices: str, primary: int, tmp_path: Path
) -> None:
    person = f"- {{id: person/ann, title: Ann, summary: Speaks., cite: [{cite}]}}\n"
    folder = write(tmp_path, {"a.yaml": person, "s.yaml": SOURCES})
    sql = "SELECT voices, is_primary FROM statements WHERE text = 'Speaks.'"
    assert rows(compile_folder(folder, None), sql) == [(voices, primary)]
