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
from xiaomi_cli.exports import FORMATS, export, format_of
from xiaomi_cli.index.store import Entry, Store
from xiaomi_cli.model.dates import display_date
from xiaomi_cli.model.problem import expected, suggest
from xiaomi_cli.render.blocks import Gap, PageOptions, Paragraph, Span, line

if TYPE_CHECKING:
    from xiaomi_cli.render.blocks import Block

PAGE_FORMATS = ("md", "csv", "json")  # of what is no record: a comparison, say
STANDARD_OUTPUT = Path("-")
UNSEEN = "nothing of it was known then, or is in the documents"  # why a lens leaves nothing
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Answer(NamedTuple):
    """An answer, in every form that it can be asked for.

    `entries`: the records that it consists of, if it does. `rows`: else the rows of its table, all
    with the same fields. `data`: what JSON says (or that JSON as a text), if not the entries or the
    rows. `page`: whether it is one page, which Markdown then holds as it is shown. `nothing`: what
    is said if there is no answer. `more`: that it was cut, and what shows all. `asked`: what a file
    of it is headed by.
    """

    view: "Callable[[PageOptions], list[Block]]"
    entries: Sequence[Entry] = ()
    rows: Callable[[], list[dict[str, str]]] | None = None
    data: Callable[[], object] | None = None
    page: bool = False
    nothing: str = ""
    more: str = ""
    asked: str = ""

    def as_json(self) -> str:
        """One JSON document."""
        from xiaomi_cli.render.json_text import array, document

        if told := self.data or self.rows:
            said = told()
            return said if isinstance(said, str) else document(said)
        return self.entries[0].json if self.page else array(entry.json for entry in self.entries)

    def table(self) -> list[tuple[str, ...]]:
        """The rows under their head."""
        rows = self.rows() if self.rows else []
        return [tuple(row) for row in rows[:1]] + [tuple(row.values()) for row in rows]


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
    cut = len(shown) < len(entries)
    return Answer(
        lambda options: view(shown, options),
        shown,
        nothing="" if entries else nothing,
        more=f"{len(shown)} of {len(entries)} {word}; --limit 0 shows all" if cut else "",
    )


def answering(run: Callable[..., Answer | None]) -> Callable[..., None]:
    """A command that answers: its parameter `asked` is made of the options of every answer."""
    shared = Asked._field_defaults

    def command(ctx: typer.Context, **given: Any) -> None:
        asked = Asked(ctx.obj, **{name: given.pop(name) for name in shared})
        found = run(asked=asked, **given)
        if found is not None:
            give(asked, found)

    own = list(inspect.signature(run).parameters.values())[1:]
    of_all = [
        Parameter(n, Parameter.KEYWORD_ONLY, default=default, annotation=Asked.__annotations__[n])
        for n, default in shared.items()
    ]
    context = Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [context, *(p.replace(kind=Parameter.KEYWORD_ONLY) for p in own), *of_all]
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    command.__doc__ = run.__doc__
    return command


def give(asked: Asked, found: Answer) -> None:
    """Give an answer in the form asked for.

    Raises NothingFoundError, UsageProblemError and CannotWriteError.
    """
    if asked.exports:
        _export(asked, found)
    elif asked.as_json:
        emit_json(found.as_json())
    elif not found.nothing and asked.as_plain and found.rows:
        _emit_plain(found.table()[1:])
    elif not found.nothing and asked.as_plain:
        emit_records(found.entries)
    elif not found.nothing:
        emit_blocks(_blocks(asked, found, asked.page))
    if found.nothing:
        raise NothingFoundError(found.nothing)
    if found.more:
        note(found.more)


def _blocks(asked: Asked, found: Answer, options: PageOptions) -> "list[Block]":
    """What is shown; as of a day, with whose accounts."""
    shown = found.view(options)
    if asked.as_of and not asked.published_by:
        when = display_date(asked.lens.day)
        clock = f"As of {when}, with what was told later of it; without: --published-by"
        shown += [Gap(), Paragraph(line(Span(clock, "muted")))]
    return shown


