"""Notations of fields, and marks that say what a field is to its record.

A mark stands in the annotation of a field, so that a struct says everything about its kind;
`marked` finds the fields that bear one.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct

Steps: TypeAlias = "tuple[str | int, ...]"

ID = r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*"
LONGEST_ID = 100  # characters: exports make file names of it
# `extra["format"]` names the notation that `library.schema_check` holds a text to.
Id = Annotated[
    str,
    Meta(
        pattern=f"^{ID}$",
        max_length=LONGEST_ID,
        description="kind/slug",
        extra={"format": "id"},
    ),
]
Slug = Annotated[
    str,
    Meta(
        pattern=r"^(?!(true|false)$)[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        description="a-z, 0-9, dashes",
        extra={"format": "slug"},
    ),
]
Date = Annotated[
    str,
    Meta(
        description="EDTF (ISO 8601-2)",
        examples=["2016-05", "2025-33"],
        extra={"format": "edtf"},
    ),
]
Cite = Annotated[
    str,
    Meta(
        description="source¶paragraph",
        examples=["report¶12"],
        extra={"format": "citation"},
    ),
]
Place = Annotated[
    str,
    Meta(
        description="the address of a statement, kind/slug#id",
        examples=["principle/speed#weekly-release"],
        extra={"format": "address"},
    ),
]
Currency = Annotated[
    str,
    Meta(
        pattern="^[A-Z]{3}$",
        description="ISO 4217 code",
        examples=["CNY"],
        extra={"format": "currency"},
    ),
]
Text = Annotated[str, Meta(min_length=1, max_length=400)]
Summary = Annotated[str, Meta(min_length=1, max_length=300)]
Short = Annotated[str, Meta(max_length=50)]  # fits a cell of a table
Name = Annotated[str, Meta(min_length=1, max_length=120)]

LINK = Meta(extra={"link": "id"})  # ids of records
LINK_OR_NAME = Meta(extra={"link": "name"})  # the id of a record, or a plain name
DATES_IT = Meta(extra={"dates": True})  # the date of the record as a whole
DATES_SUMMARY = Meta(extra={"dates_summary": True})  # it is also that of its summary
DATES_CLAIMS = Meta(extra={"dates_claims": True})  # and that of its undated claims
SUBTYPE = Meta(extra={"subtype": True})  # what lists of this kind are grouped by
SPOKEN = Meta(extra={"spoken": True})  # read as text, and so searched
UNSPOKEN = Meta(extra={"unspoken": True})  # a text that is neither link nor searched: a URL
DERIVED = Meta(extra={"derived": ""})  # filled in by the program, refused in YAML
ALONE = Meta(extra={"alone": True})  # a text that stands for its whole struct is this field
NEEDED = Meta(extra={"needed": True})  # required in YAML, unless the statement is only pointed to


def back_link(relation: str) -> Meta:
    """The mark of a derived field that holds the ids of all records that link here so."""
    return Meta(extra={"derived": relation})


@cache
def _types(struct: type[Struct]) -> dict[str, Any]:
    """What msgspec knows of the type of each field, with all marks in its `extra`."""
    from msgspec import inspect  # 5 ms; questions do without

    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return {field.name: field.type for field in info.fields}


@cache
def marked(struct: type[Struct], mark: Meta) -> tuple[str, ...]:
    """The fields of a struct that bear a mark, in their order."""
    (name,) = mark.extra or {}
    wanted = (mark.extra or {})[name]
    extras = {field: getattr(spec, "extra", None) or {} for field, spec in _types(struct).items()}
    return tuple(
        field for field, extra in extras.items() if name in extra and wanted in {"", extra[name]}
    )


@cache
def marked_one(struct: type[Struct], mark: Meta) -> str:
    """The one field that bears a mark, or nothing."""
    return next(iter(marked(struct, mark)), "")


@cache
def back_relations(struct: type[Struct]) -> dict[str, str]:
    """The relations of links that a struct's derived fields tell of, and the field for each."""
    extras = {field: getattr(spec, "extra", None) or {} for field, spec in _types(struct).items()}
    return {extra["derived"]: field for field, extra in extras.items() if extra.get("derived")}


def date_of(record: Struct, mark: Meta = DATES_IT) -> str:
    """The EDTF date of a record as a whole, or nothing.

    With DATES_SUMMARY or DATES_CLAIMS only if it is also the date of its summary, of its claims.
    """
    name = marked_one(type(record), mark)
    return str(getattr(record, name)) if name else ""


@cache
def links_within(struct: type[Struct]) -> tuple[tuple[str, ...], dict[str, type[Struct]]]:
    """The fields of a struct that may link, and those that hold parts, each with their struct."""
    parts = {name: part for name, spec in _types(struct).items() if (part := _part(spec))}
    return marked(struct, LINK) + marked(struct, LINK_OR_NAME), parts


def _part(spec: Any) -> type[Struct] | None:
    for inner in ("type", "item_type", "value_type"):  # of an annotation, a list, a mapping
        if hasattr(spec, inner):
            return _part(getattr(spec, inner))
    part: type[Struct] | None = getattr(spec, "cls", None)
    return part if isinstance(part, type) and issubclass(part, Struct) else None


def nested_links(part: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """(keys and positions that lead to it, id) of every link within the parts of a record.

    The links of the record itself are none of these; a plain name is no link.
    """
    if isinstance(part, Struct):
        links, parts = links_within(type(part))
        for name in links if steps else ():
            if "/" in getattr(part, name):
                yield (*steps, name), getattr(part, name)
        for name in parts:
            yield from nested_links(getattr(part, name), (*steps, name))
    elif isinstance(part, list):
        for number, entry in enumerate(part):
            yield from nested_links(entry, (*steps, number))
    elif isinstance(part, dict):
        for key, entry in part.items():
            yield from nested_links(entry, (*steps, key))
