"""Notes for a curator: what is not wrong, but not good either."""

from pathlib import Path

import pytest

from tests.library.libraries import SOURCES, problems_of, write
from xiaomi_cli.library.lint import LONG_SUMMARY, lint_library
from xiaomi_cli.library.loader import Library

A_FIGURE = """\
- id: figure/sold
  title: Sold
  summary: x
  cite: doc¶1
  measure: count
  unit: phones
  see: principle/speed
  points:
  - {period: 2014, value: 60, basis: reported, cite: doc¶1}
  - {period: 2014, value: 61, basis: reported, cite: doc¶2%s}
"""


def notes(folder: Path) -> list[str]:
    assert problems_of(folder) == []
    return [str(note) for note in lint_library(Library(folder))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- {id: framework/f, title: F, summary: x, cite: doc¶1, form: list,\n"
            "   parts: [framework/g]}\n"
            "- {id: framework/g, title: G, summary: x, cite: doc¶1, form: list, see: framework/f}\n",
            [],
        ),
        (
            "- id: person/a\n  title: A\n  summary: x\n  cite: doc¶1\n",
            ["a.yaml:1: person/a has no links at all"],
        ),
        # Names: one name leads to one record of a kind, whatever its spelling.
        (
            "- {id: person/a, title: Lei Jun, summary: x, cite: doc¶1, aliases: [lei-jun],\n"
            "   see: person/b}\n"
            "- {id: person/b, title: B, summary: x, cite: doc¶1, see: person/a,\n"
            "   aliases: [boss, LEI  JUN]}\n"
            "- {id: company/c, title: Lei Jun, summary: x, cite: doc¶1, see: person/a,\n"
            "   aliases: ['!!!', '??']}\n"
            "- {id: company/d, title: D, summary: x, cite: doc¶1, see: person/a,\n"
            "   aliases: ['...']}\n",
            ["a.yaml:4: the name 'lei jun' is borne by person/a (a.yaml:1) too"],
        ),
        # Citations.
        (
            "- {id: person/a, title: A, summary: x, see: person/b,\n"
            "   claims: [{text: T., cite: []}]}\n"
            "- {id: person/b, title: B, summary: x, cite: doc¶1, see: person/a}\n",
            ["a.yaml:1: summary has no citation", "a.yaml:2: claims[0] has no citation"],
        ),
        # What is drawn in is a link, and has its citation at home.
        (
            "- {id: person/a, title: A, summary: x, cite: doc¶1, claims: ['person/b#born']}\n"
            "- {id: person/b, title: B, summary: x, cite: doc¶1,\n"
            "   claims: [{id: born, text: Bea saw light., cite: doc¶2}]}\n",
            [],
        ),
        # The head of a dispute rests on its positions.
        (
            "- id: dispute/d\n  title: D\n  question: When?\n  verdict: In May.\n"
            "  consequence: low\n  positions:\n  - {at: 'person/b#title', says: May}\n"
            "  - {at: 'person/b#summary', says: June}\n"
            "- {id: person/b, title: B, summary: x, cite: doc¶1}\n",
            [],
        ),
        # Two values for one period.
        (
            A_FIGURE % "",
            ["a.yaml:10: points: two values for 2014; say how they differ (note or status)"],
        ),
        (A_FIGURE % ", note: as restated", []),
        (A_FIGURE % ", status: superseded, reason: restated", []),
        (A_FIGURE % ", definition: with tablets", []),
    ],
)  # fmt: skip
def test_each_note_stands_at_its_line(text: str, expected: list[str], tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.yaml": text, "seeds/s.yaml": SOURCES}
    if "figure/" in text:
        files["p.yaml"] = "{id: principle/speed, title: Speed, summary: x, cite: doc¶1 }"
    assert notes(write(tmp_path, files)) == expected


def test_a_summary_that_reads_badly_in_lists_is_noted(tmp_path: Path) -> None:
    text = "- {id: person/a, title: A, cite: doc¶1, see: source/doc, summary: %s}\n"
    for length, count in ((LONG_SUMMARY, 0), (LONG_SUMMARY + 1, 1)):
        folder = write(tmp_path, {"a.yaml": text % ("x" * length), "seeds/s.yaml": SOURCES})
        assert len(notes(folder)) == count


PROMISE = """\
- id: promise/p
  title: P
  summary: x
  cite: doc¶1
  by: us
  made: 2020
  see: source/doc
  claims: []
  outcome: %s
"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("open", []),
        ("open\n  actual: half so far", []),
        ("kept", ["a.yaml:9: outcome: kept, but without actual, result, judged"]),
        (
            "partly\n  judged: 2026-11-29\n  actual: half\n  result: ['source/doc#title']",
            [],
        ),
    ],
)
def test_a_verdict_on_a_promise_has_a_day_and_evidence(
    more: str, expected: list[str], tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {"a.yaml": PROMISE % more, "seeds/s.yaml": SOURCES}
    assert notes(write(tmp_path, files)) == expected


def test_a_name_that_leads_elsewhere_is_noted(tmp_path: Path) -> None:
    records = """\
- id: framework/laws
  title: The laws
  summary: x
  cite: doc¶1
  form: list
  claims:
  - {text: A., cite: doc¶1, id: pillars, name: Four pillars, aliases: [Focus]}
- id: principle/focus
  title: Focus
  summary: x
  cite: doc¶1
  claims:
  - {text: B., cite: doc¶1, id: pillars, name: four-pillars}
  - {text: C., cite: doc¶1, id: focus, name: Focus}
  - framework/laws#pillars
"""
    renamed = "lesson/old: {to: principle/focus, names: [Four pillars, Old]}\n"
    folder = write(tmp_path, {"a.yaml": records, "s.yaml": SOURCES, "renamed.yaml": renamed})
    assert notes(folder) == [
        "a.yaml:7: claims[0]: the name 'focus' is borne by principle/focus too",
        "a.yaml:13: claims[0]: the name 'four pillars' is borne by framework/laws#pillars too",
        "renamed.yaml:1: lesson/old: the name 'Four pillars' leads to framework/laws#pillars",
    ]
