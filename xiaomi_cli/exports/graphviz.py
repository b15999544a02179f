"""Graphviz: records as a graph of the links between them."""

from collections.abc import Iterator

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.render.sanitize import one_line

# The shape tells the kind, in print and to the colour-blind as well.
SHAPES = {
    "framework": "folder", "principle": "box", "event": "ellipse", "company": "house",
    "person": "oval", "product": "component", "figure": "parallelogram", "lesson": "note",
    "risk": "octagon", "promise": "cds", "dispute": "diamond", "source": "tab",
}  # fmt: skip
# The default engine takes minutes for some hundred linked records; -Glayout=dot asks for it.
_LOOKS = """  node [fontname="sans-serif"];
  edge [fontname="sans-serif", fontsize=9, color=gray40];
"""


def render(selection: Selection) -> Iterator[str]:
    """A directed graph: records in their order as nodes, links between two of them as arrows."""
    title = _quoted(selection.store.settings().title)
    yield f"digraph library {{\n  graph [label={title}, layout=sfdp, overlap=prism];\n{_LOOKS}"
    for entry in selection.entries:
        label, tip = _quoted(entry.name), _quoted(entry.summary)
        shape = SHAPES.get(entry.kind, "box")
        yield f"  {_quoted(entry.id)} [label={label}, tooltip={tip}, shape={shape}];\n"
    for source, relation, target in selection.links():
        yield f"  {_quoted(source)} -> {_quoted(target)} [{_arrow(relation)}];\n"
    yield "}\n"


def _arrow(relation: str) -> str:
    """How an arrow looks: the many links called `see` are dotted, and named on hover only."""
    tip = f"tooltip={_quoted(relation)}"
    return f"{tip}, style=dotted" if relation == "see" else f"label={_quoted(relation)}, {tip}"


def _quoted(text: str) -> str:
    """A string in which neither escapes nor HTML entities mean anything."""
    escaped = one_line(text).replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
    return f'"{escaped}"'
