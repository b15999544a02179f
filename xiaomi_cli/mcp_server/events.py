"""The tool `timeline`: what happened when, about something or within a span."""

from typing import NamedTuple

from xiaomi_cli.index.store import Store
from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Drafts, nothing
from xiaomi_cli.mcp_server.drafts import summary
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.mcp_server.lookup import found
from xiaomi_cli.mcp_server.searching import hits_for
from xiaomi_cli.mcp_server.sight import date_of, span
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.queries.resolve import UnclearNameError
from xiaomi_cli.queries.timeline import era_named, events_of
from xiaomi_cli.queries.timeline import timeline as events_in
from xiaomi_cli.search.written_dates import DateError

_MOST_MENTIONS = 10  # events that words which name nothing lead to


def timeline(store: Store, asked: arguments.Timeline) -> Drafts:
    """Events about a theme, an era, a record or a date, within a span, in the order of time."""
    about = asked.about.strip()
    meant = _meant(store, about)
    start, end = date_of(asked.start) or meant.start, date_of(asked.end) or meant.end
    events = events_in(store, start=start, end=end, theme=meant.theme, major=asked.major)
    chosen = [event for event in events if meant.among is None or event.id in meant.among]
    if not chosen:
        return nothing(" ".join(filter(None, [f"events {about}".strip(), span(start, end)])))
    return Drafts(drafts=[summary(event) for event in chosen], note=meant.note)


class _Meant(NamedTuple):
    """Which events words ask for: within a span, of a theme, or these ids (None: all)."""

    start: str = ""
    end: str = ""
    theme: str = ""
    among: set[str] | None = None
    note: str = ""


def _meant(store: Store, about: str) -> _Meant:
    if about.lower() in {"", *store.all_themes()}:
        return _Meant(theme=about.lower())
    if era := era_named(store, about):
        return _Meant(era.earliest, era.latest)
    try:
        date = date_of(about)
    except DateError:
        return _named(store, about)
    return _Meant(date, date)


def _named(store: Store, about: str) -> _Meant:
    """The events tied to the record of a name; where there is none, those that speak of it."""
    try:
        meant = found(store, about)
    except (UnclearNameError, ToolError):
        hits, _ = hits_for(store, about, ["event"])
        if not hits:
            raise
        note = f"No single record is called {shorten(about)}; these events mention it."
        return _Meant(among={hit.entry.id for hit in hits[:_MOST_MENTIONS]}, note=note)
    if meant.entry is None:
        return _Meant(among=set())
    return _Meant(among=events_of(store, meant.entry), note=meant.note)
