"""The tool `timeline`: what happened when, about something or within a span."""

import re
from typing import NamedTuple

from xiaomi_cli.mcp_server import arguments
from xiaomi_cli.mcp_server.answer import Drafts, nothing
from xiaomi_cli.mcp_server.drafts import summary
from xiaomi_cli.mcp_server.errors import ToolError
from xiaomi_cli.mcp_server.lookup import found
from xiaomi_cli.mcp_server.searching import hits_for
from xiaomi_cli.mcp_server.sight import Sight
from xiaomi_cli.mcp_server.written import edtf, is_date, span
from xiaomi_cli.model.dates import EARLIEST, LATEST, parse_date
from xiaomi_cli.model.name_keys import key
from xiaomi_cli.model.problem import shorten
from xiaomi_cli.queries.resolve import UnclearNameError
from xiaomi_cli.queries.timeline import timeline as events_in

_ACTORS = frozenset({"company", "person", "product"})
_EVENT = re.compile(r'"(event/[a-z0-9-]+)["#]')
_MOST_MENTIONS = 10  # events that words which name nothing lead to


def timeline(sight: Sight, asked: arguments.Timeline) -> Drafts:
    """Events about a theme, an era, a record or a date, within a span, in the order of time."""
    about = asked.about.strip()
    start, end = edtf(asked.start), edtf(asked.end)
    meant = _events_of(sight, about)
    start, end = start or meant.start, end or meant.end
    events = events_in(
        sight.store, start=start, end=end, theme=meant.theme, entity=meant.actor, major=asked.major
    )
    earliest = parse_date(start).earliest if start else EARLIEST
    chosen = [
        event
        for event in events
        if (meant.among is None or event.id in meant.among)
        and (event.latest != LATEST or (event.earliest or "") >= earliest)  # still going on
    ]
    if not chosen:
        return nothing(" ".join(filter(None, [f"events {about}".strip(), span(start, end)])))
    return Drafts(drafts=[summary(event) for event in chosen], note=meant.note)


class _Events(NamedTuple):
    """Which events words ask for: within a span, of a theme, with an actor, or these ids."""

    start: str = ""
    end: str = ""
    theme: str = ""
    actor: str = ""
    among: set[str] | None = None
    note: str = ""


def _events_of(sight: Sight, about: str) -> _Events:  # noqa: PLR0911 - one way out for each
    if not about:
        return _Events()
    if about.lower() in sight.store.all_themes():
        return _Events(theme=about.lower())
    for era in sight.store.settings().eras:
        if key(about) in {key(era.slug), key(era.title), key(era.zh)}:
            return _Events(era.earliest, era.latest)
    if is_date(about):
        return _Events(edtf(about), edtf(about))
    try:
        meant = found(sight, about)
    except (UnclearNameError, ToolError):
        hits, _ = hits_for(sight, about, ["event"])
        if not hits:
            raise
        note = f"No single record is called {shorten(about)}; these events mention it."
        return _Events(among={hit.entry.id for hit in hits[:_MOST_MENTIONS]}, note=note)
    if meant.entry is None:
        return _Events(among=set())
    if meant.entry.kind in _ACTORS:
        return _Events(actor=meant.entry.id, note=meant.note)
    tied = {identifier for _, identifier in sight.store.linking_to(meant.entry.id)}
    own = set(_EVENT.findall(meant.entry.json))
    return _Events(among=tied | own | {meant.entry.id}, note=meant.note)
