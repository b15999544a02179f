"""What the commands of one kind share: the list of a kind, or one record of it."""

from collections.abc import Sequence

from xiaomi_cli.cli.exits import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.output import emit_blocks, emit_json, note
from xiaomi_cli.cli.session import Session
from xiaomi_cli.queries.resolve import closest, resolve
from xiaomi_cli.store.reader import Entry, Store


def show_or_list(session: Session, kind: str, words: list[str] | None, theme: str, *, as_json: bool) -> None:
    """One record if a name is given, else all of the kind."""
    if words:
        show(session, find(session.store, " ".join(words), [kind]), as_json=as_json)
    else:
        _list(session.store, kind, theme, as_json=as_json)


def find(store: Store, name: str, kinds: Sequence[str] = ()) -> Entry:
    """The record a name means; a corrected name is announced on standard error."""
    resolved = resolve(store, name, kinds)
    if resolved.corrected:
        note(f"xiaomi: no {kinds[0] if kinds else 'record'} is called {name!r}; showing {resolved.found.title!r}")
    return store.by_ids([resolved.found.id])[resolved.found.id]


def show(session: Session, entry: Entry, *, as_json: bool) -> None:
    """One record, whole."""
    if as_json:
        emit_json(entry.json)
        return
    from xiaomi_cli.queries.dossier import dossier  # noqa: PLC0415 - imports msgspec
    from xiaomi_cli.render.views import view  # noqa: PLC0415 - as above

    emit_blocks(view(dossier(session.store, entry)))


def _list(store: Store, kind: str, theme: str, *, as_json: bool) -> None:
    check_theme(store, theme)
    entries = store.of_kind(kind, theme)
    if as_json:
        from xiaomi_cli.render.json_text import array  # noqa: PLC0415 - not needed by screens

        emit_json(array(entry.json for entry in entries))
    if not entries:
        raise NothingFoundError(f"no {kind}" + (f" of the theme {theme}" if theme else ""))
    if not as_json:
        from xiaomi_cli.queries.groups import grouped  # noqa: PLC0415 - not needed by JSON
        from xiaomi_cli.render.views.lists import records  # noqa: PLC0415 - as above

        hint = f"xiaomi {kind} NAME shows one whole"
        title = f"{len(entries)} {kind}s" if kind != "company" else f"{len(entries)} companies"
        emit_blocks(records(title, grouped(store, kind, theme), hint))


def check_theme(store: Store, theme: str) -> None:
    """Refuse a theme that the library does not have. Raises UsageProblemError."""
    if not theme:
        return
    known = store.all_themes()
    if theme not in known:
        near = closest(theme, known)
        hint = f"did you mean {near}?" if near else f"expected one of: {', '.join(known)}"
        raise UsageProblemError(f"there is no theme {theme!r}; {hint}")
