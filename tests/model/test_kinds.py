"""A kind of record is a struct that says everything about itself, a view and a command."""

from typing import get_args

import pytest
from msgspec import Struct, inspect

from xiaomi_cli.cli.help_pages import COMMANDS
from xiaomi_cli.model.fields import (
    DATES_CLAIMS,
    DATES_IT,
    DATES_SUMMARY,
    DERIVED,
    LINK,
    LINK_OR_NAME,
    SPOKEN,
    SUBTYPE,
    UNSPOKEN,
    marked,
    parts_of,
)
from xiaomi_cli.model.library_facts import KIND_FACTS, plural
from xiaomi_cli.model.records import KINDS, AnyRecord, Record
from xiaomi_cli.render.views.records import VIEWS

UNLIKE_ITS_KIND = {"event": "timeline"}  # the commands of kinds that are not called after them
ROLES = (LINK, LINK_OR_NAME, SUBTYPE, SPOKEN, UNSPOKEN, DERIVED)
COMMON = set(Record.__struct_fields__)


def fields(struct: type[Struct]) -> list[inspect.Field]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return list(info.fields)


def notation(spec: inspect.Type) -> str | None:
    """The notation of a text or of the texts of a list; nothing for what is no text."""
    extra = spec.extra or {} if isinstance(spec, inspect.Metadata) else {}
    bare = spec.type if isinstance(spec, inspect.Metadata) else spec
    if isinstance(bare, inspect.ListType):
        return notation(bare.item_type)
    return extra.get("format", "") if isinstance(bare, inspect.StrType) else None


def everything() -> list[type[Struct]]:
    """The structs of all kinds, and of their parts."""
    found: list[type[Struct]] = list(KINDS.values())
    for struct in found:
        found += [part for part in parts_of(struct).values() if part not in found]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_view(kind: str) -> None:
    assert KINDS[kind] in VIEWS, f"write the view of a {kind} in render/views, and name it in VIEWS"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_command(kind: str) -> None:
    name = UNLIKE_ITS_KIND.get(kind, kind)
    assert name in COMMANDS, f"describe the command {name} in cli/help.md"


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_field_of_a_kind_says_what_it_is(kind: str) -> None:
    struct = KINDS[kind]
    told = {name for mark in ROLES for name in marked(struct, mark)} | COMMON
    for field in fields(struct):
        plain = isinstance(getattr(field.type, "type", field.type), inspect.StrType)
        if plain and not notation(field.type):
            assert field.name in told, (
                f"say what {kind}.{field.name} is: LINK, LINK_OR_NAME, SUBTYPE, SPOKEN or UNSPOKEN"
            )


@pytest.mark.parametrize("struct", everything(), ids=lambda struct: struct.__name__)
def test_every_field_of_ids_is_a_link(struct: type[Struct]) -> None:
    links = (
        {*marked(struct, LINK), *marked(struct, LINK_OR_NAME)}
        | set(marked(struct, DERIVED))
        | {"id"}
    )
    for field in fields(struct):
        if notation(field.type) == "id":
            assert field.name in links, f"mark {struct.__name__}.{field.name} as a LINK"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_with_dates_says_which_one_dates_it(kind: str) -> None:
    struct = KINDS[kind]
    dates = {field.name for field in fields(struct) if notation(field.type) == "edtf"}
    dating = marked(struct, DATES_IT)
    assert len(dating) == bool(dates), f"mark one of {sorted(dates)} of a {kind} as DATES_IT"
    for mark in (DATES_SUMMARY, DATES_CLAIMS):
        assert set(marked(struct, mark)) <= set(dating)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_at_most_one_subtype_and_groups_by_what_it_has(kind: str) -> None:
    subtypes = marked(KINDS[kind], SUBTYPE)
    assert len(subtypes) <= 1
    assert kind in KIND_FACTS, f"say in model/library_facts.py what is particular to a {kind}"
    assert KIND_FACTS[kind].grouped_by != "subtype" or subtypes


def test_kinds_are_named_by_their_structs() -> None:
    assert [struct.__name__.lower() for struct in KINDS.values()] == list(KINDS)
    assert list(KINDS.values()) == list(get_args(AnyRecord))
    assert list(KINDS) == list(KIND_FACTS), (
        "name each kind in KIND_FACTS, in the order of AnyRecord"
    )


def test_each_kind_has_a_word_for_several_of_its_own() -> None:
    assert [plural(kind) for kind in ("company", "person", "risk")] == [
        "companies", "people", "risks",
    ]  # fmt: skip
    assert len({plural(kind) for kind in KINDS}) == len(KINDS)


def test_the_places_in_a_comparison_are_told_apart() -> None:
    places = [facts.compared for facts in KIND_FACTS.values() if facts.compared]
    assert sorted(places) == list(range(1, len(places) + 1))
