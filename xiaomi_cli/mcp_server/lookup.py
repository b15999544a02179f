"""From a name in a call to the record it means, as far as that can be seen."""

from collections.abc import Sequence
from typing import NamedTuple

from xiaomi_cli.index.store import Entry
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.mcp_server.sight import Sight
from xiaomi_cli.model.claim_lists import numbered
from xiaomi_cli.model.name_keys import NameRank
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.records import decode
from xiaomi_cli.model.statement_path import StatementPath
from xiaomi_cli.queries.resolve import UnknownNameError, resolve
from xiaomi_cli.search.search import search

_NEAREST = 4


class Meant(NamedTuple):
    """The record that a name means (None: the library has nothing of it), and what to say of it.

    `fragment`: of its statement that is called so.
    """

    entry: Entry | None
    fragment: str = ""
    note: str = ""


def found(sight: Sight, name: str, kinds: Sequence[str] = (), *, strict: bool = False) -> Meant:
    """The record a name means. `strict`: only one that is called exactly so, or none.

    Raises AmbiguousNameError, UnknownNameError with the nearest, ToolError.
    """
    try:
        resolved = resolve(sight.store, name, kinds)
    except UnknownNameError as error:
        if strict:
            return Meant(None)
        if error.candidates:
            raise
        return _searched(sight, name)
    record = resolved.record
    if strict and (resolved.corrected or record.rank > NameRank.ALIAS):
        return Meant(None)
    entry = sight.store.by_ids([record.id]).get(record.id)
    if entry is None:
        raise ToolError(f"nothing of {record.id} was known by {sight.through.day}")
    note = ""
    if record.rank == NameRank.FORMER:
        note = f"{shorten(name)} is now {record.id}."
    elif resolved.corrected:
        note = f"No record is called {shorten(name)}; this is {record.title!r}."
    return Meant(entry, record.fragment, note)


def _searched(sight: Sight, name: str) -> Meant:
    """Nothing, or an error that names what a search for the name finds."""
    hits = search(sight.whole, name, [], sight.through, _NEAREST).hits
    if not hits:
        return Meant(None)
    near = ", ".join(f"{hit.entry.id} ({hit.entry.title})" for hit in hits)
    raise ToolError(f"no record is called {shorten(name)}; nearest: {near}")


def text_at(entry: Entry, path: StatementPath) -> str:
    """The text of the statement at a path of a whole record; nothing where there is none."""
    return next((claim.text for at, claim in numbered(decode(entry.json)) if at == path), "")
