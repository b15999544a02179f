"""What the pages of lists show: the records of a kind or theme, promises, events."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from xiaomi_cli.index.store import Entry
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.records import KINDS
from xiaomi_cli.queries.listing import JUDGED, grouped
from xiaomi_cli.queries.timeline import by_era
from xiaomi_cli.render.marks import EVENT_SIGN, contested
from xiaomi_cli.render.views.lists import LEDGER
from xiaomi_cli.site.library import Library

# What a list says of an entry beside its title, by kind; of others the tagline.
SAID = {"dispute": "verdict", "figure": "finding", "company": "role", "person": "role",
        "source": "label", "product": "category"}  # fmt: skip
SIGN = {"kept": "✓", "moved": "→", "partly": "◐", "missed": "✗", "overdue": "!", "running": "…",
        "undated": "–"}  # fmt: skip


class Listed(NamedTuple):
    """A record in a list. `mark`: what its date or title is contested with."""

    id: str
    kind: str
    title: str
    zh: str
    said: str
    date: str
    mark: str
    type: str


def listed(library: Library, entry: Entry) -> Listed:
    """An entry as lists show it."""
    fields = library.fields[entry.id]
    said = fields.get(SAID.get(entry.kind, "tagline")) or entry.summary
    return Listed(
        entry.id, entry.kind, entry.name, entry.zh, str(said), display_date(entry.date),
        contested(entry).text.strip(), entry.subtype,
    )  # fmt: skip


def groups(library: Library, kind: str) -> list[tuple[str, list[Listed]]]:
    """The records of a kind in the groups that lists have."""
    entries = library.of_kind(kind)
    return [
        (name, [listed(library, entry) for entry in found])
        for name, found in grouped(library.store, kind, entries)
    ]


def by_kind(library: Library, entries: list[Entry]) -> list[tuple[str, list[Listed]]]:
    """Records of any kinds, under their kinds."""
    return [
        (kind, found)
        for kind in KINDS
        if (found := [listed(library, entry) for entry in entries if entry.kind == kind])
    ]


class Promised(NamedTuple):
    """A promise in the scoreboard."""

    id: str
    due: str
    made: str
    pledge: str
    actual: str
    mark: str


def scoreboard(library: Library) -> list[tuple[str, str, list[Promised]]]:
    """(standing, head, promises) in the order of the ledger."""
    return [
        (
            name,
            LEDGER.get(name, name.capitalize()),
            [_promised(entry, fields) for entry, fields in found],
        )
        for name, found in library.promises.by_standing.items()
    ]


def _promised(entry: Entry, fields: dict[str, Any]) -> Promised:
    due = display_date(fields.get("due", ""))
    return Promised(
        entry.id, due, display_date(fields["made"]), fields.get("pledge") or entry.name,
        fields.get("actual", ""), contested(entry).text.strip(),
    )  # fmt: skip


def tally(library: Library) -> list[tuple[str, int]]:
    """How many promises stand how: the judged first, best first."""
    found = library.promises
    order = [*reversed(JUDGED), "overdue", "running", "undated"]
    return [(name, count) for name in order if (count := found.count(name))]


class Happened(NamedTuple):
    """An event of the timeline; `start` and `end` are the first and last day that it can be."""

    id: str
    title: str
    zh: str
    said: str
    date: str
    start: str
    end: str
    type: str
    sign: str
    themes: str
    mark: str
    rank: int  # 2 of a turn, 1 of what is major


class Era(NamedTuple):
    """An era and its events."""

    slug: str
    title: str
    zh: str
    start: str
    end: str
    events: list[Happened]


def eras(library: Library) -> list[Era]:
    """The events, by era."""
    turns = {turn.event for turn in library.settings.turns}
    events = sorted(
        library.of_kind("event"), key=lambda e: (e.earliest or "", e.latest or "", e.id)
    )
    made = []
    for era, found in by_era(events, library.settings.eras):
        happened = [_happened(library, event, event.id in turns) for event in found]
        named = (era.slug, era.title, era.zh, era.earliest, era.latest) if era else ("",) * 5
        made.append(Era(*named, happened))
    return made


def _happened(library: Library, event: Entry, turn: bool) -> Happened:
    fields = library.fields[event.id]
    return Happened(
        event.id, event.name, event.zh, event.summary, display_date(event.date),
        event.earliest or "", event.latest or "", event.subtype, EVENT_SIGN.get(event.subtype, "·"),
        " ".join(fields.get("themes", [])), contested(event).text.strip(),
        2 if turn else event.major,
    )  # fmt: skip


def resting(library: Library, source: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """What rests on a source: (record, title, its statements, each with the paragraph)."""
    fields = library.fields[source]
    part = fields.get("type") == "part"
    document = fields["part_of"] if part else source
    span = (fields["first"], fields["last"]) if part else (0, 10**9)
    found: dict[str, list[tuple[str, str]]] = {}
    for cited in library.store.resting_on(document, *span):
        where = f"¶{cited.first}" + (f"–{cited.last}" if cited.last > cited.first else "")
        found.setdefault(cited.record, []).append((cited.text, where if cited.first else ""))
    for record, statements in found.items():
        if record in library.titles:
            yield record, library.titles[record], list(dict.fromkeys(statements))
