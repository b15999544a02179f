"""From a name in a call to the record it means, as far as that can be seen."""

from typing import NamedTuple

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.model.name_keys import NameRank, key, squeezed
from xiaomi_cli.model.problem import shorten
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


def figure_called(store: Store, name: str) -> Entry | None:
    """The one figure that has exactly this name, if it can be seen."""
    plain = store.simplified(name).strip().lower()
    forms = list(dict.fromkeys(form for form in (plain, key(plain), squeezed(plain)) if form))
    named = store.named(forms, ["figure"]) if forms else []
    ids = {record.id for record in named if record.rank <= NameRank.ALIAS}
    seen = store.by_ids(ids) if len(ids) == 1 else {}
    return next(iter(seen.values()), None)


def found(store: Store, name: str) -> Meant:
    """The record a name means.

    Raises AmbiguousNameError, UnknownNameError with the nearest, ToolError.
    """
    try:
        resolved = resolve(store, name)
    except UnknownNameError as error:
        if error.candidates:
            raise
        return _searched(store, name)
    record = resolved.record
    entry = store.by_ids([record.id]).get(record.id)
    if entry is None:
        raise ToolError(f"nothing of {record.id} was known then")
    note = ""
    if record.rank == NameRank.FORMER:
        note = f"{shorten(name)} is now {record.id}."
    elif resolved.corrected:
        note = f"No record is called {shorten(name)}; this is {record.title!r}."
    return Meant(entry, record.fragment, note)


def _searched(store: Store, name: str) -> Meant:
    """Nothing, or an error that names what a search for the name finds."""
    hits = search(store, name, [], _NEAREST).hits
    if not hits:
        return Meant(None)
    near = ", ".join(f"{hit.entry.id} ({hit.entry.title})" for hit in hits)
    raise ToolError(f"no record is called {shorten(name)}; nearest: {near}")
