"""What may be written for a value of a type: its form, from the structs that are the schema.

The check of a file and the JSON Schema of it both read this.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import inspect

from xiaomi_cli.model.fields import ALONE, DERIVED, LINK, LINK_OR_NAME, NEEDED, marked
from xiaomi_cli.model.records import Record


class Form(NamedTuple):
    """What msgspec knows of a type, without its wrappings.

    `holds`: the form of the entries of a list or the values of a mapping, `keys`: that of its keys.
    `notation`: see `model.fields`. `about`: its description and examples. `points`: where to.
    """

    spec: Any
    about: dict[str, Any]
    notation: str = ""
    points: Any = ""
    or_name: bool = False
    holds: "Form | None" = None
    keys: "Form | None" = None


@lru_cache(maxsize=64)
def form_of(wanted: Any) -> Form:
    """The form of a type."""
    return _form(inspect.type_info(wanted))


def _form(spec: inspect.Type, points: str = "", *, or_name: bool = False) -> Form:
    notation, about = "", {}
    if isinstance(spec, inspect.Metadata):
        notation, about = (spec.extra or {}).get("format", ""), spec.extra_json_schema or {}
        spec = spec.type
    if isinstance(spec, inspect.UnionType):  # of something and nothing
        spec = next(t for t in spec.types if not isinstance(t, inspect.NoneType))
    holds = keys = None
    if isinstance(spec, inspect.ListType):
        holds = _form(spec.item_type, points)
    elif isinstance(spec, inspect.DictType):
        holds, keys = _form(spec.value_type), _form(spec.key_type)
    points = points or {"citation": "cite", "address": "address"}.get(notation, "")
    return Form(spec, about, notation, points, or_name, holds, keys)


class Shape(NamedTuple):
    """The fields of a struct by their names in YAML: those to write, refused ones, needed ones.

    Of those in `unless_at` a statement that is only pointed to (`at`) has none. `alone`: the form
    of what may be written in place of the whole.
    """

    forms: dict[str, Form]
    refused: frozenset[str]
    needed: list[str]
    unless_at: frozenset[str]
    alone: tuple[str, Form] | None


@lru_cache(maxsize=64)
def shape_of(struct: type) -> Shape:
    """The shape of a struct."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    names = {field.name: field.encode_name for field in info.fields}
    refused = {names[name] for name in marked(struct, DERIVED)} | {info.tag_field or ""}
    link = "link" if issubclass(struct, Record) else "voice"  # of the record, or of a part of it
    links, or_names = marked(struct, LINK), marked(struct, LINK_OR_NAME)
    forms = {
        f.encode_name: _form(
            f.type, link if f.name in links + or_names else "", or_name=f.name in or_names
        )
        for f in info.fields
    }
    alone = next(((name, forms[names[name]]) for name in marked(struct, ALONE)), None)
    unless_at = frozenset(marked(struct, NEEDED))
    required = {f.encode_name for f in info.fields if f.required} | unless_at
    forms = {name: form for name, form in forms.items() if name not in refused}
    needed = [name for name in forms if name in required]
    return Shape(forms, frozenset(refused), needed, unless_at, alone)
