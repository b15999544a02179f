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
    is said if there is no answer. `more`: that it was cut, and what shows all. `title`: what a file
    of it is headed by.
    """

    view: "Callable[[PageOptions], list[Block]]"
    entries: Sequence[Entry] = ()
    rows: list[dict[str, str]] | None = None
    data: object = None
    page: bool = False
    nothing: str = ""
    more: str = ""
    title: str = ""

    def as_json(self) -> str:
        """One JSON document."""
        from xiaomi_cli.render.sanitize import document

        told = self.rows if self.data is None else self.data
        if told is not None:
            return told if isinstance(told, str) else document(told)
        if self.page:
            return self.entries[0].json
        return "[" + ",\n ".join(entry.json for entry in self.entries) + "]"

    def lines(self) -> Iterable[Iterable[str]]:
        """Its rows; of a record id, kind, date (EDTF, or nothing), title and summary."""
        if self.rows is not None:
            return (row.values() for row in self.rows)
        return ((e.id, e.kind, e.date, e.name, e.summary) for e in self.entries)


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

    of_all = {name: Parameter(name, Parameter.KEYWORD_ONLY, default=default,
                              annotation=Asked.__annotations__[name])
              for name, default in shared.items()}  # fmt: skip
    own = [*inspect.signature(run).parameters.values()][1:]
    context = Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in (context, *own, *of_all.values())]
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    return command


def give(asked: Asked, found: Answer) -> None:
    """Give an answer in the form asked for.

    Raises NothingFoundError, UsageProblemError and CannotWriteError.
    """
    if asked.form or asked.output is not None:
        _export(asked, found)
    elif asked.as_json:
        emit_json(found.as_json())
    elif asked.as_plain:
        emit_lines(found)
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


def emit_lines(found: Answer) -> None:
    """A line for each row, its fields separated by tabs."""
    emit(*("\t".join(field.translate(_ESCAPES) for field in row) for row in found.lines()))


def _export(asked: Asked, found: Answer) -> None:
    name = chosen_format(asked)
    if found.nothing:
        raise NothingFoundError(found.nothing)
    if found.rows is None and not (found.page and name == "md"):
        write_export(asked, found, name)
    elif name in PAGE_FORMATS:
        _write_to(asked.output, (text.encode() for text in _page(asked, found, name)))
    else:
        held = ", ".join(PAGE_FORMATS)
        raise UsageProblemError(f"this answer cannot be written as {name}; expected one of: {held}")


def _page(asked: Asked, found: Answer, name: str) -> Iterable[str]:
    if name == "json":
        return [found.as_json() + "\n"]
    if name == "csv":
        from xiaomi_cli.exports.csv_table import lines_of

        head = [tuple(row) for row in (found.rows or [])[:1]]
        return lines_of([*head, *map(tuple, found.lines())])
    from xiaomi_cli.exports.markdown import page

    return page(_shown(asked, found, sources=True))


def chosen_format(asked: Asked) -> str:
    """The format asked for by its name, else by the ending of a file's name, else nothing.

    Raises UsageProblemError for a name or an ending that no format has.
    """
    if asked.form:
        check_known("format", asked.form, FORMATS)
    if asked.form or asked.output is None:
        return asked.form
    if name := format_of(asked.output.name):
        return name
    endings = ", ".join(form.endings[0] for form in FORMATS.values())
    raise UsageProblemError(f"{asked.output} names no format; add --format, or one of {endings}")


def write_export(asked: Asked, found: Answer, name: str, *, bom: bool = False) -> None:
    """Write records in a format to standard output, or to a file: whole or not at all.

    Raises UsageProblemError if the format cannot hold them, CannotWriteError, and NothingFoundError
    if there are none; a file is then left as it was.
    """
    from xiaomi_cli.exports.selection import Selection

    form, entries = FORMATS[name], [*found.entries]
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
        selection = Selection(asked.store, entries, found.title)
        _write_to(asked.output, export(name, selection, bom=bom), counted)
    if not entries:
        raise NothingFoundError("no record matches")


def _write_to(output: Path | None, pieces: Iterable[bytes], what: str = "") -> None:
    if output in {None, STANDARD_OUTPUT}:
        emit_bytes(pieces)
        return
    from xiaomi_cli.cli.file_writing import atomic_write

    assert output is not None
    atomic_write(output, pieces)
    note(f"{what}written to {output}")


def check_theme(store: Store, theme: str) -> None:
    """Refuse a theme that the library does not have. Raises UsageProblemError."""
    if theme:
        check_known("theme", theme, store.all_themes())
