"""`xiaomi export`."""

from typing import Annotated

import typer

from xiaomi_cli.cli.answers import check_kind, check_theme, emit_plain
from xiaomi_cli.cli.export_output import chosen_format, emit_export
from xiaomi_cli.cli.options import Asked, Theme, answering
from xiaomi_cli.cli.output import note
from xiaomi_cli.exports import FORMATS


@answering
def run(
    ctx: typer.Context,
    asked: Asked,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="Only this kind; repeatable.")
    ] = None,
    theme: Theme = "",
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin a CSV file with the mark that Excel asks for.")
    ] = False,
) -> None:
    """The library for other tools. Without a format: every record as JSON, one a line (jsonl).

    \b
    Formats, and the endings of -o FILE that choose them:
      jsonl       every record as JSON, one a line (.jsonl, .ndjson)
      json        one JSON array of the records (.json)
      csv         a table, one row a record; of figures, one a value, lean without --full (.csv)
      md          a book to read, in Markdown (.md, .markdown)
      html        the same book as one page, to read or print (.html, .htm)
      ics         events for a calendar (.ics)
      mermaid     events as a Mermaid timeline (.mmd, .mermaid)
      timelinejs  events for TimelineJS (.timeline.json)
      dot         links between records, for Graphviz (.dot, .gv)
      bibtex      sources for LaTeX (.bib)
      csl-json    sources for Zotero and Pandoc (.csl.json)
      anki        ideas and lessons as cards for Anki (.anki.txt, .anki.tsv)
      sqlite      for Datasette, with full-text search (.sqlite, .sqlite3, .db)

    Texts are escaped as each format wants it: nothing in them is a formula, markup or a control
    character. The same library always gives the same bytes. A date is never sharper than it is
    known; where a format has only days, the date in words stands beside them. FILE is replaced
    whole or not at all; - is standard output.

    \b
    Examples:
      xiaomi export > library.jsonl
      xiaomi export --theme cars -o cars.ics
      xiaomi export --kind figure --as-of 2021-03 -o figures.csv
      xiaomi export --kind source -o sources.bib
      xiaomi export --kind framework --format dot | dot -Tsvg > ideas.svg
      xiaomi export -o library.sqlite && datasette library.sqlite
    """
    name = "json" if asked.as_json else chosen_format(asked.form, asked.output) or "jsonl"
    store = ctx.obj.seen(asked)
    check_theme(ctx.obj.store, theme)
    for wanted in kind or []:
        check_kind(ctx.obj.store, wanted)
    kinds = kind or FORMATS[name].kinds or store.counts()
    entries = [entry for wanted in store.counts() if wanted in kinds
               for entry in store.of_kind(wanted, theme)]  # fmt: skip
    shown = entries[: asked.limit or None]
    if asked.as_plain:
        emit_plain(shown)
    else:
        emit_export(store, shown, name, asked.output, full=asked.page.full, bom=bom)
    if len(shown) < len(entries):
        note(f"{len(shown)} of {len(entries)} records; --limit 0 gives all")
