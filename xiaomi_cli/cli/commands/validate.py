"""`xiaomi validate [DIR]`."""

from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.output import emit, note
from xiaomi_cli.library.files import SHIPPED


def run(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]", readable=False, help="The library; default: --data, or ours."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Notes count as problems.")] = False,
) -> int:
    """Check a library: every problem at once as file:line, what is wrong and what was expected.

    Problems (schema, links, addresses, citations) end with exit code 65. Notes (names borne twice,
    statements that say the same, long or odd sentences, numbers that are not typed) do so with
    --strict only; with --extra, they are on your own records.

    \b
    Examples:
      xiaomi validate
      xiaomi validate my-library
      xiaomi validate --strict
    """
    from xiaomi_cli.library.lint import lint_library
    from xiaomi_cli.library.loader import read_library
    from xiaomi_cli.library.rules import check_library
    from xiaomi_cli.model.problem import BrokenLibraryError

    extra = () if folder else ctx.obj.extra
    library = read_library(folder or ctx.obj.data or SHIPPED, extra)
    problems = check_library(library)
    if problems:
        raise BrokenLibraryError(problems)
    own = [placed for placed in library.placed if placed.record.origin]
    files = {placed.file for placed in own}
    notes = [n for n in lint_library(library) if not extra or n.file in files]
    note(*(f"{n.file}:{n.line}: note: {n.message}" for n in notes))
    yours = f"{len(own)} of them yours, " if extra else ""
    emit(f"{len(library.placed)} records, {yours}no problem, {len(notes)} notes")
    return Exit.BROKEN if strict and notes else Exit.FOUND
