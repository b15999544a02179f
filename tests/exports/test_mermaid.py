"""Mermaid: the grammar of its `timeline`, as its lexer has it, finds our events and no others."""

import re

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.exports.events import OUTSIDE
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import one_line

# Mermaid writes `#code;` as signs of its own before it parses; then the first rule that fits wins.
OPEN, CLOSE = "\U000f1234", "\U000f1235"
ENTITY = re.compile(r"#\w+;", re.ASCII)
RULES = [
    ("", r"%(?!\{)[^\n]*"), ("", r"[^}]%%[^\n]*"), ("", r"\n+"), ("", r"\s+"), ("", r"#[^\n]*"),
    ("start", r"timeline\b"), ("title", r"title\s[^\n]+"), ("access", r"acc(?:Title|Descr)\s*[:{]"),
    ("section", r"section\s[^:\n]+"), ("event", r":\s(?:[^:\n]|:(?!\s))+"), ("period", r"[^#:\n]+"),
    ("invalid", r"."),
]  # fmt: skip


def parsed(text: str) -> list[tuple[str, str]]:
    """The tokens of a diagram, their texts as they are shown."""
    assert not re.search(r"(style|classDef).*:\S*#.*;", text)  # Mermaid would take a sign away
    assert not re.search("%%|[{}<>]", text)  # comments, directives and HTML are found anywhere
    assert not re.search(r"#(?!\d+;)", text)  # an older Mermaid ends an event at any other #
    hidden = ENTITY.sub(lambda match: f"{OPEN}{match[0][1:-1]}{CLOSE}", text)
    found, place = [], 0
    while place < len(hidden):
        for kind, rule in RULES:
            if match := re.compile(rule, re.IGNORECASE).match(hidden, place):
                place = match.end()
                if kind:
                    found.append((kind, shown(kind, match[0])))
                break
    return found


def shown(kind: str, text: str) -> str:
    if kind == "event":
        text = text[2:]
    elif kind in {"title", "section"}:
        text = text.partition(" ")[2]
    return re.sub(rf"{OPEN}(\d+){CLOSE}", lambda match: chr(int(match[1])), text)


def test_events_stand_under_their_dates_in_their_eras(tiny: Store) -> None:
    found = parsed(written("mermaid", selected(tiny, "mermaid")).decode())
    assert found[:7] == [
        ("start", "timeline"), ("title", "Acme & Sons"), ("section", "Early: the #1 years"),
        ("period", "2000s "), ("event", "Some year of a decade"), ("period", "3 February 2001 "),
        ("event", "Acme is founded "),
    ]  # fmt: skip
    assert ("event", "The garage: opened") in found
    assert ("period", "about 2015 ") in found


def test_events_outside_the_eras_do_not_join_the_one_before(tiny: Store) -> None:
    chosen = selected(tiny, "mermaid")
    early, late = chosen.entries[0], chosen.entries[-1]
    stray = late._replace(earliest="2040-01-01", latest="2040-12-31")
    found = parsed(written("mermaid", chosen._replace(entries=[early, stray])).decode())
    assert [text for kind, text in found if kind == "section"] == ["Early: the #1 years", OUTSIDE]


def test_no_two_sections_have_one_name_or_mermaid_draws_their_events_in_each(tiny: Store) -> None:
    chosen = selected(tiny, "mermaid")
    entry = chosen.entries[0]
    before = entry._replace(earliest="1950-01-01", latest="1950-12-31")
    after = entry._replace(earliest="2040-01-01", latest="2040-12-31")
    found = parsed(
        written("mermaid", chosen._replace(entries=[before, entry, after, entry, after])).decode()
    )
    assert [text for kind, text in found if kind == "section"] == [
        OUTSIDE, "Early: the #1 years", f"{OUTSIDE} (2)", "Early: the #1 years (2)",
        f"{OUTSIDE} (3)",
    ]  # fmt: skip


@for_any_text
def test_no_text_is_taken_for_grammar(hostile: Hostile, text: str) -> None:
    found = parsed(hostile.export("mermaid", text))
    events = [said for kind, said in found if kind == "event"]
    assert len(events) == len(hostile.selection(text, ["event"]).entries)
    assert {said.rstrip(" ") for said in events} == {one_line(text).rstrip(" ")}
    assert {kind for kind, _ in found} == {"start", "title", "section", "period", "event"}
    assert ("title", one_line(text)) in found
    sections = [said for kind, said in found if kind == "section"]
    plain = " ".join(one_line(text).split())
    assert all(said.startswith(plain) for said in sections)
    assert len(set(sections)) == len(sections)
