"""`xiaomi risk [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """A risk or constraint, and what is done or said against it; or the list.

    \b
    Examples:
      xiaomi risk
      xiaomi risk margins
      xiaomi risk --theme cars --json
    """
    show_or_list(ctx.obj, "risk", name, theme, as_json=as_json)
