"""`xiaomi company [NAME]`."""

import typer

from xiaomi_cli.cli.options import Json, Name, Theme
from xiaomi_cli.cli.records import show_or_list


def run(ctx: typer.Context, name: Name = None, theme: Theme = "", as_json: Json = False) -> None:
    """Xiaomi and the companies it is measured against.

    \b
    Examples:
      xiaomi company
      xiaomi company byd
      xiaomi company apple --json
    """
    show_or_list(ctx.obj, "company", name, theme, as_json=as_json)
