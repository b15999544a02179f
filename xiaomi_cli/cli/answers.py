"""How every command answers: records or a page, on the screen, as JSON, as lines, for other tools.

A command says what the answer is; what the options of an answer mean is decided here alone.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from xiaomi_cli.cli.exit_codes import NothingFoundError, UsageProblemError, check_known
from xiaomi_cli.cli.options import Asked
from xiaomi_cli.cli.output import emit, emit_blocks, emit_bytes, emit_json, note, on_terminal
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.render.blocks import Gap, PageOptions, Paragraph, Span, line

if TYPE_CHECKING:
    from xiaomi_cli.render.blocks import Block

PAGE_FORMATS = ("md", "csv", "json")  # of what is no record: a comparison, say
UNSEEN = "nothing of it was known then, or is in the documents"  # why a lens leaves nothing
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Answer(NamedTuple):
    """An answer, in every form that it can be asked for.

    `entries`: the records that it consists of, if it does. `rows`: else the rows of its table, all
    with the same fields. `data`: what JSON says (or that JSON as a text), if not the entries or the
    rows. `page`: whether it is one page, which Markdown then holds as it is shown. `nothing`: what
    is said if there is no answer. `more`: that it was cut, and what shows all. `title`: what a file
    of it is headed by. `form`: its format where none is asked for. `bom`: see `exports.export`.
    """

    view: "Callable[[PageOptions], list[Block]]"
    entries: Sequence[Entry] = ()
    rows: list[dict[str, str]] | None = None
    data: object = None
    page: bool = False
    nothing: str = ""
    more: str = ""
    title: str = ""
    form: str = ""
    bom: bool = False

    def as_json(self) -> str:
        """One JSON document."""
        from xiaomi_cli.render.sanitize import document

        told = self.rows if self.data is None else self.data
        if told is not None:
            return told if isinstance(told, str) else document(told)
        if self.page:
            return self.entries[0].json
        return "[" + ",\n ".join(entry.json for entry in self.entries) + "]"

    def table(self) -> list[tuple[str, ...]]:
        """Its rows; of a record id, kind, date (EDTF, or nothing), title and summary."""
        if self.rows is not None:
            return [tuple(row.values()) for row in self.rows]
        return [(e.id, e.kind, e.date, e.name, e.summary) for e in self.entries]


def of_records(
    entries: Sequence[Entry],
    asked: Asked,
    view: "Callable[[Sequence[Entry], PageOptions], list[Block]]",
    *,
    nothing: str,
    word: str,
) -> Answer:
    """An answer of many records, at most as many as asked for; `word` is what some are called."""
    if not asked.lens.clear:
        nothing = f"{nothing.partition(';')[0]}: {UNSEEN}"
    shown = entries[: asked.limit or None]
    more = f"{len(shown)} of {len(entries)} {word}; --limit 0 shows all"
    return Answer(
        lambda options: view(shown, options),
        shown,
        nothing="" if entries else nothing,
        more=more if len(shown) < len(entries) else "",
    )


def answering(run: Callable[..., Answer]) -> Callable[..., None]:
    """A command that answers: its parameter `asked` is made of the options of every answer."""
    shared = Asked._field_defaults

    def command(ctx: typer.Context, **given: Any) -> None:
        asked = Asked(ctx.obj, **{name: given.pop(name) for name in shared})
        give(asked, run(asked=asked, **given))

    _, *own = inspect.signature(run).parameters.values()
    keyword = Parameter.KEYWORD_ONLY
    parameters = [Parameter("ctx", keyword, annotation=typer.Context)]
    parameters += [parameter.replace(kind=keyword) for parameter in own]
    for name, default in shared.items():
        annotation = Asked.__annotations__[name]
        parameters.append(Parameter(name, keyword, default=default, annotation=annotation))
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def give(asked: Asked, found: Answer) -> None:
    """Give an answer in the form asked for.

    Raises NothingFoundError, UsageProblemError and CannotWriteError.
    """
    name = chosen_format(asked) or ("" if asked.as_json or asked.as_plain else found.form)
    if name and (not found.nothing or (found.form and asked.output is None)):
        _write(asked, found, name)
    elif asked.as_json:
        emit_json(found.as_json())
    elif asked.as_plain:
        emit(*("\t".join(text.translate(_ESCAPES) for text in row) for row in found.table()))
    elif not found.nothing:
        emit_blocks(_shown(asked, found))
    if found.nothing:
        raise NothingFoundError(found.nothing)
    if found.more:
        note(found.more)


def _shown(asked: Asked, found: Answer, *, sources: bool = False) -> "list[Block]":
    """What is shown; as of a day, with whose accounts."""
    shown = found.view(PageOptions(asked.full, asked.ids, asked.sources or sources))
    if asked.as_of and not asked.published_by:
        when = display_date(asked.lens.day)
        clock = f"As of {when}, with what was told later of it; without: --published-by"
        shown += [Gap(), Paragraph(line(Span(clock, "muted")))]
    return shown


def chosen_format(asked: Asked) -> str:
    """The format asked for by its name, else by the ending of a file's name, else nothing.

    Raises UsageProblemError for a name or an ending that no format has.
    """
    if not asked.form and asked.output is None:
        return ""
    from xiaomi_cli.exports import FORMATS, format_of

    if asked.form:
        check_known("format", asked.form, FORMATS)
    if name := asked.form or format_of(str(asked.output)):
        return name
    endings = ", ".join(form.endings[0] for form in FORMATS.values())
    raise UsageProblemError(f"{asked.output} names no format; add --format, or one of {endings}")


def _write(asked: Asked, found: Answer, name: str) -> None:
    """Write an answer in a format to standard output, or to a file: whole or not at all."""
    from xiaomi_cli.exports import FORMATS, export

    form, is_page = FORMATS[name], found.rows is not None or (found.page and name == "md")
    file = None if asked.output == Path("-") else asked.output
    kinds = {entry.kind for entry in found.entries}
    refused = ""
    if is_page and name not in PAGE_FORMATS:
        refused = f"this answer cannot be written as {name}; expected one of: "
        refused += ", ".join(PAGE_FORMATS)
    elif form.kinds and (strange := kinds - {*form.kinds}):
        refused = f"{name} holds no {min(strange)} records, only {', '.join(form.kinds)}"
    elif file is None and form.binary and on_terminal():
        refused = f"{name} is no text for a terminal; name a file with -o"
    if refused:
        raise UsageProblemError(refused)
    counted = ""
    if is_page:
        pieces: Iterable[bytes] = (text.encode() for text in _page(asked, found, name))
    else:
        from xiaomi_cli.exports.selection import Selection

        counted = "1 record " if len(found.entries) == 1 else f"{len(found.entries)} records "
        selection = Selection(asked.store, [*found.entries], asked.full, found.title)
        pieces = export(name, selection, bom=found.bom)
    if file is None:
        emit_bytes(pieces)
        return
    from xiaomi_cli.cli.file_writing import atomic_write

    atomic_write(file, pieces)
    note(f"{counted}written to {file}")


def _page(asked: Asked, found: Answer, name: str) -> Iterable[str]:
    if name == "json":
        return [found.as_json() + "\n"]
    if name == "csv":
        from xiaomi_cli.exports.csv_table import lines_of

        head = [tuple(row) for row in (found.rows or [])[:1]]
        return lines_of([*head, *found.table()])
    from xiaomi_cli.exports.markdown import page

    return page(_shown(asked, found, sources=True))


def check_theme(store: Store, theme: str) -> None:
    """Refuse a theme that the library does not have. Raises UsageProblemError."""
    if theme:
        check_known("theme", theme, store.all_themes())
