"""Things side by side: for each aspect what every side says of it, each a statement of its own."""

from collections.abc import Callable
from functools import partial

import msgspec

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Draft, Drafts, Later
from xiaomi_cli.mcp_server.drafts import of_point, of_text, statements, summary
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.records import Figure, decode, point_text
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.queries.comparison import compare
from xiaomi_cli.queries.comparison_cells import Cell, Side

_MOST_CELLS = 4  # of one side under one aspect; show of the record has all
_OTHER_HEADINGS = {"In short": "summary"}


def side_by_side(store: Store, asked: arguments.Compare) -> Drafts:
    """The aspects on which every side has something to say first. Raises NotComparableError."""
    theme = asked.theme.strip()
    themes = store.all_themes()
    if theme and theme not in themes:
        near = expected(suggest(theme, themes), themes)
        raise ToolError(f"there is no theme {shorten(theme)}; {near}")
    names = [name.strip() for name in asked.names]
    comparison = compare(store, names, theme)
    finders = [_finder(store, side) for side in comparison.sides]
    drafts: list[Later] = []
    left_out = 0
    for aspect, row in comparison.aspects:
        if aspect == "Parts":
            continue
        for side, find, cells in zip(comparison.sides, finders, row, strict=True):
            left_out += max(0, len(cells) - _MOST_CELLS)
            drafts += [partial(_draft, side, aspect, cell, find) for cell in cells[:_MOST_CELLS]]
    note = f"{left_out} further statements: show each of the records." if left_out else ""
    return Drafts(drafts=drafts, note=note)


# Finds the statement behind a cell, by its aspect and text; nothing where there is none.
_Finder = Callable[[str, str], Draft | None]


def _finder(store: Store, side: Side) -> _Finder:
    """Finds the statements of a side, which have addresses and disputes, for its cells."""
    if side.kind in {"year", "era"}:
        events = {entry.name: entry for entry in store.of_kind("event")}
        figures = {entry.name: entry for entry in store.of_kind("figure")}

        def of_span(aspect: str, text: str) -> Draft | None:
            if event := events.get(text):
                return msgspec.structs.replace(summary(event), text=event.name)
            return _values(figures[aspect]).get(text) if aspect in figures else None

        return of_span
    if side.kind == "source":
        citing = {row.text: row.record for row in store.resting_on(side.id)}

        def of_source(_: str, text: str) -> Draft | None:
            entry = store.by_ids([citing[text]]).get(citing[text]) if text in citing else None
            return of_text(entry, text) if entry else None

        return of_source
    entry = store.by_ids([side.id])[side.id]
    known = {draft.text: draft for draft in statements(entry)} | _values(entry)
    return lambda _, text: known.get(text)


def _values(entry: Entry) -> dict[str, Draft]:
    """The values of a figure, as comparisons write them."""
    record = decode(entry.json)
    if not isinstance(record, Figure):
        return {}
    known: dict[str, Draft] = {}
    for point in record.points:
        mark = "" if point.basis == "reported" else f" ({point.basis})"
        text = point_text(record, point)
        draft = of_point(entry, record, point)
        known[text], known[text + mark] = known.get(text, draft), draft
    return known


def _draft(side: Side, aspect: str, cell: Cell, find: _Finder) -> Draft:
    """A cell as a statement of its side, under its aspect."""
    group = f"{_OTHER_HEADINGS.get(aspect, aspect)}: {side.title}"
    if draft := find(aspect, cell.text):
        return msgspec.structs.replace(draft, group=group, facts={})
    return Draft(
        at=side.id, title=side.title, text=cell.text, cite=cell.cite, group=group,
        date=cell.date, type=cell.type or "fact", by=cell.by,
    )  # fmt: skip
