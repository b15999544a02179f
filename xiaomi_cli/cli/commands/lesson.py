"""`xiaomi lesson [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """What a builder should take away, by theme.

    \b
    Examples:
      xiaomi lesson
      xiaomi lesson --theme retail
      xiaomi lesson --json
    """
    show_or_list(ctx.obj, "lesson", name, theme, as_json=as_json)
