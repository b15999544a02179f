"""`xiaomi export`, `xiaomi site` and `xiaomi mcp`: the library for other programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli.answers import (
    Answer,
    answering,
    check_theme,
    chosen_format,
    emit_lines,
    write_export,
)
from xiaomi_cli.cli.exit_codes import UsageProblemError, check_known
from xiaomi_cli.cli.options import (
    Asked,
    AsOf,
    Kinds,
    PublishedBy,
    SeedsOnly,
    Theme,
    argument,
    flag,
)
from xiaomi_cli.cli.output import emit, note
from xiaomi_cli.exports import FORMATS


@answering
def export(
    asked: Asked,
    kinds: Kinds = None,
    theme: Theme = "",
    bom: Annotated[
        bool, flag("--bom", "Begin a CSV file with the mark that Excel asks for.")
    ] = False,
) -> None:
    """Records in a format; without one, each as JSON on a line of its own."""
    name = "json" if asked.as_json else chosen_format(asked) or "jsonl"
    check_theme(asked.whole, theme)
    for kind in kinds or []:
        check_known("kind", kind, asked.whole.counts())
    counts = asked.store.counts()
    wanted = kinds or FORMATS[name].kinds or counts
    entries = [entry for kind in counts if kind in wanted
               for entry in asked.store.of_kind(kind, theme)]  # fmt: skip
    shown = Answer(lambda _: [], entries[: asked.limit or None])
    if asked.as_plain:
        emit_lines(shown)
    else:
        write_export(asked, shown, name, bom=bom)
    if len(shown.entries) < len(entries):
        note(f"{len(shown.entries)} of {len(entries)} records; --limit 0 gives all")


def site(
    ctx: typer.Context,
    folder: Annotated[Path, argument("DIR", "Where the site goes.")],
    as_of: AsOf = "",
    published_by: PublishedBy = "",
    seeds_only: SeedsOnly = False,
) -> None:
    """The library as a folder of pages."""
    from xiaomi_cli.cli.file_writing import replace_folder
    from xiaomi_cli.cli.output import progress
    from xiaomi_cli.model.dates import LATEST

    with _packages_of("site"):
        from xiaomi_cli.site.pages import count
        from xiaomi_cli.site.pages import site as pages
    asked = Asked(ctx.obj, as_of=as_of, published_by=published_by, seeds_only=seeds_only)
    known = asked.lens.known
    store = asked.store
    show, total = progress("Building the site"), count(store)

    def files() -> Iterator[tuple[str, bytes]]:
        for done, file in enumerate(pages(store, "" if known == LATEST else known)):
            show(min(0.99, done / total))
            yield file

    try:
        written = replace_folder(folder, files())
    finally:
        show(1)
    emit(f"{written} files in {folder}; open {folder / 'index.html'}")


def mcp(
    ctx: typer.Context,
    text: Annotated[
        bool, flag("--text", "Answer in text, for an assistant that reads nothing else.")
    ] = False,
) -> None:
    """Serve the library to an assistant, over standard input and output."""
    with _packages_of("mcp"):
        from xiaomi_cli.mcp_server.server import serve
    serve(ctx.obj.store, text=text)


@contextmanager
def _packages_of(extra: str) -> Iterator[None]:
    """What is imported in here may need packages that are not installed by themselves."""
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"{extra} needs a package ({error.name}): pip install 'xiaomi-cli[{extra}]'"
        raise UsageProblemError(message) from error