def emit_records(entries: Iterable[Entry]) -> None:
    """Id, kind, date (EDTF, or nothing), title and summary of each record, a line each."""
    _emit_plain((e.id, e.kind, e.date, e.name, e.summary) for e in entries)


def _emit_plain(table: Iterable[Sequence[str]]) -> None:
    emit(*("\t".join(field.translate(_ESCAPES) for field in row) for row in table))


def _export(asked: Asked, found: Answer) -> None:
    name = chosen_format(asked)
    if found.nothing:
        raise NothingFoundError(found.nothing)
    if found.rows or (found.page and name == "md"):
        if name not in PAGE_FORMATS:
            held = ", ".join(PAGE_FORMATS)
            message = f"this answer cannot be written as {name}; expected one of: {held}"
            raise UsageProblemError(message)
        _write_to(asked.output, [text.encode() for text in _page(found, asked, name)], "")
    else:
        write_export(asked, list(found.entries), name, title=found.asked)


def _page(found: Answer, asked: Asked, name: str) -> Iterable[str]:
    if name == "json":
        return [found.as_json() + "\n"]
    if name == "csv":
        from xiaomi_cli.exports.csv_table import lines_of

        return lines_of(found.table())
    from xiaomi_cli.exports.markdown import page

    return page(_blocks(asked, found, asked.page._replace(sources=True)))


def chosen_format(asked: Asked) -> str:
    """The format asked for by its name, else by the ending of a file's name, else nothing.

    Raises UsageProblemError for a name or an ending that no format has.
    """
    if asked.form:
        check_known("format", asked.form, FORMATS)
    if asked.form or asked.output is None:
        return asked.form
    if asked.output == STANDARD_OUTPUT:
        raise UsageProblemError("-o - is standard output, which names no format; add --format")
    name = format_of(asked.output.name)
    if not name:
        endings = ", ".join(form.endings[0] for form in FORMATS.values())
        raise UsageProblemError(
            f"{asked.output} names no format; add --format, or one of {endings}"
        )
    return name


def write_export(
    asked: Asked, entries: list[Entry], name: str, *, bom: bool = False, title: str = ""
) -> None:
    """Write records in a format to standard output, or to a file: whole or not at all.

    Raises UsageProblemError if the format cannot hold them, CannotWriteError, and NothingFoundError
    if there are none; a file is then left as it was.
    """
    from xiaomi_cli.exports.selection import Selection

    form = FORMATS[name]
    to_screen = asked.output in {None, STANDARD_OUTPUT}
    strange = next((e.kind for e in entries if form.kinds and e.kind not in form.kinds), "")
    if strange:
        raise UsageProblemError(f"{name} holds no {strange} records, only {', '.join(form.kinds)}")
    if bom and name != "csv":
        raise UsageProblemError(f"--bom is for csv, not for {name}")
    if to_screen and form.binary and on_terminal():
        raise UsageProblemError(f"{name} is no text for a terminal; name a file with -o")
    if entries or to_screen:
        counted = "1 record " if len(entries) == 1 else f"{len(entries)} records "
        selection = Selection(asked.store, entries, asked.full, title)
        _write_to(asked.output, export(name, selection, bom=bom), counted)
    if not entries:
        raise NothingFoundError("no record matches")


def _write_to(output: Path | None, pieces: Iterable[bytes], what: str) -> None:
    if output is None or output == STANDARD_OUTPUT:
        emit_bytes(pieces)
        return
    from xiaomi_cli.cli.file_writing import atomic_write

    atomic_write(output, pieces)
    note(f"{what}written to {output}")


def check_theme(store: Store, theme: str) -> None:
    """Refuse a theme that the library does not have. Raises UsageProblemError."""
    if not theme:
        return
    known = store.all_themes()
    if theme not in known:
        from xiaomi_cli.queries.resolve import theme_named

        hint = expected(suggest(theme, known) or theme_named(store, theme), known)
        raise UsageProblemError(f"there is no theme {theme!r}; {hint}")
