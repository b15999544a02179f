"""`xiaomi dispute [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """Where the sources disagree: each position, and what a careful editor concludes.

    \b
    Examples:
      xiaomi dispute
      xiaomi dispute "34 hours"
      xiaomi dispute --json
    """
    show_or_list(ctx.obj, "dispute", name, theme, as_json=as_json)
