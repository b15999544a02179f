"""A page answers first, names a voice once, and is no longer than a screen."""

import pytest

from tests.render.screens import lines
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.library_facts import LibrarySettings, Voice
from xiaomi_cli.model.record_parts import Claim, Contest
from xiaomi_cli.model.records import (
    AnyRecord,
    Event,
    Framework,
    Principle,
    Product,
    Source,
    encode,
)
from xiaomi_cli.queries.record_details import Dossier
from xiaomi_cli.render.blocks import BRIEF, PageOptions
from xiaomi_cli.render.views.page import SCREEN
from xiaomi_cli.render.views.records import view

HOSTILE = "[su7 ultra] [/x] [bold]b[/bold] :smile: \\[ \x1b[31m\u202e {x}"
VOICES = {
    "reviewer": Voice("reviewer", "review", "a reviewer", "source/book"),
    "editors": Voice("editors", "editors", "the makers"),
}


def shown(record: AnyRecord, options: PageOptions = BRIEF, *entries: AnyRecord) -> list[str]:
    """The page of a record of which only these others are known."""
    known = {e.id: entry(e) for e in entries}
    found = Dossier(record, known, [], {}, LibrarySettings(voices=VOICES))
    return lines(view(found, options))


def entry(record: AnyRecord) -> Entry:
    """A record as the store would hand it out."""
    kind = record.id.partition("/")[0]
    text = encode(record).decode()
    return Entry(record.id, kind, record.title, "", record.summary, "", None, None, 0, "", "[]", "",
                 text)  # fmt: skip


def said(text: str, by: str = "", **fields: object) -> Claim:
    """A statement that needs no source."""
    return Claim(text=text, by=by, type="opinion" if by else "fact", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [3, 30, 300])
def test_a_brief_page_fits_a_screen_and_says_once_what_it_leaves_out(count: int) -> None:
    claims = [said(f"Statement {n} is long enough to fill more than a line." * 2)
              for n in range(count)]  # fmt: skip
    record = Principle(id="principle/x", title="X", summary="S.", claims=claims, cases=claims)
    brief, full = shown(record), shown(record, PageOptions(full=True))
    assert len(brief) <= SCREEN
    left = 2 * count - sum("Statement" in line for line in brief)
    told = [line for line in brief if "--full" in line]
    assert told == ([f"{left} more with --full"] if left else [])
    assert bool(left) is (count > 3)
    assert not any("--full" in line for line in full)
    assert sum(line.count("Statement") for line in full) == 4 * count


def test_the_voice_of_a_page_is_named_once_and_others_by_a_word() -> None:
    claims = [said("A.", "reviewer"), said("B.", "reviewer"), said("C.", "editors"), said("D.")]
    record = Principle(id="principle/x", title="X", summary="S.", claims=claims)
    book = Source(id="source/book", title="Book", summary="S.", type="document", voice="press")
    page = shown(record, BRIEF, book)
    assert page[1] == "Unless marked: a reviewer"
    assert shown(record)[1] == "Unless marked: told later by a reviewer"  # not out yet
    assert [line.strip() for line in page if line.endswith((".", "editors"))][-4:] == [
        "Idea      A.", "B.", "C.  editors", "D.",
    ]  # fmt: skip


def test_a_voice_that_speaks_once_is_marked_where_it_does() -> None:
    page = shown(Principle(id="principle/x", title="X", summary="S.",
                           claims=[said("A.", "reviewer"), said("B.")]))  # fmt: skip
    assert "Idea      A.  review" in page
    assert not any("Unless" in line for line in page)


