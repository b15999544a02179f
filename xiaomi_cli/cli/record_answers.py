"""Answers that several commands give: the record that a name means, one statement, a list."""

from collections.abc import Sequence

from xiaomi_cli.cli.answers import Answer, check_theme, of_records
from xiaomi_cli.cli.errors import NothingFoundError, in_shell
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.cli.output import note
from xiaomi_cli.index.store import Entry, NamedRecord, Store
from xiaomi_cli.model.tokens import NameRank, key
from xiaomi_cli.queries.resolve import Resolved, UnclearNameError, exactly, resolve
from xiaomi_cli.render.blocks import Block, PageOptions

_OFFERED = 5  # records that answer to a name that none of a kind has


def show_or_list(asked: Asked, kind: str, words: list[str] | None, theme: str) -> Answer:
    """One record if a name is given, else all of the kind."""
    return show(asked, " ".join(words), [kind]) if words else list_kind(asked, kind, theme)


def show(asked: Asked, name: str, kinds: Sequence[str] = ()) -> Answer:
    """The record that a name means, whole, or the statement that an address leads to."""
    record, _, fragment = name.partition("#")
    if not record or not fragment:
        return whole(asked, find(asked, name, kinds))
    return _statement(asked, find(asked, record, kinds), fragment)


def whole(asked: Asked, entry: Entry) -> Answer:
    """A record, whole."""

    def view(options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.record_details import dossier
        from xiaomi_cli.render.views.kinds import view

        return view(dossier(asked.store, entry), options)

    return Answer(view, [entry], page=True)


def list_kind(asked: Asked, kind: str, theme: str) -> Answer:
    """All records of a kind, of one theme if given."""
    from xiaomi_cli.render.views.lists import plural

    def view(entries: Sequence[Entry], options: PageOptions) -> list[Block]:
        from xiaomi_cli.queries.listing import grouped
        from xiaomi_cli.render.views.lists import records

        hint = f"xiaomi {kind} NAME shows one; --theme THEME narrows the list"
        title = f"{len(entries)} {plural(kind, len(entries))}"
        return records(title, grouped(asked.store, kind, list(entries)), hint, options)

    check_theme(asked.whole, theme)
    entries = asked.store.of_kind(kind, theme)
    nothing = f"no {kind} of the theme {theme}" if theme else f"no {kind}"
    return of_records(entries, asked, view, nothing=nothing, word=plural(kind, 2))


def _statement(asked: Asked, entry: Entry, fragment: str) -> Answer:
    from xiaomi_cli.queries.record_details import as_json, statement
    from xiaomi_cli.render.views.kinds import statement as view

    shown = statement(asked.store, entry, fragment)
    row = {
        "id": str(shown.address), "kind": "statement", "date": shown.claim.date,
        "title": shown.record.title, "text": shown.claim.text,
    }  # fmt: skip
    return Answer(
        lambda options: view(shown, options),
        rows=lambda: [row],
        data=lambda: as_json(shown),
        page=True,
    )


def find(asked: Asked, name: str, kinds: Sequence[str] = ()) -> Entry:
    """The record a name means, as far as it can be seen; what had to be guessed is said.

    Raises NothingFoundError if only what is hidden has the name, and what `resolve` raises.
    """
    store = asked.store
    if not store.sees_all and exactly(asked.whole, name) and not exactly(store, name):
        raise NothingFoundError(f"{name}: nothing of it was known then, or is in the documents")
    resolved = _resolved(store, name, kinds)
    found = resolved.record
    if found.fragment:
        part = f"{found.id}#{found.fragment}"
        note(f"xiaomi: {name!r} is a part of {found.title}: xiaomi show {part}")
    elif found.rank == NameRank.FORMER:
        note(f"xiaomi: {name!r} is now {found.id}")
    elif resolved.corrected:
        kind = kinds[0] if len(kinds) == 1 else "record"
        note(f"xiaomi: no {kind} is called {name!r}; showing {found.title!r}")
    if kinds and found.kind not in kinds and not found.fragment:
        note(f"xiaomi: it is {_a(found.kind)}: {in_shell('xiaomi', *command_of(found))}")
    for other in resolved.also:
        line = in_shell("xiaomi", *command_of(other))
        note(f"xiaomi: {_a(other.kind)} is called just so: {line}")
    return store.by_ids([found.id])[found.id]


def _resolved(store: Store, name: str, kinds: Sequence[str]) -> Resolved:
    """As `resolve`; where no record of the kind has the name, those that answer to it are offered.

    `promise crash` offers the promises that followed the crash.
    """
    try:
        return resolve(store, name, kinds)
    except UnclearNameError as error:
        if kinds and key(name) and not any(one.kind in kinds for one in error.candidates):
            from xiaomi_cli.search.search import search

            hits = [hit.entry for hit in search(store, name, kinds, limit=_OFFERED).hits]
            answering = [NamedRecord(e.id, e.kind, e.title, NameRank.PART) for e in hits]
            error.candidates[:0] = answering
        raise


def command_of(found: NamedRecord) -> list[str]:
    """The command that shows a record, or the statement of it that has the name."""
    if found.fragment:
        return ["show", f"{found.id}#{found.fragment}"]
    kind, _, slug = found.id.partition("/")
    return [kind, slug]


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
