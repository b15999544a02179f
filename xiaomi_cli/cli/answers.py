"""What the commands of one kind share: the list of a kind, or one record of it."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.output import emit, emit_blocks, emit_json, note
from xiaomi_cli.cli.session import Session
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.index.visibility import Lens, seen
from xiaomi_cli.model.name_keys import NameRank
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.queries.resolve import nearest_theme, resolve

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def emit_plain(entries: Iterable[Entry]) -> None:
    """Id, kind, date (EDTF, or nothing), title and summary of each record."""
    emit(*("\t".join(field.translate(_ESCAPES) for field in _fields(e)) for e in entries))


def _fields(entry: Entry) -> tuple[str, ...]:
    return entry.id, entry.kind, entry.date, entry.name, entry.summary


class Wish(NamedTuple):
    """What the options of a record command ask for."""

    theme: str = ""
    through: Lens = Lens()
    as_json: bool = False
    against: bool = False  # the other side of an idea only
    as_plain: bool = False
    form: str = ""  # for another tool, in this format
    output: Path | None = None  # and to this file


def show_or_list(session: Session, kind: str, words: list[str] | None, wish: Wish) -> None:
    """One record if a name is given, else all of the kind."""
    if words:
        show(session, find(session.store, " ".join(words), [kind]), wish)
    else:
        _list(session.store, kind, wish)


def find(store: Store, name: str, kinds: Sequence[str] = ()) -> Entry:
    """The record a name means; a corrected name is announced on standard error."""
    resolved = resolve(store, name, kinds)
    record = resolved.record
    is_former = record.rank == NameRank.FORMER
    if record.fragment:
        part = f"{record.id}#{record.fragment}"
        a_part = "now a part" if is_former else "a part"
        note(f"xiaomi: {name!r} is {a_part} of {record.title}: xiaomi show {part}")
    elif is_former:
        note(f"xiaomi: {name!r} is now {record.id}")
    if resolved.corrected:
        kind = kinds[0] if kinds else "record"
        note(f"xiaomi: no {kind} is called {name!r}; showing {record.title!r}")
    return store.by_ids([record.id])[record.id]


def show_statement(session: Session, address: str, wish: Wish) -> None:
    """One statement, by the name of its record and its fragment. Raises what `find` raises."""
    name, _, fragment = address.partition("#")
    entry = find(session.store, name)
    found = seen(session.store, [entry], wish.through)
    if not found:
        raise NothingFoundError(f"{entry.id}: nothing of it was known then, or is in the documents")
    from xiaomi_cli.queries.statement import as_json, statement

    shown = statement(session.store, found[0], fragment)
    if wish.as_json:
        emit_json(as_json(shown))
    elif wish.as_plain:
        text = (str(shown.address), "statement", shown.claim.date, shown.record.title)
        emit("\t".join(field.translate(_ESCAPES) for field in (*text, shown.claim.text)))
    else:
        from xiaomi_cli.render.views.statement import statement as view

        emit_blocks(view(shown))


def show(session: Session, entry: Entry, wish: Wish) -> None:
    """One record, whole, or as much of it as the lens lets through."""
    store = session.store
    found = seen(store, [entry], wish.through)
    if not found:
        raise NothingFoundError(f"{entry.id}: nothing of it was known then, or is in the documents")
    if wish.against and (wish.form or wish.output):
        raise UsageProblemError("another tool gets records whole; leave out --against")
    if exported(store, found, wish.form, wish.output):
        return
    if wish.as_json:
        emit_json(_against_json(found[0].json) if wish.against else found[0].json)
        return
    if wish.as_plain:
        emit_plain(found)
        return
    from xiaomi_cli.queries.record_details import dossier
    from xiaomi_cli.render.views.kinds import other_side, view

    shown = other_side if wish.against else view
    emit_blocks(shown(dossier(store, found[0])))


def _against_json(record: str) -> str:
    kept = ("id", "kind", "title", "zh", "summary", "against", "transfer", "disputes")
    fields = json.loads(record)
    return json.dumps({name: fields[name] for name in kept if name in fields}, ensure_ascii=False)


def _list(store: Store, kind: str, wish: Wish) -> None:
    check_theme(store, wish.theme)
    entries = seen(store, store.of_kind(kind, wish.theme), wish.through)
    if exported(store, entries, wish.form, wish.output):
        return
    if wish.as_json:
        from xiaomi_cli.render.json_text import array

        emit_json(array(entry.json for entry in entries))
    if not entries:
        raise NothingFoundError(
            f"no {kind}" + (f" of the theme {wish.theme}" if wish.theme else "")
        )
    if wish.as_plain and not wish.as_json:
        emit_plain(entries)
    elif not wish.as_json:
        from xiaomi_cli.queries.listing import grouped
        from xiaomi_cli.render.views.lists import plural, records

        hint = f"xiaomi {kind} NAME shows one; --theme THEME narrows the list"
        title = f"{len(entries)} {plural(kind, len(entries))}"
        emit_blocks(records(title, grouped(store, kind, entries), hint))


def exported(store: Store, entries: list[Entry], form: str, output: Path | None) -> bool:
    """Write records for another tool if a format or a file is named; tells whether one is.

    Raises UsageProblemError, NothingFoundError, CannotWriteError.
    """
    if not form and output is None:
        return False
    from xiaomi_cli.cli.export_output import chosen_format, emit_export

    emit_export(store, entries, chosen_format(form, output), output)
    return True


def check_kind(store: Store, kind: str) -> None:
    """Refuse a kind of which the library has no record. Raises UsageProblemError."""
    known = store.counts()
    if kind not in known:
        hint = expected(suggest(kind, known), known)
        raise UsageProblemError(f"there is no kind {kind!r}; {hint}")


def check_theme(store: Store, theme: str) -> None:
    """Refuse a theme that the library does not have. Raises UsageProblemError."""
    if not theme:
        return
    known = store.all_themes()
    if theme not in known:
        hint = expected(nearest_theme(store, theme, known), known)
        raise UsageProblemError(f"there is no theme {theme!r}; {hint}")
