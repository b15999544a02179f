"""The structs are the schema: whatever they allow is stored, read back, and shown."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect

from xiaomi_cli.model.claims import changed, claims_of, numbered
from xiaomi_cli.model.fields import DERIVED, back_relations, marked
from xiaomi_cli.model.record_parts import Claim, Position, Tension
from xiaomi_cli.model.records import KINDS, Event, Principle, Record, decode, encode

TEXTS = {
    "id": st.sampled_from(["event/2011-08-16-mi-1", "person/lei-jun", "source/x"]),
    "currency": st.sampled_from(["CNY", "EUR", "GBP"]),
    "edtf": st.sampled_from(["2014", "2016-05", "2025-33", "2010/..", "2021~"]),
    "citation": st.sampled_from(["page", "doc¶1", "doc¶2-3"]),
    "slug": st.sampled_from(["a", "weekly-release", "2024"]),
    "address": st.sampled_from(["principle/speed#weekly-release", "figure/x#2024"]),
    "": st.text("aZ0 '\"\\\n\0\x1b\u202e小米¶é🚗", min_size=1, max_size=6),
}
NUMBERS = st.sampled_from(
    ["0", "63.6", "63.60", "-0.5", "1234567890123456789012345678", "0.0000000000000000000000001"]
).map(Decimal)
FEW = settings(max_examples=20)


def values(spec: inspect.Type, notation: str = "") -> st.SearchStrategy[Any]:  # noqa: PLR0911
    """Any value of a field's type, by the type's own description."""
    match spec:
        case inspect.Metadata():
            return values(spec.type, (spec.extra or {}).get("format", ""))
        case inspect.UnionType():
            return st.one_of(*map(values, spec.types))
        case inspect.ListType():
            return st.lists(values(spec.item_type), min_size=spec.min_length or 0, max_size=2)
        case inspect.DictType():
            return st.dictionaries(values(spec.key_type), values(spec.value_type), max_size=2)
        case inspect.StructType():
            return structs(spec.cls)
        case inspect.LiteralType():
            return st.sampled_from(spec.values)
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            return st.integers(-(10**9) + 1, 10**9 - 1)
        case inspect.DecimalType():
            return NUMBERS
        case inspect.NoneType():
            return st.none()
        case inspect.StrType():
            return TEXTS[notation]
    raise NotImplementedError(spec)


def structs(struct: Any) -> st.SearchStrategy[Any]:
    """Any record, or part of one, with all of its fields given."""
    fields = struct_info(struct).fields
    return st.builds(struct, **{field.name: values(field.type) for field in fields})


def struct_info(struct: type) -> inspect.StructType:
    """What msgspec knows of a struct."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return info


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_of_every_kind_comes_back_as_it_was(kind: str) -> None:
    @FEW
    @given(structs(KINDS[kind]))
    def round_trip(record: Record) -> None:
        back = decode(encode(record))
        assert type(back) is KINDS[kind]
        assert back == record
        assert _digits(back) == _digits(record)
        assert msgspec.json.decode(encode(record))["kind"] == kind

    round_trip()


def _digits(record: Record) -> list[tuple[Any, ...]]:
    """The decimals with their trailing zeros, which equality does not see."""
    points = getattr(record, "points", [])
    return [n.as_tuple() for p in points for n in (p.value, p.to) if n is not None]


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_of_claims_is_found(kind: str) -> None:
    names = {f.name for f in struct_info(KINDS[kind]).fields if _holds_claims(f.type)}

    @FEW
    @given(structs(KINDS[kind]))
    def all_found(record: Record) -> None:
        found = claims_of(record)
        assert {group.field for group in found} == {n for n in names if _any(record, n)}
        assert sum(map(len, found.values())) == sum(_any(record, name) for name in names)
        assert [claim for _, claim in numbered(record)] == [c for cs in found.values() for c in cs]
        assert changed(record, lambda claim: claim) == record

    all_found()


def _holds_claims(spec: inspect.Type) -> bool:
    """Whether a field's type has claims in it, at any depth."""
    match spec:
        case inspect.Metadata():
            return _holds_claims(spec.type)
        case inspect.ListType():
            return _holds_claims(spec.item_type)
        case inspect.DictType():
            return _holds_claims(spec.value_type)
        case inspect.UnionType():
            return any(map(_holds_claims, spec.types))
        case inspect.StructType():
            return issubclass(spec.cls, Claim | Tension)
    return False


def _any(record: Record, name: str) -> int:
    """How many claims a field holds."""
    value = getattr(record, name)
    if isinstance(value, dict):
        return sum(map(len, value.values()))
    return sum(len(v.sides) if isinstance(v, Tension) else 1 for v in value)


@pytest.mark.parametrize("kind", KINDS)
def test_derived_fields_are_fields_and_start_empty(kind: str) -> None:
    fields = {field.name: field for field in msgspec.structs.fields(KINDS[kind])}
    for name in marked(KINDS[kind], DERIVED):
        assert fields[name].default == "" or fields[name].default_factory in {list, dict}


def test_statements_too_have_derived_fields() -> None:
    assert marked(Claim, DERIVED) == ("home", "contested")
    assert marked(Position, DERIVED) == ("contested",)  # where it stands its author says


def test_fields_that_others_fill_in_name_the_link_that_fills_them() -> None:
    assert back_relations(Principle) == {"at": "disputes", "parts": "part_of", "about": "lessons"}
    assert back_relations(Event) == {"at": "disputes"}


def test_kinds_are_named_by_their_structs() -> None:
    assert [struct.__name__.lower() for struct in KINDS.values()] == list(KINDS)
    tags = [struct_info(struct).tag for struct in KINDS.values()]
    assert tags == list(KINDS)
