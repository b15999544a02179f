"""Data files have one style, and writing them in it changes nothing that they say."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.format_data import WIDTH, formatted
from xiaomi_cli.library.scaffold import scaffold

HEAD = "a sentence that goes on and on until it is longer than a line of a hundred columns may"
TAIL = "ever be"
LONG = f"{HEAD} {TAIL}"
CASES = {
    "fields stand in the order of their struct": (
        "- title: A\n  summary: S\n  id: person/a\n  role: r\n",
        "- id: person/a\n  title: A\n  summary: S\n  role: r\n",
    ),
    "a blank line parts records and nothing else": (
        "- {id: person/a, title: A}\n- id: person/b\n\n  title: B\n\n\n",
        "- id: person/a\n  title: A\n\n- id: person/b\n  title: B\n",
    ),
    "short lists stand on one line": (
        "- id: person/a\n  cite:\n  - doc¶1\n  - doc¶2\n",
        "- id: person/a\n  cite: [doc¶1, doc¶2]\n",
    ),
    "long lists stand on a line for each": (
        f"- id: person/a\n  aliases: [{LONG}, b]\n",
        f"- id: person/a\n  aliases:\n  - {LONG}\n  - b\n",
    ),
    "statements have a line for each field": (
        "- id: person/a\n  claims: [{text: T, cite: doc¶1}, person/b#x]\n",
        "- id: person/a\n  claims:\n  - text: T\n    cite: doc¶1\n  - person/b#x\n",
    ),
    "values, quantities and outlines are rows": (
        "- id: figure/a\n  points:\n  - value: 13.20\n    period: '2021'\n    cite: [doc¶1]\n",
        "- id: figure/a\n  points:\n  - {period: 2021, value: 13.20, cite: [doc¶1]}\n",
    ),
    "a row that is too long goes on below": (
        f"- id: figure/a\n  points:\n  - {{period: 2021, value: 1, note: {LONG}}}\n",
        f"- id: figure/a\n  points:\n  - {{period: 2021, value: 1,\n    note: {HEAD}\n"
        f"      {TAIL}}}\n",
    ),
    "a long text goes on below": (
        f"- id: person/a\n  summary: {LONG}\n",
        f"- id: person/a\n  summary: {HEAD}\n    {TAIL}\n",
    ),
    "a folded text is a plain one": (
        "- id: source/a\n  trust: >-\n    one\n    two\n",
        "- id: source/a\n  trust: one two\n",
    ),
    "dates and numbers need no quotes, texts that look like them do": (
        "- id: event/a\n  title: '2014'\n  date: '2014'\n  aliases: [\"no\", 'a: b']\n",
        "- id: event/a\n  title: '2014'\n  aliases: ['no', 'a: b']\n  date: 2014\n",
    ),
    "comments stay": (
        "# On top.\n- id: person/a # aside\n  title: A\n# Of b.\n- id: person/b\n",
        "# On top.\n- id: person/a # aside\n  title: A\n\n# Of b.\n- id: person/b\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_style(name: str) -> None:
    before, after = CASES[name]
    assert formatted(before, "a.yaml") == after
    assert formatted(after, "a.yaml") == after


@given(
    st.lists(
        st.text("aZ0 '\"\\\n:#-[]{},&*!|>%@`~?小é¶", min_size=1, max_size=160).map(str.strip)
        .filter(bool), min_size=1, max_size=4,
    )
)  # fmt: skip
def test_any_text_is_kept_and_the_style_is_one(texts: list[str]) -> None:
    record = {
        "id": "figure/a", "title": texts[0], "aliases": texts,
        "points": [{"value": "1", "note": texts[-1]}],
    }  # fmt: skip
    written = formatted(yaml.safe_dump([record], allow_unicode=True), "a.yaml")
    assert yaml.load(written, Loader=yaml.BaseLoader) == [record]
    assert formatted(written, "a.yaml") == written
    for line in written.splitlines():
        assert len(line) <= WIDTH or " " not in line.strip(" -").partition(": ")[2][:-60], line


def test_what_init_writes_says_the_same_in_style() -> None:
    for name, text in scaffold("Acme", "acme", "Acme").items():
        if name.endswith(".yaml"):
            said = yaml.load(formatted(text, Path(name).name), Loader=yaml.BaseLoader)
            assert said == yaml.load(text, Loader=yaml.BaseLoader)


def test_what_the_style_would_change_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.format_data._spaced", lambda text, *, apart: text + "- more\n")
    with pytest.raises(ValueError, match=r"a\.yaml: the style would change what it says"):
        formatted("- id: person/a\n", "a.yaml")
