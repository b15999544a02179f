"""Answers that several commands give: the record that a name means, one statement, a list."""

from collections.abc import Sequence
from json import loads

from xiaomi_cli.cli.answers import UNSEEN, Answer, check_theme, of_records
from xiaomi_cli.cli.exit_codes import NothingFoundError, in_shell
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.cli.output import note
from xiaomi_cli.index.store import Entry, NamedRecord
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.library_facts import plural
from xiaomi_cli.model.tokens import NameRank, key
from xiaomi_cli.queries.listing import grouped, promises
from xiaomi_cli.queries.resolve import called_about_so, exactly, resolve, theme_named
from xiaomi_cli.queries.timeline import by_era, timeline
from xiaomi_cli.render.blocks import Block, PageOptions

_FEW = 12  # promises of which a list says each in a sentence
_FAR = 0.25  # of the best score; a hit with less is about something else


def show_or_list(asked: Asked, kind: str, words: list[str] | None, theme: str) -> Answer:
    """All of a kind; or the record that a name means, or those that words mean: `promise crash`."""
    name, store = " ".join(words or ()), asked.store
    check_theme(asked.whole, theme)
    if not words:
        entries = (
            timeline(store, theme=theme) if kind == "event"
            else promises(store, theme=theme) if kind == "promise"
            else store.of_kind(kind, theme)
        )  # fmt: skip
        return listed(asked, kind, entries, f"no {kind}" + f" of the theme {theme}" * bool(theme))
    if key(name) and not exactly(asked.whole, name, [kind]):
        if (meant := theme_named(store, name)) and store.of_kind(kind, meant):
            note(f"xiaomi: it is a theme: {in_shell('xiaomi', kind, '--theme', meant)}")
            return show_or_list(asked, kind, None, meant)
        named = store.by_ids(one.id for one in called_about_so(store, name, [kind]))
        found = [*named.values()] or telling_of(asked, kind, name)
        if len(named) != 1 and found:
            return whole(asked, found[0]) if len(found) == 1 else listed(asked, kind, found)
    return show(asked, name, [kind])


def telling_of(asked: Asked, kind: str, name: str) -> list[Entry]:
    """The records of a kind that tell of what words say, unless it is the name of any."""
    from xiaomi_cli.search.search import search

    found = search(asked.store, name, [kind], 0)
    if not found.hits or found.corrected or exactly(asked.store, name):
        return []
    note(f"xiaomi: no {kind} is called {name!r}; showing what tells of it")
    return [hit.entry for hit in found.hits if hit.score >= _FAR * found.hits[0].score]


def show(asked: Asked, name: str, kinds: Sequence[str] = ()) -> Answer:
    """The record that a name means, whole, or the statement that an address leads to."""
    record, _, fragment = name.partition("#")
    if not record or not fragment:
        return whole(asked, find(asked, name, kinds))
    from xiaomi_cli.queries.record_details import as_json, statement
    from xiaomi_cli.render.views.statements import statement as view

    told = statement(asked.store, find(asked, record, kinds), fragment)
    row = {
        "id": str(told.address), "kind": "statement", "date": told.claim.date,
        "title": told.record.title, "text": told.claim.text,
    }  # fmt: skip
    return Answer(lambda options: view(told, options), rows=[row], data=as_json(told), page=True)


def whole(asked: Asked, entry: Entry) -> Answer:
    """A record, whole."""

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.record_details import dossier
        from xiaomi_cli.render.views.records import view

        return view(dossier(asked.store, entry), options)

    return Answer(view, [entry], page=True)


def listed(asked: Asked, kind: str, entries: Sequence[Entry], nothing: str = "") -> Answer:
    """Some records of a kind, as lists of it are shown."""

    def view(shown: Sequence[Entry], options: PageOptions) -> list[Block]:
        from xiaomi_cli.render.views import lists

        if kind == "event":
            settings = asked.store.settings()
            dates = {event.id: display_date(event.date) for event in shown}
            turns = {turn.event for turn in settings.turns}
            return lists.timeline(by_era(list(shown), settings.eras), dates, options, turns)
        if kind == "promise":
            told = [(entry, loads(entry.json)) for entry in shown]
            said = options._replace(full=options.full or len(told) <= _FEW)
            return lists.promises(told, said, today=asked.today)
        hint = f"xiaomi {kind} NAME shows one; --theme THEME narrows the list"
        if kind == "framework":
            hint = "xiaomi framework NAME or NUMBER shows one"
        title = f"{len(shown)} {plural(kind, len(shown))}"
        return lists.records(title, grouped(asked.store, kind, list(shown)), hint, options)

    return of_records(entries, asked, view, nothing=nothing, word=plural(kind))


def find(asked: Asked, name: str, kinds: Sequence[str] = ()) -> Entry:
    """The record a name means, as far as it can be seen; what had to be guessed is said.

    Raises NothingFoundError if only what is hidden has the name, and what `resolve` raises.
    """
    store = asked.store
    check_seen(asked, name)
    found, corrected = resolve(store, name, kinds)
    if found.fragment:
        part = f"{found.id}#{found.fragment}"
        note(f"xiaomi: {name!r} is a part of {found.title}: xiaomi show {part}")
    elif found.rank == NameRank.FORMER:
        note(f"xiaomi: {name!r} is now {found.id}")
    elif corrected:
        kind = kinds[0] if len(kinds) == 1 else "record"
        note(f"xiaomi: no {kind} is called {name!r}; showing {found.title!r}")
    if kinds and found.kind not in kinds and not found.fragment:
        article = "an" if found.kind[0] in "aeiou" else "a"
        note(f"xiaomi: it is {article} {found.kind}: {in_shell('xiaomi', *command_of(found))}")
    return store.by_ids([found.id])[found.id]


def check_seen(asked: Asked, name: str) -> None:
    """Raises NothingFoundError if only what is hidden has a name."""
    if not asked.store.sees_all and exactly(asked.whole, name) and not exactly(asked.store, name):
        raise NothingFoundError(f"{name}: {UNSEEN}")


def command_of(found: NamedRecord) -> list[str]:
    """The command that shows a record, or the statement of it that has the name."""
    if found.fragment:
        return ["show", f"{found.id}#{found.fragment}"]
    return found.id.split("/")
