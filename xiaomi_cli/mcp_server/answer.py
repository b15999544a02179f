"""What every tool answers: statements, each with what bears it and who disputes it."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct, field

from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.records import Contest


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


class Draft(Struct, frozen=True, kw_only=True):
    """A statement before its citations and disputes are looked up, which only a page needs."""

    at: str
    title: str
    text: str
    cite: list[str]
    group: str = ""
    date: str = ""
    as_of: str = ""
    type: str = "fact"
    by: str = ""
    status: str = "current"
    reason: str = ""
    confidence: str = "high"
    facts: dict[str, str] = field(default_factory=dict)
    contested: list[Contest] = field(default_factory=list)


Later: TypeAlias = Callable[[], Draft]


class Drafts(Struct, frozen=True, kw_only=True):
    """All that a tool found, in order, and what to know of it.

    What takes long to make is made only if a page shows it.
    """

    drafts: Sequence[Draft | Later]
    note: str = ""


def nothing(about: str) -> Drafts:
    """That the library does not answer, said as such."""
    return Drafts(drafts=[], note=f"The library says nothing about {shorten(about)}.")
