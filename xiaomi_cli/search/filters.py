"""The filters of a query: kinds, themes, sources, years, excluded words."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from xiaomi_cli.index.search_index import EVERY
from xiaomi_cli.index.store import Store
from xiaomi_cli.model.dates import EdtfError, parse_date
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.tokens import key, squeezed
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
        of_kinds = (store.numbers_within("kind", kind) for kind in self.kinds)
        numbers = set().union(*of_kinds) if self.kinds else self.allowed or set()
        return self.passing(store, numbers)


def filters_of(store: Store, query: Query, kinds: Iterable[str]) -> Filters:
    """The filters of a query. One whose value the library does not know is words instead."""
    chosen = set(kinds)
    parts = list(query.parts)
    sets: list[set[int]] = []
    for name, values in query.filters.items():
        for value in values:
            found = _meant(store, name, value)
            if found is None:
                parts.append(Part(value))
            elif isinstance(found, str):
                chosen.add(found)
            else:
                sets.append(found)
    excluded = [phrase(store.simplified(word), "word").expression for word in query.excluded]
    return Filters(
        parts,
        frozenset(chosen),
        store.span_of_kinds(sorted(chosen)) if chosen else EVERY,
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
    for name, values in query.filters.items():
        for value in values:
            if _meant(store, name, value) is None:
                known = {"kind": lambda: list(store.counts()), "theme": store.all_themes}
                return UnknownFilter(name, value, known.get(name, list)())
    return None


def _meant(store: Store, name: str, value: str) -> str | set[int] | None:
    """The kind that a filter names, or the records that it keeps; None if it names nothing."""
    if name == "kind":  # `events` is event, `companies` is company, `people` is person
        return next((kind for kind in store.counts() if value in {kind, plural(kind)}), None)
    if name == "theme":  # named by its beginning at least: `robot`, `supply chain`
        slug, themes = key(value).replace(" ", "-"), store.all_themes()
        meant = slug if slug in themes else next((t for t in themes if t.startswith(slug)), "")
        return store.numbers_within("theme", meant) if slug and meant else None
    if name == "source":  # named by slug or any of its names
        slug = value.removeprefix("source/")
        forms = [form for form in (key(slug), squeezed(slug)) if form]
        sources = store.named(forms, ["source"]) if forms else []
        return store.numbers_within("source", sources[0].id) if sources else None
    try:  # a year, a span of years (2015-2016, 2015..2016) or any EDTF date
        first, last = parse_date(re.sub(r"^(\d{4})(?:-|\.\.)(\d{4})$", r"\1/\2", value)).bounds
    except EdtfError:
        return None
    return store.numbers_within("days", first, last)
