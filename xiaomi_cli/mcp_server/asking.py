"""What a call may ask: typed arguments, dates and names, and what can be wrong with them."""

from collections.abc import Collection
from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
from msgspec import Meta, Struct

from xiaomi_cli.index.lens import Lens, lens
from xiaomi_cli.index.store import Entry, NamedRecord, Store
from xiaomi_cli.model.dates import LATEST, EdtfError
from xiaomi_cli.model.locators import LocatorError
from xiaomi_cli.model.problem import expected, shorten, suggest
from xiaomi_cli.model.tokens import NameRank
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

MOST_LETTERS = 300
Words = Annotated[str, Meta(max_length=MOST_LETTERS)]
EdtfDate = Annotated[str, Meta(max_length=40)]
_AsOf = Annotated[EdtfDate, Meta(description="EDTF; hide what is later")]
_PublishedBy = Annotated[EdtfDate, Meta(description="hide what was published later")]
_NEAREST = 6  # candidates that a message names


class Asked(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every tool takes."""

    as_of: _AsOf = ""
    published_by: _PublishedBy = ""
    cursor: Annotated[str, Meta(max_length=40)] = ""

    @property
    def lens(self) -> Lens:
        """How much of the library it may see. Raises DateError, ToolError."""
        through = lens(date_of(self.as_of), published=date_of(self.published_by))
        if LATEST in {through.day, through.published}:
            raise ToolError("as_of and published_by take a date that ends, such as 2021-03")
        return through


class Search(Asked, frozen=True, kw_only=True):
    """`kind` without a query, or with a subtype of it such as `missed`, lists records."""

    query: Words = ""
    kind: Annotated[str, Meta(max_length=40)] = ""


class Show(Asked, frozen=True, kw_only=True):
    """A record, a statement or a paragraph, by any of its names."""

    name: Annotated[Words, Meta(description="name, id, id#statement or source¶paragraph")]


class Timeline(Asked, frozen=True, kw_only=True):
    """Events about something, in a span, or both."""

    about: Annotated[Words, Meta(description="theme, era or name")] = ""
    start: EdtfDate = ""
    end: EdtfDate = ""
    major: bool = False


class Compare(Asked, frozen=True, kw_only=True):
    """Two to five things of one kind, years or eras."""

    names: Annotated[tuple[Words, ...], Meta(min_length=2, max_length=5)]
    theme: Annotated[str, Meta(max_length=60)] = ""


class Figures(Asked, frozen=True, kw_only=True):
    """The values of a figure, or the numbers in statements about anything else."""

    name: Words = ""
    start: EdtfDate = ""
    end: EdtfDate = ""


class ToolError(Exception):
    """A call that cannot be answered as it is; the message says what was expected."""


EXPECTED = (
    ToolError, DateError, EdtfError, LocatorError, UnclearNameError, UnknownStatementError,
    NotComparableError,
)  # fmt: skip
AnyTool = TypeVar("AnyTool", bound=Asked)


def sentence(error: Exception) -> str:
    """One of the expected errors, told in a sentence with the nearest right thing."""
    match error:
        case AmbiguousNameError():
            return f"{shorten(error.name)} could mean {_named(error.candidates)}; name one by id"
        case UnclearNameError():
            near = f"; nearest: {_named(error.candidates)}" if error.candidates else ""
            kind = error.kinds[0] if len(error.kinds) == 1 else "record"
            return f"there is no {kind} {shorten(error.name)}{near}"
    return str(error)


def _named(candidates: list[NamedRecord] | list[Entry]) -> str:
    names = [f"{record.id} ({record.title})" for record in candidates[:_NEAREST]]
    return ", ".join(names) + (", …" if len(candidates) > _NEAREST else "")


def one_of(what: str, word: str, known: Collection[str]) -> str:
    """The word as it is known, nothing for none. Raises ToolError with the nearest."""
    plain = word.strip().lower()
    if plain and plain not in known:
        near = expected(suggest(word[:MOST_LETTERS], known), known)
        raise ToolError(f"there is no {what} {shorten(word)}; {near}")
    return plain


def read(kind: type[AnyTool], given: dict[str, Any] | None) -> AnyTool:
    """The arguments of a call, checked. Raises ToolError."""
    given = {name: value for name, value in (given or {}).items() if value is not None}
    for name in given:
        one_of("argument", name, kind.__struct_fields__)
    try:
        return msgspec.convert(given, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        what, _, path = str(error).partition(" - at `$.")
        what = f"{what[:1].lower()}{what[1:]}".replace("object missing", "there is no")
        at = f"{path.rstrip('`')}: " if path else ""
        needed = ", ".join(kind.__struct_fields__)
        raise ToolError(f"{at}{what.replace('`', '')}; the arguments are {needed}") from None


def schema(kind: type[Struct]) -> dict[str, Any]:
    """The JSON Schema of a tool's arguments, without what a model need not read."""
    _, parts = msgspec.json.schema_components([kind])
    told: dict[str, Any] = parts[kind.__name__]
    properties = {name: _brief(field) for name, field in told["properties"].items()}
    required = {"required": told["required"]} if told["required"] else {}
    return {"type": "object", "properties": properties, **required}


def _brief(field: dict[str, Any]) -> dict[str, Any]:
    left = {"default", "maxLength", "title"}
    brief = {name: value for name, value in field.items() if name not in left}
    if "items" in brief:
        brief["items"] = _brief(brief["items"])
    return brief


def date_of(text: str) -> str:
    """A date as people write it in EDTF, nothing for no text. Raises DateError."""
    return edtf(text) if text.strip() else ""


class Meant(NamedTuple):
    """The record that a name means (None: the library has nothing of it), and what to say of it.

    `fragment`: of its statement that is called so.
    """

    entry: Entry | None
    fragment: str = ""
    note: str = ""


def meant(store: Store, name: str, *kinds: str) -> Meant:
    """The record a name means, of one of these kinds rather than of another.

    Raises AmbiguousNameError, UnknownNameError with the nearest, ToolError.
    """
    try:
        resolved = resolve(store, name, kinds)
    except UnknownNameError as error:
        if error.candidates:
            raise
        hits = search(store, name, [], _NEAREST).hits
        if not hits:
            return Meant(None)
        near = _named([hit.entry for hit in hits])
        raise ToolError(f"no record is called {shorten(name)}; nearest: {near}") from None
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
