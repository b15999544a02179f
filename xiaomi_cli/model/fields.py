"""Notations of fields, and marks that say what a field is to its record.

A mark stands in the annotation of a field, so that a struct says everything about its kind;
`marked` finds the fields that bear one.
"""

from functools import cache
from typing import Annotated, Any, NamedTuple, TypeAlias, get_args, get_origin

from msgspec import Meta, Struct, structs

Steps: TypeAlias = "tuple[str | int, ...]"

LONGEST_ID = 100  # characters: exports make file names of it


def _notation(name: str, description: str, **limits: Any) -> Meta:
    """A notation that `library.schema_check` holds a text to, by its name."""
    return Meta(description=description, extra={"format": name}, **limits)


_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
ID = f"[a-z]+/{_SLUG}"
Id = Annotated[str, _notation("id", "kind/slug", pattern=f"^{ID}$", max_length=LONGEST_ID)]
Slug = Annotated[
    str,
    _notation("slug", "a-z, 0-9, dashes", pattern=f"^(?!(true|false)$){_SLUG}$", max_length=80),
]
Date = Annotated[str, _notation("edtf", "EDTF (ISO 8601-2)", examples=["2016-05", "2025-33"])]
Cite = Annotated[str, _notation("citation", "source¶paragraph", examples=["report¶12"])]
_ADDRESSES = ["principle/speed#weekly-release"]
Place = Annotated[
    str, _notation("address", "the address of a statement, kind/slug#id", examples=_ADDRESSES)
]
Currency = Annotated[
    str, _notation("currency", "ISO 4217 code", pattern="^[A-Z]{3}$", examples=["CNY"])
]
Text = Annotated[str, Meta(min_length=1, max_length=400)]
Summary = Annotated[str, Meta(min_length=1, max_length=300)]
Short = Annotated[str, Meta(max_length=50)]  # fits a cell of a table
Name = Annotated[str, Meta(min_length=1, max_length=120)]


class Mark(NamedTuple):
    """What a field is to its record; `relation`: of the links to it that a derived field holds."""

    name: str
    relation: str = ""


LINK = Mark("link")  # ids of records
LINK_OR_NAME = Mark("link or name")  # the id of a record, or a plain name
DATES_IT = Mark("dates it")  # the date of the record as a whole
DATES_SUMMARY = Mark("dates summary")  # it is also that of its summary
DATES_CLAIMS = Mark("dates claims")  # and that of its undated claims
SUBTYPE = Mark("subtype")  # what lists of this kind are grouped by
SPOKEN = Mark("spoken")  # read as text, and so searched
UNSPOKEN = Mark("unspoken")  # a text that is neither link nor searched: a URL
DERIVED = Mark("derived")  # filled in by the program, refused in YAML
ALONE = Mark("alone")  # a text that stands for its whole struct is this field
NEEDED = Mark("needed")  # required in YAML, unless the statement is only pointed to


def _relations(struct: type[Struct], mark: Mark) -> dict[str, str]:
    """The fields of a struct that bear a mark, in their order, and the relation it names."""
    return {
        field.name: found.relation
        for field in structs.fields(struct)
        for found in getattr(field.type, "__metadata__", ())
        if isinstance(found, Mark) and found.name == mark.name
    }


@cache
def marked(struct: type[Struct], mark: Mark) -> tuple[str, ...]:
    """The fields of a struct that bear a mark, in their order."""
    return tuple(_relations(struct, mark))


@cache
def back_relations(struct: type[Struct]) -> dict[str, str]:
    """The relations of links that a struct's derived fields tell of, and the field for each."""
    found = _relations(struct, DERIVED).items()
    return {relation: field for field, relation in found if relation}


def date_of(record: Struct, mark: Mark = DATES_IT) -> str:
    """The EDTF date of a record as a whole, or nothing.

    With DATES_SUMMARY or DATES_CLAIMS only if it is also the date of its summary, of its claims.
    """
    return "".join(getattr(record, name) for name in marked(type(record), mark))


@cache
def parts_of(struct: type[Struct]) -> dict[str, type[Struct]]:
    """The fields of a struct that hold parts, alone, in a list or in a mapping; their structs."""
    fields = structs.fields(struct)
    return {field.name: part for field in fields if (part := _part(field.type))}


def _part(held: Any) -> type[Struct] | None:
    if found := get_args(held):
        return _part(found[0] if get_origin(held) is Annotated else found[-1])
    return held if isinstance(held, type) and issubclass(held, Struct) else None
