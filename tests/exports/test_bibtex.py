"""BibTeX: read back by a parser of it, dates as sure as they are."""

import re

import pytest
from bibtexparser.entrypoint import parse_string

from tests.exports.hostile import Hostile, for_any_text, selected, written
from xiaomi_cli.index.store import Store
from xiaomi_cli.render.sanitize import one_line

COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\$": "$", r"\&": "&", r"\#": "#",
    r"\_": "_", r"\%": "%", r"\textless{}": "<", r"\textgreater{}": ">", r"\textbar{}": "|",
    r"\texttt{\char34}": '"', r"\textasciigrave{}": "`", "{}": "",
}  # fmt: skip


def entries(text: str) -> dict[str, dict[str, str]]:
    library = parse_string(text)
    assert not library.failed_blocks
    assert not library.comments
    return {
        entry.key: {"": entry.entry_type, **{field.key: field.value for field in entry.fields}}
        for entry in library.entries
    }


def said(value: str) -> str:
    """A value as LaTeX would set it; a sign that LaTeX reads otherwise is a failure."""
    text, place = "", 0
    while place < len(value):
        command = next((c for c in COMMANDS if value.startswith(c, place)), "")
        assert command or value[place] not in COMMANDS.values(), value[place:]
        assert not re.match("--|''|,,", value[place:])  # TeX makes one sign of them
        text += COMMANDS.get(command, value[place])
        place += len(command) or 1
    return text


def protected(value: str) -> str:
    """A value whose capitals, or whose name as one name, a second pair of braces keeps."""
    assert (value[0], value[-1]) == ("{", "}")
    return said(value[1:-1])


def test_keys_are_those_of_the_citations(tiny: Store) -> None:
    found = entries(written("bibtex", selected(tiny, "bibtex")).decode())
    assert list(found) == ["report", "page", "undated", "preface"]


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("report", {"date": "2021-06~"}),
        ("page", {"year": "2025", "date": "2025-01/2025-03"}),
        ("preface", {"year": "2021", "month": "may", "date": "2021-05-04"}),
        ("undated", {}),
    ],
)
def test_a_date_is_as_sure_as_it_is(tiny: Store, key: str, fields: dict[str, str]) -> None:
    found = entries(written("bibtex", selected(tiny, "bibtex")).decode())[key]
    assert {name: found[name] for name in ("year", "month", "date") if name in found} == fields


@pytest.mark.parametrize(
    ("edtf", "words", "date"),
    [
        ("2025-21", "spring 2025", "2025-21"),
        ("202X", "2020s", "202X"),
        ("2025-33/2025-34~", "Q1 2025 to about Q2 2025", "2025-01/2025-06~"),
        ("2024-05?", "possibly May 2024", "2024-05?"),
        ("2024/", "from 2024, end unknown", "2024/"),
        ("2024-36/..", "since Q4 2024", "2024-10/.."),
        ("[2024-12,2025-33]", "December 2024 or Q1 2025", None),
    ],
)
def test_what_bibtex_does_not_read_of_a_date_is_said_and_for_biblatex_a_span(
    tiny: Store, edtf: str, words: str, date: str | None
) -> None:
    chosen = selected(tiny, "bibtex")
    entry = next(e for e in chosen.entries if e.id == "source/page")
    moved = entry._replace(json=entry.json.replace('"2025-33"', f'"{edtf}"'))
    page = entries(written("bibtex", chosen._replace(entries=[moved])).decode())["page"]
    assert ("year" in page, page.get("date")) == (False, date)
    assert f"published {words}" in page["note"]


def test_a_part_stands_in_its_document(tiny: Store) -> None:
    part = entries(written("bibtex", selected(tiny, "bibtex")).decode())["preface"]
    assert part[""] == "incollection"
    assert protected(part["booktitle"]) == "The Acme Report, 100% {unofficial}"
    assert part["url"].startswith("https://example.org/a_report")


def test_who_is_not_named_is_no_author_and_what_is_no_web_address_no_link(tiny: Store) -> None:
    found = entries(written("bibtex", selected(tiny, "bibtex")).decode())
    assert "author" not in found["page"]
    assert "not named" in found["page"]["note"]
    assert "url" not in found["undated"]


def test_a_part_says_of_when_its_document_is(tiny: Store) -> None:
    part = entries(written("bibtex", selected(tiny, "bibtex")).decode())["preface"]
    assert protected(part["author"]) == "Jane Doe"
    assert "in a document of about June 2021" in part["note"]


@for_any_text
def test_every_text_comes_back(hostile: Hostile, text: str) -> None:
    found = entries(hostile.export("bibtex", text))
    assert list(found) == ["report", "page", "undated", "preface"]
    for entry in found.values():
        assert protected(entry["title"]) == one_line(text)
        assert said(entry["abstract"]) == one_line(text)


def test_a_vague_date_is_said_once_in_words(tiny: Store) -> None:
    found = entries(written("bibtex", selected(tiny, "bibtex")).decode())
    assert "published about June 2021" in found["report"]["note"]
    assert "published Q1 2025" in found["page"]["note"]
    assert "published" not in found["preface"].get("note", "")


def test_what_has_no_author_is_sorted_and_labelled_by_its_key(tiny: Store) -> None:
    for entry in entries(written("bibtex", selected(tiny, "bibtex")).decode()).values():
        assert ("author" in entry) != ("key" in entry)


def test_a_language_is_named_as_babel_names_it(tiny: Store) -> None:
    found = entries(written("bibtex", selected(tiny, "bibtex")).decode()).values()
    assert {entry.get("langid", "english") for entry in found} <= {"english", "chinese"}
    assert any("langid" in entry for entry in found)
    assert not any("language" in entry for entry in found)
