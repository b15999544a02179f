"""`xiaomi verify --against DIR`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.exit_codes import Exit
from xiaomi_cli.cli.options import Json
from xiaomi_cli.cli.output import emit, emit_json, note
from xiaomi_cli.library.files import SHIPPED

if TYPE_CHECKING:
    from xiaomi_cli.library.loader import Library


def run(
    ctx: typer.Context,
    against: Annotated[
        Path,
        typer.Option(
            "--against",
            metavar="DIR",
            readable=False,
            help="A folder with your copies (.txt) of the documents.",
        ),
    ],
    accept: Annotated[
        bool, typer.Option("--accept", help="Seal what holds, after you have read what changed.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Hold the library against your own copies of the documents; what does not hold as file:line.

    Each cited paragraph must be there (by fingerprint) and bear every number, year, month and name
    of the statement that cites it. Counts in words, and paragraphs that a neighbour fits better,
    are asked about until somebody has read the statement against its source and sealed it
    (--accept); one that changed since is reported until it is read again.

    \b
    Examples:
      xiaomi verify --against documents/
      xiaomi verify --against documents/ --json
      xiaomi --data my-library verify --against documents/
    """
    from xiaomi_cli.library.loader import read_library
    from xiaomi_cli.library.rules import check_library
    from xiaomi_cli.model.problem import BrokenLibraryError
    from xiaomi_cli.verification.verify import verify

    if not against.is_dir():
        raise UsageProblemError(
            f"{against} is no folder; expected one with copies of the documents"
        )
    library = read_library(ctx.obj.data or SHIPPED)
    if problems := check_library(library):
        raise BrokenLibraryError(problems)
    if accept:
        _accept(library, against)
    report = verify(library, against)
    if as_json:
        from xiaomi_cli.render.json_text import document

        fields = report._asdict() | {"problems": [p._asdict() for p in report.problems]}
        emit_json(document(fields))
    else:
        if report.problems:
            emit(*map(str, report.problems))
        at_hand = f"{report.documents} documents at hand"
        emit(f"{report.held} of {report.checked} cited statements hold; {at_hand}")
    note(*(f"no copy of {source} in {against}" for source in report.missing))
    if not report.documents:
        note("no statement was held against a document: none of its copies was found")
    return Exit.NOTHING if report.problems or not report.documents else Exit.FOUND


def _accept(library: "Library", against: Path) -> None:
    """Seal every statement with which nothing is wrong that reading it could not settle."""
    from xiaomi_cli.cli.atomic_write import atomic_write
    from xiaomi_cli.verification.review_log import FILE, ledger
    from xiaomi_cli.verification.verify import ASKED, UNREAD, verify

    settled = (UNREAD, ASKED)
    wrong = {
        (problem.file, problem.line)
        for problem in verify(library, against).problems
        if not problem.message.endswith(settled)
    }
    text, sealed = ledger(library, wrong)
    atomic_write(library.root / FILE, [text.encode()])
    note(f"sealed {sealed} statements in {FILE}")
