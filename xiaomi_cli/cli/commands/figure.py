"""`xiaomi figure [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """A number and its series over time; or the list.

    \b
    Examples:
      xiaomi figure
      xiaomi figure revenue
      xiaomi figure "connected devices" --json
    """
    show_or_list(ctx.obj, "figure", name, theme, as_json=as_json)
