"""Mermaid's `timeline`: the eras of the library as sections, events under their dates."""

import re
from collections.abc import Iterator
from itertools import groupby

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.model.edtf import display
from xiaomi_cli.queries.timeline import by_era
from xiaomi_cli.render.sanitize import one_line

# What could end a text, start a comment or become markup; written as Mermaid's `#code;`.
_SIGNIFICANT = re.compile('[#:;%{}<>&"`]')
OUTSIDE = "Other years"  # a section can only be ended by another one


def render(selection: Selection) -> Iterator[str]:
    """The diagram; events of the same date share its line."""
    yield "timeline\n"
    settings = selection.store.settings()
    yield f"    title {_text(settings.title)}\n"
    dates = {event.id: display(event.date) for event in selection.events()}
    for era, entries in by_era(selection.entries, settings.eras):
        if settings.eras:
            yield f"    section {_text(era.title if era else OUTSIDE)}\n"
        for date, group in groupby(entries, key=lambda entry: dates[entry.id]):
            yield f"        {date}" + "".join(f" : {_text(e.name)}" for e in group) + "\n"


def _text(text: str) -> str:
    return _SIGNIFICANT.sub(lambda match: f"#{ord(match[0])};", one_line(text))
