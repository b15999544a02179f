"""`xiaomi schema`."""

import json

import typer

from xiaomi_cli.cli.output import emit_json


def run(ctx: typer.Context) -> None:
    """Print the JSON Schema of a library's files, for editors and other programs.

    \b
    Examples:
      xiaomi schema
      xiaomi schema > schema.json
      xiaomi schema | grep description
    """
    del ctx
    from xiaomi_cli.library.json_schema import file_schema

    emit_json(json.dumps(file_schema(), ensure_ascii=False, indent=2))
