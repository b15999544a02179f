"""What a call may ask: arguments, dates and names, and what can be wrong with them."""

from collections.abc import Collection
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from xiaomi_cli.index.store import Entry, NamedRecord, Store
from xiaomi_cli.mcp_server.statements import Found
from xiaomi_cli.model.dates import EdtfError
from xiaomi_cli.model.locators import LocatorError
from xiaomi_cli.model.problem import expected, shorten, suggest
from xiaomi_cli.queries.comparison import NotComparableError
from xiaomi_cli.queries.resolve import (
    AmbiguousNameError,
    UnclearNameError,
    UnknownNameError,
    UnknownStatementError,
    resolve,
)
from xiaomi_cli.search.dates_and_figures import DateError, edtf
from xiaomi_cli.search.search import search

MOST_LETTERS = 2_000  # of all arguments of a call
_NEAREST = 6  # candidates that a message names


class Tool(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A call of a tool: what each takes. The docstring of a tool is what clients are told of it."""

    as_of: Annotated[str, Meta(description="EDTF; hide what is later")] = ""
    published_by: Annotated[str, Meta(description="hide what was published later")] = ""
    cursor: Annotated[int, Meta(ge=0)] = 0

    def found(self, store: Store) -> Found:
        """What the tool finds in a library as far as it may be seen."""
        raise NotImplementedError


class ToolError(Exception):
    """A call that cannot be answered as it is; the message says what was expected."""


EXPECTED = (
    ToolError, DateError, EdtfError, LocatorError, UnclearNameError, UnknownStatementError,
    NotComparableError,
)  # fmt: skip


def sentence(error: Exception) -> str:
    """One of the expected errors, told in a sentence with the nearest right thing."""
    if not isinstance(error, UnclearNameError):
        return str(error)
    names = ", ".join(f"{one.id} ({one.title})" for one in error.candidates[:_NEAREST])
    more = ", …" if len(error.candidates) > _NEAREST else ""
    if isinstance(error, AmbiguousNameError):
        return f"{shorten(error.name)} could mean {names}{more}; name one by id"
    return f"no record is called {shorten(error.name)}; nearest: {names}{more}"


def one_of(what: str, word: str, known: Collection[str]) -> str:
    """The word as it is known. Raises ToolError with the nearest."""
    plain = word.strip().lower()
    if plain not in known:
        near = expected(suggest(word, known), known)
        raise ToolError(f"there is no {what} {shorten(word)}; {near}")
    return plain


def read(tool: type[Tool], given: dict[str, Any] | None) -> Tool:
    """A call with these arguments, checked. Raises ToolError."""
    given = {name: value for name, value in (given or {}).items() if value is not None}
    if len(repr(given)) > MOST_LETTERS:
        raise ToolError(f"the arguments have more than {MOST_LETTERS:,} characters")
    try:
        return msgspec.convert(given, tool)
    except msgspec.ValidationError as error:
        needed = ", ".join(tool.__struct_fields__)
        raise ToolError(f"{error}; the arguments are {needed}") from None


def schema(tool: type[Tool]) -> dict[str, Any]:
    """The JSON Schema of a tool's arguments."""
    _, parts = msgspec.json.schema_components([tool])
    told = parts[tool.__name__]
    return {name: told[name] for name in ("type", "properties", "required")}


def date_of(text: str) -> str:
    """A date as people write it in EDTF, nothing for no text. Raises DateError."""
    return edtf(text) if text.strip() else ""


def meant(store: Store, name: str, *kinds: str) -> tuple[Entry, str, str]:
    """The record a name means, which of its statements is called so, and what to say of it.

    Of one of these kinds rather than of another. Raises AmbiguousNameError, UnknownNameError with
    the nearest, if anything is near.
    """
    try:
        resolved = resolve(store, name, kinds)
    except UnknownNameError as error:
        hits = [] if error.candidates else search(store, name, [], _NEAREST).hits
        near = [NamedRecord(hit.entry.id, hit.entry.kind, hit.entry.title, 0) for hit in hits]
        raise UnknownNameError(name, kinds, error.candidates or near) from None
    record = resolved.record
    corrected = f"No record is called {shorten(name)}; this is {record.title!r}."
    note = corrected if resolved.corrected else ""
    return store.by_ids([record.id])[record.id], record.fragment, note
