"""Two or more things side by side: records of one kind, sources on a theme, years, eras."""

import re
from typing import NamedTuple

from xiaomi_cli.model.edtf import bounds
from xiaomi_cli.model.text import key
from xiaomi_cli.queries.aspects import (
    Aspect,
    Side,
    of_figures,
    of_records,
    of_sources,
    of_spans,
)
from xiaomi_cli.queries.resolve import resolve
from xiaomi_cli.queries.timeline import eras
from xiaomi_cli.store.reader import Store

_YEAR = re.compile(r"\d{4}", re.ASCII)


class Comparison(NamedTuple):
    """Sides, and under each aspect the cells of every side, aspects that differ most first."""

    sides: list[Side]
    aspects: list[Aspect]


class NotComparableError(Exception):
    """Things of different kinds; the message says which."""


def compare(store: Store, names: list[str], theme: str = "") -> Comparison:
    """Set things side by side. Raises NotComparableError and what `resolve` raises."""
    spans = [_span(store, name) for name in names]
    if all(spans):
        sides = [span for span in spans if span]
        return Comparison([side for side, _, _ in sides], of_spans(store, sides, theme))
    kind = _common_kind(store, names)
    entries = [
        store.by_ids([(found := resolve(store, name, [kind]).found).id])[found.id] for name in names
    ]
    sides_ = [Side(e.id, e.kind, e.title, e.zh, e.origin) for e in entries]
    if kind == "source":
        return Comparison(sides_, of_sources(store, entries, theme))
    if kind == "figure":
        return Comparison(sides_, of_figures(entries))
    return Comparison(sides_, of_records(store, entries))


def _span(store: Store, name: str) -> tuple[Side, str, str] | None:
    """A year or an era, with its first and last day."""
    if _YEAR.fullmatch(name):
        earliest, latest = bounds(name)
        return Side(f"year/{name}", "year", name, ""), earliest, latest
    for era in eras(store):
        if key(name) in {key(era.slug), key(era.title), key(era.zh)}:
            return Side(f"era/{era.slug}", "era", era.title, era.zh), era.earliest, era.latest
    return None


def _common_kind(store: Store, names: list[str]) -> str:
    """The kind in which every name is known exactly, companies first; else that of the first."""
    kinds: list[set[str]] = []
    for name in names:
        forms = [name.lower(), key(name), key(name).replace(" ", "")]
        kinds.append({found.kind for found in store.named(list(dict.fromkeys(forms)))})
    known = [found for found in kinds if found]
    shared = set.intersection(*known) if known else set()
    for kind in ("company", "framework", "principle", "figure", "source", "product", "person"):
        if kind in shared:
            return kind
    if shared:
        return sorted(shared)[0]
    if len(known) > 1:
        found = "; ".join(
            f"{n!r} is a {'/'.join(sorted(k))}" for n, k in zip(names, kinds, strict=True) if k
        )
        raise NotComparableError(f"only things of one kind can be compared: {found}")
    return resolve(store, names[0]).found.kind


def differences_first(comparison: Comparison) -> Comparison:
    """Aspects on which every side has something to say come first, in their order."""
    full = [a for a in comparison.aspects if all(a[1])]
    rest = [a for a in comparison.aspects if not all(a[1])]
    return comparison._replace(aspects=full + rest)


def shortened(comparison: Comparison, limit: int) -> tuple[Comparison, int]:
    """At most `limit` cells of a side under an aspect (0: all), and how many were left out."""
    aspects = [
        (name, [cells[: limit or None] for cells in row]) for name, row in comparison.aspects
    ]
    before, after = (
        sum(len(cells) for _, row in found for cells in row)
        for found in (comparison.aspects, aspects)
    )
    return comparison._replace(aspects=aspects), before - after
