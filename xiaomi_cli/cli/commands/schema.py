"""`xiaomi schema [FILE]`."""

import json
from typing import Annotated

import typer

from xiaomi_cli.cli.completion import among
from xiaomi_cli.cli.errors import UsageProblemError
from xiaomi_cli.cli.output import emit_json
from xiaomi_cli.model.suggest import expected, suggest

FILES = ("records", "library", "glossary", "renamed")


def run(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="[FILE]",
            help="records, or a file of the library: library, glossary, renamed.",
            show_default=False,
            autocompletion=among(FILES),
        ),
    ] = "records",
) -> None:
    """Print the JSON Schema of a library's files, for editors and other programs.

    Editors that hold a file to a schema find one in its first line:
    # yaml-language-server: $schema=schema.json

    \b
    Examples:
      xiaomi schema
      xiaomi schema > schema.json
      xiaomi schema library > library.schema.json
    """
    del ctx
    from xiaomi_cli.library import json_schema

    makers = {
        "records": json_schema.file_schema,
        "library": json_schema.settings_schema,
        "glossary": json_schema.glossary_schema,
        "renamed": json_schema.renamed_schema,
    }
    name = file.removesuffix(".yaml")
    if name not in makers:
        raise UsageProblemError(
            f"there is no file {file!r}; {expected(suggest(name, FILES), FILES)}"
        )
    emit_json(json.dumps(makers[name](), ensure_ascii=False, indent=2))
