"""The filters of a query: kinds, themes, sources, years, excluded words."""

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.dates import EdtfError, parse_date
from xiaomi_cli.model.kind_facts import plural
from xiaomi_cli.model.name_keys import key, squeezed
from xiaomi_cli.search.expansion import phrase
from xiaomi_cli.search.query import Part, Query


class Filters(NamedTuple):
    """Which records may be hits, and the parts of the query that are left to be looked for.

    `span`: the record numbers of the kinds; `allowed`: the records within all other filters, None
    for any; `excluded`: an FTS5 expression of the excluded words, empty for none.
    """

    parts: list[Part]
    kinds: frozenset[str] = frozenset()
    span: tuple[int, int] = EVERY
    allowed: set[int] | None = None
    excluded: str = ""

    @property
    def is_restricted(self) -> bool:
        """Whether the query has a filter."""
        return bool(self.kinds) or self.allowed is not None

    def passing(self, store: Store, numbers: Iterable[int]) -> set[int]:
        """Those of the records that pass every filter but that of kinds."""
        left = set(numbers)
        if self.allowed is not None:
            left &= self.allowed
        if self.excluded and left:
            left -= store.among(self.excluded, left)
        return left

    def everything(self, store: Store) -> set[int]:
        """All records that pass: what a query of nothing but filters finds."""
        if not self.is_restricted:
            return set()
        numbers = store.numbers_of_kinds(self.kinds) if self.kinds else self.allowed or set()
        return self.passing(store, numbers)


def filters_of(store: Store, query: Query, kinds: Iterable[str]) -> Filters:
    """The filters of a query. One whose value the library does not know is words instead."""
    chosen_kinds = set(kinds)
    parts = list(query.parts)
    sets: list[set[int]] = []
    readers: dict[str, Callable[[Store, str], set[int] | None]] = {
        "theme": _theme, "source": _source, "year": _year
    }  # fmt: skip
    for name, values in query.filters.items():
        named_kinds = [_kind(store, value) if name == "kind" else None for value in values]
        if name == "kind":
            chosen_kinds |= {kind for kind in named_kinds if kind}
            parts += [Part(v) for v, kind in zip(values, named_kinds, strict=True) if not kind]
            continue
        for value in values:
            numbers = readers[name](store, value)
            if numbers is None:
                parts.append(Part(value))
            else:
                sets.append(numbers)
    excluded = [phrase(store.simplified(word), "word").expression for word in query.excluded]
    return Filters(
        parts,
        frozenset(chosen_kinds),
        store.span_of_kinds(sorted(chosen_kinds)) if chosen_kinds else EVERY,
        set.intersection(*sets) if sets else None,
        " OR ".join(f"({words})" for words in excluded if words),
    )


class UnknownFilter(NamedTuple):
    """A filter of a query whose value the library does not have, and values that it has."""

    name: str
    value: str
    known: list[str]


def unknown_filter(store: Store, query: Query) -> UnknownFilter | None:
    """The first filter of a query that names no kind, theme, source or year."""
    known: dict[str, Callable[[str], tuple[bool, Callable[[], list[str]]]]] = {
        "kind": lambda value: (bool(_kind(store, value)), lambda: list(store.counts())),
        "theme": lambda value: (_theme(store, value) is not None, store.all_themes),
        "source": lambda value: (_source(store, value) is not None, list),
        "year": lambda value: (_year(store, value) is not None, list),
    }
    for name, values in query.filters.items():
        for value in values:
            is_known, others = known[name](value)
            if not is_known:
                return UnknownFilter(name, value, others())
    return None


def _kind(store: Store, value: str) -> str:
    """`events` is event, `companies` is company, `people` is person."""
    return next((kind for kind in store.counts() if value in {kind, plural(kind)}), "")


def _theme(store: Store, value: str) -> set[int] | None:
    """Records of a theme, named by its beginning at least: `robot`, `supply chain`."""
    slug = key(value).replace(" ", "-")
    themes = store.all_themes()
    meant = slug if slug in themes else next((t for t in themes if t.startswith(slug)), "")
    return store.numbers_of_theme(meant) if slug and meant else None


def _source(store: Store, value: str) -> set[int] | None:
    """What rests on a source, named by slug or any of its names."""
    slug = value.removeprefix("source/")
    forms = [form for form in (key(slug), squeezed(slug)) if form]
    sources = store.named(forms, ["source"]) if forms else []
    return store.numbers_resting_on(sources[0].id) if sources else None


def _year(store: Store, value: str) -> set[int] | None:
    """Records dated in a year, a span of years (2015-2016, 2015..2016) or any EDTF date."""
    try:
        first, last = parse_date(re.sub(r"^(\d{4})(?:-|\.\.)(\d{4})$", r"\1/\2", value)).bounds
    except EdtfError:
        return None
    return store.numbers_dated(first, last)
