"""Mermaid's `timeline`: the eras of the library as sections, events under their dates."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count, groupby

from xiaomi_cli.exports.selection import Selection
from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
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
    dates = {event.id: display_date(event.date) for event in selection.events()}
    taken: set[str] = set()
    for era, entries in by_era(selection.entries, settings.eras):
        if settings.eras:
            name = _apart(era.title if era else OUTSIDE, entries, taken)
            yield f"    section {_text(name)}\n"
        for date, group in groupby(entries, key=lambda entry: dates[entry.id]):
            yield f"        {date}" + "".join(f" : {_text(e.name)}" for e in group) + "\n"


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


def _text(text: str) -> str:
    return _SIGNIFICANT.sub(lambda match: f"#{ord(match[0])};", one_line(text))
