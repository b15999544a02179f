"""How every command answers: records or a page, on the screen, as JSON, as lines, for other tools.

A command says what the answer is; what the options of an answer mean is decided here alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.cli.output import emit, emit_blocks, emit_json, note
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.suggest import expected, suggest
from xiaomi_cli.render.blocks import PageOptions

if TYPE_CHECKING:
    from xiaomi_cli.render.blocks import Block

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
Row = Sequence[str]


class Answer(NamedTuple):
    """An answer, in every form that it can be asked for.

    `entries`: the records that it consists of, if it does. `table`: else, its lines; the first one
    is their head. `page`: whether it is one page, which Markdown then holds as it is shown.
    `nothing`: what is said if there is no answer. `more`: that it was cut, and what shows all.
    """

    view: Callable[[PageOptions], "list[Block]"]
    as_json: Callable[[], str]
    entries: Sequence[Entry] = ()
    table: Callable[[], list[Row]] | None = None
    page: bool = False
    nothing: str = ""
    more: str = ""


def answer(store: Store, asked: Asked, found: Answer) -> None:
    """Give an answer in the form asked for.

    Raises NothingFoundError, UsageProblemError and CannotWriteError.
    """
    if asked.exports:
        _export(store, asked, found)
    elif asked.as_json:
        emit_json(found.as_json())
    elif not found.nothing and asked.as_plain:
        _emit_plain(found)
    elif not found.nothing:
        emit_blocks(found.view(asked.page))
    if found.nothing:
        raise NothingFoundError(found.nothing)
    if found.more:
        note(found.more)


def of_records(
    entries: Sequence[Entry],
    asked: Asked,
    view: Callable[[Sequence[Entry], PageOptions], "list[Block]"],
    *,
    nothing: str,
    word: str,
) -> Answer:
    """An answer of many records, at most as many as asked for; `word` is what some are called."""
    shown = entries[: asked.limit or None]
    cut = len(shown) < len(entries)
    return Answer(
        lambda options: view(shown, options),
        lambda: array(shown),
        shown,
        nothing="" if entries else nothing,
        more=f"{len(shown)} of {len(entries)} {word}; --limit 0 shows all" if cut else "",
    )


def of_one(entry: Entry, view: Callable[[PageOptions], "list[Block]"], text: str = "") -> Answer:
    """An answer of one record, or of as much of it as the JSON `text` has."""
    return Answer(view, lambda: text or entry.json, [entry], page=True)


def array(entries: Iterable[Entry]) -> str:
    """Records as a JSON array."""
    from xiaomi_cli.render.json_text import array as joined

    return joined(entry.json for entry in entries)


def _export(store: Store, asked: Asked, found: Answer) -> None:
    from xiaomi_cli.cli.export_output import chosen_format, emit_export, emit_page

    name = chosen_format(asked.form, asked.output)
    is_page = found.table is not None or (found.page and name == "md")
    if found.nothing:
        raise NothingFoundError(found.nothing)
    if is_page:
        emit_page(found, asked, name)
    else:
        emit_export(store, list(found.entries), name, asked.output, full=asked.page.full)


def emit_plain(entries: Iterable[Entry]) -> None:
    """Id, kind, date (EDTF, or nothing), title and summary of each record, a line each."""
    _emit_rows(map(_fields, entries))


def _emit_plain(found: Answer) -> None:
    if found.table:
        _emit_rows(found.table()[1:])
    else:
        emit_plain(found.entries)


def _emit_rows(table: Iterable[Row]) -> None:
    emit(*("\t".join(field.translate(_ESCAPES) for field in row) for row in table))


def _fields(entry: Entry) -> Row:
    """Id, kind, date (EDTF, or nothing), title and summary."""
    return entry.id, entry.kind, entry.date, entry.name, entry.summary


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
        from xiaomi_cli.queries.resolve import nearest_theme

        hint = expected(nearest_theme(store, theme, known), known)
        raise UsageProblemError(f"there is no theme {theme!r}; {hint}")
