"""What can be compared on the site: each side by itself, so that any of a kind can be chosen."""

import re
from collections.abc import Iterator
from typing import Any

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.claims import numbered
from xiaomi_cli.model.locators import parse_citation
from xiaomi_cli.model.records import AnyRecord, Idea, decode
from xiaomi_cli.queries.comparison import of_spans
from xiaomi_cli.queries.comparison_cells import (
    Aspect,
    Cell,
    Side,
    of_figures,
    of_records,
    of_statements,
)
from xiaomi_cli.queries.record_details import statement
from xiaomi_cli.site.library import Library

KINDS = {
    "company": "Companies", "framework": "Frameworks", "part": "Parts of frameworks",
    "principle": "Principles", "figure": "Figures", "year": "Years", "era": "Eras",
}  # fmt: skip
MIN_POINTS = 3  # of a figure that is worth a comparison
MANY_CELLS = 12  # of an aspect


def comparable(library: Library) -> dict[str, Any]:
    """The sides, and what their cells cite: each citation as [label, way from the root]."""
    cites: dict[str, int] = {}
    sides = list(_sides(library, cites))
    return {"sides": sides, "cites": [_cited(library, cite) for cite in cites]}


def _sides(library: Library, cites: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Each thing that can be compared: id, kind, title, zh, the way to it, its rows by aspect."""
    store, settings = library.store, library.settings

    def side(one: Side, way: str, aspects: list[Aspect]) -> dict[str, Any]:
        rows = [
            [name, [_cell(cell, cites) for cell in columns[0][:MANY_CELLS]]]
            for name, columns in aspects
            if columns[0]
        ]
        return {"id": one.id, "kind": one.kind, "title": one.title, "zh": one.zh,
                "way": way, "rows": rows}  # fmt: skip

    for entry in library.entries.values():
        record = decode(entry.json)
        own = Side(entry.id, entry.kind, entry.title, entry.zh)
        if aspects := _aspects(library, entry, record):
            yield side(own, f"{entry.id}.html", aspects)
        for _, claim in numbered(record):
            if isinstance(record, Idea) and claim.id and claim.name and claim.parts:
                at = f"{entry.id}#{claim.id}"
                told = of_statements(store, [statement(store, entry, claim.id)])
                yield side(Side(at, "part", claim.name, claim.zh), _way(at), told)
    years = (year for year in sorted({*store.event_years()}) if re.fullmatch(r"\d{4}", year))
    spans = [(Side(f"year/{y}", "year", y, ""), f"{y}-01-01", f"{y}-12-31") for y in years]
    spans += [(Side(f"era/{era.slug}", "era", era.title, era.zh), era.earliest, era.latest)
              for era in settings.eras]  # fmt: skip
    for span in spans:
        if aspects := of_spans(store, [span], ""):
            yield side(span[0], "timeline.html", aspects)


def _aspects(library: Library, entry: Entry, record: AnyRecord) -> list[Aspect]:
    """What a record has to be compared by; nothing if it is not of a kind that is compared here."""
    match entry.kind:
        case "company" if library.fields[entry.id].get("dimensions"):
            return of_records(library.store, [record])
        case "framework" | "principle":
            return of_records(library.store, [record])
        case "figure" if len(library.fields[entry.id]["points"]) >= MIN_POINTS:
            return of_figures([entry])
    return []


def _cell(cell: Cell, cites: dict[str, int]) -> list[Any]:
    """[text, the numbers of its citations, where it stands, whose view it is, what others say]."""
    numbers = [cites.setdefault(cite, len(cites)) for cite in cell.claim.cite]
    text = cell.claim.short or cell.claim.text
    told = [text, numbers, _way(cell.at), cell.voice, cell.contested]
    while not told[-1]:
        told.pop()
    return told


def _way(at: str) -> str:
    record, _, fragment = at.partition("#")
    return f"{record}.html#{fragment}" if fragment else f"{record}.html"


def _cited(library: Library, cite: str) -> list[str]:
    citation = parse_citation(cite)
    if citation.source_id not in library.entries:
        return [cite, ""]
    fields, title = library.fields[citation.source_id], library.titles[citation.source_id]
    way = _way(citation.source_id)
    if not citation.first:
        return [f"{fields['publisher']}: {title}" if "publisher" in fields else title, way]
    return [f"{title} ¶{cite.partition('¶')[2]}", f"{way}#p{citation.first}"]


def opening(library: Library) -> list[str]:
    """The two that a page shows first: the subject, and the company with most to compare."""
    told = {
        entry.id: len(library.fields[entry.id].get("dimensions", {}))
        for entry in library.of_kind("company")
    }
    told = {one: count for one, count in told.items() if count}
    subject = library.settings.subject
    others = sorted((one for one in told if one != subject), key=lambda one: (-told[one], one))
    chosen = [*others[:1], subject] if subject in told else others[:2]
    if len(chosen) == 2:
        return chosen
    return [entry.id for entry in library.of_kind("framework")[:2]]
