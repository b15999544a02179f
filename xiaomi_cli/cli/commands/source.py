"""`xiaomi source [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """The sources: who wrote them, when, of what kind, how far to trust them.

    \b
    Examples:
      xiaomi source
      xiaomi source review
      xiaomi source interview --json
    """
    show_or_list(ctx.obj, "source", name, theme, as_json=as_json)