@pytest.mark.parametrize(
    ("date", "text", "expected"),
    [
        ("2015", "Sales fell.", "2015: Sales fell."),
        ("2015", "By 2015 sales fell.", "By 2015 sales fell."),
        ("2015-03", "In 2015 sales fell.", "In 2015 sales fell."),
        ("2015-03-02", "Sales fell on 2 March 2015.", "Sales fell on 2 March 2015."),
        ("2015-03-02", "In 2015 sales fell.", "2 March 2015: In 2015 sales fell."),
        ("2020", "Sales fell.", "Sales fell."),
    ],
    ids=["no date in it", "year in it", "year of a month", "day in it", "only year", "the page's"],
)
def test_a_date_is_said_unless_it_is_known(date: str, text: str, expected: str) -> None:
    record = Event(id="event/x", title="X", summary="S.", date="2020", type="crisis",
                   claims=[said(text, date=date)])  # fmt: skip
    assert f"Known     {expected}" in shown(record)


def test_a_contested_value_has_the_other_one_beside_it_and_a_title_has_none() -> None:
    contest = Contest(dispute="dispute/d", says="one", others=["another"])
    record = Product(id="product/x", title="X", summary="S.", disputes=["dispute/d"],
                     claims=[said("It cost one.", contested=[contest]), said("B.")])  # fmt: skip
    page = shown(record)
    assert [line for line in page if "‡" in line] == ["Known     It cost one.  ‡ another"]


def test_a_contested_date_has_the_other_one_beside_it() -> None:
    contest = Contest(dispute="dispute/d", says="15 May", others=["22 May"])
    record = Event(id="event/x", title="X", summary="S.", date="2025-05-15", type="speech",
                   contested={"date": [contest]})  # fmt: skip
    assert [line for line in shown(record) if "‡" in line] == ["date      15 May 2025  ‡ 22 May"]


def test_what_a_page_has_named_is_no_link() -> None:
    part = Principle(id="principle/part", title="The part", summary="S.")
    other = Principle(id="principle/other", title="Another", summary="S.")
    record = Framework(id="framework/x", title="X", summary="S.", form="list",
                       parts=[part.id], see=[part.id, other.id])  # fmt: skip
    page = shown(record, BRIEF, part, other)
    assert "Links     Another" in page
    assert sum("The part" in line for line in page) == 1


def test_a_statement_of_a_part_is_not_said_again() -> None:
    part = Principle(id="principle/part", title="The part", summary="S.")
    record = Framework(id="framework/x", title="X", summary="S.", form="list", parts=[part.id],
                       claims=[said("Again.", home="principle/part#a"), said("New.")])  # fmt: skip
    page = shown(record, BRIEF, part)
    assert "Idea      New." in page
    assert not any("Again." in line for line in page)


@pytest.mark.parametrize("options", [BRIEF, PageOptions(ids=True)], ids=["brief", "with ids"])
def test_ids_are_shown_only_when_asked_for(options: PageOptions) -> None:
    other = Principle(id="principle/other", title="Another", summary="S.")
    record = Principle(id="principle/x", title="X", summary="S.", see=[other.id])
    text = "\n".join(shown(record, options, other))
    assert ("principle/other" in text) is options.ids
    assert ("principle/x" in text) is options.ids


def test_when_to_copy_it_is_said_once() -> None:
    record = Principle(id="principle/x", title="X", summary="S.",
                       transfer=[said("Copy it if you can.", "editors")])  # fmt: skip
    assert "Copy if   you can.  editors" in shown(record)


@pytest.mark.parametrize("width", [None, 20, 80])
def test_markup_shows_as_typed_and_controls_as_escapes(width: int | None) -> None:
    record = Event(id="event/x", title=HOSTILE, summary=HOSTILE, date="2025", type="launch",
                   claims=[Claim(text=HOSTILE, cite=["a¶1"], by=HOSTILE, type="opinion")])  # fmt: skip
    text = "".join("".join(lines(view(Dossier(record, {}, [], {})), width)).split())
    for part in ("[su7ultra]", "[/x]", "[bold]b[/bold]", ":smile:", "\\x1b[31m\\u202e", "{x}"):
        assert part in text
    assert "\x1b" not in text
