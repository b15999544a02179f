"""`xiaomi outline FILE`."""

from pathlib import Path
from typing import Annotated

import typer

from xiaomi_cli.cli.errors import NothingFoundError, UsageProblemError
from xiaomi_cli.cli.output import emit


def run(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Your copy of a document, a paragraph a line.")
    ],
) -> None:
    """Print the outline of a document for its record in seeds/, with headings for you to write.

    Each paragraph gets its number, by which it is cited, and a fingerprint, by which verify
    recognises it in a copy. None of the text is printed.

    \b
    Examples:
      xiaomi outline my-library/documents/founding-letter.txt
      xiaomi outline my-library/documents/founding-letter.txt > outline.yaml
      xiaomi outline my-library/documents/founding-letter.txt | head -3
    """
    del ctx
    from xiaomi_cli.library.files import read_bytes
    from xiaomi_cli.model.fingerprint import fingerprint, paragraphs
    from xiaomi_cli.model.problem import Problem

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
