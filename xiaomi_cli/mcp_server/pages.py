"""An answer in pages of at most so many tokens, and the cursor that leads to the next one."""

from collections.abc import Callable
from typing import NamedTuple
from zlib import crc32

import msgspec

from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server.answer import Answer, Cite, Disputed, Draft, Drafts, Statement
from xiaomi_cli.mcp_server.drafts import statements
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.queries.record_details import Reference

MOST_TOKENS = 1700  # of the statements of a page; with what is around them it stays under 2,000
MOST_CITES = 3  # of one statement in a list; `show` of its address gives all
MOST_STATEMENTS = 25


class Views(NamedTuple):
    """A library as far as a call may see it, and the whole of it, which has every source."""

    seen: Store
    whole: Store
    reference: Callable[[str], Reference | None]  # what a citation points at


def page(library: Views, found: Drafts, asked: str, cursor: str, *, most_cites: int) -> Answer:
    """The statements from the cursor on that fit. `asked`: the arguments, which a cursor is of.

    Raises ToolError for a cursor of another question.
    """
    start = _start(cursor, asked, len(found.drafts))
    told: list[Statement] = []
    left = MOST_TOKENS - tokens(found.note)
    for draft in found.drafts[start : start + MOST_STATEMENTS]:
        statement = finished(library, draft() if callable(draft) else draft, most_cites)
        left -= tokens(msgspec.json.encode(statement).decode())
        if left < 0 and told:
            break
        told.append(statement)
    end = start + len(told)
    following = _cursor(end, asked) if end < len(found.drafts) else ""
    return Answer(found=len(found.drafts), statements=told, next=following, note=found.note)


def finished(library: Views, draft: Draft, most_cites: int) -> Statement:
    """A statement with its citations, the name of its speaker, and the verdicts on its disputes."""
    cited = draft.cite or _cited_at_home(library.whole, draft)
    references = filter(None, map(library.reference, cited[:most_cites]))
    cites = [
        Cite(
            source=reference.citation.source, paragraph=str(reference.citation).partition("¶")[2],
            publisher=reference.publisher, date=reference.published, address=reference.url,
        )
        for reference in references
    ]  # fmt: skip
    named = library.seen.by_ids(
        i for i in [draft.by, *(m.dispute for m in draft.contested)] if "/" in i
    )
    disputes = [
        Disputed(id=mark.dispute, says=mark.says, others=mark.others, verdict=_verdict(entry.json))
        for mark in draft.contested
        if (entry := named.get(mark.dispute))
    ]
    by = named[draft.by].name if draft.by in named else draft.by
    return Statement(
        at=draft.at, title=draft.title, group=draft.group, text=draft.text, date=draft.date,
        as_of=draft.as_of, type=draft.type, by=by, status=draft.status, reason=draft.reason,
        confidence=draft.confidence, facts=draft.facts, cite=cites,
        more_cites=max(0, len(cited) - most_cites), dispute=disputes,
    )  # fmt: skip


def _cited_at_home(whole: Store, draft: Draft) -> list[str]:
    """What bears a statement all the same, where its sources are later than what may be seen.

    What was known by a day may be borne by a source that came out later: `as_of` asks for the one
    and `published_by` for the other.
    """
    home = draft.at.partition("#")[0]
    entry = whole.by_ids([home]).get(home)
    told = statements(entry) if entry else []
    return next((other.cite for other in told if other.text == draft.text and other.cite), []) or (
        told[0].cite if told else []
    )


class _Verdict(msgspec.Struct):
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
