"""Things side by side: for each aspect what every side says of it, each a statement of its own."""

from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Draft, Drafts
from xiaomi_cli.mcp_server.drafts import of_point, statements, summary
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.mcp_server.sight import Sight
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.model.records import Figure, decode, point_text
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.queries.comparison import Cell, Side, compare, differences_first

_MOST_CELLS = 4  # of one side under one aspect; show of the record has all
_OTHER_HEADINGS = {"In short": "summary"}


def side_by_side(sight: Sight, asked: arguments.Compare) -> Drafts:
    """The aspects on which every side has something to say first. Raises NotComparableError."""
    theme = asked.theme.strip()
    themes = sight.store.all_themes()
    if theme and theme not in themes:
        near = expected(suggest(theme, themes), themes)
        raise ToolError(f"there is no theme {shorten(theme)}; {near}")
    names = [name.strip() for name in asked.names]
    comparison = differences_first(compare(sight.store, names, theme))
    known = [_known(sight.store, side) for side in comparison.sides]
    drafts, left_out = [], 0
    for aspect, row in comparison.aspects:
        if aspect == "Parts":
            continue
        for side, told, cells in zip(comparison.sides, known, row, strict=True):
            left_out += max(0, len(cells) - _MOST_CELLS)
            drafts += [_draft(side, aspect, cell, told) for cell in cells[:_MOST_CELLS]]
    note = f"{left_out} further statements: show each of the records." if left_out else ""
    return Drafts(drafts=drafts, note=note)


def _known(store: Store, side: Side) -> dict[tuple[str, str], Draft]:
    """The statements of a side by (period or nothing, text), with their addresses and disputes."""
    if side.kind in {"year", "era"}:
        entries = store.of_kind("event")
        known = {("", entry.name): summary(entry) for entry in entries}
        for figure in store.of_kind("figure"):
            known |= _values(figure)
        return known
    entry = store.by_ids([side.id])[side.id]
    if side.kind == "source":
        return {("", d.text): d for row in store.by_ids(_citing(store, side.id)).values()
                for d in statements(row)}  # fmt: skip
    return {("", draft.text): draft for draft in statements(entry)} | _values(entry)


def _citing(store: Store, source: str) -> set[str]:
    return {row.record for row in store.resting_on(source)}


def _values(entry: Entry) -> dict[tuple[str, str], Draft]:
    """The values of a figure as comparisons write them: bare, by its title."""
    record = decode(entry.json)
    if not isinstance(record, Figure):
        return {}
    known = {}
    for point in record.points:
        mark = "" if point.basis == "reported" else f" ({point.basis})"
        text = point_text(record, point)
        draft = of_point(entry, record, point)
        known[entry.name, text] = draft
        known[entry.name, text + mark] = draft
    return known


def _draft(side: Side, aspect: str, cell: Cell, known: dict[tuple[str, str], Draft]) -> Draft:
    """A cell as a statement of its side, under its aspect."""
    import msgspec

    group = f"{_OTHER_HEADINGS.get(aspect, aspect)}: {side.title}"
    for key in (("", cell.text), (aspect, cell.text), (side.title, cell.text)):
        if draft := known.get(key):
            return msgspec.structs.replace(draft, group=group, facts={})
    return Draft(
        at=side.id, title=side.title, text=cell.text, cite=cell.cite, group=group,
        date=cell.date, type=cell.type or "fact", by=cell.by,
    )  # fmt: skip
