"""Every file of a site: each page from its template, the assets, and the data that scripts load."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from xiaomi_cli.exports.selection import Selection, json_lines
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date, parse_date
from xiaomi_cli.model.records import point_text
from xiaomi_cli.queries.overview import overview
from xiaomi_cli.queries.record_details import dossier
from xiaomi_cli.render.sanitize import one_line, web_address
from xiaomi_cli.render.views.lists import LEDGER, plural
from xiaomi_cli.site import charts, comparing, linked_data, search_index
from xiaomi_cli.site.library import Library
from xiaomi_cli.site.markup import line, script, text
from xiaomi_cli.site.sheet import Sheet

ASSETS = ("site.css", "theme.js", "site.js", "search.js", "timeline.js", "compare.js")
# The pages that the head of every page leads to, if the library has what they show.
NAVIGATION = (
    ("timeline.html", "Timeline", "event"), ("figure/index.html", "Figures", "figure"),
    ("promise/index.html", "Promises", "promise"), ("dispute/index.html", "Disputes", "dispute"),
    ("compare.html", "Compare", ""), ("source/index.html", "Sources", "source"),
)  # fmt: skip
SIGN = {"kept": "✓", "moved": "→", "partly": "◐", "missed": "✗", "overdue": "!", "running": "…",
        "undated": "–"}  # fmt: skip
LISTS = {"promise": "scoreboard", "figure": "figures", "dispute": "disputes", "source": "sources"}


class File(NamedTuple):
    """A file of the site; `path` is below its folder."""

    path: str
    content: bytes


def site(store: Store, as_of: str = "") -> Iterator[File]:
    """Every file, in a fixed order. The first ones are quick; pages of records follow in order."""
    made = Site(Library(store, as_of))
    yield from made.assets()
    yield from made.data()
    yield from made.general()
    for kind in made.library.kinds:
        yield made.list_of(kind)
    for theme, entries in made.library.themes.items():
        yield made.theme(theme, entries)
    for entry in made.library.entries.values():
        yield made.record(entry)


def count(store: Store) -> int:
    """About how many files there will be, for a bar of progress."""
    return sum(store.counts().values()) + 70


class Site:
    """Makes the pages of a library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._comparable = comparing.comparable(library)

    def _page(self, path: str, template: str, **told: Any) -> File:
        root = "../" * path.count("/")
        library = self.library
        html = _templates().get_template(template).render(
            root=root, path=path, library=library, settings=library.settings,
            navigation=[(way, name) for way, name, kind in NAVIGATION
                        if not kind or kind in library.kinds],
            kinds=library.kinds, plural=plural, place=library.place(root), themed=library.theme,
            **told,
        )  # fmt: skip
        return File(path, html.encode())

    def assets(self) -> Iterator[File]:
        """Style sheet and scripts, the same for every library."""
        for name in ASSETS:
            yield File(f"assets/{name}", asset(name))

    def data(self) -> Iterator[File]:
        """The index of words, what can be compared, and the library itself."""
        yield File(
            "assets/search-index.js", script("searchIndex", search_index.index(self.library))
        )
        yield File("assets/comparable.js", script("comparable", self._comparable))
        chosen = Selection(self.library.store, list(self.library.entries.values()))
        yield File("library.jsonl", "".join(json_lines(chosen)).encode())

    def general(self) -> Iterator[File]:
        """The pages of the whole library."""
        yield self._front()
        if "event" in self.library.kinds:
            yield self._page("timeline.html", "timeline.html", eras=list(self.library.eras()))
        yield self._page(
            "compare.html", "compare.html", opening=comparing.opening(self.library),
            comparable=self._comparable["sides"], kinds_compared=comparing.KINDS,
        )  # fmt: skip
        yield self._page("search.html", "search.html")
        yield self._page("about.html", "about.html")

    def _front(self) -> File:
        library, settings = self.library, self.library.settings
        story = overview(library.store, library.day)
        disputes = library.groups("dispute") if "dispute" in library.kinds else []
        figure = self._telling_figure()
        data = linked_data.dataset(settings, library.day, library.kinds)
        return self._page(
            "index.html", "front.html", story=story, map=self._map(),
            groups=library.groups("framework") if "framework" in library.kinds else [],
            turns=[(turn, library.entries[turn.event]) for turn in settings.turns
                   if turn.event in library.entries],
            bar=self._tally_bar(), figure=figure,
            disputes=disputes[0][1][:6] if disputes else [], linked_data=data,
        )  # fmt: skip

    def _map(self) -> Markup:
        library = self.library
        groups = library.settings.map
        if not groups:
            return Markup("")
        numbers = {one: str(n) for n, one in enumerate(library.settings.frameworks, 1)}
        columns = [
            (g.title, [(one, numbers[one], library.titles[one], f"{one}.html")
                       for one in g.frameworks if one in library.titles])
            for g in groups
        ]  # fmt: skip
        members = {
            one: {one, *library.fields[one].get("parts", [])} - (set(numbers) - {one})
            for one in numbers if one in library.fields
        }  # fmt: skip
        joined = charts.ties(members, [(a, b) for a, _, b in library.store.links()])
        return charts.connections(columns, joined, "How the frameworks hang together")

    def _tally_bar(self) -> Markup:
        tally = self.library.tally
        said = ", ".join(f"{number} {name}" for name, number in tally)
        return charts.shares(tally, f"Promises: {said}") if tally else Markup("")

    def _telling_figure(self) -> tuple[Entry, Sheet, Markup] | None:
        """The series of the subject that is known for most years."""
        library = self.library
        own = [e for e in library.of_kind("figure")
               if library.fields[e.id].get("of") == library.settings.subject
               and library.fields[e.id].get("currency")
               and library.fields[e.id].get("finding")]  # fmt: skip
        best = max(own, key=lambda e: (_years(library.fields[e.id]), e.id), default=None)
        if best is None:
            return None
        sheet = self._sheet(best, "")
        return best, sheet, charts.series(sheet.bars, f"{best.title} over time")

    def _sheet(self, entry: Entry, root: str = "../") -> Sheet:
        return Sheet(dossier(self.library.store, entry), self.library.place(root, entry.id))

    def list_of(self, kind: str) -> File:
        """The list of a kind."""
        told: dict[str, Any] = {}
        match kind:
            case "promise":
                told = {"heads": LEDGER, "signs": SIGN, "bar": self._tally_bar()}
            case "figure":
                sheets = {e.id: self._sheet(e) for e in self.library.of_kind("figure")}
                told = {"sparks": {i: charts.spark(s.bars) for i, s in sheets.items()},
                        "latest": {i: _latest(s.dossier.record) for i, s in sheets.items()},
                        "sheets": sheets}  # fmt: skip
        template = f"{LISTS.get(kind, 'list')}.html"
        return self._page(f"{kind}/index.html", template, kind=kind,
                          groups=self.library.groups(kind), **told)  # fmt: skip

    def theme(self, theme: str, entries: list[Entry]) -> File:
        """The records of a theme."""
        return self._page(self.library.theme_page(theme), "theme.html", theme=theme,
                          groups=Library.by_kind(entries))  # fmt: skip

    def record(self, entry: Entry) -> File:
        """The page of a record."""
        library, sheet = self.library, self._sheet(entry)
        record = sheet.dossier.record
        parts = [library.entries[one] for one in getattr(record, "parts", [])
                 if one in library.entries]  # fmt: skip
        named = {*record.see, *sheet.related, record.id, *getattr(record, "part_of", [])}
        incoming = dict.fromkeys(i for _, i in sheet.dossier.incoming if i not in named)
        return self._page(
            f"{entry.id}.html", "record.html", sheet=sheet, record=record, entry=entry, parts=parts,
            chart=charts.series(sheet.bars, f"{record.title} over time"),
            numbered=sheet.numbered(), crumbs=self._crumbs(record),
            resting=library.resting(entry.id) if entry.kind == "source" else {},
            incoming=Library.by_kind([library.entries[i] for i in incoming
                                      if i in library.entries and entry.kind != "source"]),
            linked_data=linked_data.review(record, library.settings, library.titles),
        )  # fmt: skip

    def _crumbs(self, record: Any) -> list[tuple[str, str]]:
        """The way to a record: its kind, and of a part its framework."""
        kind = record.id.partition("/")[0]
        crumbs = [(f"{kind}/index.html", plural(kind, 2).capitalize())]
        if kind == "event":
            crumbs = [("timeline.html", "Timeline")]
        holders = getattr(record, "part_of", []) or []
        for holder in [holders] if isinstance(holders, str) else holders[:1]:
            if holder in self.library.titles:
                crumbs.append((f"{holder}.html", self.library.titles[holder]))
        return crumbs


