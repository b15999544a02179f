"""Every file of a site: each page from its template, the assets, and the data that scripts load."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import jinja2

from xiaomi_cli.exports.selection import Selection, json_lines
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.queries.overview import overview
from xiaomi_cli.queries.record_details import dossier
from xiaomi_cli.render.blocks import text_of
from xiaomi_cli.render.sanitize import one_line, web_address
from xiaomi_cli.render.views.lists import EVENT_SIGN, LEDGER, mark
from xiaomi_cli.site import charts, markup, script_data
from xiaomi_cli.site.library import Library
from xiaomi_cli.site.markup import Place
from xiaomi_cli.site.record_page import RecordPage
from xiaomi_cli.site.script_data import script

ASSETS = ("site.css", "theme.js", "site.js", "search.js", "timeline.js", "compare.js")
# The pages that the head of every page leads to, if the library has what they show.
NAVIGATION = (
    ("timeline.html", "Timeline", "event"), ("figure/index.html", "Figures", "figure"),
    ("promise/index.html", "Promises", "promise"), ("dispute/index.html", "Disputes", "dispute"),
    ("compare.html", "Compare", ""), ("source/index.html", "Sources", "source"),
)  # fmt: skip
SIGN = {"kept": "✓", "moved": "→", "partly": "◐", "missed": "✗", "overdue": "!", "running": "…",
        "undated": "–"}  # fmt: skip
LISTS = {"promise": "scoreboard.html", "figure": "figures.html", "dispute": "disputes.html"}
File = tuple[str, bytes]  # a file's path below the folder of the site, and what is in it


def site(store: Store, as_of: str = "") -> Iterator[File]:
    """Every file, in a fixed order. The first ones are quick; pages of records follow in order."""
    library = Library(store, as_of)
    compared = script_data.comparable(library)
    for name in ASSETS:
        yield f"assets/{name}", (files("xiaomi_cli.site") / "assets" / name).read_bytes()
    yield "assets/search-index.js", script("searchIndex", script_data.index(library))
    yield "assets/comparable.js", script("comparable", compared)
    chosen = Selection(store, list(library.entries.values()))
    yield "library.jsonl", "".join(json_lines(chosen)).encode()
    yield _front(library)
    if "event" in library.kinds:
        yield _page(library, "timeline.html", eras=library.eras())
    yield _page(library, "compare.html", comparable=compared["sides"], names=script_data.COMPARED)
    yield _page(library, "search.html")
    yield _page(library, "about.html")
    for kind in library.kinds:
        yield _page(library, f"{kind}/index.html", LISTS.get(kind, "list.html"), kind=kind)
    for entry in library.entries.values():
        yield _record(library, entry)


def count(store: Store) -> int:
    """About how many files there will be, for a bar of progress."""
    return sum(store.counts().values()) + 70


def _page(library: Library, path: str, template: str = "", **told: Any) -> File:
    root = "../" * path.count("/")
    shared = {
        "root": root, "path": path, "library": library, "settings": library.settings,
        "kinds": library.kinds, "place": Place(library.titles, root),
    }  # fmt: skip
    html = _templates().get_template(template or path).render(shared | told)
    return path, html.encode()


def _front(library: Library) -> File:
    # What the series of the subject's money are known for most years.
    own = [(entry, fields) for entry in library.of_kind("figure")
           if (fields := library.fields[entry.id]).get("of") == library.settings.subject
           and fields.get("currency") and fields.get("finding")]  # fmt: skip
    figure, _ = max(own, key=lambda one: (_years(one[1]), one[0].id), default=(None, {}))
    return _page(
        library, "index.html", "front.html", figure=figure,
        story=overview(library.store, library.day),
    )  # fmt: skip


def _years(figure: dict[str, Any]) -> int:
    periods = (point.get("period", "") for point in figure["points"])
    return sum(period.isdecimal() for period in periods)


def _record_page(library: Library, entry: Entry, root: str = "../") -> RecordPage:
    return RecordPage(dossier(library.store, entry), Place(library.titles, root, entry.id))


def _record(library: Library, entry: Entry) -> File:
    page = _record_page(library, entry)
    record = page.dossier.record
    wholes = getattr(record, "part_of", [])
    named = {*record.see, *page.related, record.id, *wholes}
    incoming = dict.fromkeys(one for _, one in page.dossier.incoming if one not in named)
    return _page(
        library, f"{entry.id}.html", "record.html", page=page, record=record, entry=entry,
        place=page.place, holder=wholes if isinstance(wholes, str) else "".join(wholes[:1]),
        incoming=[] if entry.kind == "source" else library.by_kind(incoming),
    )  # fmt: skip


def _shown(value: Any) -> Any:
    """What a template prints: of a text its control and direction-changing signs as escapes."""
    return one_line(value) if type(value) is str else value


@cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("xiaomi_cli.site"), autoescape=True, finalize=_shown,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "zh": markup.text, "date": display_date, "line": markup.line, "web": web_address,
        "host": lambda url: urlsplit(url).netloc.removeprefix("www."),
        "mark": lambda entry: text_of(mark(entry)).strip(),
    }  # fmt: skip
    made.globals |= {
        "charts": charts, "linked_data": markup, "plural": plural, "page_of": _record_page,
        "NAVIGATION": NAVIGATION, "SIGN": SIGN, "LEDGER": LEDGER, "EVENT_SIGN": EVENT_SIGN,
    }  # fmt: skip
    return made
