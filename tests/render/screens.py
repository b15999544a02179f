"""Golden screens of the told library at 80 columns, a file each, named for the page.

`python -m tests.render.screens` writes them anew; read the diff.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.render.story import story
from xiaomi_cli.index.store import Store
from xiaomi_cli.library.scaffold import scaffold
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.queries.comparison import compare
from xiaomi_cli.queries.listing import grouped
from xiaomi_cli.queries.overview import overview
from xiaomi_cli.queries.record_details import cited_references, dossier, statement
from xiaomi_cli.queries.timeline import by_era, timeline
from xiaomi_cli.render.blocks import BRIEF, Block, PageOptions, text_of
from xiaomi_cli.render.layout import lay_out
from xiaomi_cli.render.views.lists import promises, records
from xiaomi_cli.render.views.lists import timeline as timeline_view
from xiaomi_cli.render.views.records import view
from xiaomi_cli.render.views.start import start
from xiaomi_cli.render.views.statements import comparison
from xiaomi_cli.render.views.statements import statement as statement_view

FOLDER = Path(__file__).parent / "golden"
TODAY = "2026-01-01"


def lines(blocks: list[Block], width: int | None = 80) -> list[str]:
    """A view as text."""
    return [text_of(spans) for spans in lay_out(blocks, width)]


def page(store: Store, record: str, options: PageOptions = BRIEF) -> list[Block]:
    """The page of a record."""
    return view(dossier(store, store.by_ids([record])[record]), options)


def listed(store: Store, kind: str, options: PageOptions = BRIEF) -> list[Block]:
    """The list of a kind."""
    return records(f"All of {kind}", grouped(store, kind, store.of_kind(kind)), "a hint", options)


def ledger(store: Store, options: PageOptions = BRIEF) -> list[Block]:
    """The ledger of promises on a fixed day."""
    found = [(entry, json.loads(entry.json)) for entry in store.of_kind("promise")]
    return promises(found, options, today=TODAY)


def history(store: Store, options: PageOptions = BRIEF) -> list[Block]:
    """The timeline of all events."""
    events = timeline(store)
    dates = {event.id: display_date(event.date) for event in events}
    settings = store.settings()
    turns = {turn.event for turn in settings.turns}
    return timeline_view(by_era(events, settings.eras), dates, options, turns)


def compared(store: Store, *names: str, options: PageOptions = BRIEF) -> list[Block]:
    """Things side by side."""
    found = compare(store, list(names))
    cites = [
        c for _, row in found.aspects for cells in row for cell in cells for c in cell.claim.cite
    ]
    return comparison(found, cited_references(store, cites), options, store.settings())


SCREENS: dict[str, Callable[[Store], list[Block]]] = {
    "start": lambda store: start(overview(store, TODAY)),
    "framework": lambda store: page(store, "framework/honest-lamp"),
    "principle": lambda store: page(store, "principle/open-price"),
    "principle-full": lambda store: page(
        store, "principle/open-price", PageOptions(full=True, ids=True, sources=True)
    ),
    "figure": lambda store: page(store, "figure/lamps-sold"),
    "promise": lambda store: page(store, "promise/repairable-at-home"),
    "dispute": lambda store: page(store, "dispute/cost-of-the-lantern"),
    "company": lambda store: page(store, "company/honest-lamps"),
    "event": lambda store: page(store, "event/2020-03-01-founding"),
    "product": lambda store: page(store, "product/lantern"),
    "person": lambda store: page(store, "person/ada-muster"),
    "risk": lambda store: page(store, "risk/no-room-for-a-bad-year"),
    "lesson": lambda store: page(store, "lesson/say-what-it-costs"),
    "source": lambda store: page(store, "source/founding-letter"),
    "frameworks": lambda store: listed(store, "framework"),
    "principles": lambda store: listed(store, "principle"),
    "disputes": lambda store: listed(store, "dispute"),
    "sources": lambda store: listed(store, "source", PageOptions(ids=True)),
    "promises": ledger,
    "timeline": history,
    "statement": lambda store: statement_view(
        statement(store, store.by_ids(["product/lantern"])["product/lantern"], "price")
    ),
    "compare": lambda store: compared(store, "open price", "replace first"),
}


def main() -> None:
    """Write every golden screen anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lamps = Path(folder) / "starter"
        for path, text in scaffold("Honest Lamps", str(lamps), "Honest Lamps").items():
            (lamps / path).parent.mkdir(parents=True, exist_ok=True)
            (lamps / path).write_text(text, encoding="utf-8")
        store = story(lamps, Path(folder) / "told")
        for name, draw in SCREENS.items():
            text = "\n".join(lines(draw(store))) + "\n"
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
