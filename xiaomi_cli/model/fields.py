"""Notations of fields, and marks that say what a field is to its record.

A mark stands in the annotation of a field, so that a struct says everything about its kind;
`marked` finds the fields that bear one.
"""

from functools import cache
from typing import Annotated

from msgspec import Meta, Struct, inspect

# `extra["format"]` names the notation that `library.schema_check` holds a text to.
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]+/[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=100,  # exports make file names of it
        description="kind/slug",
        extra={"format": "id"},
    ),
]
Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=80,
        description="a-z, 0-9, dashes",
        extra={"format": "slug"},
    ),
]
Date = Annotated[
    str,
    Meta(
        description="EDTF (ISO 8601-2)", examples=["2016-05", "2025-33"], extra={"format": "edtf"}
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
SUBTYPE = Meta(extra={"subtype": True})  # what lists of this kind are grouped by
SPOKEN = Meta(extra={"spoken": True})  # read as text, and so searched
DERIVED = Meta(extra={"derived": ""})  # filled in by the program, refused in YAML
NEEDED = Meta(extra={"needed": True})  # required in YAML, unless the statement is only pointed to


def back_link(relation: str) -> Meta:
    """The mark of a derived field that holds the ids of all records that link here so."""
    return Meta(extra={"derived": relation})


@cache
def marked(struct: type[Struct], mark: Meta) -> tuple[str, ...]:
    """The fields of a struct that bear a mark, in their order."""
    (name,) = mark.extra or {}
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    wanted = (mark.extra or {})[name]
    extras = {
        field.name: field.type.extra or {}
        for field in info.fields
        if isinstance(field.type, inspect.Metadata)
    }
    return tuple(
        field for field, extra in extras.items() if name in extra and wanted in {"", extra[name]}
    )


def marked_one(struct: type[Struct], mark: Meta) -> str:
    """The one field that bears a mark, or nothing."""
    return next(iter(marked(struct, mark)), "")


@cache
def back_relations(struct: type[Struct]) -> dict[str, str]:
    """The relations of links that a struct's derived fields tell of, and the field for each."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return {
        relation: field.name
        for field in info.fields
        if isinstance(field.type, inspect.Metadata)
        and (relation := (field.type.extra or {}).get("derived"))
    }


def date_of(record: Struct) -> str:
    """The EDTF date of a record as a whole, or nothing."""
    name = marked_one(type(record), DATES_IT)
    return str(getattr(record, name)) if name else ""
