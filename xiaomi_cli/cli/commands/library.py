"""For those who make a library: `init`, `outline`, `schema`, `validate` and `verify`."""

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xiaomi_cli.cli.exit_codes import (
    Exit,
    NothingFoundError,
    UsageProblemError,
    check_known,
    writing,
)
from xiaomi_cli.cli.options import Json, argument, flag, option
from xiaomi_cli.cli.output import emit, emit_json, note
from xiaomi_cli.library.files import SHIPPED

if TYPE_CHECKING:
    from xiaomi_cli.library.loader import Library

SCHEMAS = ("records", "library", "glossary", "renamed")
_OF_GIT = frozenset({".git", ".gitignore", ".gitattributes", ".hg", ".DS_Store"})


def init(
    ctx: typer.Context,
    folder: Annotated[Path, argument("DIR", "A new folder, or an empty one.")],
    name: Annotated[
        str,
        option("--name", "NAME", "The company; by default the folder's name."),
    ] = "",
) -> None:
    """Start a library of another company."""
    del ctx
    from anyascii import anyascii

    from xiaomi_cli.build.chinese import spellings
    from xiaomi_cli.cli.file_writing import atomic_write
    from xiaomi_cli.library.scaffold import NoNameError, scaffold

    if folder.exists() and not folder.is_dir():
        raise UsageProblemError(f"{folder} is there and is no folder")
    if folder.is_dir() and any(found.name not in _OF_GIT for found in folder.iterdir()):
        raise UsageProblemError(f"{folder} is not empty; a library starts in a folder of its own")
    words = name.split() or re.split("[-_ ]+", folder.absolute().name)
    name = " ".join(words if name.strip() else (word[:1].upper() + word[1:] for word in words))
    shown = shlex.quote(str(folder))
    try:
        files = scaffold(name, shown, anyascii(next(iter(spellings(name)), name)))
    except NoNameError as error:
        raise UsageProblemError(f"{error}; name the company with --name") from error
    for path, text in files.items():
        with writing(str(folder / path)):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
        atomic_write(folder / path, [text.encode()])
    emit(
        f"{len(files)} files in {folder}: a library of {name}, with examples to be replaced",
        f"xiaomi --data {shown}",
        f"xiaomi validate {shown} --strict",
    )


def outline(
    ctx: typer.Context,
    file: Annotated[Path, argument("FILE", "Your copy of a document, a paragraph a line.")],
) -> None:
    """Print the outline of a document, with headings to be written."""
    del ctx
    from xiaomi_cli.library.files import read_bytes
    from xiaomi_cli.model.problem import Problem
    from xiaomi_cli.model.text_evidence import fingerprint, paragraphs

    problems: list[Problem] = []
    data = read_bytes(file, str(file), problems)
    if data is None:
        raise UsageProblemError(f"{file} {problems[0].message}")
    texts = paragraphs(data.decode("utf-8-sig", "replace"))
    if not texts:
        raise NothingFoundError(f"{file} has no paragraph")
    rows = (
        f'  - {{n: {number}, head: "", print: "{fingerprint(paragraph)}"}}'
        for number, paragraph in enumerate(texts, 1)
    )
    emit("  outline:", *rows)


def schema(
    ctx: typer.Context,
    file: Annotated[
        str,
        argument("[FILE]", "records, or a file of the library: library, glossary, renamed."),
    ] = "records",
) -> None:
    """Print the JSON Schema of a library's files."""
    del ctx
    from xiaomi_cli.library import json_schema

    name = file.removesuffix(".yaml")
    check_known("file", name, SCHEMAS)
    made = json_schema.file_schema() if name == "records" else json_schema.schema_of(f"{name}.yaml")
    emit_json(json.dumps(made, ensure_ascii=False, indent=2))


def validate(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, argument("[DIR]", "The library; default: --data, or ours.")
    ] = None,
    strict: Annotated[bool, flag("--strict", "Notes count as problems.")] = False,
) -> int:
    """Check a library: every problem at once as file:line; gives the exit code."""
    from xiaomi_cli.library.lint import lint_library

    extra = () if folder else ctx.obj.preferences.extra
    library = _checked(folder or ctx.obj.preferences.data or SHIPPED, extra)
    own = [placed for placed in library.placed if placed.record.origin]
    files = {placed.file for placed in own}
    notes = [n for n in lint_library(library) if not extra or n.file in files]
    note(*(f"{n.file}:{n.line}: note: {n.message}" for n in notes))
    yours = f"{len(own)} of them yours, " if extra else ""
    refused = strict and bool(notes)
    found = "refused by --strict" if refused else "no problem"
    emit(f"{len(library.placed)} records, {yours}{found}, {len(notes)} notes")
    return Exit.BROKEN if refused else Exit.FOUND


def _checked(folder: Path, extra: tuple[Path, ...] = ()) -> "Library":
    """A library without a problem. Raises BrokenLibraryError."""
    from xiaomi_cli.library.loader import Library
    from xiaomi_cli.library.rules import check_library
    from xiaomi_cli.model.problem import BrokenLibraryError

    library = Library(folder, extra)
    if problems := check_library(library):
        raise BrokenLibraryError(problems)
    return library


def verify(
    ctx: typer.Context,
    against: Annotated[
        Path,
        option("--against", "DIR", "A folder with your copies (.txt) of the documents."),
    ],
    accept: Annotated[
        bool, flag("--accept", "Seal what holds, after you have read what changed.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Hold the library against copies of the documents; gives the exit code."""
    from xiaomi_cli.verification import verify as verification

    if not against.is_dir():
        raise UsageProblemError(
            f"{against} is no folder; expected one with copies of the documents"
        )
    library = _checked(ctx.obj.preferences.data or SHIPPED)
    if accept:
        _accept(library, against)
    report = verification.verify(library, against)
    if as_json:
        from xiaomi_cli.render.sanitize import document

        fields = report._asdict() | {"problems": [p._asdict() for p in report.problems]}
        emit_json(document(fields))
    else:
        if report.problems:
            emit(*map(str, report.problems))
        at_hand = f"{report.documents} document{'s' * (report.documents != 1)} at hand"
        held = f"{report.held} of {report.checked} cited statements hold; {at_hand}"
        nothing = f"no statement was held against a document: no copy of one is in {against}"
        emit(held if report.documents else nothing)
    note(*(f"no copy of {source} in {against}" for source in report.missing))
    return Exit.NOTHING if report.problems or not report.documents else Exit.FOUND


def _accept(library: "Library", against: Path) -> None:
    """Seal every statement with which nothing is wrong that reading it could not settle."""
    from xiaomi_cli.cli.file_writing import atomic_write
    from xiaomi_cli.verification.verify import ASKED, LEDGER, UNREAD, ledger, verify

    wrong = {
        (problem.file, problem.line)
        for problem in verify(library, against).problems
        if not problem.message.endswith((UNREAD, ASKED))
    }
    text, sealed = ledger(library, wrong)
    atomic_write(library.root / LEDGER, [text.encode()])
    note(f"sealed {sealed} statements in {LEDGER}")
