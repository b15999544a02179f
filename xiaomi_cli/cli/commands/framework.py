"""`xiaomi framework [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """A framework with its parts, versions, cases, lessons and critics; or the list.

    \b
    Examples:
      xiaomi framework
      xiaomi framework "three iron laws"
      xiaomi framework 生态链 --json
    """
    show_or_list(ctx.obj, "framework", name, theme, as_json=as_json)
