"""`xiaomi site`."""

from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.options import Asked, AsOf, PublishedBy, SeedsOnly, seen_through
from xiaomi_cli.cli.output import emit


def run(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", readable=False, help="Where the site goes.")
    ],
    as_of: AsOf = "",
    published_by: PublishedBy = "",
    seeds_only: SeedsOnly = False,
) -> None:
    """The library as a folder of pages, to open with a double click or to put on any server.

    A page for each record, a timeline, charts, promises, disputes, comparisons and a search that
    needs no server. The pages ask for nothing from elsewhere. The same library always gives the
    same bytes. A site that is there already is replaced by a whole new one or not at all; a folder
    that holds anything else is left alone. Needs: pip install 'xiaomi-cli[site]'.

    \b
    Examples:
      xiaomi site build/site
      xiaomi --data my-library site my-site
      xiaomi site --as-of 2021-03 site-of-2021
    """
    try:
        from xiaomi_cli.site.pages import count, site
    except ModuleNotFoundError as error:
        if error.name not in {"jinja2", "markupsafe"}:
            raise
        message = "site needs a package that is not installed: pip install 'xiaomi-cli[site]'"
        raise UsageProblemError(message) from error
    from xiaomi_cli.cli.folder_write import replace_folder
    from xiaomi_cli.cli.progress import ProgressBar
    from xiaomi_cli.model.dates import LATEST

    through = seen_through(as_of, published_by, seeds_only)
    store = ctx.obj.seen(Asked(through=through))
    day = "" if through.known == LATEST else through.known
    bar, total = ProgressBar("Building the site"), count(store)

    def told(number: int) -> None:
        bar.show(min(0.99, number / total))

    try:
        written = replace_folder(folder, ((f.path, f.content) for f in site(store, day)), told)
    finally:
        bar.show(1)
    emit(f"{written} files in {folder}; open {folder / 'index.html'}")
