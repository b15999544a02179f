"""`xiaomi export`, `xiaomi site` and `xiaomi mcp`: the library for other programs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli import options
from xiaomi_cli.cli.answers import Answer, answering, check_theme, chosen_format, of_records
from xiaomi_cli.cli.exit_codes import UsageProblemError, check_known
from xiaomi_cli.cli.options import Asked, argument, flag
from xiaomi_cli.cli.output import emit
from xiaomi_cli.exports import FORMATS


@answering
def export(
    asked: Asked,
    kinds: options.Kinds = None,
    theme: options.Theme = "",
    bom: Annotated[
        bool, flag("--bom", "Begin a CSV file with the mark that Excel asks for.")
    ] = False,
) -> Answer:
    """Records in a format; without one, each as JSON on a line of its own."""
    name = chosen_format(asked) or "jsonl"
    check_theme(asked.whole, theme)
    for kind in kinds or []:
        check_known("kind", kind, asked.whole.counts())
    if bom and name != "csv":
        raise UsageProblemError(f"--bom is for csv, not for {name}")
    counts = asked.store.counts()
    wanted = kinds or FORMATS[name].kinds or counts
    entries = [entry for kind in counts if kind in wanted
               for entry in asked.store.of_kind(kind, theme)]  # fmt: skip
    found = of_records(entries, asked, lambda *_: [], nothing="no record matches", word="records")
    return found._replace(form=name, bom=bom)


def site(
    ctx: typer.Context,
    folder: Annotated[Path, argument("DIR", "Where the site goes.")],
    as_of: options.AsOf = "",
    published_by: options.PublishedBy = "",
    seeds_only: options.SeedsOnly = False,
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
