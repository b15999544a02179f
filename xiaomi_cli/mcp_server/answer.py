"""What every tool answers: statements, with what bears them and who disputes them, in pages.

A page has at most so many tokens; its cursor leads to the next one.
"""

from collections.abc import Callable
from typing import NamedTuple
from zlib import crc32

import msgspec
from msgspec import Struct, field

from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server.asking import ToolError
from xiaomi_cli.mcp_server.statements import Draft, Found, saying
from xiaomi_cli.queries.record_details import Reference

MOST_TOKENS = 1700  # of the statements of a page; with what is around them it stays under 2,000
MOST_STATEMENTS = 25
MOST_CITES = 3  # of one statement in a list; one asked for by its address has MOST_CITES_ALONE
MOST_CITES_ALONE = 20


class Cite(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One source of a statement; `paragraph` is a number or a run, empty for a whole page.

    `date`: when it was published (EDTF). `address`: where it stands on the web.
    """

    source: str
    paragraph: str = ""
    publisher: str
    date: str
    address: str


class Disputed(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A dispute over a statement: its own value, the others, and what careful editors conclude."""

    id: str
    says: str
    others: list[str]
    verdict: str


class Statement(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One statement. `at`: its address, which `show` takes; `title`: of the record it is from.

    `group`: what it is within the answer. `date`: when it happened, `as_of`: when it held (EDTF).
    `more_cites`: how many citations are left out.
    """

    at: str
    title: str
    group: str = ""
    text: str
    date: str = ""
    as_of: str = ""
    type: str = "fact"
    by: str = ""
    status: str = "current"
    reason: str = ""
    confidence: str = "high"
    facts: dict[str, str] = field(default_factory=dict)
    cite: list[Cite]
    more_cites: int = 0
    dispute: list[Disputed]


class Answer(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A page of statements, of `found`. `next`: the cursor of the next page, if there is one.

    `note`: what to know of the answer, such as a corrected name or that nothing is said.
    """

    found: int
    statements: list[Statement]
    next: str = ""
    note: str = ""


class Views(NamedTuple):
    """A library as far as a call may see it, and the whole of it, which has every source."""

    seen: Store
    whole: Store
    reference: Callable[[str], Reference | None]  # what a citation points at


def page(library: Views, found: Found, asked: str, cursor: str) -> Answer:
    """The statements from the cursor on that fit. `asked`: the arguments, which a cursor is of.

    Raises ToolError for a cursor of another question.
    """
    start = _start(cursor, asked, len(found.drafts))
    most_cites = MOST_CITES_ALONE if len(found.drafts) == 1 else MOST_CITES
    told: list[Statement] = []
    left = MOST_TOKENS - tokens(found.note)
    for draft in found.drafts[start : start + MOST_STATEMENTS]:
        statement = _finished(library, draft if isinstance(draft, Draft) else draft(), most_cites)
        left -= tokens(msgspec.json.encode(statement).decode())
        if left < 0 and told:
            break
        told.append(statement)
    end = start + len(told)
    following = _cursor(end, asked) if end < len(found.drafts) else ""
    return Answer(found=len(found.drafts), statements=told, next=following, note=found.note)


def _finished(library: Views, draft: Draft, most_cites: int) -> Statement:
    """A statement with its citations, the name of its speaker, and the verdicts on its disputes."""
    claim = draft.claim
    cited = claim.cite or _cited_at_home(library.whole, draft)
    cites = [
        Cite(
            source=reference.citation.source, paragraph=str(reference.citation).partition("¶")[2],
            publisher=reference.publisher, date=reference.published, address=reference.url,
        )
        for reference in map(library.reference, cited[:most_cites]) if reference
    ]  # fmt: skip
    ids = [claim.by, *(mark.dispute for mark in claim.contested)]
    named = library.seen.by_ids(one for one in ids if "/" in one)
    disputes = [
        Disputed(id=mark.dispute, says=mark.says, others=mark.others, verdict=_verdict(entry.json))
        for mark in claim.contested
        if (entry := named.get(mark.dispute))
    ]
    return Statement(
        at=draft.at, title=draft.title, group=draft.group, text=claim.text, date=claim.date,
        as_of=claim.as_of, type=claim.type, status=claim.status, reason=claim.reason,
        by=named[claim.by].name if claim.by in named else claim.by,
        confidence=claim.confidence, facts=draft.facts, cite=cites,
        more_cites=max(0, len(cited) - most_cites), dispute=disputes,
    )  # fmt: skip


def _cited_at_home(whole: Store, draft: Draft) -> list[str]:
    """What bears a statement all the same, where its sources are later than what may be seen.

    What was known by a day may be borne by a source that came out later: `as_of` asks for the one
    and `published_by` for the other.
    """
    home = draft.at.partition("#")[0]
    entry = whole.by_ids([home]).get(home)
    return saying(entry, draft.claim.text).claim.cite if entry else []


class _Verdict(Struct):
    verdict: str


def _verdict(record: str) -> str:
    return msgspec.json.decode(record, type=_Verdict).verdict


def tokens(text: str) -> int:
    """About how many tokens a model reads in a text, rather too many than too few.

    English and JSON take three characters or more to a token, other scripts about one.
    """
    wide = (len(text.encode()) - len(text)) // 2  # Chinese has three bytes to a character
    return (len(text) - wide) // 3 + wide


def _cursor(place: int, asked: str) -> str:
    return f"{place}-{crc32(asked.encode()):08x}"


def _start(cursor: str, asked: str, number: int) -> int:
    if not cursor:
        return 0
    place = cursor.partition("-")[0]
    start = int(place) if place.isascii() and place.isdigit() and len(place) < 10 else number
    if cursor != _cursor(start, asked) or start >= number:
        raise ToolError(
            "this cursor is of another question; repeat the arguments of the call that gave it, "
            "or leave it out for the first page"
        )
    return start
