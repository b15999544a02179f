"""What can be compared on the site: each side by itself, so that a reader can choose any two."""

import json
import re
from collections.abc import Iterator
from typing import Any

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.records import decode
from xiaomi_cli.queries.comparison import of_spans
from xiaomi_cli.queries.comparison_cells import Aspect, Cell, Side, of_figures, of_records
from xiaomi_cli.render.json_text import escaped
from xiaomi_cli.site.library import Library

KINDS = {"company": "Companies", "framework": "Frameworks", "year": "Years", "figure": "Figures"}
MIN_POINTS = 3  # of a figure that is worth a comparison
FEW_ROWS, MANY_CELLS = 8, 12  # events of a type and year that are shown


def sides(library: Library) -> Iterator[dict[str, Any]]:
    """Each thing that can be compared: id, kind, title, zh, and its rows by aspect."""
    for entry in library.of_kind("company"):
        if library.fields[entry.id].get("dimensions"):
            yield _side(library, entry, of_records(library.store, [decode(entry.json)]))
    for entry in library.of_kind("framework"):
        yield _side(library, entry, of_records(library.store, [decode(entry.json)]))
    for entry in library.of_kind("figure"):
        if len(library.fields[entry.id]["points"]) >= MIN_POINTS:
            yield _side(library, entry, of_figures([entry]))
    years = {year for year in library.store.event_years() if re.fullmatch(r"\d{4}", year)}
    for year in sorted(years):
        side = Side(f"year/{year}", "year", year, "")
        aspects = of_spans(library.store, [(side, f"{year}-01-01", f"{year}-12-31")], "")
        yield {"id": side.id, "kind": "year", "title": year, "zh": "", "rows": _rows(aspects)}


def _side(library: Library, entry: Entry, aspects: list[Aspect]) -> dict[str, Any]:
    del library
    return {"id": entry.id, "kind": entry.kind, "title": entry.title, "zh": entry.zh,
            "rows": _rows(aspects)}  # fmt: skip


def _rows(aspects: list[Aspect]) -> list[list[Any]]:
    """(aspect, its cells as [phrase, voice]): a short phrase where there is one."""
    return [
        [name, [_cell(cell) for cell in columns[0][:MANY_CELLS]]]
        for name, columns in aspects
        if columns[0]
    ]


def _cell(cell: Cell) -> list[str]:
    said = [cell.claim.short or cell.claim.text, cell.voice]
    return said if cell.voice else said[:1]


def script(library: Library) -> str:
    """The data as a script, since pages from disk may not fetch."""
    text = escaped(
        json.dumps(list(sides(library)), ensure_ascii=False, separators=(",", ":")),
        ascii_only=False,
    )
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.comparable={safe};\n"


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
