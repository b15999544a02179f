"""The arguments of each tool: typed, bounded, and refused with the nearest right name."""

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.suggest import expected, suggest

MOST_LETTERS = 300
Words = Annotated[str, Meta(max_length=MOST_LETTERS)]
EdtfDate = Annotated[str, Meta(max_length=40)]
_AsOf = Annotated[EdtfDate, Meta(description="EDTF; hide what is later")]
_PublishedBy = Annotated[EdtfDate, Meta(description="hide what was published later")]


class Asked(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every tool takes."""

    as_of: _AsOf = ""
    published_by: _PublishedBy = ""
    cursor: Annotated[str, Meta(max_length=40)] = ""


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


AnyTool = TypeVar("AnyTool", bound=Asked)


def read(kind: type[AnyTool], given: dict[str, Any] | None) -> AnyTool:
    """The arguments of a call, checked. Raises ToolError."""
    given = {name: value for name, value in (given or {}).items() if value is not None}
    known = kind.__struct_fields__
    for name in given:
        if name not in known:
            near = expected(suggest(name[:MOST_LETTERS], known), known)
            raise ToolError(f"there is no argument {shorten(name)}; {near}")
    try:
        return msgspec.convert(given, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ToolError(f"{_plain(str(error))}; {_needed(kind)}") from None


def _plain(message: str) -> str:
    """What msgspec says, with the name of the argument instead of its path."""
    what, _, path = message.partition(" - at `$.")
    what = f"{what[:1].lower()}{what[1:]}".replace("object missing", "there is no").replace("`", "")
    return f"{path.rstrip('`')}: {what}" if path else what


def _needed(kind: type[Asked]) -> str:
    return "the arguments are " + ", ".join(kind.__struct_fields__)


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
