"""`xiaomi validate [DIR]`."""

from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli.output import note, write
from xiaomi_cli.store.cache import CHECKOUT


def run(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="The library; default: --data or ours.")] = None,
) -> None:
    """Check a library's schema, links and citations; every problem as file:line: what is wrong.

    \b
    Examples:
      xiaomi validate
      xiaomi validate my-library
      xiaomi --data my-library validate
    """
    from xiaomi_cli.content.library import read_library  # noqa: PLC0415 - imports yaml
    from xiaomi_cli.content.rules import check_library  # noqa: PLC0415 - as above
    from xiaomi_cli.model.problem import BrokenLibraryError  # noqa: PLC0415 - as above

    root = folder or ctx.obj.data or CHECKOUT
    library = read_library(root)
    if problems := check_library(library):
        raise BrokenLibraryError(problems)
    write(f"{len(library.placed)} records, no problem\n", "utf-8")
    note()
