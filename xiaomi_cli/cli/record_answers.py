"""Answers that several commands give: one record, one statement, the list of a kind."""

from collections.abc import Sequence

from xiaomi_cli.cli.answers import Answer, answer, check_theme, of_one, of_records
from xiaomi_cli.cli.names import find
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.cli.session import Session
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.render.blocks import Block, PageOptions


def show_or_list(
    session: Session, kind: str, words: list[str] | None, theme: str, asked: Asked
) -> None:
    """One record if a name is given, else all of the kind."""
    if words:
        show(session, " ".join(words), asked, [kind])
    else:
        list_kind(session, kind, theme, asked)


def show(session: Session, name: str, asked: Asked, kinds: Sequence[str] = ()) -> None:
    """The record that a name means, whole, or the statement that an address leads to."""
    store = session.seen(asked)
    if "#" in name:
        record, _, fragment = name.partition("#")
        entry = find(store, session.store, record, kinds)
        answer(store, asked, _statement(store, entry, fragment))
    else:
        show_entry(store, find(store, session.store, name, kinds), asked)


def show_entry(store: Store, entry: Entry, asked: Asked) -> None:
    """A record, whole."""
    answer(store, asked, of_one(entry, lambda options: _record(store, entry, options)))


def _record(store: Store, entry: Entry, options: PageOptions) -> list[Block]:
    from xiaomi_cli.queries.record_details import dossier
    from xiaomi_cli.render.views.kinds import view

    return view(dossier(store, entry), options)


def _statement(store: Store, entry: Entry, fragment: str) -> Answer:
    from xiaomi_cli.queries.record_details import as_json, statement
    from xiaomi_cli.render.views.kinds import statement as view

    shown = statement(store, entry, fragment)
    row = (str(shown.address), "statement", shown.claim.date, shown.record.title, shown.claim.text)
    head = ("id", "kind", "date", "title", "text")
    return Answer(
        lambda options: view(shown, options),
        lambda: as_json(shown),
        table=lambda: [head, row],
        page=True,
    )


def list_kind(session: Session, kind: str, theme: str, asked: Asked) -> None:
    """All records of a kind, of one theme if given."""
    store = session.seen(asked)
    check_theme(session.store, theme)
    of_theme = f" of the theme {theme}" if theme else ""

    def view(entries: Sequence[Entry], options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.listing import grouped
        from xiaomi_cli.render.views.lists import plural, records

        hint = f"xiaomi {kind} NAME shows one; --theme THEME narrows the list"
        title = f"{len(entries)} {plural(kind, len(entries))}"
        return records(title, grouped(store, kind, list(entries)), hint, options)

    entries = store.of_kind(kind, theme)
    from xiaomi_cli.render.views.lists import plural

    nothing = f"no {kind}{of_theme}"
    answer(store, asked, of_records(entries, asked, view, nothing=nothing, word=plural(kind, 2)))
