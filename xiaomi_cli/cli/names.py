"""From a name in a command to its record; what had to be guessed is said on standard error."""

import shlex
from collections.abc import Sequence

from xiaomi_cli.cli.errors import NothingFoundError
from xiaomi_cli.cli.output import note
from xiaomi_cli.index.store import Entry, NamedRecord, Store
from xiaomi_cli.model.name_keys import NameRank
from xiaomi_cli.queries.resolve import exactly, resolve

# The command that shows a record of a kind, if it is not called after it.
COMMAND_OF = {"statement": "show"}


def find(store: Store, whole: Store, name: str, kinds: Sequence[str] = ()) -> Entry:
    """The record a name means, as far as it can be seen; `whole` is the library with all of it.

    Raises NothingFoundError if only what is hidden has the name, and what `resolve` raises.
    """
    if not store.sees_all and exactly(whole, name) and not exactly(store, name):
        raise NothingFoundError(f"{name}: nothing of it was known then, or is in the documents")
    resolved = resolve(store, name, kinds)
    found = resolved.record
    wrong_drawer = bool(kinds) and found.kind not in kinds
    if found.fragment:
        part = f"{found.id}#{found.fragment}"
        note(f"xiaomi: {name!r} is a part of {found.title}: xiaomi show {part}")
    elif found.rank == NameRank.FORMER:
        note(f"xiaomi: {name!r} is now {found.id}")
    elif resolved.corrected:
        kind = kinds[0] if len(kinds) == 1 else "record"
        note(f"xiaomi: no {kind} is called {name!r}; showing {found.title!r}")
    if wrong_drawer and not found.fragment:
        note(f"xiaomi: it is {_a(found.kind)}: {command(found)}")
    for other in resolved.also:
        note(f"xiaomi: {_a(other.kind)} is called just so: {command(other)}")
    return store.by_ids([found.id])[found.id]


def command(found: NamedRecord) -> str:
    """What to type for a record, so that a shell reads it as it is meant."""
    kind, _, slug = found.id.partition("/")
    return f"xiaomi {COMMAND_OF.get(kind, kind)} {shlex.quote(slug)}"


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
