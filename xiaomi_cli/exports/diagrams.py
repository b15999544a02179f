"""Diagrams: the links between records for Graphviz, and events as Mermaid's `timeline`."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count, groupby

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.queries.timeline import by_era
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
# What could end a text, start a comment or become markup; written as Mermaid's `#code;`.
_SIGNIFICANT = re.compile('[#:;%{}<>&"`]')
OUTSIDE = "Other years"  # a section can only be ended by another one


def graphviz(selection: Selection) -> Iterator[str]:
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


def mermaid(selection: Selection) -> Iterator[str]:
    """A timeline: eras as sections, events under their dates; those of one date share its line."""
    settings = selection.store.settings()
    yield f"timeline\n    title {_mermaid_text(settings.title)}\n"
    taken: set[str] = set()
    for era, entries in by_era(selection.entries, settings.eras):
        if settings.eras:
            name = _apart(era.title if era else OUTSIDE, entries, taken)
            yield f"    section {_mermaid_text(name)}\n"
        for date, group in groupby(entries, key=lambda entry: display_date(entry.date)):
            names = "".join(f" : {_mermaid_text(entry.name)}" for entry in group)
            yield f"        {date}{names}\n"


def _apart(title: str, entries: Sequence[Entry], taken: set[str]) -> str:
    """A name that no section has yet: Mermaid gives each all the events of that name.

    A title that stands alone is kept; others get their years, and a number if that is not enough.
    """
    title = " ".join(one_line(title).split())
    years = "–".join(dict.fromkeys(str(e.earliest)[:4] for e in (entries[0], entries[-1])))
    names = chain([title, f"{title}, {years}"], (f"{title}, {years} ({n})" for n in count(2)))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name


def _mermaid_text(text: str) -> str:
    return _SIGNIFICANT.sub(lambda match: f"#{ord(match[0])};", one_line(text))