def asset(name: str) -> bytes:
    """A file that is the same in every site."""
    return (files("xiaomi_cli.site") / "assets" / name).read_bytes()


def _years(figure: dict[str, Any]) -> int:
    return len({p["period"] for p in figure["points"]
                if p.get("period", "").isdecimal() and p["basis"] == "reported"})  # fmt: skip


def _shown(value: Any) -> Any:
    """What a template prints: of a text its control and direction-changing signs as escapes."""
    return one_line(value) if type(value) is str else value


def _latest(figure: Any) -> tuple[str, str]:
    """The last value of a figure that is of its own definition, and of when it is."""
    points = [p for p in figure.points if p.period and not p.definition] or figure.points
    last = max(points, key=lambda p: parse_date(p.period).latest if p.period else "")
    return point_text(figure, last), display_date(last.period)


def _host(url: str) -> str:
    """Whose server an address leads to."""
    return urlsplit(url).netloc.removeprefix("www.")


def _yearly(by_date: list[Any]) -> list[tuple[str, list[Any]]]:
    """Groups by date as groups by year, those without one last."""
    found: dict[str, list[Any]] = {}
    for date, some in by_date:
        year = next(iter(re.findall(r"\d{4}", date)), "no date")
        found.setdefault(year, []).extend(some)
    return sorted(found.items())


@cache
def _templates() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("xiaomi_cli.site"), autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    made.filters |= {
        "zh": text,
        "date": display_date,
        "line": line,
        "web": web_address,
        "host": _host,
        "yearly": _yearly,
    }
    return made
